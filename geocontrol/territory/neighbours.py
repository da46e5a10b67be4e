"""
The places that vote on a spot: those around it, nearest first.

Candidates are the nearest place, its neighbours in the Voronoi diagram and theirs
(natural neighbours of second order; Sibson, "A brief description of natural neighbour
interpolation", 1981), so that a far-off cluster never outvotes the places around.
"""

from __future__ import annotations

import numpy as np
import shapely

from geocontrol.territory.cells import shared_edges, voronoi
from geocontrol.territory.groups import Groups
from geocontrol.territory.plane import Floats, Ints

CHUNK = 1024
"""Spots that are looked at together: more take more memory, and no less time."""


def rings_of_two(places: Floats) -> Groups:
    """Return each place with its first and second Voronoi neighbours, in order."""
    count = len(places)
    extent = shapely.box(*places.min(axis=0), *places.max(axis=0)).buffer(1.0)
    sides = shared_edges(voronoi(places, extent))[2]
    one, other = sides[sides[:, 1] >= 0].T
    own = np.arange(count)
    code = np.concatenate([one * count + other, other * count + one, own * (count + 1)])
    first = _listed(_once(code), count)
    place = np.repeat(own, first.sizes(own))
    second = np.repeat(place, first.sizes(first.rows)) * count + first[first.rows]
    return _listed(_once(second), count)


def _listed(pairs: Ints, count: int) -> Groups:
    """Return pairs in their order, each a place times the count and another place."""
    place, other = np.divmod(pairs, count)
    return Groups(np.searchsorted(place, np.arange(count + 1)), other)


def _once(numbers: Ints) -> Ints:
    """Return numbers in their order, each once."""
    ranked = np.sort(numbers)
    return ranked[np.r_[True, ranked[1:] != ranked[:-1]]]


def nearest_around(
    spots: Floats,
    home: Ints,
    places: Floats,
    near: Groups,
    wanted: int,
    *,
    skip_home: bool = False,
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
    near
        The places that may vote on the spots of each place.
    wanted
        How many places to return at most for a spot.
    skip_home
        Leave the home out: what would be said of it if it were not known.

    Returns
    -------
    neighbours
        One row a spot, nearest first, of two equally far the first in `near`; -1
        fills up where there are fewer.
    """
    start, around = near.start, near.rows
    count = np.diff(start)
    found = np.full((len(spots), wanted), -1)
    # Spots with about as many candidates go together, so that no row is padded much.
    by_count = np.argsort(count[home], kind="stable")
    for low in range(0, len(spots), CHUNK):
        part = by_count[low : low + CHUNK]
        own = home[part, None]
        column = np.arange(count[own].max())
        there = column < count[own]
        rows = around[np.where(there, start[own] + column, 0)]
        away = places[rows] - spots[part, None]
        distance = away[..., 0] ** 2 + away[..., 1] ** 2
        if skip_home:
            there &= rows != own
        distance[~there] = np.inf
        order = np.argsort(distance, axis=1, kind="stable")[:, :wanted]
        rows = np.where(there, rows, -1)
        found[part, : order.shape[1]] = np.take_along_axis(rows, order, axis=1)
    return found
