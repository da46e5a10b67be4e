"""
Answers from events that are read once and let go.

The state of a day needs, of all earlier events, only what is left of them: a state for
each place, and the few events behind it. The history of a place needs only the events
of the place and of what it ever lay in. Both are exactly those of a whole timeline; but
ids are not held against one another, which is for `geocontrol check`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geocontrol.assess import Assessment, Sides, assess
from geocontrol.control import UNKNOWN, Step, apply_step
from geocontrol.dated import Ages
from geocontrol.errors import DataError, Problem, UsageError
from geocontrol.io.eventstream import EventStream
from geocontrol.io.source import Source, read_source
from geocontrol.memory import collection_paused
from geocontrol.model import (
    ActorId,
    Control,
    ControlEvent,
    EventId,
    Place,
    PlaceId,
    Verdict,
)
from geocontrol.nesting import Nesting
from geocontrol.project import Project
from geocontrol.steps import keyed_steps
from geocontrol.tables import events_behind
from geocontrol.timeline import Timeline, is_stale

Heard = tuple[ControlEvent, Assessment]


def open_stream(map_path: Path) -> Source:
    """
    Read a project but for its events.

    Raises
    ------
    DataError
        With every problem found.
    """
    problems: list[Problem] = []
    source = read_source(map_path, problems, with_events=False)
    if problems or source is None:
        raise DataError(sorted(problems))
    return source


def history_of(
    source: Source,
    place_id: PlaceId,
    *,
    known_on: date | None = None,
    perspective: ActorId | None = None,
) -> Timeline:
    """
    Return a timeline that is whole for one place, and for no other.

    Raises
    ------
    DataError
        If events of the place have problems.
    """
    stream = EventStream(source)
    project = Project.of(source)
    with collection_paused():
        events = {e.id: e for e in stream.at(_ever_around(project.places, place_id))}
        for event in stream.superseding():
            if not events.keys().isdisjoint(event.supersedes):
                events[event.id] = event
    evidence = replace(project.evidence, events=dict(sorted(events.items())))
    return replace(project, evidence=evidence).timeline(
        known_on=known_on, perspective=perspective
    )


def _ever_around(places: Mapping[PlaceId, Place], place_id: PlaceId) -> set[PlaceId]:
    """Return a place and all that it, or what it lay in, ever lay in."""
    found, open_ids = set[PlaceId](), [place_id]
    while open_ids:
        place = places.get(open_ids.pop())
        if place is None or place.id in found:
            continue
        found.add(place.id)
        open_ids += [dated.value for dated in place.within_dated]
        open_ids += [place.within] if place.within is not None else []
    return found


class DayStates:
    """
    The state of every place when one day ends, folded from events that are let go.

    Parameters
    ----------
    source
        The project, read without its events.
    day
        The day. Row groups that begin after it are not read.
    known_on
        Only reports issued up to this day count; `None` for all.
    perspective
        Believe only voices that speak for this actor's side.

    Raises
    ------
    DataError
        If events that are read have problems.
    UsageError
        By `control`, for another day.
    """

    def __init__(
        self,
        source: Source,
        day: date,
        *,
        known_on: date | None = None,
        perspective: ActorId | None = None,
    ) -> None:
        self._project = Project.of(source)
        self._day, self._known_on, self._perspective = day, known_on, perspective
        self._sides = Sides(self._project.evidence.actors)
        self._nesting = Nesting(self._project.places)
        self._ages = Ages(self._project.places)
        self._controls: dict[PlaceId, Control] = {}
        self._behind: dict[PlaceId, dict[EventId, Heard]] = {}
        self._waiting: defaultdict[PlaceId, list[_Waiting]] = defaultdict(list)
        with collection_paused():
            self._fold(EventStream(source))
        heard = {i: h for behind in self._behind.values() for i, h in behind.items()}
        self.assessments = {i: assessment for i, (_, assessment) in heard.items()}
        self.evidence = replace(
            self._project.evidence, events={i: event for i, (event, _) in heard.items()}
        )

    def places_on(self, day: date) -> Mapping[PlaceId, Place]:
        """Return the gazetteer as it was on a day."""
        return self._ages.on(day)

    def control(self, place_id: PlaceId, day: date) -> Control:
        """Return the control of one place when the day ends."""
        if day != self._day:
            msg = f"only {self._day} was folded, not {day}; ask a timeline"
            raise UsageError(msg)
        return self._controls.get(place_id, UNKNOWN)

    def is_stale(self, control: Control, day: date) -> bool:
        """Tell whether a state has gone unconfirmed for longer than the policy says."""
        return is_stale(control, day, self._project.policy)

    def _fold(self, stream: EventStream) -> None:
        superseded = {
            old
            for event in stream.superseding()
            if (assessment := self._assess(event)) is not None
            and assessment.verdict is not Verdict.REJECTED
            for old in event.supersedes
        }
        for events, next_day in stream.parts():
            for event in events:
                if event.earliest <= self._day and event.id not in superseded:
                    self._take(event)
            self._apply(before=next_day)
            if next_day > self._day:
                break
        self._apply(before=date.max)

    def _assess(self, event: ControlEvent) -> Assessment | None:
        return assess(
            event,
            self._project.evidence,
            self._project.policy,
            known_on=self._known_on,
            perspective=self._perspective,
            sides=self._sides,
        )

    def _take(self, event: ControlEvent) -> None:
        """Let the steps of an event wait until none can come before them."""
        assessment = self._assess(event)
        if assessment is None:
            return
        within = self._nesting.children(event.latest)
        is_told = self._perspective is not None
        steps = keyed_steps(event, assessment.verdict, within, is_told=is_told)
        for place_id, key, step in steps:
            if step.day <= self._day:
                self._waiting[place_id].append(_Waiting(key, step, assessment))

    def _apply(self, *, before: date) -> None:
        """Apply, in order, what waits for places and has its day before another."""
        for place_id, waiting in list(self._waiting.items()):
            ready = [each for each in waiting if each.step.day < before]
            rest = [each for each in waiting if each.step.day >= before]
            for each in sorted(ready, key=lambda each: each.key):
                self._step(place_id, each)
            if rest:
                self._waiting[place_id] = rest
            else:
                del self._waiting[place_id]

    def _step(self, place_id: PlaceId, waiting: _Waiting) -> None:
        step, control = waiting.step, self._controls.get(place_id, UNKNOWN)
        after = apply_step(control, step)
        if after == control:
            return
        known = self._behind.get(place_id, {})
        known[step.event.id] = (step.event, waiting.assessment)
        self._controls[place_id] = after
        self._behind[place_id] = {i: known[i] for i in events_behind(after)}


@dataclass(frozen=True, slots=True)
class _Waiting:
    key: tuple[object, ...]
    step: Step
    assessment: Assessment
