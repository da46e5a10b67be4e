"""The values of territory: places to divide land among, and what a day makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from geocontrol.model import Status
from geocontrol.territory.interval import AreaRange


class Hold(NamedTuple):
    """What a place, or an area, is: its status and its holder."""

    status: str
    """`held`, `contested` or `unknown`."""
    actor_id: str = ""
    """The holder; where contested, those who fight for it, joined by spaces."""

    @property
    def holder(self) -> str | None:
        """Who holds it, or `None` where nobody does."""
        return self.actor_id or None if self.status == Status.HELD.value else None

    @property
    def rivals(self) -> list[str]:
        """Who fights for it, where it is contested."""
        return self.actor_id.split() if self.status == Status.CONTESTED.value else []


UNKNOWN = Hold(Status.UNKNOWN.value)


class Site(NamedTuple):
    """A place of the gazetteer, as far as areas need it."""

    place_id: str
    lon: float
    """Degrees, WGS 84."""
    lat: float
    """Degrees, WGS 84."""
    city_id: str = ""
    """For a quarter the place_id of its city: it speaks only for land of the city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The land of one status and holder on one day."""

    hold: Hold
    km2: AreaRange
    geometry: BaseGeometry
    """Polygon or MultiPolygon, WGS 84."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The line between the areas of two holders on one day."""

    actor_a: str
    actor_b: str
    front_km: float
    geometry: BaseGeometry
    """LineString or MultiLineString, WGS 84."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAreas:
    """All land of one day."""

    areas: tuple[Area, ...]
    """They touch, never overlap, and add up to the covered land."""
    fronts: tuple[Front, ...]
    band: BaseGeometry
    """Where no holder is likelier than `OPEN_BELOW`, WGS 84; may be empty."""
    sharpness: float
    """What was learnt of how sure a spot near a front is (`estimate`)."""
