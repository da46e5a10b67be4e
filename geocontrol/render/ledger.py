"""
All that the days of a map say, told once, in the order in which the days tell it.

States, events, voices and reports are numbered by the day that first speaks of them:
a number means the same on every day, and what is known up to a day is a prefix of
each list. What one day needs costs no more for the days around it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from geocontrol.control import UNKNOWN
from geocontrol.model import (
    Basis,
    Control,
    EventId,
    Evidence,
    Place,
    Report,
    ReportId,
    VoiceId,
)
from geocontrol.timeline import Timeline, face_of

Ints = npt.NDArray[np.int64]
Item = TypeVar("Item")


def report_order(report: Report) -> tuple[date, str, str]:
    """Return what orders the reports that a day is the first to cite."""
    return report.issued, report.publisher, report.id


@dataclass(frozen=True, slots=True)
class Dated(Generic[Item]):
    """Things in the order of the days on which they come."""

    days: Sequence[int]
    """Ordinals, ascending; one for each thing."""
    items: Sequence[Item]

    def within(self, first: date, last: date) -> Sequence[Item]:
        """Return what comes on a span of days, both included."""
        return self.items[self.before(first) : self.until(last)]

    def dated(self, first: date, last: date) -> Iterator[tuple[int, Item]]:
        """Go through what comes on a span of days, each thing with its ordinal."""
        span = slice(self.before(first), self.until(last))
        return zip(self.days[span], self.items[span], strict=True)

    def before(self, day: date) -> int:
        """Count what comes before a day begins."""
        return bisect_left(self.days, day.toordinal())

    def until(self, day: date) -> int:
        """Count what comes until a day ends."""
        return bisect_right(self.days, day.toordinal())


@dataclass(frozen=True, slots=True)
class Look:
    """Places that look alike on a day."""

    control: Control
    """What they have in common: it is of no day and no event."""
    count: int
    stale_count: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the days say of some places, each thing once. A place is its row there."""

    controls: Dated[Control]
    turns: Dated[tuple[int, int]]
    """A place and the number of the state it enters."""
    changed: Dated[int]
    """Places by each day on which a map shows another state of them than before."""
    events: Dated[EventId]
    steps: Dated[tuple[int, int]]
    """The number of an event and a place on which it bears from this day on."""
    heard: Dated[EventId]
    """Events by each day on which they bear on some place; background is not heard."""
    voices: Dated[VoiceId]
    reports: Dated[ReportId]
    report_numbers: Mapping[ReportId, int]
    """By which pages cite each report, from 1."""
    places: int
    """How many there are."""
    _turns: Ints
    """Rows of place and state, as `turns`."""
    look_of: Ints
    """For each state, the number of its look; at the end, that of no state."""
    _looks: Sequence[Control]
    _confirmed: Ints
    """For each state, the ordinal of its last confirmation; far ahead for none."""
    _publisher_of: Ints
    _publishers: Sequence[str]
    """Those who made the reports, in the order of their names."""

    def state(self, day: date) -> Ints:
        """Return the number of each place's state when a day ends; -1 for none."""
        state = np.full(self.places, -1)
        place, control = self._turns[: self.turns.until(day)].T
        state[place] = control
        return state

    def looks(self, day: date, stale_after: int) -> list[Look]:
        """
        Count the places that look alike when a day ends.

        Parameters
        ----------
        day
            The day.
        stale_after
            Days without confirmation after which a state is stale.

        Returns
        -------
        looks
            In the order of the first place that has each.
        """
        state = self.state(day)
        look = self.look_of[state]
        is_stale = self._confirmed[state] < day.toordinal() - stale_after
        stale = np.bincount(look[is_stale], minlength=len(self._looks))
        number, first, count = np.unique(look, return_index=True, return_counts=True)
        return [
            Look(self._looks[number[at]], int(count[at]), int(stale[number[at]]))
            for at in np.argsort(first).tolist()
        ]

    def publishers(self, day: date, count: int) -> list[str]:
        """Return who made most of the reports cited up to a day."""
        made = np.bincount(self._publisher_of[: self.reports.until(day)])
        order = np.argsort(-made, kind="stable")[:count]
        return [self._publishers[at] for at in order.tolist() if made[at]]


_NEVER = date.max.toordinal()


def make_ledger(
    timeline: Timeline, places: Sequence[Place], evidence: Evidence
) -> Ledger:
    """
    Tell the days of a timeline once.

    Parameters
    ----------
    timeline
        Who held what, as known and told.
    places
        The places to speak of, in the order of their numbers.
    evidence
        The records of the timeline.
    """
    turning = sorted(
        (
            (day.toordinal(), place, control)
            for place, record in enumerate(places)
            for day, control in timeline.row(record.id)
        ),
        key=itemgetter(0, 1),
    )
    controls = _first_days((day, control) for day, _, control in turning)
    number = {control: at for at, control in enumerate(controls.items)}
    turns = Dated(
        [day for day, _, _ in turning],
        [(place, number[control]) for _, place, control in turning],
    )
    events, steps, heard = _steps(timeline, places)
    voices, reports = _speakers(timeline, evidence, events)
    makers = [evidence.reports[report].maker for report in reports.items]
    publishers = sorted(set(makers))
    publisher = {name: at for at, name in enumerate(publishers)}
    seen = (*controls.items, UNKNOWN)
    face_numbers = _numbered([face_of(control) for control in seen])
    look_of = _numbered(
        [(face, c.basis) for face, c in zip(face_numbers.tolist(), seen, strict=True)]
    )
    firsts = np.unique(look_of, return_index=True)[1].tolist()
    return Ledger(
        controls=controls,
        turns=turns,
        changed=_changed(face_numbers, turns),
        events=events,
        steps=steps,
        heard=heard,
        voices=voices,
        reports=reports,
        report_numbers={r: number for number, r in enumerate(reports.items, start=1)},
        places=len(places),
        _turns=np.array(turns.items, dtype=np.int64).reshape(-1, 2),
        look_of=look_of,
        _looks=[_look(seen[first]) for first in firsts],
        _confirmed=np.array([*map(_confirmed, controls.items), _NEVER]),
        _publisher_of=np.array([publisher[name] for name in makers], dtype=np.int64),
        _publishers=publishers,
    )


def _numbered(things: Iterable[Hashable]) -> Ints:
    """Return the number of each thing, alike for equal ones, as they first come."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(thing, len(numbers)) for thing in things])


def _changed(face: Ints, turns: Dated[tuple[int, int]]) -> Dated[int]:
    """
    Return the places that look otherwise than before, by day.

    Parameters
    ----------
    face
        For each state, a number for what a map shows of it; at the end, that of none.
    turns
        As in the ledger.
    """
    if not turns.items:
        return Dated([], [])
    place, control = np.array(turns.items).T
    order = np.argsort(place, kind="stable")
    shown = face[control[order]]
    before = np.insert(shown[:-1], 0, face[-1])
    before[1:][place[order][1:] != place[order][:-1]] = face[-1]
    rows = np.sort(order[shown != before])
    return Dated(np.array(turns.days)[rows].tolist(), place[rows].tolist())


def _first_days(pairs: Iterable[tuple[int, Item]]) -> Dated[Item]:
    """Keep each of some dated things once, where it first comes."""
    first: dict[Item, int] = {}
    for day, item in pairs:
        first.setdefault(item, day)
    return Dated(list(first.values()), list(first))


def _steps(
    timeline: Timeline, places: Sequence[Place]
) -> tuple[Dated[EventId], Dated[tuple[int, int]], Dated[EventId]]:
    """Return the events that bear on places, where, and on which days."""
    first: dict[tuple[EventId, int], int] = {}
    told: set[tuple[int, EventId]] = set()
    for place, record in enumerate(places):
        for step in timeline.steps(record.id):
            day = step.day.toordinal()
            first.setdefault((step.event.id, place), day)
            if step.basis is not Basis.ASSUMED:
                told.add((day, step.event.id))
    bearing = sorted((day, *pair) for pair, day in first.items())
    events = _first_days((day, event_id) for day, event_id, _ in bearing)
    number = {event_id: at for at, event_id in enumerate(events.items)}
    steps = [(number[event_id], place) for _, event_id, place in bearing]
    heard = sorted(told)
    return (
        events,
        Dated([day for day, _, _ in bearing], steps),
        Dated([day for day, _ in heard], [event_id for _, event_id in heard]),
    )


def _speakers(
    timeline: Timeline, evidence: Evidence, events: Dated[EventId]
) -> tuple[Dated[VoiceId], Dated[ReportId]]:
    """Return the voices and reports of events, those of one day in their order."""
    voices: list[tuple[int, VoiceId]] = []
    reports: list[tuple[int, ReportId]] = []
    pairs = zip(events.days, events.items, strict=True)
    for day, group in groupby(pairs, key=itemgetter(0)):
        claims = [w.claim for _, e in group for w in timeline.assessments[e].claims]
        cited = {claim.report for claim in claims}
        voices += [(day, v) for v in sorted({claim.voice for claim in claims})]
        reports += [
            (day, r)
            for r in sorted(cited, key=lambda r: report_order(evidence.reports[r]))
        ]
    return _first_days(voices), _first_days(reports)


def _look(control: Control) -> Control:
    """Return of a state only what a mark shows of it."""
    return replace(
        control,
        since=None,
        since_is_exact=True,
        last_confirmed=None,
        event_id=None,
        mark_ids=(),
    )


def _confirmed(control: Control) -> int:
    day = control.last_confirmed
    return _NEVER if day is None else day.toordinal()
