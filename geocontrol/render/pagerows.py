"""Rows of the records that one day speaks of, and their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from geocontrol.assess import WeighedClaim
from geocontrol.model import (
    ActorId,
    Control,
    ControlEvent,
    EventId,
    Interest,
    Report,
    ReportId,
    Stance,
    VoiceId,
)
from geocontrol.render.atlas import NOBODY, Atlas, day_number
from geocontrol.render.door import safe_url

_INTEREST_CODE = {Interest.INDEPENDENT: 0, Interest.AGAINST: 2, Interest.OWN: 4}


def report_order(report: Report) -> tuple[date, str, str]:
    """Return what puts reports in the order in which pages number them."""
    return report.issued, report.publisher, report.id


class DayRows:
    """Rows of the records that one day speaks of, and their numbers."""

    def __init__(self, atlas: Atlas, events: Sequence[EventId]) -> None:
        self._evidence = atlas.project.evidence
        self._assessments = atlas.timeline.assessments
        self._places = {place.id: n for n, place in enumerate(atlas.places)}
        self._actors = {actor_id: n for n, actor_id in enumerate(atlas.actors)}
        self.event_numbers = {event_id: n for n, event_id in enumerate(events)}
        claims = [w.claim for e in events for w in self._assessments[e].claims]
        self.voices = sorted({claim.voice for claim in claims})
        self.reports = sorted(
            {claim.report for claim in claims},
            key=lambda r: report_order(self._evidence.reports[r]),
        )
        self._voice_numbers = {v: n for n, v in enumerate(self.voices)}
        self._report_numbers = {r: n for n, r in enumerate(self.reports)}

    def _actor(self, actor_id: ActorId | None) -> int:
        return NOBODY if actor_id is None else self._actors[actor_id]

    def _actor_list(self, actor_ids: Iterable[ActorId]) -> list[int]:
        return [self._actors[actor_id] for actor_id in actor_ids]

    def control_row(self, control: Control) -> list[Any]:
        """Return a state as a row."""
        numbers = self.event_numbers
        return [
            control.status.value,
            self._actor(control.actor_id),
            self._actor_list(control.contested_by),
            self._actor_list(control.claimed_by),
            self._actor_list(control.besieged_by),
            control.basis.value if control.basis else "",
            day_number(control.since),
            int(control.since_is_exact),
            day_number(control.last_confirmed),
            numbers[control.event_id] if control.event_id else NOBODY,
            [numbers[event_id] for event_id in control.mark_ids],
        ]

    def event_row(self, event_id: EventId) -> list[Any]:
        """Return an event with its verdict and claims as a row."""
        event: ControlEvent = self._evidence.events[event_id]
        assessment = self._assessments[event_id]
        return [
            event.id,
            [self._places[p] for p in event.places if p in self._places],
            day_number(event.earliest),
            day_number(event.latest),
            event.change.value,
            event.status.value if event.status else "",
            self._actor(event.actor),
            self._actor_list(event.lost_by),
            self._actor_list(event.contested_by),
            assessment.verdict.value,
            int(event.is_assumed),
            event.note,
            [self._claim_row(weighed) for weighed in assessment.claims],
        ]

    def _claim_row(self, weighed: WeighedClaim) -> list[Any]:
        claim = weighed.claim
        code = (
            (claim.stance is Stance.ASSERTS)
            + _INTEREST_CODE[weighed.interest]
            + 8 * weighed.is_current
        )
        return [
            self._voice_numbers[claim.voice],
            self._report_numbers[claim.report],
            code,
            claim.credibility,
            claim.note,
        ]

    def voice_rows(self) -> list[list[Any]]:
        """Return the voices that the day's claims speak with."""
        voices: Mapping[VoiceId, Any] = self._evidence.voices
        return [
            [v.name, v.role.value, v.reliability, self._actor(v.speaks_for)]
            for v in (voices[voice_id] for voice_id in self.voices)
        ]

    def report_rows(self) -> list[list[Any]]:
        """Return the reports that hold the day's claims, as the page numbers them."""
        reports: Mapping[ReportId, Any] = self._evidence.reports
        return [
            [
                r.title,
                r.publisher,
                r.agency,
                day_number(r.issued),
                safe_url(r.url),
                safe_url(r.archived_url),
            ]
            for r in (reports[report_id] for report_id in self.reports)
        ]
