"""
Lines between the land of different keys, as pages have them.

An arc is packed once, and told once for the land on both its sides: whoever draws the
land joins the lines around it. Most arcs of a day are those of the day before: a day
packs only what is new. An arc is simplified by itself (Douglas and Peucker, "Algorithms
for the reduction of the number of points", The Canadian Cartographer 10, 1973), and its
ends stay, so lines that met still meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from geocontrol.render.lines import PER_DEGREE, pack_parts
from geocontrol.territory.arcs import Arc, Arcs
from geocontrol.territory.plane import Ints

TOLERANCE_DEG = 0.003
"""How far a border may move by simplification: some 300 m, less than its band."""

KEPT = 3
"""Arcs that are gone are let go when there are so many times too many."""


class Outlines:
    """The packed lines of the arcs of one day after another."""

    def __init__(self) -> None:
        self._texts: dict[Arc, str] = {}

    def __len__(self) -> int:
        """Return how many arcs are kept."""
        return len(self._texts)

    def turn(self, arcs: Arcs, rows: Ints) -> Iterator[tuple[int, int, str]]:
        """
        Go to a day; yield its lines by the keys on their sides.

        Parameters
        ----------
        arcs
            All arcs of the day.
        rows
            The rows of those to tell.

        Yields
        ------
        left, right, lines
            Two keys, and the lines between them, packed, with a space between two.
        """
        texts = self._packed(arcs.each)
        for left, right, sharing in arcs.by_sides(rows):
            lines = " ".join(filter(None, [texts[row] for row in sharing]))
            if lines:
                yield left, right, lines

    def _packed(self, arcs: Sequence[Arc]) -> list[str]:
        """Return arcs as text; nothing where one has shrunk to a point."""
        known = self._texts
        fresh = [arc for arc in arcs if arc not in known]
        if fresh:
            if len(known) > KEPT * len(arcs):
                known = {arc: known[arc] for arc in arcs if arc in known}
                self._texts = known
            parts = pack_parts(*_simplified(fresh))
            for arc, (head, steps) in zip(fresh, parts, strict=True):
                known[arc] = head + steps if steps else ""
        return [known[arc] for arc in arcs]


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
