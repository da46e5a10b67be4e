"""Figures of a day: places, people, km² and front, by actor and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geocontrol.model import Status
from geocontrol.territory.interval import AreaRange
from geocontrol.territory.parts import DayAreas, Hold, plain_hold

NO_LAND = AreaRange(low_km2=0.0, area_km2=0.0, high_km2=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one holder has on one day in one status."""

    day: date
    hold: Hold
    places: int
    """How many places."""
    population: int
    """People of the places whose population is known."""
    places_counted: int
    """How many of the places have a known population."""
    km2: AreaRange
    front_km: float
    """Length of its fronts with all other holders; 0 where it holds nothing."""


def day_figures(
    day: date,
    state: Mapping[str, Hold],
    made: DayAreas,
    population: Mapping[str, int] | None = None,
) -> list[Figures]:
    """
    Count a day's places, people, land and fronts.

    Parameters
    ----------
    day
        The day.
    state
        What each place is; every place of the gazetteer that shall be counted.
    made
        The areas of that day.
    population
        People by place_id, where known.

    Returns
    -------
    figures
        One for each status and holder with a place or land, in alphabetical order.
    """
    people = population or {}
    told = {place: plain_hold(hold) for place, hold in state.items()}
    places = Counter(told.values())
    counted = Counter(hold for place, hold in told.items() if place in people)
    heads: Counter[Hold] = Counter()
    for place, hold in told.items():
        heads[hold] += people.get(place, 0)
    land = {area.hold: area.km2 for area in made.areas}
    front = front_lengths(made)
    return [
        Figures(
            day=day,
            hold=hold,
            places=places[hold],
            population=heads[hold],
            places_counted=counted[hold],
            km2=land.get(hold, NO_LAND),
            front_km=front.get(hold.actor_id, 0.0)
            if hold.status == Status.HELD
            else 0.0,
        )
        for hold in sorted(places.keys() | land.keys())
    ]


def front_lengths(made: DayAreas) -> dict[str, float]:
    """Return the length of each holder's fronts with all others, km."""
    lengths: dict[str, float] = {}
    for front in made.fronts:
        for actor_id in (front.actor_a, front.actor_b):
            lengths[actor_id] = lengths.get(actor_id, 0.0) + front.front_km
    return lengths
