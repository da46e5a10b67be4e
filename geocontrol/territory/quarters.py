"""
Quarters: their land is cut out of that of their city.

Nobody lives in a quarter beyond its neighbours: it has what is nearer to it than to
the rest of its family, and no farther from it than the next of them, within the land
of its city (see `geocontrol.territory.lattice.lay_spots`).
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.territory.plane import Floats, Geometries, Ints

MARGIN_M = 1.0
"""A quarter keeps so far from the edge of its city, which the city's neighbours share
and therefore gets no corners from it."""


def divide_city(city: BaseGeometry, members: Floats, nearest: Geometries) -> Geometries:
    """
    Divide the land of a city among it and its quarters.

    Parameters
    ----------
    city
        The land nearest to the city, metres of a plane.
    members
        x and y of the city and then of its quarters, metres; no two alike.
    nearest
        The land nearest to each of them.

    Returns
    -------
    lands
        The land of each of them: polygons in pieces, some of which may share edges.
    """
    apart = np.hypot(*np.moveaxis(members[:, None] - members, -1, 0))
    np.fill_diagonal(apart, np.inf)
    discs = shapely.buffer(shapely.points(members[1:]), apart.min(axis=1)[1:])
    inner = shapely.buffer(city, -MARGIN_M)
    quarters = shapely.intersection(shapely.intersection(discs, nearest[1:]), inner)
    lines = shapely.union_all(shapely.boundary([city, *quarters]))
    pieces = np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))))
    spots = shapely.point_on_surface(pieces)
    is_land = shapely.contains(city, spots)
    pieces, spots = pieces[is_land], spots[is_land]
    owner: Ints = np.zeros(len(pieces), dtype=np.int64)
    for number, quarter in enumerate(quarters, start=1):
        owner[shapely.contains(quarter, spots)] = number
    lands = [shapely.multipolygons(pieces[owner == n]) for n in range(len(members))]
    return np.array(lands, dtype=object)
