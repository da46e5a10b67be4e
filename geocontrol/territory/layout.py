"""Lay a gazetteer's land out in cells, once, for all of its days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import get_args

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.errors import UsageError
from geocontrol.territory.arcs import Ground
from geocontrol.territory.areas import Method, Territory
from geocontrol.territory.barriers import NO_BARRIERS, Barriers
from geocontrol.territory.cells import build_cells, covered_land
from geocontrol.territory.groups import Groups
from geocontrol.territory.lattice import Spots, lay_spots
from geocontrol.territory.neighbours import rings_of_two
from geocontrol.territory.parts import Site
from geocontrol.territory.plane import M2_PER_KM2, M_PER_KM, Floats, Ints, Plane
from geocontrol.territory.voters import Voters

LATTICE = 24_000
"""About how many spots lie between the places, for the kriging method."""

NUDGE_M = 1.0
"""Places with one and the same point are set this far apart."""


def lay_out(
    sites: Sequence[Site],
    outline: BaseGeometry,
    *,
    radius_km: float | None = None,
    barriers: BaseGeometry = NO_BARRIERS,
    method: Method = "kriging",
    lattice: int = LATTICE,
) -> Territory:
    """
    Cut the land of a gazetteer into cells, once.

    Parameters
    ----------
    sites
        Places with a point. Those a little outside the outline speak too.
    outline
        Land to divide, WGS 84 polygons.
    radius_km
        How far the word of a place carries at most; beyond is no data and no area.
        None for all of the outline.
    barriers
        Lines that fronts keep to, such as large rivers, WGS 84.
    method
        `kriging`, or `nearest` for plain nearest-place areas without an interval.
    lattice
        About how many spots the kriging method lays between the places.

    Raises
    ------
    UsageError
        If there are no places, two have one id, or the method is another word.
    """
    ids = tuple(site.place_id for site in sites)
    _check(ids, method)
    lonlat = np.array([(site.lon, site.lat) for site in sites], dtype=np.float64)
    plane = Plane.around(lonlat)
    places = _apart(plane.to_metres(lonlat))
    city_of = _rows_of_cities(sites, ids)
    land = shapely.make_valid(plane.project(outline))
    radius_m = None if radius_km is None else radius_km * M_PER_KM
    top = city_of < 0
    covered = covered_land(places[top], land, radius_m)
    is_nearest = method == "nearest"
    spots = lay_spots(places, city_of, covered, 0 if is_nearest else lattice)
    cells = build_cells(spots.xy, covered, city_of if is_nearest else None)
    voters, left_out = (
        (None, None)
        if is_nearest
        else _voters(places, city_of, spots, Barriers(plane.project(barriers)))
    )
    lonlat = plane.to_lonlat(cells.corners)
    return Territory(
        place_ids=ids,
        method=method,
        spots=spots,
        ground=Ground(plane=plane, cells=cells, lonlat=lonlat),
        cell_km2=cells.areas(plane.to_equal_area(lonlat)) / M2_PER_KM2,
        voters=voters,
        left_out=left_out,
    )


def _check(ids: tuple[str, ...], method: str) -> None:
    """
    Refuse what cannot be laid out.

    Raises
    ------
    UsageError
        If there are no places, two have one id, or the method is another word.
    """
    if not ids:
        raise UsageError("areas need at least one place with a point")
    twice = [place_id for place_id, count in Counter(ids).items() if count > 1]
    if twice:
        message = f"place_id {twice[0]!r} is listed twice"
        raise UsageError(message)
    if method not in get_args(Method):
        choices = " or ".join(get_args(Method))
        message = f"unknown method {method!r}: say {choices}"
        raise UsageError(message)


def _apart(places: Floats) -> Floats:
    """Set places that share a point a little apart, to the east in their order."""
    point = np.round(places, 3)
    order = np.lexsort((np.arange(len(point)), point[:, 1], point[:, 0]))
    ranked = point[order]
    same = np.r_[False, (ranked[1:] == ranked[:-1]).all(axis=1)]
    run = np.arange(len(same)) - np.maximum.accumulate(
        np.where(same, 0, np.arange(len(same)))
    )
    moved = places.copy()
    moved[order, 0] += run * NUDGE_M
    return moved


def _rows_of_cities(sites: Sequence[Site], ids: tuple[str, ...]) -> Ints:
    """Return for each quarter the row of its city; -1 where there is none."""
    answer = np.full(len(ids), -1)
    quarters = [number for number, site in enumerate(sites) if site.city_id]
    if quarters:
        row = {place_id: number for number, place_id in enumerate(ids)}
        answer[quarters] = [row.get(sites[number].city_id, -1) for number in quarters]
    return answer


def _voters(
    places: Floats, city_of: Ints, spots: Spots, barriers: Barriers
) -> tuple[Voters, Voters]:
    """Say who may vote on each spot, and who on each place but itself."""
    quarters = np.flatnonzero(city_of >= 0)
    closed = np.zeros(len(places), dtype=bool)
    closed[quarters] = closed[city_of[quarters]] = True
    near = _near(places, city_of)

    def voters_of(xy: Floats, home: Ints, *, skip_home: bool) -> Voters:
        return Voters(
            xy,
            home,
            places,
            near=near,
            closed=closed,
            barriers=barriers,
            skip_home=skip_home,
        )

    return (
        voters_of(spots.xy, spots.place, skip_home=False),
        voters_of(places, np.arange(len(places)), skip_home=True),
    )


def _near(places: Floats, city_of: Ints) -> Groups:
    """Return the places near each place; none for a quarter."""
    top = np.flatnonzero(city_of < 0)
    # Of two equally far the one that lies farther west, then south, comes first.
    top = top[np.lexsort((places[top, 1], places[top, 0]))]
    ranked = rings_of_two(places[top])
    order = np.argsort(top)
    size = np.zeros(len(places), dtype=np.int64)
    size[top[order]] = ranked.sizes(order)
    return Groups(np.concatenate([[0], np.cumsum(size)]), top[ranked[order]])
