"""Control events: the fields of a record to a `ControlEvent`, against the registers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geocontrol.io.fields import Fields, month_or_year
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
MAX_ORDER = 1000


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
        _check_parties(fields, change, actor, lost_by)
        _check_result(fields, change, status, contested_by)
        _check_repeats(fields, claims)
        if earliest is None or latest is None or change is None or not place_ids:
            return None
        if latest < earliest:
            fields.problem(
                f"latest {latest} is before earliest {earliest}", "event_date"
            )
            return None
        if not is_assumed:
            self._check_issued(fields, earliest, claims)
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
        credibility = fields.whole("credibility", 1, 6, required=True)
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

    def _check_issued(
        self, fields: Fields, earliest: date, claims: list[Claim | None]
    ) -> None:
        """Note a report that tells of what had not happened yet."""
        for claim in claims:
            report = self.reports.records.get(claim.report) if claim else None
            if report is not None and report.issued < earliest:
                fields.problem(
                    f"report {report.id!r} was issued on {report.issued}, before the "
                    f"event ({earliest}); correct one of the dates",
                    "claims",
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
    span_of_days = month_or_year(fields.text("event_date"))
    if span_of_days is not None:
        return span_of_days
    day = fields.day("event_date", required=True)
    return day, day


def _is_assumed(fields: Fields) -> bool:
    basis = fields.text("basis")
    if basis not in ("", "assumed"):
        fields.problem(
            f"basis {basis!r} cannot be set; only 'assumed' can, the rest is derived",
            "basis",
        )
    return basis == "assumed"


def _check_parties(
    fields: Fields, change: Change | None, actor: str, lost_by: tuple[str, ...]
) -> None:
    if change is None:
        return
    if change is Change.WITHDREW:
        if not lost_by:
            fields.problem("lost_by is missing; a withdrawal says who left")
    elif not actor and "actor" not in fields:
        fields.problem(f"actor is missing; {change} says by whom")
    if actor and actor in lost_by:
        fields.problem(f"{actor!r} cannot both gain and lose the place", "actor")


def _check_result(
    fields: Fields,
    change: Change | None,
    status: Status | None,
    contested_by: tuple[str, ...],
) -> None:
    """Note a result that the change cannot have."""
    if change is Change.BESIEGED and status is not None:
        fields.problem("a siege leaves the state as it was; leave status out", "status")
    is_contested = status is Status.CONTESTED or (
        status is None and change is Change.ENTERED
    )
    if contested_by and not is_contested:
        fields.problem("contested_by goes with status contested only", "contested_by")
    if len(contested_by) == 1:
        fields.problem(
            f"contested_by names {contested_by[0]!r} alone; it takes two to fight",
            "contested_by",
        )


def _check_repeats(fields: Fields, claims: list[Claim | None]) -> None:
    """Note a claim that is listed twice."""
    seen = set()
    for claim in claims:
        if claim is None:
            continue
        if claim in seen:
            fields.problem(
                f"claim of {claim.voice!r} in {claim.report!r} is given twice",
                "claims",
            )
        seen.add(claim)


def result_of(change: Change, actor: str | None) -> Status | None:
    """Return the state that a change leaves unless its event says otherwise."""
    if change is Change.WITHDREW:
        return Status.HELD if actor else Status.UNKNOWN
    return _RESULT.get(change)
