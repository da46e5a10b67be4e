"""
Polygons from directed edges: each edge has the land of its key on the left.

Every corner has as many edges of a key coming in as going out, so following them ends
where it began: anticlockwise rings are shells, clockwise ones holes (the doubly
connected edge list of Muller and Preparata, 1978, without its faces).
"""

from __future__ import annotations

import numpy as np
import shapely

from geocontrol.territory.plane import Floats, Geometries, Ints

LEAST_CORNERS = 3


def polygons(corners: Floats, runs: Ints, keys: Ints) -> tuple[Geometries, Ints]:
    """
    Return the polygons that edges go around, and the key of each.

    Parameters
    ----------
    corners
        Two coordinates each.
    runs
        Rows of two corners: from where to where each edge runs.
    keys
        What lies to the left of each edge, 0 or more.
    """
    ring_of, turn = _rings(len(corners), runs, keys)
    order = np.lexsort((turn, ring_of))
    start = np.searchsorted(ring_of[order], np.arange(ring_of.max(initial=-1) + 1))
    size = np.diff(np.append(start, len(order)))
    keep = size[ring_of[order]] >= LEAST_CORNERS
    _, ring = np.unique(ring_of[order][keep], return_inverse=True)
    ring_keys = keys[order[start]][size >= LEAST_CORNERS]
    xy = corners[runs[order[keep], 0]]
    if not len(xy):
        return np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
    rings = shapely.linearrings(xy, indices=ring)
    return _nest(np.asarray(rings), ring_keys)


def _rings(corners: int, runs: Ints, keys: Ints) -> tuple[Ints, Ints]:
    """Return the ring of each edge, and its turn in the ring."""
    following = np.empty(len(runs), dtype=np.int64)
    coming = np.argsort(keys * corners + runs[:, 1], kind="stable")
    going = np.argsort(keys * corners + runs[:, 0], kind="stable")
    following[coming] = going
    after = following.tolist()
    ring_of = [-1] * len(after)
    turn = [0] * len(after)
    ring = 0
    for first in range(len(after)):
        edge, step = first, 0
        while ring_of[edge] < 0:
            ring_of[edge], turn[edge] = ring, step
            edge, step = after[edge], step + 1
        ring += step > 0
    return np.array(ring_of, dtype=np.int64), np.array(turn, dtype=np.int64)


def _nest(rings: Geometries, keys: Ints) -> tuple[Geometries, Ints]:
    """Put holes into the smallest shell of their key around them."""
    is_shell = shapely.is_ccw(rings)
    shells, shell_keys = rings[is_shell], keys[is_shell]
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
    odd = ~shapely.is_valid(whole)
    whole[odd] = shapely.make_valid(whole[odd])
    parts, owner = shapely.get_parts(whole, return_index=True)
    return np.asarray(parts), shell_keys[owner]
