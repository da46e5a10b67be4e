"""What changed on a day, told by event: the list beside the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from geocontrol.assess import WeighedClaim
from geocontrol.model import (
    Claim,
    ControlEvent,
    EventId,
    Interest,
    Kind,
    Place,
    PlaceId,
    ReportId,
    Role,
    Stance,
    Verdict,
)
from geocontrol.render.atlas import Atlas
from geocontrol.render.changed import changed_by
from geocontrol.render.wording import Wording
from geocontrol.render.words import count_of, fill, short_day, words

PLACES_NAMED = 6
_KEPT = 4096
"""Phrases kept: many events are told in the same words."""

_LOWEST = 9
"""The rank of what is no place."""
_KIND_ORDER = tuple(Kind)

Sources = Mapping[ReportId, int]


class PlaceLink(NamedTuple):
    """A place as it is named in a list."""

    id: PlaceId
    name: str


# Parts that many lines have alike are made once; so two of them are alike only if they
# are the same, which is quick to tell.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
    by_event: defaultdict[EventId, list[PlaceId]] = defaultdict(list)
    for place_id, event_id in changed_by(atlas, day):
        by_event[event_id].append(place_id)
    is_first = day <= atlas.project.first_day
    heard = () if is_first else atlas.ledger.heard.within(day, day)
    project = atlas.project
    of_day = atlas.timeline.places_on(wording.day) if wording.day else project.places
    teller = _Teller(atlas, wording, sources, of_day)
    return DayChanges(
        lines=teller.lines(by_event),
        also=teller.lines({e: [] for e in heard if e not in by_event}),
        place_count=sum(map(len, by_event.values())),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells events in lines, in the words of a page."""

    atlas: Atlas
    wording: Wording
    sources: Sources
    of_day: Mapping[PlaceId, Place]
    """Places by the names that they are called by."""
    _summaries: dict[tuple[object, ...], Summary] = field(default_factory=dict)
    """By what they are made from: the events of a day have much in common."""
    _speakers: dict[tuple[object, ...], Speaker] = field(default_factory=dict)

    def lines(self, by_event: Mapping[EventId, list[PlaceId]]) -> tuple[EventLine, ...]:
        """Tell events, those that changed most first."""
        evidence, places = self.atlas.project.evidence, self.atlas.project.places
        told = []
        for event_id, place_ids in by_event.items():
            event = evidence.events[event_id]
            shown = [places[p] for p in place_ids or event.places if p in places]
            if len(shown) > 1:
                shown = _by_importance(shown)
            ranks = [place.rank for place in shown] or [_LOWEST]
            first, best = ranks[0], min(ranks)
            weight = (best > 1, -len(place_ids), first, event_id)
            told.append((weight, self._line(event, shown)))
        told.sort(key=itemgetter(0))
        return tuple([line for _, line in told])

    def _line(self, event: ControlEvent, places: Sequence[Place]) -> EventLine:
        assessment = self.atlas.timeline.assessments[event.id]
        links = tuple(map(self._link, places))
        cut = len(links) if len(links) <= PLACES_NAMED + 1 else PLACES_NAMED
        claims = assessment.claims
        voices = (
            len({c.claim.voice for c in claims}) if len(claims) > 1 else len(claims)
        )
        return EventLine(
            links[:cut],
            links[cut:],
            self._summary(event, assessment.verdict, voices),
            event.note,
            tuple(map(self._claim, claims)),
        )

    def _link(self, place: Place) -> PlaceLink:
        name = self.of_day[place.id].name_in(self.wording.lang)
        return PlaceLink(place.id, name)

    def _summary(self, event: ControlEvent, verdict: Verdict, voices: int) -> Summary:
        day = event.earliest, event.latest
        key = (event.change, event.actor, event.lost_by, day, verdict, voices)
        found = self._summaries.get(key)
        if found is None:
            wording = self.wording
            when = "" if event.earliest == event.latest else wording.event_days(event)
            found = _summary(wording.lang, wording.event(event), when, verdict, voices)
            self._summaries[key] = found
        return found

    def _claim(self, weighed: WeighedClaim) -> ClaimLine:
        project, claim = self.atlas.project, weighed.claim
        report = project.evidence.reports[claim.report]
        lang = self.wording.lang
        return ClaimLine(
            self._speaker(weighed, claim),
            claim.note,
            _issue(lang, report.maker, report.issued, project.last_day.year),
            self.sources[claim.report],
        )

    def _speaker(self, weighed: WeighedClaim, claim: Claim) -> Speaker:
        interest, is_current = weighed.interest, weighed.is_current
        key = (claim.voice, claim.stance, claim.credibility, interest, is_current)
        found = self._speakers.get(key)
        if found is None:
            voice = self.atlas.project.evidence.voices[claim.voice]
            known = (voice.name, voice.role, voice.reliability)
            found = _speaker(self.wording.lang, known, *key[1:])
            self._speakers[key] = found
        return found


def _by_importance(places: Sequence[Place]) -> list[Place]:
    """Put what places lie in before them, then the larger before the smaller."""
    ids = {place.id for place in places}
    return sorted(
        places,
        key=lambda p: (p.within in ids, _KIND_ORDER.index(p.kind), p.rank, p.name),
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


@lru_cache(_KEPT)
def _issue(lang: str, publisher: str, issued: date, year: int) -> Issue:
    return Issue(publisher=publisher, issued=short_day(issued, lang, year=year))


@lru_cache(_KEPT)
def _speaker(
    lang: str,
    voice: tuple[str, Role, str],
    stance: Stance,
    credibility: int,
    interest: Interest,
    is_current: bool,  # noqa: FBT001 - by its place: a name would take longer
) -> Speaker:
    said = words(lang)
    name, role, reliability = voice
    grade = f"{reliability}{credibility}"
    return Speaker(
        voice=name,
        role=said["role"][role.value],
        stance="asserts" if stance is Stance.ASSERTS else "denies",
        stance_words=said["stance"][stance.value],
        grade=grade,
        grade_words=fill(
            said["grade"],
            grade=grade,
            reliability=said["reliability"][reliability],
            credibility=said["credibility"][str(credibility)],
        ),
        interest=interest.value,
        interest_words=said["interest"][interest.value],
        replaced_words="" if is_current else said["replaced"],
    )
