"""Tables of the records of a ledger, as data blocks hold them."""

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
from geocontrol.render.columns import table_of
from geocontrol.render.door import safe_url
from geocontrol.render.ledger import Account
from geocontrol.render.numbering import Ints
from geocontrol.render.roster import NOBODY

_INTEREST_CODE = {Interest.INDEPENDENT: 0, Interest.AGAINST: 2, Interest.OWN: 4}


class Shown(NamedTuple):
    """What a map shows of the states of a ledger: many show the same."""

    number_of: Ints
    """For each state, the number of its row."""
    controls: list[Control]
    """A state of each row."""


class LedgerTables:
    """Tables of records, which speak of each other by their number in an account."""

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

    def controls(self, controls: Sequence[Control]) -> list[Any]:
        """Return states as a table."""
        number = self._events
        return table_of(
            *_state_columns(controls, self._actors),
            [number[c.event_id] if c.event_id else NOBODY for c in controls],
            [[number[mark] for mark in control.mark_ids] for control in controls],
        )

    def events(self, ids: Sequence[EventId]) -> list[Any]:
        """Return events with their verdicts as a table."""
        events = [self._evidence.events[event_id] for event_id in ids]
        weighed = [self._assessments[event_id] for event_id in ids]
        places, actors = self._places, self._actors
        return table_of(
            [event.id for event in events],
            [[places[p] for p in event.places if p in places] for event in events],
            [day_number(event.earliest) for event in events],
            [day_number(event.latest) for event in events],
            [str(event.change) for event in events],
            [str(event.status or "") for event in events],
            [_number(event.actor, actors) for event in events],
            [_numbers(event.lost_by, actors) for event in events],
            [_numbers(event.contested_by, actors) for event in events],
            [str(assessment.verdict) for assessment in weighed],
            [int(event.is_assumed) for event in events],
            [event.note for event in events],
            [len(assessment.claims) for assessment in weighed],
        )

    def claims(self, ids: Sequence[EventId]) -> list[Any]:
        """Return the claims of events as a table, those of each after the other's."""
        weighed = [c for i in ids for c in self._assessments[i].claims]
        claims = [c.claim for c in weighed]
        return table_of(
            [self._voices[claim.voice] for claim in claims],
            [self._reports[claim.report] for claim in claims],
            [_code(c) for c in weighed],
            [claim.credibility for claim in claims],
            [claim.note for claim in claims],
        )

    def voices(self, ids: Sequence[VoiceId]) -> list[Any]:
        """Return voices as a table."""
        voices = [self._evidence.voices[voice_id] for voice_id in ids]
        return table_of(
            [voice.name for voice in voices],
            [str(voice.role) for voice in voices],
            [voice.reliability for voice in voices],
            [_number(voice.speaks_for, self._actors) for voice in voices],
        )

    def reports(self, ids: Sequence[ReportId]) -> list[Any]:
        """Return reports as a table."""
        reports = [self._evidence.reports[report_id] for report_id in ids]
        return table_of(
            [report.title for report in reports],
            [report.publisher for report in reports],
            [report.agency for report in reports],
            [day_number(report.issued) for report in reports],
            [safe_url(report.url) for report in reports],
            [safe_url(report.archived_url) for report in reports],
        )


def faces_of(atlas: Atlas) -> Shown:
    """Return what a map shows of each state of the ledger."""
    ledger = atlas.ledger
    numbers: dict[tuple[int, ...], int] = {}
    number_of: list[int] = []
    shown: list[Control] = []
    look_of = ledger.look_of.tolist()
    for control, look in zip(ledger.controls.items, look_of, strict=False):
        face = (look, *_dates(control))
        number = numbers.setdefault(face, len(shown))
        number_of.append(number)
        if number == len(shown):
            shown.append(control)
    return Shown(np.array(number_of, dtype=np.int64), shown)


def face_table(atlas: Atlas, controls: Sequence[Control]) -> list[Any]:
    """Return states as a table that names no event."""
    columns = _state_columns(controls, atlas.actor_numbers)
    return table_of(*columns, [NOBODY] * len(controls), [[]] * len(controls))


def _state_columns(
    controls: Sequence[Control], actors: Mapping[ActorId, int]
) -> list[list[Any]]:
    """Return what states are, by columns, without the events that they come from."""
    return [
        [str(control.status) for control in controls],
        [_number(control.actor_id, actors) for control in controls],
        [_numbers(control.contested_by, actors) for control in controls],
        [_numbers(control.claimed_by, actors) for control in controls],
        [_numbers(control.besieged_by, actors) for control in controls],
        [str(control.basis or "") for control in controls],
        [day_number(control.since) for control in controls],
        [int(control.since_is_exact) for control in controls],
        [day_number(control.last_confirmed) for control in controls],
    ]


def _code(weighed: WeighedClaim) -> int:
    """Return which way a claim goes, in whose interest, and whether it stands."""
    asserts = weighed.claim.stance is Stance.ASSERTS
    return asserts + _INTEREST_CODE[weighed.interest] + 8 * weighed.is_current


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
