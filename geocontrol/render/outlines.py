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
from geocontrol.territory.rings import Ring

TOLERANCE_DEG = 0.003
"""How far a border may move by simplification: some 300 m, less than its band."""
LEAST_RING_DEG2 = 2e-4
"""Rings smaller than this, some 2 km², are left out of a drawing."""

_LEAST_TWICE = 2 * LEAST_RING_DEG2 * PER_DEGREE**2


@dataclass(frozen=True, slots=True)
class Outline:
    """An arc as pages have it."""

    head: str
    """Its first corner, packed."""
    steps: str
    """The steps to its other corners."""
    back_head: str
    """Its last corner."""
    back_steps: str
    """The steps from there to its first."""
    twice: int
    """Twice the area between it and 0° N 0° E, in the square of packed steps."""

    @property
    def lines(self) -> list[str]:
        """The line that it is, if there is anything left of it."""
        return [self.head + self.steps] if self.steps else []


class Outlines:
    """The outlines of the arcs of one day after another."""

    def __init__(self) -> None:
        self._of: dict[Arc, Outline] = {}

    def turn(self, arcs: Sequence[Arc]) -> None:
        """Go to a day with some arcs."""
        fresh = [arc for arc in arcs if arc not in self._of]
        made = dict(zip(fresh, _outlines(fresh), strict=True)) if fresh else {}
        self._of = {arc: made.get(arc) or self._of[arc] for arc in arcs}

    def __getitem__(self, arc: Arc) -> Outline:
        """Return the outline of an arc of the day."""
        return self._of[arc]

    def rings(self, rings: Iterable[Ring]) -> list[str]:
        """Return those of some rings that are large enough to be seen, packed."""
        texts = []
        for ring in rings:
            parts = [(self._of[arc], is_ahead) for arc, is_ahead in ring.halves]
            twice = sum(part.twice if ahead else -part.twice for part, ahead in parts)
            if abs(twice) >= _LEAST_TWICE:
                first, ahead = parts[0]
                steps = [p.steps if ahead else p.back_steps for p, ahead in parts]
                texts.append(
                    "".join([first.head if ahead else first.back_head, *steps])
                )
        return texts


def _outlines(arcs: Sequence[Arc]) -> list[Outline]:
    """Simplify and pack some arcs."""
    size = [len(arc.lonlat) for arc in arcs]
    lines = shapely.linestrings(
        np.concatenate([arc.lonlat for arc in arcs]),
        indices=np.repeat(np.arange(len(arcs)), size),
    )
    lines = shapely.simplify(lines, TOLERANCE_DEG, preserve_topology=False)
    lonlat, line = shapely.get_coordinates(lines, return_index=True)
    points = np.rint(lonlat * PER_DEGREE).astype(np.int64)
    x, y = points.T
    cross = np.where(line[1:] == line[:-1], x[:-1] * y[1:] - y[:-1] * x[1:], 0)
    twice = np.add.reduceat(cross, np.searchsorted(line, np.arange(len(arcs))))
    ahead = pack_parts(points, line)
    back = pack_parts(points[::-1], len(arcs) - 1 - line[::-1])[::-1]
    return [
        Outline(*there, *again, area)
        for there, again, area in zip(ahead, back, twice.tolist(), strict=True)
    ]
