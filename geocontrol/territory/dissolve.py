"""
From cells and their keys to areas, and to the lines between them.

Only the edges whose two cells differ are looked at. The seams of cells zigzag around
the line they stand for, so each corner of a front where just two of its edges meet is
drawn half the way to the middle of its neighbours (Laplacian smoothing; Taubin, "A
signal processing approach to fair surface design", 1995). The three corners belong to
one convex cell, so a corner stays within that cell and seams cannot cross. An area and
its neighbour share each moved corner: they still touch and never overlap. Cells that
the rim has cut, and corners where three areas meet, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.territory.cells import Cells
from geocontrol.territory.plane import (
    GEOD,
    M_PER_KM,
    Floats,
    Geometries,
    Ints,
    lengths_km,
)
from geocontrol.territory.rings import RIM, Rings, Truths, follow

SMOOTHING = 0.5
"""How far a corner is drawn to the middle of its neighbours; more could cross."""

SHORT = 1e-3
"""Segments of less than this, radians either way, are as good as straight: their
length is right to one part in a million up to 80 degrees north or south."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seams:
    """The edges between different keys on one day."""

    lonlat: Floats
    """Corners, degrees, WGS 84."""
    rings: Rings
    """The edges, around the land of each key."""

    def faces(self) -> tuple[Geometries, Ints]:
        """Return the pieces of land within the seams, WGS 84, and the key of each."""
        return self.rings.polygons(self.lonlat)

    def between(self) -> Iterator[tuple[int, int, BaseGeometry, float]]:
        """Yield each two keys that meet, the line between them and its length, km."""
        rings = self.rings
        turns = np.r_[True, rings.ring[1:] != rings.ring[:-1]] | rings.forks
        once = (rings.left != RIM) & (rings.left < rings.right)
        if not once.any():
            return
        stretch = np.cumsum(turns)[once]
        first = np.r_[True, stretch[1:] != stretch[:-1]]
        last = np.r_[first[1:], True]
        stretch = np.cumsum(first) - 1
        start, end = rings.start[once], rings.end[once]
        corner = np.insert(start, np.flatnonzero(last) + 1, end[last])
        lines = shapely.linestrings(
            self.lonlat[corner],
            indices=np.insert(stretch, np.flatnonzero(last) + 1, stretch[last]),
        )
        km = np.bincount(stretch, _lengths_km(self.lonlat[start], self.lonlat[end]))
        sides = np.column_stack([rings.left[once], rings.right[once]])[first]
        pairs, pair = np.unique(sides, axis=0, return_inverse=True)
        for row, (one, other) in enumerate(pairs.tolist()):
            mine = pair.ravel() == row
            front = lines[mine]
            line = front[0] if len(front) == 1 else shapely.multilinestrings(front)
            yield one, other, line, float(km[mine].sum())


def _lengths_km(start: Floats, end: Floats) -> Floats:
    """Return the length of each segment on the ellipsoid, km."""
    lat = np.radians(start[:, 1] + end[:, 1]) / 2
    turn = np.radians(end - start)
    bend = 1.0 - GEOD.es * np.sin(lat) ** 2
    north = GEOD.a * (1.0 - GEOD.es) / bend**1.5 * turn[:, 1]
    east = GEOD.a / np.sqrt(bend) * np.cos(lat) * turn[:, 0]
    km = np.hypot(north, east) / M_PER_KM
    far = np.abs(turn).max(axis=1) > SHORT
    km[far] = lengths_km(start[far], end[far])
    return np.asarray(km)


def find_seams(cells: Cells, keys: Ints, lonlat: Floats, *, smooth: bool) -> Seams:
    """
    Return the edges between different keys, smoothed if wanted.

    Parameters
    ----------
    cells
        The land, cut once.
    keys
        A key, 0 or more, for each cell.
    lonlat
        The corners of the cells, degrees, WGS 84.
    smooth
        Whether corners of a front are drawn towards the middle of their neighbours.
    """
    rim = cells.sides[:, 1] < 0
    beside = np.column_stack(
        [keys[cells.sides[:, 0]], np.where(rim, RIM, keys[cells.sides[:, 1]])]
    )
    differs = beside[:, 0] != beside[:, 1]
    edges = cells.edges[differs]
    used = np.zeros(len(lonlat), dtype=bool)
    used[edges] = True
    edges = (np.cumsum(used) - 1)[edges]
    xy = lonlat[used]
    if smooth:
        cut = np.zeros(len(keys), dtype=bool)
        cut[cells.sides[rim, 0]] = True
        xy = _smooth(xy, edges, cut[cells.sides[differs]].any(axis=1))
    return Seams(lonlat=xy, rings=follow(len(xy), edges, beside[differs]))


def _smooth(xy: Floats, edges: Ints, fixed: Truths) -> Floats:
    """Draw corners with just two edges, none of them fixed, to their neighbours."""
    degree = np.bincount(edges.ravel(), minlength=len(xy))
    moves = degree == 2  # noqa: PLR2004 - a corner between two edges
    moves[edges[fixed].ravel()] = False
    one, other = edges.ravel(), edges[:, ::-1].ravel()
    middle = np.column_stack(
        [np.bincount(one, xy[other, axis], len(xy)) / degree for axis in (0, 1)]
    )
    return np.where(moves[:, None], xy + SMOOTHING * (middle - xy), xy)


def join(faces: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return pieces of one key, which at most touch in points, as one geometry."""
    return faces[0] if len(faces) == 1 else shapely.multipolygons(list(faces))
