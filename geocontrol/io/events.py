"""Control events: the fields of a record to a `ControlEvent`, against the registers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geocontrol.io.dictionary import CREDIBILITIES, MAX_ORDER
from geocontrol.io.eventrules import (
    Fault,
    early_faults,
    party_faults,
    repeat_faults,
    result_faults,
)
from geocontrol.io.fields import Fields
from geocontrol.io.records import Register, check_reference
from geocontrol.model import (
    Actor,
    ActorId,
    Change,
    Claim,
    ControlEvent,
    EventId,
    Place,
    PlaceId,
    Report,
    ReportId,
    Stance,
    Status,
    Voice,
    VoiceId,
)

_RESULT = {
    Change.CAPTURED: Status.HELD,
    Change.ENTERED: Status.CONTESTED,
    Change.HANDED_OVER: Status.HELD,
    Change.REPELLED: Status.HELD,
    Change.OBSERVED: Status.HELD,
}


@dataclass(frozen=True, slots=True)
class EventParser:
    """Reads events against the registers that they refer to."""

    places: Register[Place]
    actors: Register[Actor]
    voices: Register[Voice]
    reports: Register[Report]

    def event(self, fields: Fields) -> ControlEvent | None:
        """Return an event of its fields, or note what keeps it from being one."""
        place_ids = fields.slugs("place", required=True)
        excepted = fields.slugs("except")
        earliest, latest = _event_date(fields)
        order = fields.whole("order", 0, MAX_ORDER) or 0
        change = fields.word("change", Change, required=True)
        status = fields.word("status", Status)
        actor = fields.slug("actor")
        lost_by = fields.slugs("lost_by")
        contested_by = fields.slugs("contested_by")
        is_assumed = _is_assumed(fields)
        supersedes = fields.slugs("supersedes")
        note = fields.text("note")
        claims = [self._claim(c) for c in fields.records("claims", required=True)]
        for key, ids in {"place": place_ids, "except": excepted}.items():
            for place_id in ids:
                check_reference(fields, key, place_id, self.places, "place")
        for key, ids in {
            "actor": (actor,) if actor else (),
            "lost_by": lost_by,
            "contested_by": contested_by,
        }.items():
            for actor_id in ids:
                check_reference(fields, key, actor_id, self.actors, "actor")
        if change is not None:
            is_named = bool(actor) or "actor" in fields
            _note(fields, party_faults(change, actor, lost_by, is_named=is_named))
        _note(fields, result_faults(change, status, contested_by))
        _note(fields, repeat_faults([c for c in claims if c is not None]))
        if earliest is None or latest is None or change is None or not place_ids:
            return None
        if latest < earliest:
            fields.problem(
                f"latest {latest} is before earliest {earliest}", "event_date"
            )
            return None
        if not is_assumed:
            told = [c for c in claims if c is not None]
            _note(fields, early_faults(earliest, told, self.reports.records))
        return ControlEvent(
            id=EventId(fields.record_id),
            places=tuple(map(PlaceId, place_ids)),
            excepted=tuple(map(PlaceId, excepted)),
            earliest=earliest,
            latest=latest,
            order=order,
            change=change,
            status=status or result_of(change, actor),
            actor=ActorId(actor) if actor else None,
            lost_by=tuple(map(ActorId, lost_by)),
            contested_by=tuple(sorted(map(ActorId, contested_by))),
            is_assumed=is_assumed,
            supersedes=tuple(map(EventId, supersedes)),
            claims=tuple(claim for claim in claims if claim is not None),
            note=note,
        )

    def _claim(self, fields: Fields) -> Claim | None:
        voice = fields.slug("voice", required=True)
        report = fields.slug("report", required=True)
        stance = fields.word("stance", Stance, required=True)
        credibility = fields.whole("credibility", *CREDIBILITIES, required=True)
        note = fields.text("note")
        fields.finish()
        if voice:
            check_reference(fields, "voice", voice, self.voices, "voice")
        if report:
            check_reference(fields, "report", report, self.reports, "report")
        if stance is None or credibility is None:
            return None
        return Claim(
            voice=VoiceId(voice),
            report=ReportId(report),
            stance=stance,
            credibility=credibility,
            note=note,
        )


def _event_date(fields: Fields) -> tuple[date | None, date | None]:
    if fields.is_record("event_date"):
        span = fields.record("event_date")
        if span is None:
            return None, None
        days = (
            span.day("earliest", required=True),
            span.day("latest", required=True),
        )
        span.finish()
        return days
    return fields.span("event_date")


def _is_assumed(fields: Fields) -> bool:
    basis = fields.text("basis")
    if basis not in ("", "assumed"):
        fields.problem(
            f"basis {basis!r} cannot be set; only 'assumed' can, the rest is derived",
            "basis",
        )
    return basis == "assumed"


def _note(fields: Fields, faults: Iterable[Fault]) -> None:
    for message, key in faults:
        fields.problem(message, key)


def result_of(change: Change, actor: str | None) -> Status | None:
    """Return the state that a change leaves unless its event says otherwise."""
    if change is Change.WITHDREW:
        return Status.HELD if actor else Status.UNKNOWN
    return _RESULT.get(change)
