"""
Cells: the land divided once among spots, each spot with the land nearest to it.

Spots are the places and, between them, a fine lattice of further spots on which the
estimate is made. Voronoi cells of all spots are cut to the land that is covered: the
outline, no farther than `radius_m` from a place. A day later only chooses a key for
every cell (`arcs`); nothing here depends on a day.

Method: Aurenhammer, "Voronoi diagrams", ACM Computing Surveys 23 (1991); cells by
GEOS through `shapely.voronoi_polygons`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.territory.groups import Groups
from geocontrol.territory.plane import Floats, Geometries, Ints, Truths
from geocontrol.territory.quarters import divide_city

GRID_M = 1e-3
"""Corners that lie closer than this are one corner, in metres."""


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The land nearest to each spot, as the edges that cells share."""

    count: int
    """How many cells there are; some may have no land."""
    corners: Floats
    """x and y of every corner of a cell, metres."""
    edges: Ints
    """Rows of two corners: from where to where each edge runs."""
    sides: Ints
    """Rows of two cells: to the left of the edge, and to its right (-1 on the rim)."""

    @cached_property
    def is_fixed(self) -> Truths:
        """Whether an edge is one of a cell that the rim has cut."""
        inner = self.sides[:, 1] >= 0
        cut = np.zeros(self.count, dtype=bool)
        cut[self.sides[~inner, 0]] = True
        return cut[self.sides[:, 0]] | (cut[self.sides[:, 1]] & inner)

    @cached_property
    def around(self) -> Groups:
        """The edges around each cell."""
        inner = np.flatnonzero(self.sides[:, 1] >= 0)
        cell = np.concatenate([self.sides[:, 0], self.sides[inner, 1]])
        edge = np.concatenate([np.arange(len(self.sides)), inner])
        return Groups.of(cell, edge, self.count)

    @cached_property
    def meeting(self) -> Groups:
        """The edges that meet in each corner."""
        edge = np.tile(np.arange(len(self.edges)), 2)
        return Groups.of(self.edges.T.ravel(), edge, len(self.corners))

    def areas(self, xy: Floats) -> Floats:
        """
        Return the area of each cell, in the square of what the corners are given in.

        Parameters
        ----------
        xy
            x and y of the corners, in any plane.
        """
        start, end = xy[self.edges[:, 0]], xy[self.edges[:, 1]]
        cross = (start[:, 0] * end[:, 1] - start[:, 1] * end[:, 0]) / 2.0
        inner = self.sides[:, 1] >= 0
        gains = np.bincount(self.sides[:, 0], cross, self.count)
        losses = np.bincount(self.sides[inner, 1], cross[inner], self.count)
        return np.asarray(gains - losses, dtype=np.float64)


def build_cells(
    spots: Floats, covered: BaseGeometry, city_of: Ints | None = None
) -> Cells:
    """
    Divide covered land among spots.

    Parameters
    ----------
    spots
        x and y in metres, no two alike.
    covered
        Land to divide, metres of the same plane.
    city_of
        For a quarter the row of its city, for any other spot -1: a quarter gets some
        of its city's land. By default no spot is a quarter.
    """
    top = np.arange(len(spots)) if city_of is None else np.flatnonzero(city_of < 0)
    cells = np.full(len(spots), shapely.MultiPolygon(), dtype=object)
    cells[top] = voronoi(spots[top], covered)
    shapely.prepare(covered)
    rim = top[~shapely.contains_properly(covered, cells[top])]
    cells[rim] = _cut(cells[rim], spots[rim], covered)
    if city_of is not None:
        for city in np.unique(city_of[city_of >= 0]).tolist():
            if cells[city].is_empty:
                continue
            family = np.r_[city, np.flatnonzero(city_of == city)]
            nearest = voronoi(spots[family], cells[city])
            cells[family] = divide_city(cells[city], spots[family], nearest)
    corners, edges, sides = shared_edges(cells)
    return Cells(
        count=len(spots),
        corners=corners,
        edges=edges,
        sides=sides,
    )


def _cut(cells: Geometries, spots: Floats, covered: BaseGeometry) -> Geometries:
    """
    Cut cells to the covered land, all at once.

    Cut one by one, two neighbours could end their common edge a hair apart.
    """
    lines = shapely.union_all([*shapely.boundary(cells), shapely.boundary(covered)])
    pieces = np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))))
    inner = shapely.point_on_surface(pieces)
    is_land = shapely.contains(covered, inner)
    pieces, inner = pieces[is_land], inner[is_land]
    piece, cell = shapely.STRtree(shapely.points(spots)).query_nearest(inner)
    is_part = shapely.contains(cells[cell], inner[piece])  # not all the rest inside
    piece, cell = piece[is_part], cell[is_part]
    order = np.lexsort((piece, cell))
    piece, cell = piece[order], cell[order]
    answer = np.full(len(cells), shapely.MultiPolygon(), dtype=object)
    ends = np.searchsorted(cell, np.arange(len(cells) + 1))
    for row, (low, high) in enumerate(pairwise(ends)):
        answer[row] = shapely.multipolygons(pieces[piece[low:high]])
    return answer


def voronoi(points: Floats, extent: BaseGeometry) -> Geometries:
    """Return the Voronoi cell of each point, in order; one point has it all."""
    if len(points) == 1:
        return np.array([shapely.envelope(extent).buffer(1.0)], dtype=object)
    through = shapely.linestrings(points)  # only its corners count
    cells = shapely.voronoi_polygons(through, extend_to=extent, ordered=True)
    return np.asarray(shapely.get_parts(cells))


def shared_edges(polygons: Geometries) -> tuple[Floats, Ints, Ints]:
    """
    Find what polygons that cover an area share.

    Returns
    -------
    corners
        x and y of each corner.
    edges
        Rows of two corners.
    sides
        Rows of the polygons to the left and to the right, -1 where there is none.
    """
    xy, owner, ring, is_hole, several = _corners(polygons)
    steps = np.round(xy / GRID_M).astype(np.int64)
    first, corner = _alike((steps[:, 0] << 32) + steps[:, 1])
    start, end = corner[:-1], corner[1:]
    follows = (ring[1:] == ring[:-1]) & (start != end)
    wrong = (turns(xy, ring, len(is_hole)) < 0) != is_hole
    ends = np.column_stack([start, end])[follows]
    turned = wrong[ring[:-1][follows]]
    ends[turned] = ends[turned, ::-1]
    cell = owner[:-1][follows]
    keep = ~several[cell]
    rows = np.flatnonzero(~keep)
    keep[rows[_outer(ends[rows], cell[rows], len(first))]] = True
    edges, sides = _pair(ends[keep], cell[keep], len(first))
    return xy[first], edges, sides


def _corners(polygons: Geometries) -> tuple[Floats, Ints, Ints, Truths, Truths]:
    """
    Return the corners of polygons, ring by ring.

    Returns
    -------
    xy
        x and y at each corner.
    owner
        The polygon that each corner is of.
    ring
        The ring that each corner is of, 0 and up.
    is_hole
        For each ring whether it is a hole.
    several
        For each polygon whether it has several rings.
    """
    plain = shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON
    plain &= shapely.get_num_interior_rings(polygons) <= 0
    xy, number = shapely.get_coordinates(polygons[plain], return_index=True)
    whole = np.flatnonzero(plain)
    parts, home = shapely.get_parts(polygons[~plain], return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    more, ring = shapely.get_coordinates(rings, return_index=True)
    others = np.flatnonzero(~plain)[home[part]]
    is_hole = np.zeros(len(whole) + len(rings), dtype=bool)
    is_hole[len(whole) + 1 :] = part[1:] == part[:-1]
    return (
        np.concatenate([xy, more]),
        np.concatenate([whole[number], others[ring]]),
        np.concatenate([number, ring + len(whole)]),
        is_hole,
        np.bincount(others, minlength=len(polygons)) > 1,
    )


def turns(xy: Floats, ring: Ints, rings: int) -> Floats:
    """Return twice the area of each ring, less than 0 where it runs clockwise."""
    start = np.searchsorted(ring, np.arange(rings))
    local = xy - xy[start[ring]]
    cross = local[:-1, 0] * local[1:, 1] - local[1:, 0] * local[:-1, 1]
    same = ring[1:] == ring[:-1]
    return np.asarray(np.bincount(ring[:-1][same], cross[same], rings), np.float64)


def _alike(codes: Ints) -> tuple[Ints, Ints]:
    """Return a row of each code, and for each row the number of its code."""
    order = np.argsort(codes, kind="stable")
    ranked = codes[order]
    fresh = np.r_[True, ranked[1:] != ranked[:-1]][: len(codes)]
    number = np.empty(len(codes), dtype=np.int64)
    number[order] = np.cumsum(fresh) - 1
    return order[fresh], number


def _outer(ends: Ints, cell: Ints, corners: int) -> Ints:
    """Return the rows of edges that do not run within a cell of several pieces."""
    low, high = ends.min(axis=1), ends.max(axis=1)
    code = (low * corners + high) * (cell.max(initial=0) + 1) + cell
    _, same = np.unique(code, return_inverse=True)
    way = np.where(ends[:, 0] < ends[:, 1], 1, -1)
    net = np.bincount(same, way)[same]
    rows = np.flatnonzero(net * way > 0)
    return rows[np.unique(same[rows], return_index=True)[1]]


def _pair(ends: Ints, cell: Ints, corners: int) -> tuple[Ints, Ints]:
    """Put the two cells that run along the same edge, each its way, into one row."""
    code = ends.min(axis=1) * corners + ends.max(axis=1)
    order = np.argsort(code, kind="stable")
    code, cell, ends = code[order], cell[order], ends[order]
    starts = np.flatnonzero(np.r_[True, code[1:] != code[:-1]][: len(code)])
    shared = np.diff(np.r_[starts, len(code)]) == 2  # noqa: PLR2004 - two sides
    right = np.full(len(starts), -1)
    right[shared] = cell[starts[shared] + 1]
    return ends[starts], np.column_stack([cell[starts], right])


def covered_land(
    places: Floats, outline: BaseGeometry, radius_m: float | None
) -> BaseGeometry:
    """
    Return the part of an outline that lies no farther than a radius from a place.

    Parameters
    ----------
    places
        x and y in metres, no two alike.
    outline
        Land, metres of the same plane.
    radius_m
        How far the word of a place carries at most; none for all of the outline.
    """
    if radius_m is None:
        return outline
    cells = voronoi(places, outline)
    xy, owner = shapely.get_coordinates(cells, return_index=True)
    reach = np.hypot(*(xy - places[owner]).T)
    far = np.unique(owner[reach > radius_m])
    if not len(far):
        return outline
    # A cell within its disc borders only on land within the discs of its neighbours.
    discs = shapely.buffer(shapely.points(places[far]), radius_m)
    near = shapely.coverage_union_all(np.delete(cells, far))
    return shapely.intersection(shapely.union_all([near, *discs]), outline)
