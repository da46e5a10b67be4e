"""
Names on a map: the most important first, never one over another.

A name tries eight sides of its mark, near and, for the important, farther with a
line that leads to it. It never meets another name or such a line; it meets another mark
only where it is among the most important and has no free side, and then the fewest and
smallest. It stands where it reads as its own mark's (`leaders.py`), or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geocontrol.model import SITE_KINDS, Kind
from geocontrol.render.figure.crowd import Crowd
from geocontrol.render.figure.leaders import (
    Leader,
    is_clear,
    is_hidden,
    is_own,
    leader,
)
from geocontrol.render.figure.marks import Mark
from geocontrol.render.figure.sheet import Box, Font, Sheet

_MOST_TRIED = 320
"""Names of lesser places than these are not tried; it bounds the time."""
_URGENT_RANK = 2
_AROUND = 8.0
"""Points around a name in which marks may be nearer to it than its own."""
_PLAIN_RADIUS = 4.4
"""Where marks are smaller than this, points, an urgent name may hide more of them."""
_FAR = (0.0, 6.0, 13.0)
_FARTHEST = (*_FAR, 24.0, 36.0, 50.0, 66.0)
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
    leader: Leader | None = None


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
            for box in label.leader.boxes if label.leader else ():
                names.add(box)
    for label in labels:
        spots.add(label.box)
    return labels, spots


def _by_urgency(marks: Sequence[Mark], least_rank: int) -> list[Mark]:
    named = [m for m in marks if m.place.rank <= least_rank + m.is_changed]
    return sorted(named, key=_urgency)[:_MOST_TRIED]


def _urgency(mark: Mark) -> tuple[float, int, float, str]:
    """Put the first ranks first, then what changed; of one rank the most people."""
    place = mark.place
    turn = place.rank
    if turn > _URGENT_RANK:
        turn = max(_URGENT_RANK + 1, 2 * turn - 3 * mark.is_changed)
    return turn, -(place.population or 0), -mark.r, place.id


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
    near = spots.owners(Box(mark.x, mark.y, mark.x, mark.y))
    if is_hidden(mark, near):
        return None
    for far in _reaches(mark):
        away = far * rules.names
        sides = _sides(mark, width, rise + depth, away, rules.frame)
        for order, (x, y) in enumerate(sides):
            box = Box(x - 1.2, y - 0.4, x + width + 1.2, y + rise + depth + 0.4)
            if not is_inside(box, rules.frame) or not names.is_free(box):
                continue
            line = leader(mark, box) if far else None
            if not _reads_as_own(mark, box, line, names, spots):
                continue
            cost = order * 0.04 + away * reluctance
            cost += hidden * spots.cost(box, mark, (least - cost) / hidden)
            if cost < least:
                least = cost
                best = Label(text, font, box, x, y + rise, mark, line)
        if best and least < 0.6:  # noqa: PLR2004 - it covers no mark
            break
    return best


def _reads_as_own(
    mark: Mark, box: Box, line: Leader | None, names: Crowd, spots: Crowd
) -> bool:
    """Tell whether a name on a spot would be taken for that of its own mark."""
    if line is None:
        return is_own(mark, box, spots.owners(box.grown(_AROUND)))
    x0, x1 = sorted((line.x0, line.x1))
    y0, y1 = sorted((line.y0, line.y1))
    is_crossed = not all(names.is_free(each) for each in line.boxes)
    passed = spots.owners(Box(x0, y0, x1, y1).grown(_AROUND))
    return not is_crossed and is_clear(mark, line, passed)


def _reaches(mark: Mark) -> Sequence[float]:
    if mark.place.rank <= 1:
        return _FARTHEST
    return _FAR if mark.place.rank <= _URGENT_RANK or mark.is_changed else _FAR[:1]


def _sides(
    mark: Mark, width: float, height: float, away: float, frame: Box
) -> Iterable[tuple[float, float]]:
    """Return the upper left corner of a name on each side; of one apart, on 16."""
    d = mark.reach + (2.2 if mark.is_changed else 1.2) + away
    slant = d * 0.74
    left, right = mark.x - width, mark.x
    middle = max(mark.x - width / 2, frame.x0 + 1.5)
    middle = min(middle, frame.x1 - width - 1.5)
    sides = (
        (right + d, mark.y - height / 2),
        (left - d, mark.y - height / 2),
        (right + slant, mark.y - slant - height * 0.75),
        (right + slant, mark.y + slant - height * 0.25),
        (left - slant, mark.y - slant - height * 0.75),
        (left - slant, mark.y + slant - height * 0.25),
        (middle, mark.y - d - height),
        (middle, mark.y + d),
    )
    if not away:
        return sides
    steep, flat = d * 0.92, d * 0.38
    return (
        *sides,
        *((right + steep, mark.y + y) for y in (-flat - height, flat)),
        *((left - steep, mark.y + y) for y in (-flat - height, flat)),
        *((right + flat, mark.y + y) for y in (-steep - height, steep)),
        *((left - flat, mark.y + y) for y in (-steep - height, steep)),
    )


def is_inside(box: Box, frame: Box) -> bool:
    """Tell whether a frame holds all of a box."""
    return (
        box.x0 >= frame.x0
        and box.y0 >= frame.y0
        and box.x1 <= frame.x1
        and box.y1 <= frame.y1
    )
