"""Places that a table locates and the gazetteer does not list, as drafts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geocontrol.curate.imports.placeindex import Asked, PlaceIndex
from geocontrol.curate.slugs import free_slug, slug
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


class PlaceDrafts:
    """
    Places that a table names and the gazetteer does not list, to be added to it.

    Parameters
    ----------
    index
        The gazetteer.
    are_wanted
        Draft every name that nothing in the gazetteer resembles, unasked.
    """

    def __init__(self, index: PlaceIndex, *, are_wanted: bool = False) -> None:
        self._index = index
        self._are_wanted = are_wanted
        self._drafted: dict[Asked, dict[str, Raw]] = {}
        self._areas: dict[str, dict[str, Raw]] = {}

    @property
    def records(self) -> list[dict[str, Raw]]:
        """The records to add, areas before what lies in them."""
        return [*self._areas.values(), *self._drafted.values()]

    def is_elsewhere(self, asked: Asked) -> bool:
        """Tell whether a table puts a name in an area that is to be drafted too."""
        return (
            self._are_wanted
            and bool(asked.area)
            and not self._index.knows_area(asked.area)
        )

    def may_draft(self, asked: Asked) -> bool:
        """
        Tell whether a name nobody has decided on is a new place beyond doubt.

        A namesake elsewhere does not stand in its way if the table says where it
        lies; one nearby, or a name that differs by a slip of the pen, does.
        """
        if not self._are_wanted or not slug(asked.name):
            return False
        if asked in self._drafted:
            return True
        return not self._index.resembles(asked)

    def draft(self, asked: Asked, spot: Spot | None, kind: str = "") -> PlaceId:
        """Return the id of the new place of a name, drafted when first asked for."""
        if asked not in self._drafted:
            self._drafted[asked] = self._record(asked, spot, kind)
        return PlaceId(str(self._drafted[asked]["id"]))

    def _record(self, asked: Asked, spot: Spot | None, kind: str) -> dict[str, Raw]:
        within = self._area(asked.area)
        record: dict[str, Raw] = {
            "id": free_slug(asked.name, self._taken(), asked.area),
            "name": asked.name,
            "kind": kind or (Kind.VILLAGE if spot else Kind.TOWN).value,
            "within": within,
        }
        if spot is not None:
            record |= {
                "lon": degrees(spot.lon),
                "lat": degrees(spot.lat),
                "geo_precision": spot.precision,
                "geo_source": spot.source,
            }
        return record

    def _area(self, name: str) -> str:
        """Return the area of a name; one that is not listed is drafted too."""
        known = self._index.area(name) if name else None
        if known is None and name and slug(name) and self._are_wanted:
            if name not in self._areas:
                self._areas[name] = {
                    "id": free_slug(name, self._taken(), "area"),
                    "name": name,
                    "kind": Kind.GOVERNORATE.value,
                    "within": widest_area(self._index),
                }
            return str(self._areas[name]["id"])
        return known or widest_area(self._index)

    def _taken(self) -> set[str]:
        return {*self._index.places, *(str(record["id"]) for record in self.records)}


def widest_area(index: PlaceIndex) -> PlaceId | str:
    """Return the country of a gazetteer, or the area that most lies in."""
    areas = [p for p in index.places.values() if p.kind in AREA_KINDS]
    areas.sort(key=lambda place: (place.kind is not Kind.COUNTRY, place.id))
    return areas[0].id if areas else ""
