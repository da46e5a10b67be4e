"""
From events to the state of every place on a day.

Each place has a row of dated states, folded once from its events; a day is a
look-up in that row. The order in which events are given never matters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geocontrol.assess import Assessment, Sides, assess
from geocontrol.control import UNKNOWN, Step, apply_step
from geocontrol.dated import Ages
from geocontrol.errors import UnknownPlaceError
from geocontrol.memory import collection_paused
from geocontrol.model import (
    EXPANDING_CHANGES,
    ActorId,
    Basis,
    Change,
    Control,
    ControlEvent,
    EventId,
    Evidence,
    Place,
    PlaceId,
    Policy,
    Span,
    Verdict,
)
from geocontrol.nesting import Nesting, descendants_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """One place whose state differs between two days."""

    place_id: PlaceId
    before: Control
    after: Control

    @property
    def is_visible(self) -> bool:
        """Whether a map of the two days differs, or only what is known does."""
        return face_of(self.before) != face_of(self.after)


class Timeline:
    """
    Who held each place on each day, as known on a day and told by a side.

    Parameters
    ----------
    places
        The gazetteer.
    evidence
        Actors, voices, reports and events.
    policy
        The numbers of the rule from claims to control.
    known_on
        Only reports issued up to this day count; `None` for all.
    perspective
        Believe only voices that speak for this actor's side; `None` applies the
        rule to all voices.

    Raises
    ------
    UnknownPlaceError
        By `history` and `steps`, for a place that the gazetteer does not list.
    """

    def __init__(
        self,
        places: Mapping[PlaceId, Place],
        evidence: Evidence,
        *,
        policy: Policy | None = None,
        known_on: date | None = None,
        perspective: ActorId | None = None,
    ) -> None:
        self.places = places
        self.evidence = evidence
        self.policy = policy or Policy()
        self.known_on = known_on
        self.perspective = perspective
        with collection_paused():
            self.assessments = self._assess()
            self._steps = self._spread()
            self._rows = {place: _fold(steps) for place, steps in self._steps.items()}
            self._turning = self._places_by_day()
        self._days = sorted(self._turning)
        self._ages = Ages(places)

    @property
    def days(self) -> Sequence[date]:
        """The days on which the state of any place changes, in order."""
        return self._days

    def places_on(self, day: date) -> Mapping[PlaceId, Place]:
        """Return the gazetteer as it was on a day: names, and what lay in what."""
        return self._ages.on(day)

    def control(self, place_id: PlaceId, day: date) -> Control:
        """Return the control of one place when a day ends."""
        row = self._rows.get(place_id)
        return row.on(day) if row else UNKNOWN

    def state(self, day: date) -> dict[PlaceId, Control]:
        """Return the control of every place of the gazetteer when a day ends."""
        return {place_id: self.control(place_id, day) for place_id in self.places}

    def diff(self, first: date, second: date) -> list[PlaceChange]:
        """List the places whose state differs between the ends of two days."""
        return [
            PlaceChange(place_id=place_id, before=before, after=after)
            for place_id in self.places
            if (before := self.control(place_id, first))
            != (after := self.control(place_id, second))
        ]

    def changes(self, day: date) -> list[PlaceChange]:
        """List the places whose state differs from that of the day before."""
        rows = ((p, self._rows[p]) for p in self._turning.get(day, ()))
        return [
            PlaceChange(place_id=place_id, before=before, after=after)
            for place_id, row in rows
            if (before := row.before(day)) != (after := row.on(day))
        ]

    def history(self, place_id: PlaceId) -> list[Span]:
        """
        Return the states of one place as half-open spans without gaps.

        Spans that differ only in when they were last confirmed are one.

        Raises
        ------
        UnknownPlaceError
            If the gazetteer does not list the place.
        """
        starts: list[tuple[date, Control]] = []
        for day, control in self.row(place_id):
            if starts and _identity(starts[-1][1]) == _identity(control):
                starts[-1] = (starts[-1][0], control)
            else:
                starts.append((day, control))
        ends = [*(day for day, _ in starts[1:]), None]
        return [
            Span(valid_from=day, valid_to=end, control=control)
            for (day, control), end in zip(starts, ends, strict=False)
        ]

    def steps(self, place_id: PlaceId) -> Sequence[Step]:
        """
        Return every event that bears on a place, rejected ones too, in order.

        Raises
        ------
        UnknownPlaceError
            If the gazetteer does not list the place.
        """
        self._row_of(place_id)
        return self._steps.get(place_id, [])

    def row(self, place_id: PlaceId) -> Sequence[tuple[date, Control]]:
        """
        Return the states of one place, each with the day from which it stands.

        Raises
        ------
        UnknownPlaceError
            If the gazetteer does not list the place.
        """
        row = self._row_of(place_id)
        return list(zip(row.days, row.controls, strict=True))

    def is_stale(self, control: Control, day: date) -> bool:
        """Tell whether a state has gone unconfirmed for longer than the policy says."""
        return is_stale(control, day, self.policy)

    def _places_by_day(self) -> Mapping[date, Sequence[PlaceId]]:
        """List, for each day, the places whose state begins on it; in their order."""
        turning: defaultdict[date, list[PlaceId]] = defaultdict(list)
        for place_id in self.places:
            for day in self._rows.get(place_id, _NO_ROW).days:
                turning[day].append(place_id)
        return dict(turning)

    def _row_of(self, place_id: PlaceId) -> _Row:
        if place_id not in self.places:
            msg = f"place {place_id!r} is not in the gazetteer"
            raise UnknownPlaceError(msg)
        return self._rows.get(place_id, _NO_ROW)

    def _assess(self) -> dict[EventId, Assessment]:
        """Weigh every event; leave out the unheard and the superseded."""
        sides = Sides(self.evidence.actors)
        heard = {
            event.id: assessment
            for event in self.evidence.events.values()
            if (
                assessment := assess(
                    event,
                    self.evidence,
                    self.policy,
                    known_on=self.known_on,
                    perspective=self.perspective,
                    sides=sides,
                )
            )
        }
        superseded = {
            old
            for event_id, assessment in heard.items()
            if assessment.verdict is not Verdict.REJECTED
            for old in self.evidence.events[event_id].supersedes
        }
        return {i: a for i, a in sorted(heard.items()) if i not in superseded}

    def _spread(self) -> dict[PlaceId, list[Step]]:
        """Give each place the steps that bear on it, in the order of their effect."""
        nesting = Nesting(self.places)
        keyed: defaultdict[PlaceId, list[tuple[tuple[object, ...], Step]]] = (
            defaultdict(list)
        )
        for event_id, assessment in self.assessments.items():
            event = self.evidence.events[event_id]
            within = nesting.children(event.latest)
            is_told = self.perspective is not None
            steps = keyed_steps(event, assessment.verdict, within, is_told=is_told)
            for place_id, key, step in steps:
                keyed[place_id].append((key, step))
        return {
            place_id: [step for _, step in sorted(pairs, key=lambda pair: pair[0])]
            for place_id, pairs in keyed.items()
        }


def is_stale(control: Control, day: date, policy: Policy) -> bool:
    """Tell whether a state has gone unconfirmed for longer than a policy says."""
    confirmed = control.last_confirmed
    limit = timedelta(days=policy.stale_after_days)
    return confirmed is not None and day - confirmed > limit


def keyed_steps(
    event: ControlEvent,
    verdict: Verdict,
    within: Mapping[PlaceId, list[PlaceId]],
    *,
    is_told: bool,
) -> Iterator[tuple[PlaceId, tuple[object, ...], Step]]:
    """
    Yield each step of an event with its place, and the key that orders a place's steps.

    Parameters
    ----------
    event
        What happened.
    verdict
        What its claims amount to.
    within
        What lay directly within each place on the last possible day of the event.
    is_told
        Whether the voices of one side are believed.
    """
    for place_id, is_named in _reach(event, within).items():
        for step in _dated(event, verdict, is_named=is_named, is_told=is_told):
            key = (step.day, is_named, event.order, event.id)
            yield place_id, key, step


def _dated(
    event: ControlEvent, verdict: Verdict, *, is_named: bool, is_told: bool
) -> Iterable[Step]:
    """Say on which days an event bears on a place, and as what."""
    if event.is_assumed:
        yield Step(event=event, day=event.latest, verdict=verdict, basis=Basis.ASSUMED)
        return
    basis = Basis.ASSESSED if is_named else Basis.INHERITED
    if is_told:
        basis = Basis.CLAIMED
    is_open = event.earliest < event.latest
    if verdict is not Verdict.ASSESSED:
        yield Step(event=event, day=event.earliest, verdict=verdict, basis=basis)
        return
    passes_on = event.actor is not None and event.change not in {
        Change.OBSERVED,
        Change.REPELLED,
        Change.BESIEGED,
        Change.SUCCEEDED,
    }
    if is_open and passes_on:
        yield Step(
            event=event,
            day=event.earliest,
            verdict=verdict,
            basis=basis,
            is_under_way=True,
        )
    yield Step(event=event, day=event.latest, verdict=verdict, basis=basis)


@dataclass(frozen=True, slots=True)
class _Row:
    """The states of one place, each from its day on."""

    days: Sequence[date]
    controls: Sequence[Control]

    def on(self, day: date) -> Control:
        """Return the state when a day ends."""
        index = bisect_right(self.days, day)
        return self.controls[index - 1] if index else UNKNOWN

    def before(self, day: date) -> Control:
        """Return the state when a day begins."""
        index = bisect_left(self.days, day)
        return self.controls[index - 1] if index else UNKNOWN


_NO_ROW = _Row((), ())


def _fold(steps: Iterable[Step]) -> _Row:
    """Apply the steps of one place, one state for each day that changes it."""
    days: list[date] = []
    controls: list[Control] = []
    control = UNKNOWN
    for step in steps:
        after = apply_step(control, step)
        if after == control:
            continue
        control = after
        if days and days[-1] == step.day:
            controls[-1] = control
        else:
            days.append(step.day)
            controls.append(control)
    return _Row(days, controls)


def _reach(
    event: ControlEvent, children: Mapping[PlaceId, list[PlaceId]]
) -> dict[PlaceId, bool]:
    """
    Return the places an event bears on, and whether each is named by it.

    A region stands for what lies in it on the last possible day of the event.
    """
    reach = dict.fromkeys(event.places, True)
    expands = event.change in EXPANDING_CHANGES
    if expands and any(place_id in children for place_id in event.places):
        spared = set(event.excepted).union(
            *(descendants_of(place_id, children) for place_id in event.excepted)
        )
        for place_id in event.places:
            for inner in descendants_of(place_id, children) - spared:
                reach.setdefault(inner, False)
    return reach


def face_of(control: Control) -> tuple[object, ...]:
    """Return what a map shows of a state."""
    return (
        control.status,
        control.actor_id,
        control.contested_by,
        control.claimed_by,
        control.besieged_by,
    )


def _identity(control: Control) -> tuple[object, ...]:
    """Return what makes a state another one in a place's history."""
    return (*face_of(control), control.basis, control.event_id)
