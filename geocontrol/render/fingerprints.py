"""
Hashes of what is said and of what stands, from which content addresses are made.

The hash of a day's states is a sum over all places, each with a weight of its own: a
change of one place costs the same however many places stand still. A site of
thousands of days can thus be looked through for what an edit touched.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from geocontrol.render.addresses import address
from geocontrol.render.atlas import Atlas
from geocontrol.render.digests import DIGEST_BYTES, Bytes
from geocontrol.render.numbering import Ints, previous
from geocontrol.render.sourcelist import lists_all_sources

_LANES = DIGEST_BYTES // 8


@dataclass
class Fingerprints:
    """Hashes of the states and events of a build."""

    atlas: Atlas

    @cached_property
    def _states(self) -> Bytes:
        """Return the digest of each state of the ledger, a row each."""
        ledger = self.atlas.ledger
        return ledger.stock.digests.states(ledger.stock.states.things)[
            ledger.control_keys
        ]

    @cached_property
    def _by_event_key(self) -> Bytes:
        """Return the digests of events, a row for each number of the stock."""
        ledger = self.atlas.ledger
        return ledger.stock.digests.events(
            ledger.stock.events.things, ledger.event_keys, self.atlas.timeline
        )

    @cached_property
    def _sums(self) -> npt.NDArray[np.uint64]:
        """
        Return a hash of all states after each turn, four numbers in a row.

        It is the sum of the digests of the states that stand, each taken as four
        numbers and multiplied by those of its place, modulo 2**64.
        """
        place, control = self.atlas.ledger.turns.items.T
        nothing = np.zeros((1, DIGEST_BYTES), np.uint8)
        digest = np.concatenate([self._states, nothing]).view("<u8")
        grown = digest[control] - digest[previous(place, control, -1)]
        return np.cumsum(grown * _weights(len(self.atlas.places))[place], axis=0)

    def states(self, day: date) -> str:
        """Return a hash of the states of all places when a day ends."""
        return self._sum(self.atlas.ledger.turns.until(day))

    def opening(self, day: date) -> str:
        """Return a hash of the states of all places when a day begins."""
        return self._sum(self.atlas.ledger.turns.before(day))

    def _sum(self, turns: int) -> str:
        return self._sums[turns - 1].tobytes().hex() if turns else ""

    @cached_property
    def _turn_rows(self) -> Bytes:
        """Return the day, the place and the digest of the state of each turn, a row."""
        turns = self.atlas.ledger.turns
        place, control = turns.items.T
        return _side_by_side(turns.days, place, self._states[control])

    @cached_property
    def _on_roads(self) -> tuple[list[int], list[str]]:
        """Return the days on which a place on a road turns, and all until each ends."""
        numbers = self.atlas.place_numbers
        roads = self.atlas.project.routes
        on_road = {numbers[p] for road in roads for p in road.through if p in numbers}
        turns = self.atlas.ledger.turns
        rows = np.flatnonzero(np.isin(turns.items[:, 0], list(on_road)))
        so_far, hashes = hashlib.sha256(), [""]
        for row in rows.tolist():
            so_far.update(self._turn_rows[row].tobytes())
            hashes.append(so_far.hexdigest())
        return turns.days[rows].tolist(), hashes

    def roads(self, day: date) -> str:
        """Return a hash of all that roads went through until a day ends."""
        days, so_far = self._on_roads
        return so_far[bisect_right(days, day.toordinal())]

    def turns(self, first: date, last: date) -> str:
        """Return a hash of how states turn on a span of days."""
        return _hash(self._turn_rows[self.atlas.ledger.turns.span(first, last)])

    @cached_property
    def _told(self) -> tuple[Bytes, Bytes]:
        """Return the digests of events as they are heard, and as they first bear."""
        ledger = self.atlas.ledger
        digest = self._by_event_key
        return digest[ledger.heard_keys], digest[ledger.event_keys]

    def said(self, day: date) -> str:
        """Return a hash of the events that bear on some place on a day."""
        ledger = self.atlas.ledger
        heard, events = self._told
        return address(
            _hash(heard[ledger.heard.span(day, day)]),
            _hash(events[ledger.events.span(day, day)]),
        )

    @cached_property
    def _cited(self) -> list[str]:
        """Return a hash of what is said of no source, of one, of two ... and of all."""
        reports = self.atlas.project.evidence.reports
        cited = [reports[report] for report in self.atlas.ledger.reports.items]
        if lists_all_sources(self.atlas):
            said = [
                address(r.id, r.title, r.url, r.byline, r.issued, r.archived_url)
                for r in cited
            ]
        else:
            said = [f"{report.maker}\n" for report in cited]
        so_far, hashes = hashlib.sha256(), [""]
        for each in said:
            so_far.update(each.encode())
            hashes.append(so_far.hexdigest())
        return hashes

    def sources(self, day: date) -> str:
        """
        Return a hash of what a page says of the reports cited until a day ends.

        It lists them all, or says how many they are and who made most of them.
        """
        return self._cited[self.atlas.ledger.reports.until(day)]

    def page(self, day: date) -> str:
        """
        Return a hash of what a page tells that leaves the past to files.

        It lists what changed since its eve, since when roads are cut, and all sources
        or how many they are: the same states may have come about otherwise.
        """
        return address(
            self.opening(day),
            self.states(day),
            self.roads(day),
            self.said(day),
            self.sources(day),
        )

    def changed(self) -> str:
        """Return a hash of which places look otherwise than before, and when."""
        changed = self.atlas.ledger.changed
        return _hash(changed.days, np.array(changed.items, dtype=np.int64))

    def evidence(self) -> str:
        """Return a hash of everything that was ever said, heard or not."""
        evidence = self.atlas.project.evidence
        return address(
            dict(evidence.events), dict(evidence.voices), dict(evidence.reports)
        )

    @cached_property
    def _by_place(self) -> tuple[_Grouped, _Grouped]:
        """Return what each place goes through, and what is said of it."""
        ledger = self.atlas.ledger
        place, control = ledger.turns.items.T
        through = _grouped(ledger.turns.days, place, self._states[control])
        event, place = ledger.steps.items.T
        digest = self._by_event_key[ledger.event_keys[event]]
        return through, _grouped(ledger.steps.days, place, digest)

    def places(self, first: int, last: int) -> str:
        """Return a hash of all that is told of the places of a span of rows."""
        through, told = self._by_place
        return address(through.hash(first, last), told.hash(first, last))


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Days and what they bring, by place."""

    places: Ints
    """The place of each row, ascending."""
    rows: Bytes

    def hash(self, first: int, last: int) -> str:
        """Return a hash of the rows of some places, from one until before another."""
        start, end = self.places.searchsorted([first, last]).tolist()
        return _hash(self.rows[start:end])


def _grouped(days: Ints, place: Ints, digests: Bytes) -> _Grouped:
    """Put days and the digests of what they bring by place; of one, in their order."""
    order = np.argsort(place, kind="stable")
    rows = _side_by_side(place[order], days[order], digests[order])
    return _Grouped(place[order], rows)


@lru_cache(1)
def _weights(count: int) -> npt.NDArray[np.uint64]:
    """Return four odd numbers for each place, as good as drawn by chance."""
    drawn = (hashlib.sha256(n.to_bytes(8)).digest() for n in range(count))
    return np.frombuffer(b"".join(drawn), "<u8").reshape(-1, _LANES) | np.uint64(1)


def _side_by_side(*columns: Ints | Bytes) -> Bytes:
    """Return the bytes of some columns of numbers or bytes, a row for each row."""
    return np.concatenate(
        [
            column.astype("<i8")[:, None].view(np.uint8)
            if column.ndim == 1
            else column.astype(np.uint8)
            for column in columns
        ],
        axis=1,
    )


def _hash(*tables: Ints | Bytes) -> str:
    made = hashlib.sha256()
    for table in tables:
        made.update(table.tobytes())
    return made.hexdigest()
