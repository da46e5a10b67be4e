"""
Where the estimate is made: places, and a lattice of spots between them.

A triangular lattice has cells with six equal sides, so a front drawn along them
prefers no direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.territory.groups import Groups
from geocontrol.territory.plane import Floats, Ints, Truths

ROW_HEIGHT = np.sqrt(3) / 2
"""Height of a row of a triangular lattice whose spots are 1 apart."""

JITTER = 0.05
"""How far a spot is moved at most, in parts of the pitch: Voronoi cells are not well
defined where more than three spots lie on one circle."""

GOLDEN = (np.sqrt(5) - 1) / 2

CLEARANCE = 0.6
"""A lattice spot gives way to a place nearer than this part of the pitch."""


@dataclass(frozen=True, kw_only=True)
class Spots:
    """Spots of the land, the places first, and the place that each belongs to."""

    xy: Floats
    """x and y in metres of a plane."""
    place: Ints
    """Row of the place nearest to each spot; the place itself for a place."""

    @cached_property
    def of_place(self) -> Groups:
        """The spots that belong to each place."""
        count = int(self.place.max(initial=-1)) + 1
        return Groups.of(self.place, np.arange(len(self.place)), count)


def lay_spots(
    places: Floats, city_of: Ints, covered: BaseGeometry, lattice: int
) -> Spots:
    """
    Put a lattice of spots between places.

    Parameters
    ----------
    places
        x and y in metres, no two alike.
    city_of
        For a quarter the row of its city, for any other place -1. A spot belongs
        to a quarter only where its city is the nearest of all other places, and no
        farther from it than the next quarter, or the middle of the city, is.
    covered
        Land to divide, metres of the same plane.
    lattice
        About how many spots to lay between the places; 0 for none.
    """
    extra, home = np.empty((0, 2)), np.empty(0, dtype=np.int64)
    if lattice and not covered.is_empty:
        pitch = np.sqrt(covered.area / lattice / ROW_HEIGHT)
        extra = _lattice(covered, pitch)
        home = nearest_place(extra, places, city_of)
        clear = _clear_of(places, extra, home, city_of, CLEARANCE * pitch)
        extra, home = extra[clear], home[clear]
    own = np.arange(len(places))
    return Spots(xy=np.concatenate([places, extra]), place=np.concatenate([own, home]))


def _lattice(covered: BaseGeometry, pitch: float) -> Floats:
    """Return the lattice spots that lie on covered land."""
    west, south, east, north = covered.bounds
    x = np.arange(west + pitch / 3, east + pitch, pitch)
    y = np.arange(south + pitch / 3, north + pitch, pitch * ROW_HEIGHT)
    grid_x, grid_y = np.meshgrid(x, y)
    grid_x[1::2] += pitch / 2
    xy = np.column_stack([grid_x.ravel(), grid_y.ravel()])
    turn = np.arange(len(xy))[:, None] * np.array([GOLDEN, GOLDEN**2 * np.sqrt(2)])
    xy += (turn % 1.0 - 0.5) * 2 * JITTER * pitch
    shapely.prepare(covered)
    return np.asarray(xy[shapely.contains_xy(covered, xy)])


def _clear_of(
    places: Floats, spots: Floats, home: Ints, city_of: Ints, reach: float
) -> Truths:
    """Return which spots have no place within reach; `home` is the nearest of most."""
    away = spots - places[home]
    clear = np.asarray(away[:, 0] ** 2 + away[:, 1] ** 2 > reach**2)
    parted = np.flatnonzero(city_of >= 0)
    if len(parted):
        family = shapely.STRtree(
            shapely.points(places[np.union1d(parted, city_of[parted])])
        )
        close = family.query(
            shapely.points(spots), predicate="dwithin", distance=reach
        )[0]
        clear[close] = False
    return clear


def nearest_place(spots: Floats, places: Floats, city_of: Ints) -> Ints:
    """Return the row of the place that each spot belongs to (see `lay_spots`)."""
    top = np.flatnonzero(city_of < 0)
    owner = top[_nearest(spots, places[top])]
    for city in np.unique(city_of[city_of >= 0]):
        family = np.r_[city, np.flatnonzero(city_of == city)]
        mine = np.flatnonzero(owner == city)
        if len(mine):
            owner[mine] = _in_city(spots[mine], places, family)
    return owner


def _in_city(spots: Floats, places: Floats, family: Ints) -> Ints:
    """Divide the spots of a city among the city (the first) and its quarters."""
    members = places[family]
    apart = np.hypot(*np.moveaxis(members[:, None] - members, -1, 0))
    np.fill_diagonal(apart, np.inf)
    closest = _nearest(spots, members)
    away = np.hypot(*(spots - members[closest]).T)
    closest[away > apart.min(axis=1)[closest]] = 0
    return np.asarray(family[closest])


def _nearest(spots: Floats, places: Floats) -> Ints:
    """Return the row of the nearest place; of several, the first."""
    if not len(spots):
        return np.empty(0, dtype=np.int64)
    tree = shapely.STRtree(shapely.points(places))
    spot, place = tree.query_nearest(shapely.points(spots))
    best = np.full(len(spots), len(places))
    np.minimum.at(best, spot, place)
    return best
