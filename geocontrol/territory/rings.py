"""
Polygons from edges: each edge has the land of one key on its left, another's right.

Every edge runs both ways, once with each key on its left. Every corner has as many
edges of a key coming in as going out, so following them ends where it began:
anticlockwise rings are shells, clockwise ones holes (the doubly connected edge list of
Muller and Preparata, 1978, without its faces). All rings are followed at once, each
step twice as long as the last (Wyllie's list ranking, 1979).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from geocontrol.territory.plane import Floats, Geometries, Ints

Truths = npt.NDArray[np.bool_]

LEAST_CORNERS = 3

RIM = -1
"""The key beyond the rim of the covered land."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rings:
    """Edges, each run both ways, in their order along the rings."""

    start: Ints
    """The corner where each run begins."""
    end: Ints
    """The corner where it ends."""
    left: Ints
    """The key to its left."""
    right: Ints
    """The key to its right."""
    ring: Ints
    """The ring that it is part of, 0 and up."""
    forks: Truths
    """Whether more than two edges meet where it begins; if anywhere in a ring, then
    at its first run."""
    touches: Truths
    """Whether another run with its key on the left begins at the same corner."""

    def polygons(self, corners: Floats) -> tuple[Geometries, Ints]:
        """Return the polygons that the rings go around, and the key of each."""
        size = np.bincount(self.ring)
        keep = ((size >= LEAST_CORNERS)[self.ring]) & (self.left != RIM)
        if not keep.any():
            return np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
        ring = self.ring[keep]
        first = np.r_[True, ring[1:] != ring[:-1]]
        number = np.cumsum(first) - 1
        rings = shapely.linearrings(corners[self.start[keep]], indices=number)
        touches = np.bincount(number, self.touches[keep]) > 0
        return _nest(np.asarray(rings), self.left[keep][first], touches)


def follow(corners: int, edges: Ints, sides: Ints) -> Rings:
    """
    Follow edges around the land of each key.

    Parameters
    ----------
    corners
        How many corners there are.
    edges
        Rows of two corners: from where to where each edge runs.
    sides
        Rows of two keys: to the left and right of the edge; `RIM` beyond the rim.
    """
    start, end = edges.T.ravel(), edges[:, ::-1].T.ravel()
    left, right = sides.T.ravel(), sides[:, ::-1].T.ravel()
    runs = np.arange(len(start))
    back = np.roll(runs, len(edges))
    # Where two edges meet, the next run is the one that leaves and is not this back.
    leaving = np.bincount(start, runs, corners).astype(np.int64)
    following = leaving[end] - back
    fork = np.bincount(start, minlength=corners) != 2  # noqa: PLR2004 - two edges
    coming = np.flatnonzero(fork[end])
    coming = coming[np.lexsort((end[coming], left[coming]))]
    going = np.flatnonzero(fork[start])
    going = going[np.lexsort((start[going], left[going]))]
    following[coming] = going
    touches = np.zeros(len(runs), dtype=bool)
    same = left[going][1:] == left[going][:-1]
    same &= start[going][1:] == start[going][:-1]
    touches[going[1:][same]] = touches[going[:-1][same]] = True
    order, ring = _along(following, ~fork[start])
    return Rings(
        start=start[order],
        end=end[order],
        left=left[order],
        right=right[order],
        ring=ring,
        forks=fork[start[order]],
        touches=touches[order],
    )


def _along(following: Ints, late: Truths) -> tuple[Ints, Ints]:
    """Return runs ring by ring in their order, those not late first, and the rings."""
    count = len(following)
    runs = np.arange(count)
    least = runs + count * late
    hop = following
    for _ in range(count.bit_length()):
        least = np.minimum(least, least[hop])
        hop = hop[hop]
    first = least % count if count else least
    hop = np.where(first[following] == following, runs, following)
    ahead = (hop != runs).astype(np.int64)
    while (farther := hop[hop]).tobytes() != hop.tobytes():
        ahead += ahead[hop]
        hop = farther
    is_first = first == runs
    number = np.cumsum(is_first) - 1
    size = (ahead + 1)[is_first]
    place = np.cumsum(size)[number[first]] - 1 - ahead
    order = np.empty(count, dtype=np.int64)
    order[place] = runs
    return order, np.repeat(np.arange(len(size)), size)


def _nest(rings: Geometries, keys: Ints, touches: Truths) -> tuple[Geometries, Ints]:
    """Put holes into the smallest shell of their key around them."""
    is_shell = shapely.is_ccw(rings)
    shells, shell_keys, doubt = rings[is_shell], keys[is_shell], touches[is_shell]
    whole = shapely.polygons(shells)
    holes, hole_keys = rings[~is_shell], keys[~is_shell]
    filled = shapely.polygons(holes)
    hole, shell = shapely.STRtree(whole).query(
        shapely.point_on_surface(filled), predicate="within"
    )
    size = shapely.area(whole)
    fits = hole_keys[hole] == shell_keys[shell]
    fits &= size[shell] > shapely.area(filled)[hole]
    hole, shell = hole[fits], shell[fits]
    order = np.lexsort((size[shell], hole))
    hole, first = np.unique(hole[order], return_index=True)
    home = shell[order][first]
    for each in np.unique(home).tolist():
        whole[each] = shapely.polygons(shells[each], holes[hole[home == each]])
    # Seams do not cross, so only rings that touch can be no polygon.
    doubt[home[touches[~is_shell][hole]]] = True
    odd = np.flatnonzero(doubt)
    odd = odd[~shapely.is_valid(whole[odd])]
    whole[odd] = shapely.make_valid(whole[odd])
    parts, owner = shapely.get_parts(whole, return_index=True)
    return np.asarray(parts), shell_keys[owner]
