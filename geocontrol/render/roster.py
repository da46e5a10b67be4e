"""The places of a map as its pages list them, whatever happened there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geocontrol.dated import Ages, edges_of
from geocontrol.model import AREA_KINDS, Kind, Place, PlaceId
from geocontrol.nesting import around
from geocontrol.render.ages import AgeBlock, age_rows, arabic

NOBODY = -1
"""The number of nobody, of no event and of no region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The places of a map in the order of its pages."""

    places: Sequence[Place]
    """Every place that a table lists: all but areas, in the order of names."""
    numbers: Mapping[PlaceId, int]
    regions: Sequence[Place]
    region_of: Mapping[PlaceId, int]
    """The number of the region of each place, on the last day of the map."""
    kinds: frozenset[Kind]
    """Of the places that are drawn."""
    quarters: list[list[int]]
    """The numbers of each quarter and of what it lies in."""
    rows: Sequence[list[Any]]
    """What data blocks tell of each place, but for how often it turns."""
    ages: AgeBlock
    """What of places and regions is not the same on all days."""


def make_roster(
    places: Mapping[PlaceId, Place], last: Mapping[PlaceId, Place]
) -> Roster:
    """
    List the places of a map.

    Parameters
    ----------
    places
        The gazetteer.
    last
        The gazetteer as it is on the last day of the map.
    """
    listed = sorted(
        (p for p in places.values() if p.kind not in AREA_KINDS),
        key=lambda place: (place.name, place.id),
    )
    regions = [p for p in places.values() if p.kind is Kind.GOVERNORATE]
    region = {place.id: region_of(last[place.id], last, regions) for place in listed}
    numbers = {place.id: number for number, place in enumerate(listed)}
    return Roster(
        places=listed,
        numbers=numbers,
        regions=regions,
        region_of=region,
        kinds=frozenset(place.kind for place in listed if place.is_drawn),
        quarters=[
            [number, numbers[place.within]]
            for number, place in enumerate(listed)
            if place.kind is Kind.QUARTER and place.within in numbers
        ],
        rows=[_row(place, region[place.id]) for place in listed],
        ages=_ages(places, listed, regions),
    )


def _ages(
    gazetteer: Mapping[PlaceId, Place],
    places: Sequence[Place],
    regions: Sequence[Place],
) -> AgeBlock:
    """Return the names and regions that are not the same on all days."""
    ages = Ages(gazetteer)
    moves = edges_of(d.term for p in gazetteer.values() for d in p.within_dated)

    def place_value(place: Place, day: date) -> list[Any]:
        region = region_of(place, ages.on(day), regions)
        return [place.name, arabic(place), region]

    found = {
        "places": age_rows(places, place_value, moves),
        "regions": age_rows(regions, lambda region, _: [region.name, arabic(region)]),
    }
    return {kind: rows for kind, rows in found.items() if rows}


def region_of(
    place: Place, places: Mapping[PlaceId, Place], regions: Sequence[Place]
) -> int:
    """Return the number of the governorate that a place lies in on a day; or -1."""
    numbers = {region.id: n for n, region in enumerate(regions)}
    region = around(place, Kind.GOVERNORATE, places)
    return NOBODY if region is None else numbers[region.id]


def _row(place: Place, region: int) -> list[Any]:
    return [
        place.id,
        place.name,
        arabic(place),
        place.kind.value,
        region,
        None if place.lon is None else round(place.lon, 4),
        None if place.lat is None else round(place.lat, 4),
        place.rank,
        place.geo_precision.value if place.geo_precision else "",
    ]
