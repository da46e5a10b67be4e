"""
Arcs simplified and packed once, and the rings and lines that they make.

Most arcs of a day are those of the day before: a day packs only what is new. An arc
is simplified by itself (Douglas and Peucker, "Algorithms for the reduction of the
number of points", The Canadian Cartographer 10, 1973), and its ends stay, so those on
both sides of it still share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geocontrol.render.lines import PER_DEGREE, pack_parts
from geocontrol.territory.arcs import Arc
from geocontrol.territory.plane import Ints
from geocontrol.territory.rings import Ring

TOLERANCE_DEG = 0.003
"""How far a border may move by simplification: some 300 m, less than its band."""
LEAST_RING_DEG2 = 2e-4
"""Rings smaller than this, some 2 km², are left out of a drawing."""

KEPT = 3
"""Outlines of arcs that are gone are let go when there are so many times too many."""

_LEAST_TWICE = 2 * LEAST_RING_DEG2 * PER_DEGREE**2


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """An arc as pages have it, seen along it."""

    text: str
    """The line, packed."""
    steps: str
    """The steps to its other corners."""
    twice: int
    """Twice the area between it and 0° N 0° E, in the square of packed steps."""


class Outlines:
    """
    The outlines of the arcs of one day after another.

    Parameters
    ----------
    both_ways
        Whether arcs are asked for from both their ends.
    """

    def __init__(self, *, both_ways: bool) -> None:
        self._both_ways = both_ways
        self._ahead: dict[Arc, Outline] = {}
        self._back: dict[Arc, Outline] = {}
        self._texts: dict[tuple[Outline, ...], str] = {}

    def turn(self, arcs: Sequence[Arc]) -> None:
        """Go to a day with some arcs."""
        known = self._ahead
        fresh = [arc for arc in arcs if arc not in known]
        if not fresh:
            return
        if len(known) > KEPT * len(arcs):
            self._texts.clear()
            self._ahead = {arc: known[arc] for arc in arcs if arc in known}
            self._back = {
                arc: self._back[arc] for arc in self._back if arc in self._ahead
            }
        points, line = _simplified(fresh)
        self._ahead.update(zip(fresh, _outlines(points, line), strict=True))
        if self._both_ways:
            back = _outlines(points[::-1], line[-1] - line[::-1])
            self._back.update(zip(fresh, reversed(back), strict=True))

    def lines(self, arcs: Iterable[Arc]) -> list[str]:
        """Return some arcs as lines, packed; none where nothing is left of an arc."""
        outlines = [self._ahead[arc] for arc in arcs]
        return [each.text for each in outlines if each.steps]

    def rings(self, rings: Iterable[Ring]) -> list[str]:
        """Return those of some rings that are large enough to be seen, packed."""
        ahead, back, texts = self._ahead, self._back, self._texts
        found = []
        for _, halves in rings:
            parts = tuple(
                [ahead[arc] if is_ahead else back[arc] for arc, is_ahead in halves]
            )
            text = texts.get(parts)
            if text is None:
                text = texts[parts] = _ring(parts)
            if text:
                found.append(text)
        return found


def _ring(parts: Sequence[Outline]) -> str:
    """Return a ring, packed; nothing if it is too small to be seen."""
    if abs(sum(part.twice for part in parts)) < _LEAST_TWICE:
        return ""
    return parts[0].text + "".join([part.steps for part in parts[1:]])


def _simplified(arcs: Sequence[Arc]) -> tuple[Ints, Ints]:
    """Return the corners that are left of some arcs, in packed steps, and of which."""
    size = [len(arc.lonlat) for arc in arcs]
    lines = shapely.linestrings(
        np.concatenate([arc.lonlat for arc in arcs]),
        indices=np.repeat(np.arange(len(arcs)), size),
    )
    lines = shapely.simplify(lines, TOLERANCE_DEG, preserve_topology=False)
    lonlat, line = shapely.get_coordinates(lines, return_index=True)
    return np.rint(lonlat * PER_DEGREE).astype(np.int64), line


def _outlines(points: Ints, line: Ints) -> list[Outline]:
    """Pack lines, one after another."""
    x, y = points.T
    cross = np.zeros(len(points), dtype=np.int64)
    cross[:-1] = x[:-1] * y[1:] - y[:-1] * x[1:]
    first = np.searchsorted(line, np.arange(line[-1] + 1))
    cross[first[1:] - 1] = 0  # from the end of one line to the start of another
    twice = np.add.reduceat(cross, first).tolist()
    parts = pack_parts(points, line)
    return [
        Outline(head + steps, steps, area)
        for (head, steps), area in zip(parts, twice, strict=True)
    ]
