"""
Routes: who holds which stretch of a road on a day, and where it is cut.

A route is a list of places in their order along the road. Between two places next to
each other the road belongs to whoever holds both; anything else is a cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import shapely
from shapely.geometry import LineString

from geocontrol.errors import UsageError
from geocontrol.model import Status
from geocontrol.territory.parts import UNKNOWN, Hold, Site

LEAST_PLACES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a route along which nothing changes."""

    from_place: str
    to_place: str
    hold: Hold
    """What it is: held by one, contested, or unknown."""
    geometry: LineString
    """Through the places, WGS 84; a single place has its point twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where a route cannot be driven under one holder."""

    from_place: str
    """The last place before the cut."""
    to_place: str
    """The first place after it. Where contested places are the cut: the first and
    last of them, which may be one and the same."""
    holders: tuple[str, ...]
    """Holders on its two sides, in the order of the route."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteDay:
    """A route on one day."""

    stretches: tuple[Stretch, ...]
    cuts: tuple[Cut, ...]

    @property
    def is_open(self) -> bool:
        """Whether one holder has it from end to end, as far as is known."""
        return not self.cuts and all(
            stretch.hold.status == Status.HELD.value for stretch in self.stretches
        )


def route_day(route: Sequence[Site], state: Mapping[str, Hold]) -> RouteDay:
    """
    Say who holds which stretch of a route, and where it is cut.

    Parameters
    ----------
    route
        Places in their order along the road.
    state
        What each place is; a place that is not named is unknown.

    Raises
    ------
    UsageError
        If the route has fewer than two places.

    Examples
    --------
    >>> road = [Site("a", 36, 35), Site("b", 36, 36), Site("c", 36, 37)]
    >>> north, south = Hold("held", "north"), Hold("held", "south")
    >>> day = route_day(road, {"a": south, "b": south, "c": north})
    >>> [(s.from_place, s.to_place, s.hold.actor_id) for s in day.stretches]
    [('a', 'b', 'south'), ('c', 'c', 'north')]
    >>> [(cut.from_place, cut.to_place, cut.holders) for cut in day.cuts]
    [('b', 'c', ('south', 'north'))]
    """
    if len(route) < LEAST_PLACES:
        raise UsageError("a route needs at least two places")
    runs = [
        (hold, list(sites))
        for hold, sites in groupby(
            route, key=lambda site: state.get(site.place_id, UNKNOWN)
        )
    ]
    return RouteDay(
        stretches=tuple(_stretch(hold, sites) for hold, sites in runs),
        cuts=tuple(_cuts(runs)),
    )


def _stretch(hold: Hold, sites: list[Site]) -> Stretch:
    points = [(site.lon, site.lat) for site in sites]
    return Stretch(
        from_place=sites[0].place_id,
        to_place=sites[-1].place_id,
        hold=hold,
        geometry=shapely.LineString(points if len(points) > 1 else points * 2),
    )


def _cuts(runs: list[tuple[Hold, list[Site]]]) -> Iterator[Cut]:
    """Cut at what is contested, and between two holders; the unknown cuts nothing."""
    last: tuple[Hold, Site] | None = None
    for hold, sites in runs:
        if hold.status == Status.CONTESTED.value:
            yield Cut(
                from_place=sites[0].place_id,
                to_place=sites[-1].place_id,
                holders=tuple(hold.actor_id.split()),
            )
            last = None
        elif hold.status == Status.HELD.value:
            if last is not None and last[0] != hold:
                yield Cut(
                    from_place=last[1].place_id,
                    to_place=sites[0].place_id,
                    holders=(last[0].actor_id, hold.actor_id),
                )
            last = hold, sites[-1]
