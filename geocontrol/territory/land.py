"""
The land of a project: laid out once, divided for any day of any of its timelines.

The numbers of the estimate come from the map file (`AreaPolicy`). Places that are
not drawn do not speak for land; quarters speak within their city.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geocontrol.model import AreaMethod, Kind, Place, PlaceId, Route
from geocontrol.project import Project
from geocontrol.territory.areas import Territory
from geocontrol.territory.barriers import NO_BARRIERS
from geocontrol.territory.frames import days_of_areas
from geocontrol.territory.gazetteer import holds_of, sites_of
from geocontrol.territory.layout import LATTICE, lay_out
from geocontrol.territory.parts import DayAreas, Hold
from geocontrol.territory.routes import RouteDay, route_day
from geocontrol.timeline import Timeline

BARRIER_LAYER = "river"
SPOTS_PER_PLACE = 30
"""Lattice spots for each place: a finer lattice tells no more than the places do."""


def holds_on(timeline: Timeline, day: date) -> dict[str, Hold]:
    """Return what each place is when a day ends."""
    return holds_of(timeline.state(day))


def project_territory(project: Project) -> Territory | None:
    """
    Lay out the land of a project once.

    Returns
    -------
    territory
        `None` where no place is drawn, or the map file asks for no areas.
    """
    sites = sites_of(project.places.values())
    policy = project.area_policy
    if not sites or policy.method is AreaMethod.NONE:
        return None
    return lay_out(
        sites,
        shape(project.outline),
        radius_km=policy.radius_km,
        barriers=_barriers(project),
        lattice=min(LATTICE, SPOTS_PER_PLACE * len(sites)),
        method="nearest" if policy.method is AreaMethod.NEAREST else "kriging",
    )


def areas_by_day(
    territory: Territory, timeline: Timeline, days: Iterable[date]
) -> dict[date, DayAreas]:
    """
    Divide the land for each of some days; equal days share one value.

    Parameters
    ----------
    territory
        The land, as `project_territory` lays it out.
    timeline
        Who held what, as known and told.
    days
        The state when each of these days ends.
    """
    located = set(territory.place_ids)
    states = {}
    for day in days:
        holds = holds_on(timeline, day)
        states[day] = {place: holds[place] for place in holds if place in located}
    return days_of_areas(territory, states)


def routes_on(project: Project, timeline: Timeline, day: date) -> dict[str, RouteDay]:
    """Say who holds which stretch of each route when a day ends, by route id."""
    return {
        route.id: route_on(project, timeline, day, route) for route in project.routes
    }


def route_on(project: Project, timeline: Timeline, day: date, route: Route) -> RouteDay:
    """Say who holds which stretch of a route when a day ends."""
    sites = {s.place_id: s for s in sites_of(project.places[p] for p in route.through)}
    holds = holds_of({p: timeline.control(p, day) for p in route.through})
    return route_day([sites[p] for p in route.through if p in sites], holds)


def population_of(places: Mapping[PlaceId, Place]) -> dict[str, int]:
    """Return the population of each place that has one; a quarter's is its city's."""
    return {
        place_id: place.population
        for place_id, place in places.items()
        if place.population is not None and place.kind is not Kind.QUARTER
    }


def _barriers(project: Project) -> BaseGeometry:
    """Return the large rivers of the basemap, which fronts keep to."""
    rivers = [
        shape(feature["geometry"])
        for feature in project.basemap.get("features", ())
        if feature.get("properties", {}).get("layer") == BARRIER_LAYER
    ]
    return shapely.union_all(rivers) if rivers else NO_BARRIERS
