"""
From events to the rows of all places; what no edit touched stays the very same object.

A row of states depends on the events that bear on its place and on nothing else. So
after an edit only the events that are told otherwise are weighed again, and only the
places that they bear on, or bore on, are folded again. To derive everything is the
same work with nothing to take over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from geocontrol.assess import Assessment, Sides, assess
from geocontrol.control import Step
from geocontrol.edited import edited_keys
from geocontrol.model import (
    ActorId,
    EventId,
    Evidence,
    Place,
    PlaceId,
    Policy,
    Verdict,
)
from geocontrol.nesting import Nesting
from geocontrol.rows import NO_ROW, Row, fold
from geocontrol.steps import StepKey, keyed_steps, reach_of, step_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What states are derived from."""

    places: Mapping[PlaceId, Place]
    evidence: Evidence
    policy: Policy
    known_on: date | None = None
    perspective: ActorId | None = None

    def differs_by_events_from(self, other: Given) -> bool:
        """Tell whether another one has other events and reports at most."""
        return (
            self.policy == other.policy
            and self.known_on == other.known_on
            and self.perspective == other.perspective
            and self.places == other.places
            and self.evidence.actors == other.evidence.actors
            and self.evidence.voices == other.evidence.voices
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What follows from events, and how far it was worked out."""

    given: Given
    heard: Mapping[EventId, Assessment]
    """What the claims on each event amount to, in the order of ids."""
    superseded: frozenset[EventId]
    assessments: Mapping[EventId, Assessment]
    """Of those that are heard and not superseded."""
    steps: Mapping[PlaceId, Sequence[Step]]
    """What bears on each place, in the order of effect."""
    rows: Mapping[PlaceId, Row]
    turning: Mapping[date, Sequence[PlaceId]]
    """The places whose state begins on each day, in the order of the gazetteer."""


def nothing_derived(given: Given) -> Derived:
    """Return what follows from no events."""
    return Derived(
        given=given,
        heard={},
        superseded=frozenset(),
        assessments={},
        steps={},
        rows={},
        turning={},
    )


def derive(given: Given, before: Derived | None = None) -> Derived:
    """
    Derive the states of all places.

    Parameters
    ----------
    given
        What to derive them from.
    before
        What was derived from nearly the same; whatever no edit touched is taken from
        there. The outcome is equal to one derived anew.
    """
    if before is None or not given.differs_by_events_from(before.given):
        before = nothing_derived(given)
        edited: AbstractSet[EventId] = given.evidence.events.keys()
    else:
        edited = edited_events(given.evidence, before.given.evidence)
    heard = _heard(given, edited, before.heard)
    superseded = frozenset(
        old
        for event in given.evidence.events.values()
        for old in event.supersedes
        if event.id in heard and heard[event.id].verdict is not Verdict.REJECTED
    )
    assessments = heard
    if superseded:
        assessments = {i: a for i, a in heard.items() if i not in superseded}
    moved = edited | (superseded ^ before.superseded)
    touched = _steps_of_touched(given, moved, assessments, before)
    steps, rows = dict(before.steps), dict(before.rows)
    for place_id, own in touched.items():
        steps[place_id] = own
        row = fold(own)
        if row != rows.get(place_id):
            rows[place_id] = row
        if not own:
            del steps[place_id], rows[place_id]
    return Derived(
        given=given,
        heard=heard,
        superseded=superseded,
        assessments=assessments,
        steps=steps,
        rows=rows,
        turning=_turning(given.places, rows, before),
    )


def edited_events(evidence: Evidence, before: Evidence) -> set[EventId]:
    """Return the events that came, went, or are told or cited otherwise than before."""
    edited = edited_keys(evidence.events, before.events)
    reports, cited = evidence.reports, before.reports
    told = {i for i in edited_keys(reports, cited) if cited.get(i) != reports.get(i)}
    if told:
        edited |= {
            event.id
            for event in evidence.events.values()
            if any(claim.report in told for claim in event.claims)
        }
    return edited


def _heard(
    given: Given, edited: AbstractSet[EventId], before: Mapping[EventId, Assessment]
) -> dict[EventId, Assessment]:
    """Weigh the events that were edited; leave out those that nobody tells yet."""
    sides = Sides(given.evidence.actors)
    heard = dict(before)
    for event_id in sorted(edited):
        event = given.evidence.events.get(event_id)
        assessment = event and assess(
            event,
            given.evidence,
            given.policy,
            known_on=given.known_on,
            perspective=given.perspective,
            sides=sides,
        )
        if assessment:
            heard[event_id] = assessment
        else:
            heard.pop(event_id, None)
    if heard.keys() == before.keys():
        return heard
    return {event_id: heard[event_id] for event_id in sorted(heard)}


def _steps_of_touched(
    given: Given,
    moved: AbstractSet[EventId],
    assessments: Mapping[EventId, Assessment],
    before: Derived,
) -> dict[PlaceId, list[Step]]:
    """Return all steps of each place that a moved event bears on, or bore on before."""
    nesting = Nesting(given.places)
    fresh: defaultdict[PlaceId, list[tuple[StepKey, Step]]] = defaultdict(list)
    for event_id in (i for i in before.assessments if i in moved):
        event = before.given.evidence.events[event_id]
        for place_id in reach_of(event, nesting.children(event.latest)):
            fresh[place_id] = []
    for event_id in (i for i in assessments if i in moved):
        event = given.evidence.events[event_id]
        for place_id, key, step in keyed_steps(
            event,
            assessments[event_id].verdict,
            nesting.children(event.latest),
            is_told=given.perspective is not None,
        ):
            fresh[place_id].append((key, step))
    touched = {}
    for place_id, keyed in fresh.items():
        for step in before.steps.get(place_id, ()):
            if step.event.id not in moved:
                keyed.append((step_key(place_id, step), step))
        touched[place_id] = [step for _, step in sorted(keyed, key=_key)]
    return touched


def _key(keyed: tuple[StepKey, Step]) -> StepKey:
    return keyed[0]


def _turning(
    places: Mapping[PlaceId, Place],
    rows: Mapping[PlaceId, Row],
    before: Derived,
) -> dict[date, Sequence[PlaceId]]:
    """List, for each day, the places whose state begins on it; in their order."""
    order = {place_id: number for number, place_id in enumerate(places)}
    left: defaultdict[date, set[PlaceId]] = defaultdict(set)
    came: defaultdict[date, list[PlaceId]] = defaultdict(list)
    for place_id in places:
        row, was = rows.get(place_id, NO_ROW), before.rows.get(place_id, NO_ROW)
        if row is was:
            continue
        for day in was.days:
            left[day].add(place_id)
        for day in row.days:
            came[day].append(place_id)
    turning = dict(before.turning)
    for day in left.keys() | came.keys():
        stayed = [p for p in turning.get(day, ()) if p not in left[day]]
        turning[day] = sorted(stayed + came[day], key=order.__getitem__)
        if not turning[day]:
            del turning[day]
    return turning
