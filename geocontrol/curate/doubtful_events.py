"""Events that can be used, and that somebody should look at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from geocontrol.control import MOVING, Step
from geocontrol.errors import Level, Problem
from geocontrol.io.seedfiles import IMPORTS
from geocontrol.io.source import Source
from geocontrol.model import (
    ControlEvent,
    EventId,
    PlaceId,
    Report,
    Verdict,
)
from geocontrol.names import fold
from geocontrol.project import Project
from geocontrol.timeline import Timeline

MAX_LATE_DAYS = 92
"""A first report later than a quarter of a year is more often a wrong year."""
LISTED_PLACES = 3


def unconfirmed_captures(
    source: Source, project: Project, timeline: Timeline
) -> Iterator[Problem]:
    """Doubt captures of which nothing more was heard until the map's last day."""
    last = project.last_day
    silent: defaultdict[EventId, list[PlaceId]] = defaultdict(list)
    for place_id, control in timeline.state(last).items():
        if control.event_id is None or not timeline.is_stale(control, last):
            continue
        event = project.evidence.events[control.event_id]
        if event.change in MOVING and control.last_confirmed == event.latest:
            silent[event.id].append(place_id)
    for event_id, place_ids in silent.items():
        days = (last - project.evidence.events[event_id].latest).days
        yield _doubt(
            source,
            event_id,
            f"nothing later is said of {_listed(place_ids)} in the {days} days to "
            f"{last}; look for a later word",
        )


def late_reports(source: Source, project: Project) -> Iterator[Problem]:
    """
    Doubt events that were first reported months after they happened.

    A table that is imported looks back, and is not doubted for it.
    """
    fields = source.seeds.events.fields
    for event in project.evidence.events.values():
        is_imported = IMPORTS in fields[event.id].where().path.parts
        if event.is_assumed or is_imported:
            continue
        first = min(
            (project.evidence.reports[claim.report] for claim in event.claims),
            key=lambda report: report.issued,
        )
        days = (first.issued - event.latest).days
        if days > MAX_LATE_DAYS:
            yield _doubt(
                source,
                event.id,
                f"its first report {first.id!r} is of {first.issued}, {days} days "
                "later; check the dates",
                "event_date",
            )


def contradictions(
    source: Source, project: Project, timeline: Timeline
) -> Iterator[Problem]:
    """Doubt assessed events that give one place two states on one day, unordered."""
    clashes: defaultdict[tuple[EventId, EventId], list[PlaceId]] = defaultdict(list)
    for place_id in project.places:
        for first, second in _same_day(timeline, place_id):
            if _result(first) != _result(second):
                clashes[first.id, second.id].append(place_id)
    for (first_id, second_id), place_ids in clashes.items():
        event = project.evidence.events[second_id]
        yield _doubt(
            source,
            second_id,
            f"contradicts {first_id!r} on {_listed(place_ids)} on {event.latest}; "
            "give both an order, or correct one",
        )


def _same_day(
    timeline: Timeline, place_id: PlaceId
) -> Iterator[tuple[ControlEvent, ControlEvent]]:
    """Yield pairs of events that name a place, bear on one day, and are unordered."""
    found: defaultdict[tuple[object, int], dict[EventId, ControlEvent]]
    found = defaultdict(dict)
    for step in timeline.steps(place_id):
        if _settles(step, place_id):
            found[step.day, step.event.order][step.event.id] = step.event
    for events in found.values():
        yield from combinations(events.values(), 2)


def _settles(step: Step, place_id: PlaceId) -> bool:
    return (
        place_id in step.event.places
        and step.event.status is not None
        and step.verdict is Verdict.ASSESSED
        and not step.is_under_way
        and not step.event.is_assumed
    )


def _result(event: ControlEvent) -> tuple[object, ...]:
    return event.status, event.actor


def one_text_twice(source: Source, project: Project) -> Iterator[Problem]:
    """Doubt a voice cited for one event from two reports that are one text."""
    reports = project.evidence.reports
    for event in project.evidence.events.values():
        for first, second in combinations(event.claims, 2):
            pair = reports[first.report], reports[second.report]
            same_word = (first.voice, first.stance) == (second.voice, second.stance)
            if same_word and pair[0].id != pair[1].id and is_one_text(*pair):
                yield _doubt(
                    source,
                    event.id,
                    f"{first.voice!r} is cited from {pair[0].id!r} and {pair[1].id!r}, "
                    "which are one text; cite it once",
                    "claims",
                )


def is_one_text(first: Report, second: Report) -> bool:
    """
    Tell whether two reports are the same article, printed twice.

    A hash alone does not say so: articles read in one document share it.
    """
    if first.url and first.url == second.url:
        return True
    return fold(first.title) == fold(second.title) and (
        first.issued == second.issued
        or bool(first.sha256 and first.sha256 == second.sha256)
    )


def _listed(place_ids: Iterable[PlaceId]) -> str:
    ids = sorted(place_ids)
    more = f" and {len(ids) - LISTED_PLACES} more" if len(ids) > LISTED_PLACES else ""
    return ", ".join(map(repr, ids[:LISTED_PLACES])) + more


def _doubt(source: Source, event_id: EventId, message: str, key: str = "") -> Problem:
    where = source.seeds.events.fields[event_id].where(key)
    return Problem(where, message, Level.WARNING)
