"""
Hashes of what is said and of what stands, from which content addresses are made.

The hash of a day's states is the sum of the hashes of each place's state: a change
of one place costs the same however many places stand still. A site of thousands of
days can thus be looked through for what an edit touched.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np
import orjson

from geocontrol.model import EventId, ReportId, VoiceId
from geocontrol.render.addresses import address
from geocontrol.render.atlas import Atlas

_MODULUS = 1 << 256


def _hash(*parts: object) -> int:
    raw = orjson.dumps(parts)
    return int.from_bytes(hashlib.sha256(raw).digest(), "big")


@dataclass
class Fingerprints:
    """Hashes of the states and events of a build."""

    atlas: Atlas
    _events: dict[EventId, str] = field(default_factory=dict)

    @cached_property
    def _controls(self) -> list[str]:
        return [address(control) for control in self.atlas.ledger.controls.items]

    @cached_property
    def _sums(self) -> tuple[list[int], list[int]]:
        """Return the days on which states turn, and the sum when each ends."""
        turns = self.atlas.ledger.turns
        here = [0] * len(self.atlas.places)
        days: list[int] = []
        sums: list[int] = []
        total = 0
        for day, (place, control) in zip(turns.days, turns.items, strict=True):
            before, here[place] = here[place], _hash(place, self._controls[control])
            total = (total + here[place] - before) % _MODULUS
            if days and days[-1] == day:
                sums[-1] = total
            else:
                days.append(day)
                sums.append(total)
        return days, sums

    def states(self, day: date) -> str:
        """Return a hash of the states of all places when a day ends."""
        days, sums = self._sums
        at = bisect_right(days, day.toordinal())
        return f"{sums[at - 1]:x}" if at else ""

    def opening(self, day: date) -> str:
        """Return a hash of the states of all places when a day begins."""
        days, sums = self._sums
        at = bisect_left(days, day.toordinal())
        return f"{sums[at - 1]:x}" if at else ""

    @cached_property
    def _on_roads(self) -> tuple[list[int], list[str]]:
        """Return the days on which a place on a road turns, and all until each ends."""
        roads = self.atlas.project.routes
        numbers = self.atlas.place_numbers
        on_road = {numbers.get(p) for road in roads for p in road.through}
        days: list[int] = []
        so_far = [""]
        turns = self.atlas.ledger.turns
        for day, (place, control) in zip(turns.days, turns.items, strict=True):
            if place in on_road:
                days.append(day)
                so_far.append(address(so_far[-1], day, place, self._controls[control]))
        return days, so_far

    def roads(self, day: date) -> str:
        """Return a hash of all that roads went through until a day ends."""
        days, so_far = self._on_roads
        return so_far[bisect_right(days, day.toordinal())]

    def turns(self, first: date, last: date) -> str:
        """Return a hash of how states turn on a span of days."""
        turns = self.atlas.ledger.turns.dated(first, last)
        return address([(day, p, self._controls[c]) for day, (p, c) in turns])

    @cached_property
    def _voices(self) -> dict[VoiceId, str]:
        voices = self.atlas.project.evidence.voices
        return {voice_id: address(voice) for voice_id, voice in voices.items()}

    @cached_property
    def _reports(self) -> dict[ReportId, str]:
        reports = self.atlas.project.evidence.reports
        return {report_id: address(report) for report_id, report in reports.items()}

    def event(self, event_id: EventId) -> str:
        """Return a hash of an event, of how it is weighed, and of who speaks of it."""
        if event_id not in self._events:
            weighed = self.atlas.timeline.assessments[event_id]
            self._events[event_id] = address(
                self.atlas.project.evidence.events[event_id],
                weighed,
                [self._voices[w.claim.voice] for w in weighed.claims],
                [self._reports[w.claim.report] for w in weighed.claims],
            )
        return self._events[event_id]

    def said(self, day: date) -> str:
        """Return a hash of the events that bear on some place on a day."""
        ledger = self.atlas.ledger
        heard = ledger.heard.within(day, day)
        return address(
            [*map(self.event, sorted({*heard, *ledger.events.within(day, day)}))]
        )

    def page(self, day: date) -> str:
        """
        Return a hash of what a page tells that leaves the past to files.

        It lists what changed since its eve, and since when roads are cut: the same
        states may have come about otherwise.
        """
        return address(
            self.opening(day), self.states(day), self.roads(day), self.said(day)
        )

    def evidence(self) -> str:
        """Return a hash of everything that was ever said, heard or not."""
        evidence = self.atlas.project.evidence
        return address(
            dict(evidence.events), dict(evidence.voices), dict(evidence.reports)
        )

    @cached_property
    def _places(self) -> list[str]:
        """Return for each place a hash of what it goes through and who says so."""
        ledger = self.atlas.ledger
        events = [self.event(event_id) for event_id in ledger.events.items]
        steps = [(place, event) for event, place in ledger.steps.items]
        count = len(self.atlas.places)
        through = _by_place(
            ledger.turns.days, ledger.turns.items, self._controls, count
        )
        told = _by_place(ledger.steps.days, steps, events, count)
        return [address(*both) for both in zip(through, told, strict=True)]

    def places(self, first: int, last: int) -> str:
        """Return a hash of all that is told of the places of a span of rows."""
        return address(self._places[first:last])


def _by_place(
    days: Sequence[int],
    pairs: Sequence[tuple[int, int]],
    digests: Sequence[str],
    count: int,
) -> list[str]:
    """
    Return for each place a hash of its days and of what they bring, in their order.

    Parameters
    ----------
    days
        Ordinals, ascending.
    pairs
        For each day a place and the number of what the day brings it.
    digests
        The hash of each thing that days bring.
    count
        How many places there are.
    """
    if not pairs:
        return [""] * count
    place, thing = np.array(pairs).T
    order = np.argsort(place, kind="stable")
    what = np.frombuffer(bytes.fromhex("".join(digests)), np.uint8).reshape(-1, 32)
    when = np.array(days, dtype="<i8")[order].view(np.uint8).reshape(-1, 8)
    rows = np.concatenate([when, what[thing[order]]], axis=1)
    ends = np.searchsorted(place[order], np.arange(count + 1)).tolist()
    return [hashlib.sha256(rows[a:b].tobytes()).hexdigest() for a, b in pairwise(ends)]
