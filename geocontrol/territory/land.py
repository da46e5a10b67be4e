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

from geocontrol.model import AreaMethod, Control, Kind, Place, PlaceId
from geocontrol.project import Project
from geocontrol.territory.areas import Territory
from geocontrol.territory.barriers import NO_BARRIERS
from geocontrol.territory.frames import days_of_areas
from geocontrol.territory.layout import lay_out
from geocontrol.territory.parts import DayAreas, Hold, Site
from geocontrol.territory.routes import RouteDay, route_day
from geocontrol.timeline import Timeline

BARRIER_LAYER = "river"


def site_of(place: Place, project: Project) -> Site | None:
    """Return a place as areas and routes need it, or `None` if it is not drawn."""
    if not place.is_drawn or place.lon is None or place.lat is None:
        return None
    return Site(place.id, place.lon, place.lat, _city_of(place, project))


def hold_of(control: Control) -> Hold:
    """Return what a place is, without what is merely claimed."""
    return Hold(control.status.value, control.actor_id or "")


def holds_on(timeline: Timeline, day: date) -> dict[str, Hold]:
    """Return what each place is when a day ends."""
    return {
        str(place_id): hold_of(control)
        for place_id, control in timeline.state(day).items()
    }


def project_territory(project: Project) -> Territory | None:
    """
    Lay out the land of a project once.

    Returns
    -------
    territory
        `None` where no place is drawn, or the map file asks for no areas.
    """
    sites = [s for p in project.places.values() if (s := site_of(p, project))]
    policy = project.area_policy
    if not sites or policy.method is AreaMethod.NONE:
        return None
    return lay_out(
        sites,
        shape(project.outline),
        radius_km=policy.radius_km,
        barriers=_barriers(project),
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
    holds = holds_on(timeline, day)
    return {
        route.id: route_day(
            [s for p in route.through if (s := site_of(project.places[p], project))],
            holds,
        )
        for route in project.routes
    }


def population_of(places: Mapping[PlaceId, Place]) -> dict[str, int]:
    """Return the population of each place that has one; a quarter's is its city's."""
    return {
        place_id: place.population
        for place_id, place in places.items()
        if place.population is not None and place.kind is not Kind.QUARTER
    }


def _city_of(place: Place, project: Project) -> str:
    """Return the city that a quarter lies in, if that is drawn."""
    if place.kind is not Kind.QUARTER or place.within is None:
        return ""
    city = project.places[place.within]
    return city.id if city.is_drawn else ""


def _barriers(project: Project) -> BaseGeometry:
    """Return the large rivers of the basemap, which fronts keep to."""
    rivers = [
        shape(feature["geometry"])
        for feature in project.basemap.get("features", ())
        if feature.get("properties", {}).get("layer") == BARRIER_LAYER
    ]
    return shapely.union_all(rivers) if rivers else NO_BARRIERS
