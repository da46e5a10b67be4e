"""What is taken on a map: boxes that can be asked what they meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from geocontrol.render.figure.marks import Mark
from geocontrol.render.figure.sheet import Box

_CELL = 24.0


class _Spot(NamedTuple):
    box: Box
    cost: float
    owner: Mark | None


class Crowd:
    """Boxes that can be asked what they meet."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[_Spot]] = defaultdict(list)

    def add(self, box: Box, cost: float = 0.0, owner: Mark | None = None) -> None:
        """Put a box in."""
        spot = _Spot(box, cost, owner)
        for cell in self._covered(box):
            self._cells[cell].append(spot)

    def is_free(self, box: Box) -> bool:
        """Tell whether a box meets none."""
        return not any(True for _ in self._met(box))

    def cost(self, box: Box, owner: Mark, most: float) -> float:
        """Add up what it costs to cover what a box meets, until it is too much."""
        total, seen = 0.0, {id(owner)}
        for spot in self._met(box):
            if id(spot.owner) not in seen:
                seen.add(id(spot.owner))
                total += spot.cost
                if total >= most:
                    break
        return total

    def owners(self, box: Box) -> list[Mark]:
        """Return the marks that a box meets."""
        return [spot.owner for spot in self._met(box) if spot.owner]

    def _met(self, box: Box) -> Iterator[_Spot]:
        for cell in self._covered(box):
            for spot in self._cells.get(cell, ()):
                if spot.box.meets(box):
                    yield spot

    @staticmethod
    def _covered(box: Box) -> Iterator[tuple[int, int]]:
        for cx in range(int(box.x0 // _CELL), int(box.x1 // _CELL) + 1):
            for cy in range(int(box.y0 // _CELL), int(box.y1 // _CELL) + 1):
                yield cx, cy
