"""
The land of a project: laid out once, divided for any day of any of its timelines.

The numbers of the estimate come from the map file (`AreaPolicy`). Places that are
not drawn do not speak for land; quarters speak within their city.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geocontrol.control import UNKNOWN
from geocontrol.model import AreaMethod, Control, Kind, Place, PlaceId, Route
from geocontrol.project import Project
from geocontrol.rows import NO_ROW
from geocontrol.territory.areas import Territory
from geocontrol.territory.barriers import NO_BARRIERS
from geocontrol.territory.estimate import SHARPNESS
from geocontrol.territory.gazetteer import hold_of, holds_of, sites_of
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


class LaidOut:
    """The land of a project, laid out anew only if it is told otherwise than before."""

    def __init__(self) -> None:
        self._told: tuple[object, ...] = ()
        self._territory: Territory | None = None
        self._places: Mapping[PlaceId, Place] | None = None
        self._place_ids: tuple[str, ...] = ()

    def place_ids(self, project: Project) -> Sequence[str]:
        """Return the places that speak for land, without laying it out."""
        if self._places != project.places:
            sites = sites_of(project.places.values())
            self._places = project.places
            self._place_ids = tuple(site.place_id for site in sites)
        return self._place_ids

    def territory(self, project: Project) -> Territory | None:
        """
        Return what `project_territory` returns.

        Parameters
        ----------
        project
            The same one as before, but for its evidence, or another.
        """
        told = (project.places, project.outline, project.basemap, project.area_policy)
        if self._told != told:
            self._told, self._territory = told, project_territory(project)
        return self._territory


class Turn(NamedTuple):
    """What a place is when a day ends, where it differs from the day before."""

    place_id: PlaceId
    control: Control
    is_stale: bool


def turns_by_day(
    timeline: Timeline, place_ids: Iterable[str], days: Iterable[date]
) -> dict[date, list[Turn]]:
    """
    Return what changes from each day to the next; all places on the first day.

    Parameters
    ----------
    timeline
        Who held what, as known and told.
    place_ids
        The places asked for.
    days
        The state when each of these days ends.

    Returns
    -------
    turns
        By day, in the order of days.
    """
    ordered = sorted(set(days))
    turns: dict[date, list[Turn]] = {day: [] for day in ordered}
    if not ordered:
        return turns
    for place_id in map(PlaceId, place_ids):
        seen = {0: Turn(place_id, UNKNOWN, is_stale=False)}
        for start, turn in _dated(timeline, place_id, ordered[0]):
            if start > ordered[-1]:
                break
            seen[bisect_left(ordered, start)] = turn
        for number, turn in seen.items():
            turns[ordered[number]].append(turn)
    return turns


def _dated(
    timeline: Timeline, place_id: PlaceId, first: date
) -> Iterator[tuple[date, Turn]]:
    """
    Yield what a place is, and from which day on, in the order of days.

    What it was before the state that it has on the first day asked for is left out.
    """
    row = timeline.rows.get(place_id, NO_ROW)
    limit = timedelta(days=timeline.policy.stale_after_days + 1)
    begin = max(0, bisect_right(row.days, first) - 1)
    for number in range(begin, len(row.days)):
        start, control = row.days[number], row.controls[number]
        is_stale = timeline.is_stale(control, start)
        yield start, Turn(place_id, control, is_stale)
        if control.last_confirmed is None or is_stale:
            continue
        stale_from = control.last_confirmed + limit
        if number + 1 == len(row.days) or stale_from < row.days[number + 1]:
            yield stale_from, Turn(place_id, control, is_stale=True)


def areas_by_day(
    territory: Territory, timeline: Timeline, days: Iterable[date], opening: date
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
    opening
        The first day of the map (see `sureness`).
    """
    turns = turns_by_day(timeline, territory.place_ids, days)
    changes = [(day, holds_in(turned)) for day, turned in turns.items()]
    sure = sureness(territory, timeline, opening)
    return dict(territory.days(changes, sharpness=sure))


def sureness(territory: Territory, timeline: Timeline, opening: date) -> float:
    """
    Learn how sure a spot near a front may be, once for all days of a timeline.

    A day's areas must not depend on which other days are asked for: a page, a figure
    and a table of one day agree.

    Parameters
    ----------
    territory
        The land.
    timeline
        Who held what, as known and told.
    opening
        The day to learn from; if it has not two holders, the next that has.
    """
    if territory.left_out is None:  # nothing is learnt for land by the nearest place
        return SHARPNESS
    day = learning_day(timeline, territory.place_ids, opening)
    if day is None:
        return SHARPNESS
    return territory.learn(_holds(timeline, territory.place_ids, day))


def learning_day(
    timeline: Timeline, place_ids: Sequence[str], opening: date
) -> date | None:
    """
    Return the first day from the opening on with two holders, if there is one.

    Parameters
    ----------
    timeline
        Who held what, as known and told.
    place_ids
        The places that speak for land.
    opening
        The first day of the map.
    """
    for day in (opening, *(day for day in timeline.days if day > opening)):
        holds = _holds(timeline, place_ids, day).values()
        if len({hold for hold in holds if hold.actor_id}) > 1:
            return day
    return None


def _holds(timeline: Timeline, place_ids: Iterable[str], day: date) -> dict[str, Hold]:
    return {p: hold_of(timeline.control(PlaceId(p), day)) for p in place_ids}


def holds_in(turned: Iterable[Turn]) -> dict[str, Hold]:
    """Return what each place that changed is for its land."""
    return {turn.place_id: hold_of(turn.control) for turn in turned}


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
