"""
Names on a map: the most important first, never one over another.

A name tries eight sides of its mark, near and, for the important, farther with a
line that leads to it. It never meets another name; it meets another mark only where
it is among the most important and has no free side, and then the fewest and smallest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

from geocontrol.model import SITE_KINDS, Kind
from geocontrol.render.figure.marks import Mark
from geocontrol.render.figure.sheet import Box, Font, Sheet

_CELL = 24.0
_MOST_TRIED = 320
"""Names of lesser places than these are not tried; it bounds the time."""
_URGENT_RANK = 2
_PLAIN_RADIUS = 4.4
"""Where marks are smaller than this, points, an urgent name may hide more of them."""
_FAR = (0.0, 6.0, 13.0)
_FARTHEST = (*_FAR, 24.0, 36.0)
"""How far from its mark a name may stand, points; the second for the first rank."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name where it stands."""

    text: str
    font: Font
    box: Box
    x: float
    """Left end of the baseline."""
    y: float
    mark: Mark | None = None
    leader: tuple[float, float, float, float] | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRules:
    """How many names a map takes, and how large."""

    lang: str
    names: float
    least_rank: int
    frame: Box
    """Names stay inside."""
    keep_free: Sequence[Box] = ()


def place_labels(
    sheet: Sheet, marks: Sequence[Mark], rules: LabelRules
) -> tuple[list[Label], Crowd]:
    """Find a spot for each name that has one; return them and all that is taken."""
    names, spots = Crowd(), Crowd()
    for box in rules.keep_free:
        names.add(box)
        spots.add(box)
    for mark in marks:
        weight = 3 if mark.is_changed else 2.5 if mark.place.rank <= _URGENT_RANK else 1
        spots.add(mark.box, weight, mark)
    labels = []
    for mark in _by_urgency(marks, rules.least_rank):
        label = _best(sheet, mark, names, spots, rules)
        if label:
            labels.append(label)
            names.add(label.box)
    for label in labels:
        spots.add(label.box)
    return labels, spots


def _by_urgency(marks: Sequence[Mark], least_rank: int) -> list[Mark]:
    named = [m for m in marks if m.place.rank <= least_rank + m.is_changed]
    named.sort(key=lambda m: (m.place.rank * 2 - 3 * m.is_changed, -m.r, m.place.id))
    return named[:_MOST_TRIED]


def label_font(mark: Mark, names: float) -> Font:
    """Return the font of a name, by the rank of its place."""
    rank, kind = mark.place.rank, mark.place.kind
    if rank <= 1:
        return Font(10.5 * names, is_bold=True)
    if rank == _URGENT_RANK:
        return Font(8.8 * names, is_bold=True)
    return Font(7.8 * names, is_italic=kind in SITE_KINDS or kind is Kind.QUARTER)


def _best(
    sheet: Sheet, mark: Mark, names: Crowd, spots: Crowd, rules: LabelRules
) -> Label | None:
    """Return the cheapest free spot around a mark."""
    text = mark.place.name_in(rules.lang)
    font = label_font(mark, rules.names)
    width, rise, depth = sheet.measure(text, font)
    depth = max(depth, 0.22 * font.size)
    rise = max(rise, 0.7 * font.size)
    is_urgent = mark.place.rank <= _URGENT_RANK
    best, least = None, 7.0 if is_urgent else 0.5
    hidden = min(1.0, mark.r / _PLAIN_RADIUS) ** 2 if is_urgent else 1.0
    reluctance = 0.15 if mark.place.rank <= 1 else 0.05
    for far in _reaches(mark):
        away = far * rules.names
        for order, (x, y) in enumerate(_sides(mark, width, rise + depth, away)):
            box = Box(x - 1.2, y - 0.4, x + width + 1.2, y + rise + depth + 0.4)
            if not is_inside(box, rules.frame) or not names.is_free(box):
                continue
            cost = order * 0.04 + away * reluctance
            cost += hidden * spots.cost(box, mark, (least - cost) / hidden)
            if cost < least:
                least = cost
                leader = _leader(mark, box) if far else None
                best = Label(text, font, box, x, y + rise, mark, leader)
        if best and least < 0.6:  # noqa: PLR2004 - it covers no mark
            break
    return best


def _reaches(mark: Mark) -> Sequence[float]:
    if mark.place.rank <= 1:
        return _FARTHEST
    return _FAR if mark.place.rank <= _URGENT_RANK or mark.is_changed else _FAR[:1]


def _sides(
    mark: Mark, width: float, height: float, away: float
) -> Iterable[tuple[float, float]]:
    """Return the upper left corner of a name on each side of its mark."""
    d = mark.reach + (2.2 if mark.is_changed else 1.2) + away
    slant = d * 0.74
    left, right = mark.x - width, mark.x
    return (
        (right + d, mark.y - height / 2),
        (left - d, mark.y - height / 2),
        (right + slant, mark.y - slant - height * 0.75),
        (right + slant, mark.y + slant - height * 0.25),
        (left - slant, mark.y - slant - height * 0.75),
        (left - slant, mark.y + slant - height * 0.25),
        (mark.x - width / 2, mark.y - d - height),
        (mark.x - width / 2, mark.y + d),
    )


def is_inside(box: Box, frame: Box) -> bool:
    """Tell whether a frame holds all of a box."""
    return (
        box.x0 >= frame.x0
        and box.y0 >= frame.y0
        and box.x1 <= frame.x1
        and box.y1 <= frame.y1
    )


def _leader(mark: Mark, box: Box) -> tuple[float, float, float, float]:
    x = min(max(mark.x, box.x0), box.x1)
    y = min(max(mark.y, box.y0), box.y1)
    way = hypot(x - mark.x, y - mark.y)
    share = min(1.0, mark.reach / way) if way else 1.0
    return mark.x + (x - mark.x) * share, mark.y + (y - mark.y) * share, x, y
