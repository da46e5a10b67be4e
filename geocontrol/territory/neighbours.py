"""
The places that speak for a spot: those around it, nearest first.

Candidates are the nearest place, its neighbours in the Voronoi diagram and theirs
(natural neighbours of second order; Sibson, "A brief description of natural neighbour
interpolation", 1981), so that a far-off cluster never outvotes the places around.
"""

from __future__ import annotations

import numpy as np
import shapely

from geocontrol.territory.cells import shared_edges, voronoi
from geocontrol.territory.plane import Floats, Ints

CHUNK = 8192


def rings_of_two(places: Floats) -> tuple[Ints, Ints]:
    """
    Return each place with its first and second Voronoi neighbours.

    The answer is in compressed rows: the neighbours of place `i` are
    `near[start[i]:start[i + 1]]`, the place itself among them.
    """
    count = len(places)
    extent = shapely.box(*places.min(axis=0), *places.max(axis=0)).buffer(1.0)
    sides = shared_edges(voronoi(places, extent))[2]
    sides = sides[sides[:, 1] >= 0]
    own = np.repeat(np.arange(count)[:, None], 2, axis=1)
    pairs = np.unique(np.concatenate([sides, sides[:, ::-1], own]), axis=0)
    start = np.searchsorted(pairs[:, 0], np.arange(count + 1))
    size = np.diff(start)[pairs[:, 1]]
    offset = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    second = pairs[np.repeat(start[pairs[:, 1]], size) + offset, 1]
    code = np.unique(np.repeat(pairs[:, 0], size) * count + second)
    return np.searchsorted(code // count, np.arange(count + 1)), code % count


def nearest_around(
    spots: Floats, home: Ints, places: Floats, wanted: int, *, skip_home: bool = False
) -> Ints:
    """
    Return the nearest places around each spot.

    Parameters
    ----------
    spots
        x and y in metres.
    home
        Row of the nearest place of each spot.
    places
        x and y in metres of the same plane.
    wanted
        How many places to return at most for a spot.
    skip_home
        Leave the home out: what would be said of it if it were not known.

    Returns
    -------
    neighbours
        One row a spot, nearest first; -1 fills up where there are fewer.
    """
    start, near = rings_of_two(places)
    found = np.full((len(spots), wanted), -1)
    for low in range(0, len(spots), CHUNK):
        part = slice(low, low + CHUNK)
        size = start[home[part] + 1] - start[home[part]]
        column = np.arange(size.max())
        there = column < size[:, None]
        index = np.where(there, start[home[part], None] + column, 0)
        rows = np.where(there, near[index], -1)
        distance = np.hypot(*np.moveaxis(places[rows] - spots[part, None], -1, 0))
        if skip_home:
            there &= rows != home[part, None]
        distance[~there] = np.inf
        # Of two equally far the one that lies farther west, then south, comes first.
        tie = np.lexsort((places[:, 1], places[:, 0])).argsort()
        order = np.lexsort((tie[rows], distance))[:, :wanted]
        rows = np.where(np.isinf(distance), -1, rows)
        found[part, : order.shape[1]] = np.take_along_axis(rows, order, axis=1)
    return found
