"""
From cells and their keys to areas, and to the lines between them.

Only the edges whose two cells differ are looked at. The seams of cells zigzag around
the line they stand for, so corners of a front, where just two of its edges meet, are
drawn towards the middle of their neighbours (Laplacian smoothing, as Taubin, "A signal
processing approach to fair surface design", 1995, with the second step that undoes the
shrinking). An area and its neighbour share each moved corner: they still touch and
never overlap. The rim and corners where three areas meet stay where they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.territory.cells import Cells, Ints
from geocontrol.territory.plane import Floats, Plane, lengths_km

Truths = npt.NDArray[np.bool_]

SMOOTHING = (0.5, -0.53, 0.5, -0.53)
"""Steps towards (and away from) the middle of the two neighbours of a corner."""

RIM = -1
"""The key beyond the rim of the covered land."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seams:
    """The edges between different keys on one day."""

    start: Floats
    """Longitude and latitude of one end of each edge, WGS 84."""
    end: Floats
    """Longitude and latitude of its other end."""
    keys: Ints
    """Rows of two keys: those beside the edge, smaller first; `RIM` beyond the rim."""

    def area(self, key: int) -> BaseGeometry:
        """Return the area of a key, WGS 84: all land within its seams."""
        mine = (self.keys == key).any(axis=1)
        return shapely.build_area(shapely.multilinestrings(self._lines(mine)))

    def between(self, one: int, other: int) -> tuple[BaseGeometry, float]:
        """Return the line between two keys, WGS 84, and its length in km."""
        mine = (self.keys == sorted((one, other))).all(axis=1)
        line = shapely.line_merge(shapely.multilinestrings(self._lines(mine)))
        return line, float(lengths_km(self.start[mine], self.end[mine]).sum())

    def _lines(self, mine: Truths) -> npt.NDArray[np.object_]:
        ends = np.stack([self.start[mine], self.end[mine]], axis=1)
        return np.asarray(shapely.linestrings(ends))


def find_seams(cells: Cells, keys: Ints, plane: Plane, *, smooth: bool) -> Seams:
    """
    Return the edges between different keys, smoothed if wanted.

    Parameters
    ----------
    cells
        The land, cut once.
    keys
        A key, 0 or more, for each cell.
    plane
        The plane that the cells are in.
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
    xy = cells.corners[corner]
    if smooth:
        xy = _smooth(xy, edges, rim[differs])
    lonlat = plane.to_lonlat(xy)
    return Seams(
        start=lonlat[edges[:, 0]],
        end=lonlat[edges[:, 1]],
        keys=np.sort(beside[differs], axis=1),
    )


def _smooth(xy: Floats, edges: Ints, rim: Truths) -> Floats:
    """Draw corners with just two edges, none on the rim, to their neighbours."""
    degree = np.bincount(edges.ravel(), minlength=len(xy))
    moves = degree == 2  # noqa: PLR2004 - a corner between two edges
    moves[edges[rim].ravel()] = False
    drawn = xy
    for step in SMOOTHING:
        middle = np.zeros_like(xy)
        np.add.at(middle, edges[:, 0], drawn[edges[:, 1]])
        np.add.at(middle, edges[:, 1], drawn[edges[:, 0]])
        middle /= degree[:, None]
        drawn = np.where(moves[:, None], drawn + step * (middle - drawn), drawn)
    return _uncross(xy, drawn, edges, moves)


def _uncross(xy: Floats, drawn: Floats, edges: Ints, moves: Truths) -> Floats:
    """Put corners back where they came from until no two edges cross."""
    while moves.any():
        lines = shapely.linestrings(drawn[edges])
        moved = np.flatnonzero(moves[edges].any(axis=1))
        one, other = shapely.STRtree(lines).query(lines[moved], predicate="crosses")
        if not len(one):
            break
        back = np.unique(edges[np.r_[moved[one], other]])
        drawn[back] = xy[back]
        moves[back] = False
    return drawn
