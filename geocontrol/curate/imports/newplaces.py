"""Places that a table locates and the gazetteer does not list, as drafts."""

from __future__ import annotations

import math
from collections.abc import Container
from dataclasses import dataclass

from geocontrol.curate.imports.placeindex import Asked, PlaceIndex
from geocontrol.curate.slugs import free_slug
from geocontrol.io.save import degrees
from geocontrol.io.yamlwrite import Raw
from geocontrol.model import AREA_KINDS, Kind, PlaceId


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a table puts a place."""

    lon: float
    """Decimal degrees east, WGS 84."""
    lat: float
    """Decimal degrees north, WGS 84."""
    precision: str = "near"
    source: str = "table"

    @classmethod
    def read(cls, lon: str, lat: str) -> Spot | None:
        """Return the spot of two texts, or `None` if they are no coordinates."""
        try:
            values = float(lon), float(lat)
        except ValueError:
            return None
        on_globe = abs(values[0]) <= 180 and abs(values[1]) <= 90  # noqa: PLR2004
        return cls(*values) if on_globe and all(map(math.isfinite, values)) else None


def place_of_spot(
    asked: Asked, spot: Spot, index: PlaceIndex, taken: Container[str]
) -> dict[str, Raw]:
    """Return a village at a spot, within the area that the table names."""
    area = index.sure(Asked(asked.area)) if asked.area else None
    return {
        "id": free_slug(asked.name, taken, asked.area),
        "name": asked.name,
        "kind": Kind.VILLAGE.value,
        "within": area or widest_area(index),
        "lon": degrees(spot.lon),
        "lat": degrees(spot.lat),
        "geo_precision": spot.precision,
        "geo_source": spot.source,
    }


def widest_area(index: PlaceIndex) -> PlaceId | str:
    """Return the country of a gazetteer, or the area that most lies in."""
    areas = [p for p in index.places.values() if p.kind in AREA_KINDS]
    areas.sort(key=lambda place: (place.kind is not Kind.COUNTRY, place.id))
    return areas[0].id if areas else ""
