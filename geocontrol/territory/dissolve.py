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
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.territory.cells import Cells
from geocontrol.territory.plane import Floats, Geometries, Ints, lengths_km
from geocontrol.territory.rings import polygons

Truths = npt.NDArray[np.bool_]

SMOOTHING = 0.5
"""How far a corner is drawn to the middle of its neighbours; more could cross."""

RIM = -1
"""The key beyond the rim of the covered land."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seams:
    """The edges between different keys on one day."""

    lonlat: Floats
    """Corners, degrees, WGS 84."""
    edges: Ints
    """Rows of two corners: from where to where each edge runs."""
    keys: Ints
    """Rows of two keys: to the left and right of the edge; `RIM` beyond the rim."""

    def faces(self) -> tuple[Geometries, Ints]:
        """Return the pieces of land within the seams, WGS 84, and the key of each."""
        runs = np.concatenate([self.edges, self.edges[:, ::-1]])
        left = self.keys.T.ravel()
        return polygons(self.lonlat, runs[left != RIM], left[left != RIM])

    def between(self) -> Iterator[tuple[int, int, BaseGeometry, float]]:
        """Yield each two keys that meet, the line between them and its length, km."""
        inner = (self.keys != RIM).all(axis=1)
        ends = self.lonlat[self.edges[inner]]
        km = lengths_km(ends[:, 0], ends[:, 1])
        pairs, pair = np.unique(
            np.sort(self.keys[inner], axis=1), axis=0, return_inverse=True
        )
        lines = shapely.linestrings(ends)
        for row, (one, other) in enumerate(pairs.tolist()):
            mine = pair.ravel() == row
            line = shapely.line_merge(shapely.multilinestrings(lines[mine]))
            yield one, other, line, float(km[mine].sum())


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
    corner, edges = np.unique(cells.edges[differs], return_inverse=True)
    edges = edges.reshape(-1, 2)
    xy = lonlat[corner]
    if smooth:
        cut = np.zeros(len(keys), dtype=bool)
        cut[cells.sides[rim, 0]] = True
        xy = _smooth(xy, edges, cut[cells.sides[differs]].any(axis=1))
    return Seams(lonlat=xy, edges=edges, keys=beside[differs])


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
