"""
From a timeline to its ledger, anew or from the one before it.

What a place goes through is put in numbers once and kept while its rows are the very
same; a ledger is then a matter of sorting numbers. After an edit of one event only the
few places that it bears on are gone through again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geocontrol.control import UNKNOWN, Step
from geocontrol.model import Basis, EventId, Place
from geocontrol.render.ledger import ByDay, Ledger, Pairs
from geocontrol.render.numbering import (
    Ints,
    firsts,
    gathered,
    in_order,
    inverse,
    previous,
    rows_of,
)
from geocontrol.render.speakers import Speakers
from geocontrol.render.stock import NEVER, Stock
from geocontrol.rows import NO_ROW, Row
from geocontrol.timeline import Timeline


@dataclass(frozen=True, slots=True)
class _Part:
    """What is told of one place, in numbers of the stock; each row a day and one."""

    row: Row
    steps: Sequence[Step]
    turns: Ints
    """The states it enters."""
    bearing: Ints
    """Events, by the first day on which each bears on it."""
    heard: Ints
    """Events, by each day on which they bear on it; without background."""


class LedgerMaker:
    """Puts ledgers together, one after another of nearly the same."""

    def __init__(self) -> None:
        self._stock = Stock()
        self._parts: dict[str, _Part] = {}
        self._speakers = Speakers(self._stock)
        self._rank: Ints = np.zeros(0, dtype=np.int64)

    def ledger(self, timeline: Timeline, places: Sequence[Place]) -> Ledger:
        """
        Tell the days of a timeline once.

        Parameters
        ----------
        timeline
            Who held what, as known and told.
        places
            The places to speak of, in the order of their numbers.
        """
        stock, states = self._stock, self._stock.states
        parts = [self._part(timeline, place) for place in places]
        unknown = states.of(UNKNOWN)

        day, key, place = gathered([part.turns for part in parts])
        order = in_order(day, place)
        day, key, place = day[order], key[order], place[order]
        control_keys, first = firsts(key)
        number = inverse(control_keys, len(states.things))
        turns = Pairs(day, np.stack([place, number[key]], axis=1))
        controls = ByDay(day[first], states.numbers.named(control_keys))
        faces = states.faces()

        rank = self._event_rank()
        born, event_key, at = gathered([part.bearing for part in parts])
        order = in_order(born, rank[event_key], at)
        born, event_key, at = born[order], event_key[order], at[order]
        event_keys, first = firsts(event_key)
        number = inverse(event_keys, len(stock.events))
        events = ByDay(born[first], stock.events.named(event_keys))
        heard, heard_keys = self._heard(parts, rank)

        began = np.full(len(stock.events), NEVER)
        began[event_keys] = events.days
        voices, reports = self._speakers.of(timeline, event_keys, began)
        makers = [timeline.evidence.reports[report].maker for report in reports.items]
        publishers = sorted(set(makers))
        publisher = {name: n for n, name in enumerate(publishers)}
        seen = np.append(control_keys, unknown)
        return Ledger(
            controls=controls,
            turns=turns,
            changed=_changed(day, place, faces[key], int(faces[unknown])),
            events=events,
            steps=Pairs(born, np.stack([number[event_key], at], axis=1)),
            heard=heard,
            voices=voices,
            reports=reports,
            report_numbers={r: n for n, r in enumerate(reports.items, start=1)},
            places=len(places),
            look_of=states.look_numbers()[seen],
            looks_like=states.looks,
            confirmed=states.confirmed()[seen],
            publisher_of=np.array([publisher[name] for name in makers], dtype=np.int64),
            publishers=publishers,
            stock=stock,
            control_keys=control_keys,
            event_keys=event_keys,
            heard_keys=heard_keys,
        )

    def _part(self, timeline: Timeline, place: Place) -> _Part:
        """Return what is told of a place, as before if nothing bears on it newly."""
        row, steps = timeline.rows.get(place.id, NO_ROW), timeline.steps(place.id)
        part = self._parts.get(place.id)
        if part is None or part.row is not row or part.steps is not steps:
            part = self._parts[place.id] = self._numbered(row, steps)
        return part

    def _numbered(self, row: Row, steps: Sequence[Step]) -> _Part:
        states, events = self._stock.states, self._stock.events
        turns = [
            (day.toordinal(), states.of(control))
            for day, control in zip(row.days, row.controls, strict=True)
        ]
        first: dict[int, int] = {}
        heard = []
        for step in steps:
            day, event = step.day.toordinal(), events.of(step.event.id)
            first.setdefault(event, day)
            if step.basis is not Basis.ASSUMED:
                heard.append((day, event))
        bearing = [(day, event) for event, day in first.items()]
        return _Part(row, steps, rows_of(turns), rows_of(bearing), rows_of(heard))

    def _event_rank(self) -> Ints:
        """Return for each event its rank in the order of ids."""
        ids = self._stock.events.things
        if len(self._rank) < len(ids):
            order = np.array(sorted(range(len(ids)), key=ids.__getitem__))
            self._rank = inverse(order, len(ids))
        return self._rank

    def _heard(self, parts: Sequence[_Part], rank: Ints) -> tuple[ByDay[EventId], Ints]:
        """Return the events by each day on which they bear on some place."""
        day, event, _ = gathered([part.heard for part in parts])
        _, first = np.unique(day * len(rank) + rank[event], return_index=True)
        keys = event[first]
        return ByDay(day[first], self._stock.events.named(keys)), keys


def _changed(day: Ints, place: Ints, face: Ints, nothing: int) -> ByDay[int]:
    """
    Return the places that look otherwise than before, by day.

    Parameters
    ----------
    day, place
        When places enter states, in order.
    face
        A number for what a map shows of each of these states.
    nothing
        That of no state.
    """
    before = previous(place, face, nothing)
    rows = face != before
    return ByDay(day[rows], place[rows].tolist())
