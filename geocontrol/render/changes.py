"""What changed on a day, told by event: the list beside the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from geocontrol.assess import WeighedClaim
from geocontrol.model import (
    EventId,
    Interest,
    Kind,
    Place,
    PlaceId,
    ReportId,
    Stance,
    Verdict,
    Voice,
)
from geocontrol.render.atlas import Atlas
from geocontrol.render.wording import Wording
from geocontrol.render.words import count_of, fill, short_day, words

PLACES_NAMED = 6
_KEPT = 4096
"""Phrases kept: many events are told in the same words."""

_KIND_ORDER = tuple(Kind)

Sources = Mapping[ReportId, int]


class PlaceLink(NamedTuple):
    """A place as it is named in a list."""

    id: PlaceId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who claims something, which way, and how far that is to be believed."""

    voice: str
    role: str
    stance: str
    stance_words: str
    grade: str
    grade_words: str
    interest: str
    interest_words: str
    replaced_words: str
    """Empty while the voice has not said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Whose work a report is, and when it came out."""

    publisher: str
    issued: str


class ClaimLine(NamedTuple):
    """One claim as it is listed."""

    speaker: Speaker
    note: str
    issue: Issue
    source: int
    """Number of the report in the list of sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An event in a line, without its places."""

    what: str
    when: str
    """Only where the event may have happened on another day."""
    verdict: str
    verdict_words: str
    voices: str
    """How many, in words."""


class EventLine(NamedTuple):
    """One event with the places it changed."""

    places: tuple[PlaceLink, ...]
    more_places: tuple[PlaceLink, ...]
    summary: Summary
    note: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class DayChanges:
    """What a day changed on the map, and what was said without changing it."""

    lines: tuple[EventLine, ...]
    also: tuple[EventLine, ...]
    place_count: int


def day_changes(
    atlas: Atlas, wording: Wording, day: date, sources: Sources
) -> DayChanges:
    """
    List the events of a day, those that changed most places first.

    Parameters
    ----------
    atlas
        What all days of the map share.
    wording
        The language to say it in.
    day
        The day; the first of a map has no changes, but an opening state.
    sources
        The number of each report in the page's list of sources.
    """
    changed = changed_places(atlas, day)
    by_event: defaultdict[EventId, list[PlaceId]] = defaultdict(list)
    for place in changed:
        by_event[_cause(atlas, place.id, day)].append(place.id)
    is_first = day <= atlas.project.first_day
    heard = () if is_first else atlas.ledger.heard.within(day, day)
    return DayChanges(
        lines=_lines(atlas, wording, by_event, sources),
        also=_lines(
            atlas, wording, {e: [] for e in heard if e not in by_event}, sources
        ),
        place_count=len(changed),
    )


def changed_places(atlas: Atlas, day: date) -> list[Place]:
    """Return the listed places that look otherwise than on the day before."""
    if day <= atlas.project.first_day:
        return []
    return [atlas.places[number] for number in atlas.ledger.changed.within(day, day)]


def _cause(atlas: Atlas, place_id: PlaceId, day: date) -> EventId:
    """Return the event of a day that made a place look otherwise."""
    timeline = atlas.timeline
    ids = [step.event.id for step in timeline.steps(place_id) if step.day == day]
    after = timeline.control(place_id, day)
    if after.event_id in ids and after.event_id is not None:
        return after.event_id
    marks = [event_id for event_id in after.mark_ids if event_id in ids]
    return marks[-1] if marks else ids[-1]


def _lines(
    atlas: Atlas,
    wording: Wording,
    by_event: Mapping[EventId, list[PlaceId]],
    sources: Sources,
) -> tuple[EventLine, ...]:
    lines = []
    for event_id, place_ids in by_event.items():
        event = atlas.project.evidence.events[event_id]
        places = atlas.project.places
        ids = [p for p in (place_ids or event.places) if p in places]
        shown = sorted(
            (places[p] for p in ids),
            key=lambda p: (p.within in ids, _KIND_ORDER.index(p.kind), p.rank, p.name),
        )
        weight = (-len(place_ids), shown[0].rank if shown else 9, event_id)
        best = min([place.rank for place in shown], default=9)
        lines.append(
            ((best > 1, *weight), _line(atlas, wording, event_id, shown, sources))
        )
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def _line(
    atlas: Atlas,
    wording: Wording,
    event_id: EventId,
    places: Iterable[Place],
    sources: Sources,
) -> EventLine:
    event = atlas.project.evidence.events[event_id]
    assessment = atlas.timeline.assessments[event_id]
    links = tuple(PlaceLink(id=p.id, name=wording.place(p)) for p in places)
    cut = len(links) if len(links) <= PLACES_NAMED + 1 else PLACES_NAMED
    return EventLine(
        places=links[:cut],
        more_places=links[cut:],
        summary=_summary(
            wording.lang,
            wording.event(event),
            "" if event.earliest == event.latest else wording.event_day(event),
            assessment.verdict,
            len({w.claim.voice for w in assessment.claims}),
        ),
        note=event.note,
        claims=tuple(_claim(atlas, wording, w, sources) for w in assessment.claims),
    )


@lru_cache(_KEPT)
def _summary(lang: str, what: str, when: str, verdict: Verdict, voices: int) -> Summary:
    said = words(lang)
    return Summary(
        what=what,
        when=when,
        verdict=verdict.value,
        verdict_words=said["verdict"][verdict.value],
        voices=count_of(said["page"], "claims", voices),
    )


def _claim(
    atlas: Atlas, wording: Wording, weighed: WeighedClaim, sources: Sources
) -> ClaimLine:
    evidence, claim = atlas.project.evidence, weighed.claim
    report = evidence.reports[claim.report]
    return ClaimLine(
        speaker=_speaker(
            wording.lang,
            evidence.voices[claim.voice],
            claim.stance,
            claim.credibility,
            weighed.interest,
            is_current=weighed.is_current,
        ),
        note=claim.note,
        issue=_issue(
            wording.lang, report.maker, report.issued, atlas.project.last_day.year
        ),
        source=sources[claim.report],
    )


@lru_cache(_KEPT)
def _issue(lang: str, publisher: str, issued: date, year: int) -> Issue:
    return Issue(publisher=publisher, issued=short_day(issued, lang, year=year))


@lru_cache(_KEPT)
def _speaker(
    lang: str,
    voice: Voice,
    stance: Stance,
    credibility: int,
    interest: Interest,
    *,
    is_current: bool,
) -> Speaker:
    said = words(lang)
    grade = f"{voice.reliability}{credibility}"
    return Speaker(
        voice=voice.name,
        role=said["role"][voice.role.value],
        stance="asserts" if stance is Stance.ASSERTS else "denies",
        stance_words=said["stance"][stance.value],
        grade=grade,
        grade_words=fill(
            said["grade"],
            grade=grade,
            reliability=said["reliability"][voice.reliability],
            credibility=said["credibility"][str(credibility)],
        ),
        interest=interest.value,
        interest_words=said["interest"][interest.value],
        replaced_words="" if is_current else said["replaced"],
    )
