"""Rows of the records of a ledger, as data blocks hold them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from geocontrol.assess import WeighedClaim
from geocontrol.model import (
    ActorId,
    Control,
    EventId,
    Interest,
    ReportId,
    Stance,
    VoiceId,
)
from geocontrol.render.ages import day_number
from geocontrol.render.atlas import Atlas
from geocontrol.render.door import safe_url
from geocontrol.render.ledger import Ledger
from geocontrol.render.numbering import Ints
from geocontrol.render.roster import NOBODY

_INTEREST_CODE = {Interest.INDEPENDENT: 0, Interest.AGAINST: 2, Interest.OWN: 4}


class Faces(NamedTuple):
    """What a map shows of the states of a ledger: many show the same."""

    number_of: Ints
    """For each state, the number of its row."""
    rows: list[list[Any]]
    """States as rows that name no event."""


class LedgerRows:
    """Rows of records, which speak of each other by their number in the ledger."""

    def __init__(self, atlas: Atlas, ledger: Ledger) -> None:
        """
        Give each record of a ledger its number.

        Parameters
        ----------
        atlas
            What all days share; places have their number there.
        ledger
            All that is told, or what is told of some places only.
        """
        self._ledger = ledger
        self._evidence = atlas.project.evidence
        self._assessments = atlas.timeline.assessments
        self._places = atlas.place_numbers
        self._actors = atlas.actor_numbers
        self._events = {event_id: n for n, event_id in enumerate(ledger.events.items)}
        self._voices = {voice: n for n, voice in enumerate(ledger.voices.items)}
        self._reports = {report: n for n, report in enumerate(ledger.reports.items)}

    def _actor(self, actor_id: ActorId | None) -> int:
        return NOBODY if actor_id is None else self._actors[actor_id]

    def _actor_list(self, actor_ids: Sequence[ActorId]) -> list[int]:
        if not actor_ids:  # as with most: quicker than a loop over nothing
            return []
        return [self._actors[actor_id] for actor_id in actor_ids]

    def control(self, control: Control) -> list[Any]:
        """Return a state as a row."""
        return [
            *self._look(control),
            *_dates(control),
            self._events[control.event_id] if control.event_id else NOBODY,
            [self._events[event_id] for event_id in control.mark_ids],
        ]

    @cached_property
    def faces(self) -> Faces:
        """What a map shows of each state of the ledger, found when first asked for."""
        look_of = self._ledger.look_of.tolist()
        numbers: dict[tuple[int, ...], int] = {}
        looks: dict[int, list[Any]] = {}
        number_of: list[int] = []
        rows: list[list[Any]] = []
        for control, look in zip(self._ledger.controls.items, look_of, strict=False):
            dates = _dates(control)
            number = numbers.setdefault((look, *dates), len(rows))
            number_of.append(number)
            if number == len(rows):
                if look not in looks:
                    looks[look] = self._look(control)
                rows.append([*looks[look], *dates, NOBODY, []])
        return Faces(np.array(number_of, dtype=np.int64), rows)

    def _look(self, control: Control) -> list[Any]:
        """Return what of the row of a state many states have alike."""
        return [
            control.status.value,
            self._actor(control.actor_id),
            self._actor_list(control.contested_by),
            self._actor_list(control.claimed_by),
            self._actor_list(control.besieged_by),
            control.basis.value if control.basis else "",
        ]

    def event(self, event_id: EventId) -> list[Any]:
        """Return an event with its verdict and claims as a row."""
        event = self._evidence.events[event_id]
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
            [self._claim(weighed) for weighed in assessment.claims],
        ]

    def _claim(self, weighed: WeighedClaim) -> list[Any]:
        claim = weighed.claim
        code = (
            (claim.stance is Stance.ASSERTS)
            + _INTEREST_CODE[weighed.interest]
            + 8 * weighed.is_current
        )
        return [
            self._voices[claim.voice],
            self._reports[claim.report],
            code,
            claim.credibility,
            claim.note,
        ]

    def voice(self, voice_id: VoiceId) -> list[Any]:
        """Return a voice as a row."""
        voice = self._evidence.voices[voice_id]
        speaks_for = self._actor(voice.speaks_for)
        return [voice.name, voice.role.value, voice.reliability, speaks_for]

    def report(self, report_id: ReportId) -> list[Any]:
        """Return a report as a row."""
        report = self._evidence.reports[report_id]
        return [
            report.title,
            report.publisher,
            report.agency,
            day_number(report.issued),
            safe_url(report.url),
            safe_url(report.archived_url),
        ]


def _dates(control: Control) -> tuple[int, int, int]:
    """Return since when a state stands, whether that is exact, and its confirmation."""
    return (
        day_number(control.since),
        int(control.since_is_exact),
        day_number(control.last_confirmed),
    )
