"""Areas, routes and figures of days as rows of plain values, for scripts and pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from geocontrol.model import AREA_KINDS, Route
from geocontrol.project import Project
from geocontrol.territory.land import (
    areas_by_day,
    holds_on,
    population_of,
    project_territory,
    route_on,
    routes_on,
)
from geocontrol.territory.parts import DayAreas
from geocontrol.territory.routes import Cut
from geocontrol.territory.statistics import day_figures
from geocontrol.timeline import ONE_DAY, Timeline

Row = dict[str, Any]


def area_rows(project: Project, timeline: Timeline, days: Iterable[date]) -> list[Row]:
    """
    Return a row for each day, status and holder with land.

    Returns
    -------
    rows
        `day`, `actor_id` (`None` where nobody holds it), `status`, `contested_by`,
        `area_km2`, and the ends `low_km2` and `high_km2` of its 90 % interval.
    """
    return [
        {
            "day": day.isoformat(),
            "actor_id": area.hold.holder,
            "status": area.hold.status,
            "contested_by": area.hold.rivals,
            "area_km2": round(area.km2.area_km2, 1),
            "low_km2": round(area.km2.low_km2, 1),
            "high_km2": round(area.km2.high_km2, 1),
        }
        for day, made in _made(project, timeline, days).items()
        for area in made.areas
    ]


def figure_rows(
    project: Project, timeline: Timeline, days: Iterable[date]
) -> list[Row]:
    """
    Return a row for each day, status and holder with a place or land.

    Places are counted whether they are located or not, areas are not.

    Returns
    -------
    rows
        `day`, `actor_id`, `status`, `contested_by`, `places`, `population`,
        `places_counted`, `area_km2`, `low_km2`, `high_km2`, `front_km`.
    """
    listed = {p.id for p in project.places.values() if p.kind not in AREA_KINDS}
    population = population_of(project.places)
    rows = []
    for day, made in _made(project, timeline, days).items():
        state = {p: hold for p, hold in holds_on(timeline, day).items() if p in listed}
        rows += [
            {
                "day": day.isoformat(),
                "actor_id": figures.hold.holder,
                "status": figures.hold.status,
                "contested_by": figures.hold.rivals,
                "places": figures.places,
                "population": figures.population,
                "places_counted": figures.places_counted,
                "area_km2": round(figures.km2.area_km2, 1),
                "low_km2": round(figures.km2.low_km2, 1),
                "high_km2": round(figures.km2.high_km2, 1),
                "front_km": round(figures.front_km, 1),
            }
            for figures in day_figures(day, state, made, population)
        ]
    return rows


def route_rows(project: Project, timeline: Timeline, day: date) -> list[Row]:
    """
    Return a row for each route: who holds its stretches, and its cuts.

    Returns
    -------
    rows
        `route_id`, `name`, `open`, `stretches` (each `from`, `to`, `status`,
        `actor_id`) and `cuts` (each `from`, `to`, `holders`, `since`: the first day of
        the map from which it has been cut there without a break).
    """
    routes = {route.id: route for route in project.routes}
    return [
        {
            "route_id": route_id,
            "name": routes[route_id].name,
            "open": made.is_open,
            "stretches": [
                {
                    "from": stretch.from_place,
                    "to": stretch.to_place,
                    "status": stretch.hold.status,
                    "actor_id": stretch.hold.holder,
                }
                for stretch in made.stretches
            ],
            "cuts": [
                {
                    "from": cut.from_place,
                    "to": cut.to_place,
                    "holders": list(cut.holders),
                    "since": since.isoformat() if since else None,
                }
                for cut, since in cuts_since(project, timeline, day, routes[route_id])
            ],
        }
        for route_id, made in routes_on(project, timeline, day).items()
    ]


def cuts_since(
    project: Project, timeline: Timeline, day: date, route: Route
) -> list[tuple[Cut, date | None]]:
    """
    Return each cut of a route with the first day of its unbroken stand.

    Parameters
    ----------
    project
        The map.
    timeline
        Who held what, as known and told.
    day
        The state when this day ends.
    route
        One of the project's.

    Returns
    -------
    cuts
        In the order of the route; without a day where a cut is as old as the map.
    """
    cuts = route_on(project, timeline, day, route).cuts
    since: dict[Cut, date | None] = dict.fromkeys(cuts)
    standing = set(cuts)
    turns = {start for place in route.through for start, _ in timeline.row(place)}
    for turn in sorted(turns, reverse=True):
        if not standing or turn <= project.first_day:
            break
        if turn <= day:
            earlier = set(route_on(project, timeline, turn - ONE_DAY, route).cuts)
            since.update(dict.fromkeys(standing - earlier, turn))
            standing &= earlier
    return list(since.items())


def _made(
    project: Project, timeline: Timeline, days: Iterable[date]
) -> dict[date, DayAreas]:
    territory = project_territory(project)
    wanted = list(days)
    if territory is None:
        return dict.fromkeys(wanted, DayAreas())
    return areas_by_day(territory, timeline, wanted, project.first_day)
