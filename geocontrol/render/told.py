"""
What is told up to each day, packed once for many pages.

A page tells the opening and all days up to its own. To pack that anew for each page
would cost the square of the days. So it is packed in spans whose lengths are powers
of two, as in P. M. Fenwick's trees (1994): day 13 is told by days 1-8, 9-12 and 13,
of which only the last is new to the page. Where there is little to tell, each page
has it in one piece, which packs tighter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from geocontrol.render.assets import packed
from geocontrol.render.atlas import Atlas
from geocontrol.render.door import json_block
from geocontrol.render.pagedata import told_block
from geocontrol.render.pagerows import LedgerRows
from geocontrol.render.sourcelist import lists_all_sources

LITTLE = 10_000
"""Turns and steps, all days together, that are packed in one piece for each page."""


def spans_until(number: int) -> list[tuple[int, int]]:
    """
    Divide the days from 1 to a number into spans that later days share.

    Examples
    --------
    >>> spans_until(13)
    [(1, 8), (9, 12), (13, 13)]
    >>> spans_until(0)
    []
    """
    spans = []
    while number:
        start = number & (number - 1)
        spans.append((start + 1, number))
        number = start
    return spans[::-1]


@dataclass(slots=True)
class Told:
    """What is told of the days of a build."""

    atlas: Atlas
    days: Sequence[date]
    """Without gaps; all that was said before belongs to the first."""
    _rows: LedgerRows | None = None
    _packed: dict[tuple[int, int], str] = field(default_factory=dict)

    def blocks(self, day: date) -> list[str]:
        """Return what is told until a day ends, packed, in the order to read it."""
        number = (day - self.days[0]).days
        ledger = self.atlas.ledger
        if len(ledger.turns.items) + len(ledger.steps.items) <= LITTLE:
            spans = [(0, number)]
        else:
            spans = [(0, 0), *spans_until(number)]
        return [self._block(first, last) for first, last in spans]

    def _block(self, first: int, last: int) -> str:
        if (first, last) not in self._packed:
            told = self._told(first, last)
            if lists_all_sources(self.atlas):
                told["reports"] = []
            self._packed[first, last] = packed(json_block(told))
        return self._packed[first, last]

    def digests(self) -> list[str]:
        """Return for each day a hash of all that is told until it ends."""
        digests = []
        so_far = hashlib.sha256()
        for number in range(len(self.days)):
            so_far.update(orjson.dumps(self._told(number, number)))
            digests.append(so_far.hexdigest())
        return digests

    def _told(self, first: int, last: int) -> dict[str, Any]:
        if self._rows is None:
            self._rows = LedgerRows(self.atlas, self.atlas.ledger)
        start = date.min if first == 0 else self.days[first]
        return told_block(self.atlas.ledger, self._rows, start, self.days[last])
