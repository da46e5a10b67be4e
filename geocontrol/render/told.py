"""
What is told up to each day, packed once for many pages.

A page tells the opening and all days up to its own. To pack that anew for each page
would cost the square of the days. So days are packed in spans that many pages share: a
few together, once, for all pages that follow. The few before that stand as they are in
the pages of their span. Where there is little to tell, each page has it packed in one
piece, which is tightest.
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
from geocontrol.render.pagetables import LedgerTables
from geocontrol.render.sourcelist import lists_all_sources

LITTLE = 10_000
"""Turns and steps, all days together, that are packed in one piece for each page."""
TOGETHER = 4
"""
Days that are packed together once they are past. Of 8,000 places with 160 changes a day
the pages of 100 days are as large as with the days of eight packed singly first and
then together, which takes twice the time.
"""


def spans_until(number: int) -> list[tuple[int, int]]:
    """
    Divide the days from 1 to a number into spans that later days share.

    Examples
    --------
    >>> spans_until(10)
    [(1, 4), (5, 8)]
    >>> spans_until(3)
    []
    """
    ends = range(TOGETHER, number + 1, TOGETHER)
    return [(end - TOGETHER + 1, end) for end in ends]


@dataclass(slots=True)
class Told:
    """What is told of the days of a build."""

    atlas: Atlas
    days: Sequence[date]
    """Without gaps; all that was said before belongs to the first."""
    _tables: LedgerTables | None = None
    _texts: dict[int, str] = field(default_factory=dict)
    """What each day adds, as JSON."""
    _packed: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type[Told], tuple[Atlas, Sequence[date]]]:
        """Travel without what was made on the way."""
        return Told, (self.atlas, self.days)

    def blocks(self, day: date) -> list[bytes]:
        """
        Return lists of what days add until one ends, in their order.

        Each is JSON in UTF-8: a list, or a text that is one packed.
        """
        number = (day - self.days[0]).days
        ledger = self.atlas.ledger
        if len(ledger.turns.items) + len(ledger.steps.items) <= LITTLE:
            return [_packed_list([self._text_of(0, number)])]
        spans = [(0, 0), *spans_until(number)]
        recent = range(spans[-1][1] + 1, number + 1)
        blocks = [self._block(*span) for span in spans]
        return [*blocks, f"[{','.join(map(self._text, recent))}]".encode()]

    def _block(self, first: int, last: int) -> bytes:
        if (first, last) not in self._packed:
            days = range(first, last + 1)
            self._packed[first, last] = _packed_list([self._text(day) for day in days])
            for day in days:  # hardly a page asks for one of these again
                self._texts.pop(day, None)
        return self._packed[first, last]

    def digests(self) -> list[str]:
        """Return for each day a hash of all that is told until it ends."""
        digests = []
        so_far = hashlib.sha256()
        lists_all = lists_all_sources(self.atlas)
        for number in range(len(self.days)):
            if lists_all:
                told = self._told(number, number)
                so_far.update(json_block({**told, "reports": []}).encode())
                so_far.update(orjson.dumps(told["reports"]))
            else:
                so_far.update(self._text(number).encode())
            digests.append(so_far.hexdigest())
        return digests

    def _text(self, number: int) -> str:
        if number not in self._texts:
            self._texts[number] = self._text_of(number, number)
        return self._texts[number]

    def _text_of(self, first: int, last: int) -> str:
        told = self._told(first, last)
        if lists_all_sources(self.atlas):
            told["reports"] = []
        return json_block(told)

    def _told(self, first: int, last: int) -> dict[str, Any]:
        if self._tables is None:
            self._tables = LedgerTables(self.atlas, self.atlas.ledger)
        start = date.min if first == 0 else self.days[first]
        return told_block(self.atlas.ledger, self._tables, start, self.days[last])


def _packed_list(texts: Sequence[str]) -> bytes:
    return b'"%b"' % packed(f"[{','.join(texts)}]").encode()
