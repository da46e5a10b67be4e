"""The values of territory: places to divide land among, and what a day makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.model import Status
from geocontrol.territory.arcs import RIM, Arc, Arcs
from geocontrol.territory.estimate import SHARPNESS
from geocontrol.territory.interval import AreaRange
from geocontrol.territory.plane import Floats, short_lengths_km
from geocontrol.territory.rings import Faces

IN_BAND = 1
"""The key of the band."""


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


def plain_hold(hold: Hold) -> Hold:
    """Return a hold without an actor where it is unknown."""
    return UNKNOWN if hold.status == UNKNOWN.status else hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The land of one status and holder on one day."""

    hold: Hold
    km2: AreaRange
    key: int
    """Its number in `faces`."""
    faces: Faces = field(repr=False)
    """The land of the day."""

    @property
    def geometry(self) -> BaseGeometry:
        """Polygon or MultiPolygon, WGS 84."""
        return self.faces.of(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The line between the areas of two holders on one day."""

    actor_a: str
    actor_b: str
    front_km: float
    arcs: tuple[Arc, ...] = field(repr=False)
    """Its parts."""

    @property
    def geometry(self) -> BaseGeometry:
        """LineString or MultiLineString, WGS 84."""
        lines = [shapely.LineString(arc.lonlat) for arc in self.arcs]
        return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAreas:
    """All land of one day."""

    areas: tuple[Area, ...] = ()
    """They touch, never overlap, and add up to the covered land."""
    holds: Sequence[Hold] = field(default=(), repr=False)
    """What each key of `faces` stands for."""
    faces: Faces = field(default=Faces(), repr=False)
    """The land of the areas by their keys."""
    open_faces: Faces = field(default=Faces(), repr=False)
    """The land of the band, as key `IN_BAND`."""
    sharpness: float = SHARPNESS
    """What was learnt of how sure a spot near a front is (`estimate`)."""

    @property
    def fronts(self) -> tuple[Front, ...]:
        """The line between each two holders that meet, measured when asked for."""
        return fronts_of(self.faces.arcs, self.holds)

    @property
    def band(self) -> BaseGeometry:
        """Where no holder is likelier than `OPEN_BELOW`, WGS 84; may be empty."""
        return self.open_faces.of(IN_BAND)


def fronts_of(arcs: Arcs, holds: Sequence[Hold]) -> tuple[Front, ...]:
    """
    Return the line between each two holders that meet.

    Parameters
    ----------
    arcs
        The arcs of a day.
    holds
        What each of their keys stands for.
    """
    if not arcs.each:
        return ()
    held = np.array([hold.status == Status.HELD.value for hold in holds], dtype=bool)
    meeting = (arcs.right != RIM) & held[arcs.left] & held[arcs.right]
    fronts = []
    for left, right, rows in arcs.by_sides(np.flatnonzero(meeting)):
        parts = tuple(arcs.each[row] for row in rows)
        fronts.append(
            Front(
                actor_a=holds[right].actor_id,
                actor_b=holds[left].actor_id,
                front_km=_length_km([arc.lonlat for arc in parts]),
                arcs=parts,
            )
        )
    return tuple(fronts)


def _length_km(lines: Sequence[Floats]) -> float:
    """Return the length of some lines on the ellipsoid, km."""
    start = np.concatenate([line[:-1] for line in lines])
    end = np.concatenate([line[1:] for line in lines])
    line = np.repeat(np.arange(len(lines)), [len(line) - 1 for line in lines])
    return float(sum(np.bincount(line, short_lengths_km(start, end)).tolist()))
