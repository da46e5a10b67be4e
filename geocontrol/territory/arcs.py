"""
The lines between the land of different keys, kept from day to day.

An arc runs along edges of cells from one fork to the next, or all around; it has one
key on its left and another on its right (the arcs of a topology; Peucker and Chrisman,
"Cartographic data structures", The American Cartographer 2, 1975). When cells change
their keys, only the arcs through corners of those cells are made anew, and an arc is
made in the same way whatever was there before: following the days gives exactly what
each day gives by itself.

The seams of cells zigzag around the line they stand for, so each corner of a front
where just two of its edges meet is drawn half the way to the middle of its neighbours
(Laplacian smoothing; Taubin, "A signal processing approach to fair surface design",
1995). The three corners belong to one convex cell, so a corner stays within that cell
and seams cannot cross. An area and its neighbour share each moved corner: they still
touch and never overlap. Cells that the rim has cut, and corners where three areas
meet, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np

from geocontrol.territory.cells import Cells
from geocontrol.territory.groups import distinct
from geocontrol.territory.plane import M2_PER_KM2, Floats, Ints, Plane, Truths

RIM = -1
"""The key beyond the rim of the covered land."""

SMOOTHING = 0.5
"""How far a corner is drawn to the middle of its neighbours; more could cross."""

Array = TypeVar("Array", Ints, Floats)

TWO = 2
"""Edges that meet in a corner that is no fork."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The cells of some land, and where they lie on earth."""

    plane: Plane
    cells: Cells
    lonlat: Floats
    """Longitude and latitude of the corners of the cells, WGS 84."""


@dataclass(frozen=True, slots=True, eq=False)
class Arc:
    """A line between two keys, from one fork to the next, or all around."""

    number: int
    """The row of its first edge; no other arc of the day has it."""
    edges: Ints
    """The rows of its edges."""
    left: int
    """The key on its left, more than the one on its right."""
    right: int
    """The key on its right, or `RIM`."""
    start: int
    """The corner where it begins."""
    end: int
    """The corner where it ends."""
    is_ring: bool
    """Whether it goes all around without a fork."""
    lonlat: Floats
    """Its corners from start to end, degrees, WGS 84."""


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """All arcs of a day in the order of their numbers, one row each."""

    each: Sequence[Arc]
    left: Ints
    """The key on the left of each."""
    right: Ints
    """The key on the right of each, or `RIM`."""
    km2: Floats
    """What each adds to the land on its left and takes from that on its right, km²;
    0 where borders are not measured."""

    def by_sides(self, rows: Ints) -> Iterator[tuple[int, int, list[int]]]:
        """
        Put those of some rows together that have the same keys on their sides.

        Parameters
        ----------
        rows
            Rows of arcs, ascending.

        Yields
        ------
        left, right, rows
            In the order of the keys on the right, then of those on the left.
        """
        if not len(rows):
            return
        left, right = self.left[rows], self.right[rows]
        order = np.lexsort((left, right))
        rows, left, right = rows[order], left[order], right[order]
        ends = np.flatnonzero((np.diff(left) != 0) | (np.diff(right) != 0)) + 1
        starts = [0, *ends.tolist()]
        for start, end in pairwise([*starts, len(rows)]):
            yield int(left[start]), int(right[start]), rows[start:end].tolist()


_NO_KEYS: Ints = np.empty(0, dtype=np.int64)
NO_ARCS = Arcs((), _NO_KEYS, _NO_KEYS, np.empty(0))


class Borders:
    """
    The arcs of one day after another.

    Parameters
    ----------
    ground
        The land, cut into cells once.
    smooth
        Whether corners of a front are drawn towards the middle of their neighbours.
    measured
        Whether to measure arcs; if they are only drawn, a day costs less.
    """

    def __init__(self, ground: Ground, *, smooth: bool, measured: bool = False) -> None:
        cells = ground.cells
        self._ground = ground
        self._smooth = smooth
        self._measured = measured
        self._keys = np.full(cells.count, RIM)
        self._arcs: dict[int, Arc] = {}
        self._is_first = np.zeros(len(cells.edges), dtype=bool)
        self._left = np.zeros(len(cells.edges), dtype=np.int64)
        self._right = np.zeros(len(cells.edges), dtype=np.int64)
        self._km2 = np.zeros(len(cells.edges))
        self._arc_of = np.full(len(cells.edges), -1)
        self._differs = np.zeros(len(cells.edges), dtype=bool)
        self._degree = np.zeros(len(cells.corners), dtype=np.int64)
        self._leaving = np.full(len(cells.corners), -1)

    def turn(self, keys: Ints, changed: Ints | None = None) -> Arcs:
        """
        Return the arcs of a day.

        Parameters
        ----------
        keys
            A key, 0 or more, for each cell.
        changed
            The cells that may have another key than when last asked for; by default
            any may.
        """
        cells = self._ground.cells
        if changed is None:
            touched = np.arange(len(cells.edges))
            gone = np.array([*self._arcs], dtype=np.int64)
            self._keys[:] = keys
        else:
            changed = changed[self._keys[changed] != keys[changed]]
            touched = distinct(cells.around[changed], len(cells.edges))
            corners = distinct(cells.edges[touched], len(cells.corners))
            arcs = self._arc_of[cells.meeting[corners]]
            gone = distinct(arcs[arcs >= 0], len(cells.edges))
            self._keys[changed] = keys[changed]
        freed = [self._arcs.pop(number).edges for number in gone.tolist()]
        self._is_first[gone] = False
        sides = cells.sides[touched]
        differs = keys[sides[:, 0]] != np.where(sides[:, 1] < 0, RIM, keys[sides[:, 1]])
        for gained, step in ((True, 1), (False, -1)):
            turned = touched[(differs == gained) & (self._differs[touched] != gained)]
            np.add.at(self._degree, cells.edges[turned].ravel(), step)
        self._differs[touched] = differs
        self._arc_of[touched] = -1
        loose = np.concatenate([touched, *freed])
        loose = distinct(loose[self._differs[loose]], len(cells.edges))
        if len(loose):
            self._make(loose, keys)
        numbers = np.flatnonzero(self._is_first)
        return Arcs(
            [*map(self._arcs.__getitem__, numbers.tolist())],
            self._left[numbers],
            self._right[numbers],
            self._km2[numbers],
        )

    def _make(self, loose: Ints, keys: Ints) -> None:
        """Join loose edges to arcs."""
        cells = self._ground.cells
        left, right = cells.sides[loose].T
        left, right = keys[left], np.where(right < 0, RIM, keys[right])
        turned = (left < right)[:, None]
        ends = np.where(turned, cells.edges[loose, ::-1], cells.edges[loose])
        start, end = ends[:, 0], ends[:, 1]
        is_fork = self._degree[end] != TWO
        self._leaving[end] = -1
        self._leaving[start] = np.arange(len(loose))
        following = np.where(is_fork, -1, self._leaving[end])
        order, size = _chains(following)
        last = np.cumsum(size) - 1
        first = last - size + 1
        edges = loose[order]
        corner = np.insert(start[order], last + 1, end[order[last]])
        # Points are the corners of all arcs, each with one point more than edges.
        begin, finish = first + np.arange(len(size)), last + 1 + np.arange(len(size))
        xy = self._ground.lonlat[corner]
        around = ~is_fork[order[last]] & (corner[begin] == corner[finish])
        if self._smooth:
            fixed = cells.is_fixed[np.insert(edges, last + 1, edges[first])]
            xy = _smoothed(xy, fixed, begin, finish, around)
        number = edges[first]
        self._arc_of[edges] = np.repeat(number, size)
        self._is_first[number] = True
        self._left[number] = np.maximum(left, right)[order[first]]
        self._right[number] = np.minimum(left, right)[order[first]]
        if self._measured:
            self._km2[number] = self._measured_km2(xy, begin, finish)
        made = zip(
            number.tolist(),
            _cut(edges, first),
            self._left[number].tolist(),
            self._right[number].tolist(),
            corner[begin].tolist(),
            corner[finish].tolist(),
            around.tolist(),
            _cut(xy, begin),
            strict=True,
        )
        self._arcs.update((each[0], Arc(*each)) for each in made)

    def _measured_km2(self, lonlat: Floats, begin: Ints, finish: Ints) -> Floats:
        """Return the area between each arc and the middle of the plane, km²."""
        x, y = self._ground.plane.to_equal_area(lonlat).T
        cross = (x[:-1] * y[1:] - y[:-1] * x[1:]) / 2.0
        cross[finish[:-1]] = 0.0  # between the end of an arc and the next one's start
        arc = np.repeat(np.arange(len(begin)), finish - begin + 1)
        return np.bincount(arc[:-1], cross) / M2_PER_KM2


def _cut(rows: Array, first: Ints) -> list[Array]:
    """Return the parts of an array that begin at some rows; none keeps the others."""
    ends = [*first[1:].tolist(), len(rows)]
    return [rows[at:to].copy() for at, to in zip(first.tolist(), ends, strict=True)]


def _chains(following: Ints) -> tuple[Ints, Ints]:
    """
    Return edges chain by chain, and how many edges each chain has.

    A chain begins where no edge leads to; one that goes all around, at its first row.
    """
    is_head = np.ones(len(following), dtype=bool)
    is_head[following[following >= 0]] = False
    after: list[int] = following.tolist()
    order: list[int] = []
    ends: list[int] = []
    for head in np.flatnonzero(is_head).tolist():
        here = head
        while here >= 0:
            order.append(here)
            here = after[here]
        ends.append(len(order))
    if len(order) < len(after):
        around = np.ones(len(after), dtype=bool)
        around[order] = False
        for first in np.flatnonzero(around).tolist():
            if after[first] < 0:
                continue
            here = first
            while (there := after[here]) >= 0:
                after[here] = -1
                order.append(here)
                here = there
            ends.append(len(order))
    return np.array(order, dtype=np.int64), np.diff(ends, prepend=0)


def _smoothed(
    xy: Floats, fixed: Truths, begin: Ints, finish: Ints, around: Truths
) -> Floats:
    """
    Draw the corners within arcs to the middle of their neighbours.

    Parameters
    ----------
    xy
        Corners of arcs, one arc after another.
    fixed
        Whether the edge that begins at each corner is fixed; at the end of an arc,
        the first edge of it.
    begin, finish
        The first and the last corner of each arc.
    around
        Whether an arc goes all around without a fork.
    """
    row = np.arange(len(xy))
    before, after = row - 1, row + 1
    moves = np.ones(len(xy), dtype=bool)
    moves[begin[~around]] = moves[finish[~around]] = False
    before[begin[around]] = finish[around] - 1
    after[finish[around]] = begin[around] + 1
    moves &= ~(fixed | fixed[before])
    before, after = before[moves], after[moves]
    moved = xy.copy()
    middle = (xy[before] + xy[after]) / 2.0
    moved[moves] += SMOOTHING * (middle - xy[moves])
    return moved
