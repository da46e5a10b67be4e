"""
Hashes of what is said and of what stands, from which content addresses are made.

The hash of a day's states is the sum of the hashes of each place's state: a change
of one place costs the same however many places stand still. A site of thousands of
days can thus be looked through for what an edit touched.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import orjson

from geocontrol.model import EventId
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

    def event(self, event_id: EventId) -> str:
        """Return a hash of an event, of how it is weighed, and of who speaks of it."""
        if event_id not in self._events:
            evidence = self.atlas.project.evidence
            weighed = self.atlas.timeline.assessments[event_id]
            claims = [w.claim for w in weighed.claims]
            self._events[event_id] = address(
                evidence.events[event_id],
                weighed,
                [evidence.voices[claim.voice] for claim in claims],
                [evidence.reports[claim.report] for claim in claims],
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
        eve = day - timedelta(days=1)
        return address(
            self.states(eve), self.states(day), self.roads(day), self.said(day)
        )

    def evidence(self) -> str:
        """Return a hash of everything that was ever said, heard or not."""
        evidence = self.atlas.project.evidence
        return address(
            dict(evidence.events), dict(evidence.voices), dict(evidence.reports)
        )

    @cached_property
    def _places(self) -> list[int]:
        """Return for each place the sum of what it goes through and who says so."""
        ledger = self.atlas.ledger
        total: defaultdict[int, int] = defaultdict(int)
        for day, (place, control) in zip(
            ledger.turns.days, ledger.turns.items, strict=True
        ):
            total[place] += _hash(day, self._controls[control])
        for day, (event, place) in zip(
            ledger.steps.days, ledger.steps.items, strict=True
        ):
            total[place] += _hash(day, self.event(ledger.events.items[event]))
        return [total[place] % _MODULUS for place in range(len(self.atlas.places))]

    def places(self, first: int, last: int) -> str:
        """Return a hash of all that is told of the places of a span of rows."""
        return address([f"{total:x}" for total in self._places[first:last]])
