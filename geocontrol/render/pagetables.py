"""Rows of the records of a ledger, as data blocks hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from geocontrol.render.ledger import Account
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
    """Rows of records, which speak of each other by their number in an account."""

    def __init__(self, atlas: Atlas, account: Account) -> None:
        """
        Give each record of an account its number.

        Parameters
        ----------
        atlas
            What all days share; places have their number there.
        account
            What is told, of all places or of some.
        """
        self._evidence = atlas.project.evidence
        self._assessments = atlas.timeline.assessments
        self._places = atlas.place_numbers
        self._actors = atlas.actor_numbers
        self._events = {event_id: n for n, event_id in enumerate(account.events.items)}
        self._voices = {voice: n for n, voice in enumerate(account.voices.items)}
        self._reports = {report: n for n, report in enumerate(account.reports.items)}

    def control(self, control: Control) -> list[Any]:
        """Return a state as a row."""
        return [
            *_look(control, self._actors),
            *_dates(control),
            self._events[control.event_id] if control.event_id else NOBODY,
            [self._events[event_id] for event_id in control.mark_ids],
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
            str(event.change),
            str(event.status) if event.status else "",
            _number(event.actor, self._actors),
            _numbers(event.lost_by, self._actors),
            _numbers(event.contested_by, self._actors),
            str(assessment.verdict),
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
        speaks_for = _number(voice.speaks_for, self._actors)
        return [voice.name, str(voice.role), voice.reliability, speaks_for]

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


def faces_of(atlas: Atlas) -> Faces:
    """Return what a map shows of each state of the ledger."""
    ledger = atlas.ledger
    numbers: dict[tuple[int, ...], int] = {}
    looks: dict[int, list[Any]] = {}
    number_of: list[int] = []
    rows: list[list[Any]] = []
    look_of = ledger.look_of.tolist()
    for control, look in zip(ledger.controls.items, look_of, strict=False):
        dates = _dates(control)
        number = numbers.setdefault((look, *dates), len(rows))
        number_of.append(number)
        if number == len(rows):
            if look not in looks:
                looks[look] = _look(control, atlas.actor_numbers)
            rows.append([*looks[look], *dates, NOBODY, []])
    return Faces(np.array(number_of, dtype=np.int64), rows)


def _look(control: Control, actors: Mapping[ActorId, int]) -> list[Any]:
    """Return what of the row of a state many states have alike."""
    return [
        str(control.status),
        _number(control.actor_id, actors),
        _numbers(control.contested_by, actors),
        _numbers(control.claimed_by, actors),
        _numbers(control.besieged_by, actors),
        str(control.basis) if control.basis else "",
    ]


def _dates(control: Control) -> tuple[int, int, int]:
    """Return since when a state stands, whether that is exact, and its confirmation."""
    return (
        day_number(control.since),
        int(control.since_is_exact),
        day_number(control.last_confirmed),
    )


def _number(actor_id: ActorId | None, actors: Mapping[ActorId, int]) -> int:
    return NOBODY if actor_id is None else actors[actor_id]


def _numbers(actor_ids: Sequence[ActorId], actors: Mapping[ActorId, int]) -> list[int]:
    if not actor_ids:  # as with most: quicker than a loop over nothing
        return []
    return [actors[actor_id] for actor_id in actor_ids]
