"""
Whose name a name is: the nearest mark's, or that of the mark to which a line leads.

A name without a line must be nearer to its own mark than to any other about as large
or larger. A line ends on its own mark, and passes over no other such mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, hypot
from typing import NamedTuple

from geocontrol.model import Status
from geocontrol.render.figure.marks import Mark, weight
from geocontrol.render.figure.sheet import Box

_ALIKE = 0.7
"""A mark of at least this share of another's radius may be taken for it."""
_UNKNOWN = 0.72
"""The radius of the mark of a place that nobody is known to hold, of any other's."""
_STEP, _WIDTH = 2.0, 0.8
"""Points between the boxes that stand for a line, and half of their sides."""


class Leader(NamedTuple):
    """A line from the rim of a mark to a name."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def boxes(self) -> Iterator[Box]:
        """Small boxes along the line, which together stand for it."""
        count = max(1, ceil(hypot(self.x1 - self.x0, self.y1 - self.y0) / _STEP))
        for n in range(count + 1):
            x = self.x0 + (self.x1 - self.x0) * n / count
            y = self.y0 + (self.y1 - self.y0) * n / count
            yield Box(x, y, x, y).grown(_WIDTH)

    def passes(self, mark: Mark) -> bool:
        """Tell whether the line passes over a mark."""
        along_x, along_y = self.x1 - self.x0, self.y1 - self.y0
        square = along_x**2 + along_y**2
        to_x, to_y = mark.x - self.x0, mark.y - self.y0
        share = (to_x * along_x + to_y * along_y) / square if square else 0.0
        share = min(1.0, max(0.0, share))
        return hypot(to_x - share * along_x, to_y - share * along_y) < body(mark)


def body(mark: Mark) -> float:
    """Return the radius of the mark itself, without what stands around it."""
    return mark.r * (_UNKNOWN if mark.control.status is Status.UNKNOWN else 1.0)


def leader(mark: Mark, box: Box) -> Leader:
    """Return the line from the rim of a mark to the nearest point of a name."""
    x = min(max(mark.x, box.x0), box.x1)
    y = min(max(mark.y, box.y0), box.y1)
    way = hypot(x - mark.x, y - mark.y)
    share = min(1.0, body(mark) / way) if way else 1.0
    return Leader(mark.x + (x - mark.x) * share, mark.y + (y - mark.y) * share, x, y)


def gap(mark: Mark, box: Box) -> float:
    """Return how far a name is from the rim of a mark, points; less than 0 on it."""
    x = min(max(mark.x, box.x0), box.x1)
    y = min(max(mark.y, box.y0), box.y1)
    return hypot(x - mark.x, y - mark.y) - body(mark)


def is_own(mark: Mark, box: Box, others: Iterable[Mark]) -> bool:
    """Tell whether a name without a line reads as that of its mark."""
    own = gap(mark, box)
    return not any(_is_rival(mark, o) and gap(o, box) < own for o in others)


def is_clear(mark: Mark, line: Leader, others: Iterable[Mark]) -> bool:
    """Tell whether a line ends on its mark alone."""
    return not any(_is_rival(mark, o) and line.passes(o) for o in others)


def is_hidden(mark: Mark, others: Iterable[Mark]) -> bool:
    """Tell whether the middle of a mark lies under another that may be taken for it."""
    over = (o for o in others if _is_rival(mark, o) and weight(o) > weight(mark))
    return any(hypot(o.x - mark.x, o.y - mark.y) < body(o) for o in over)


def _is_rival(mark: Mark, other: Mark) -> bool:
    """Tell whether a reader may take another mark, which he sees, for a mark."""
    if other is mark or body(other) < _ALIKE * body(mark):
        return False
    is_under = hypot(other.x - mark.x, other.y - mark.y) < body(mark)
    return not is_under or weight(other) > weight(mark)
