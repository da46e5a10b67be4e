"""Places that can be used, and that somebody should look at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geocontrol.ellipsoid import km_between
from geocontrol.errors import Level, Problem
from geocontrol.io.source import Source
from geocontrol.model import AREA_KINDS, Kind, Place, PlaceId
from geocontrol.names import fold, sound_key
from geocontrol.nesting import around
from geocontrol.project import Project

AREA_TOLERANCE_KM = 10.0
"""How far beyond its governorate a place may lie: drawn borders are coarse."""
CITY_RADIUS_KM = 25.0
"""How far from a city what lies within it may be."""
DUPLICATE_KM = 3.0
"""How close two places of one name are one place, more often than not."""
_SETTLEMENTS = frozenset({Kind.CITY, Kind.TOWN, Kind.VILLAGE, Kind.QUARTER})


def far_from_their_area(source: Source, project: Project) -> Iterator[Problem]:
    """Doubt places that lie outside the governorate that they are listed in."""
    areas = _drawn_areas(project)
    for place in project.places.values():
        if place.lon is None or place.lat is None:
            continue
        governorate = around(place, Kind.GOVERNORATE, project.places)
        area = areas.get(governorate.id) if governorate else None
        if governorate is None or area is None:
            continue
        point = shapely.Point(place.lon, place.lat)
        ends = shapely.shortest_line(point, area).coords
        far_km = km_between(*ends[0], *ends[-1])
        if far_km > AREA_TOLERANCE_KM:
            inside = [i for i, other in areas.items() if other.covers(point)]
            in_words = f", in {inside[0]!r}" if inside else ""
            yield _doubt(
                source,
                place,
                f"lies {far_km:.0f} km outside {governorate.id!r} as the basemap "
                f"draws it{in_words}; check within, lon and lat",
                "within",
            )


def far_from_their_city(source: Source, project: Project) -> Iterator[Problem]:
    """Doubt quarters and sites that lie far from the settlement they belong to."""
    for place in project.places.values():
        city = project.places[place.within] if place.within else None
        if city is None or city.kind in AREA_KINDS:
            continue
        far_km = distance_km(place, city)
        if far_km is not None and far_km > CITY_RADIUS_KM:
            yield _doubt(
                source,
                place,
                f"lies {far_km:.0f} km from {city.id!r}, within which it is listed",
                "within",
            )


def near_duplicates(source: Source, project: Project) -> Iterator[Problem]:
    """Doubt places of one name that lie close by, or one of them nowhere."""
    by_name: defaultdict[str, set[PlaceId]] = defaultdict(set)
    for place in project.places.values():
        for name in (place.name, *(n.text for n in place.names)):
            by_name[sound_key(name)].add(place.id)
    pairs = {pair for ids in by_name.values() for pair in combinations(sorted(ids), 2)}
    for first, second in sorted(pairs):
        older, newer = _in_file_order(
            source, project.places[first], project.places[second]
        )
        if _may_be_one(older, newer):
            yield _doubt(
                source,
                newer,
                f"may be the same place as {older.id!r}: one name, "
                f"{_how_far(older, newer)}",
                "id",
            )


def _may_be_one(one: Place, other: Place) -> bool:
    are_settlements = {one.kind, other.kind} <= _SETTLEMENTS
    if one.kind != other.kind and not are_settlements:
        return False
    if one.id == other.within or other.id == one.within:
        return False
    far_km = distance_km(one, other)
    if far_km is None:
        return one.within == other.within and fold(one.name) == fold(other.name)
    return far_km < DUPLICATE_KM


def _how_far(one: Place, other: Place) -> str:
    far_km = distance_km(one, other)
    return f"both within {one.within!r}" if far_km is None else f"{far_km:.1f} km apart"


def distance_km(one: Place, other: Place) -> float | None:
    """Return how far two places lie apart on the ellipsoid, if both are located."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    return km_between(one.lon, one.lat, other.lon, other.lat)


def _drawn_areas(project: Project) -> Mapping[str, BaseGeometry]:
    """Return the shapes of the governorates that the basemap has, by place."""
    areas = {}
    for feature in project.basemap.get("features", ()):
        properties = feature.get("properties") or {}
        if properties.get("layer") == "governorate" and "place_id" in properties:
            geometry = shapely.make_valid(shape(feature["geometry"]))
            areas[str(properties["place_id"])] = geometry
    return areas


def _in_file_order(source: Source, one: Place, other: Place) -> tuple[Place, Place]:
    fields = source.places.fields
    first, second = sorted((one, other), key=lambda p: fields[p.id].where("id"))
    return first, second


def _doubt(source: Source, place: Place, message: str, key: str) -> Problem:
    return Problem(source.places.fields[place.id].where(key), message, Level.WARNING)
