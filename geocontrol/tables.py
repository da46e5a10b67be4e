"""
State, history and differences as rows of plain values.

One row is one dictionary with the same keys in the same order for every place, fit
for JSON: days are ISO text, lists are lists. The keys are a contract with scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from geocontrol.assess import Assessment
from geocontrol.errors import UnknownPlaceError
from geocontrol.model import Control, EventId, Evidence, Kind, Place, PlaceId
from geocontrol.nesting import around
from geocontrol.timeline import PlaceChange, Timeline

Row = dict[str, Any]


class States(Protocol):
    """Who held what: a timeline, or no more of one than a day."""

    @property
    def evidence(self) -> Evidence:
        """Actors, voices, reports, and the events behind any state."""

    @property
    def assessments(self) -> Mapping[EventId, Assessment]:
        """What the claims on those events amount to."""

    def places_on(self, day: date) -> Mapping[PlaceId, Place]:
        """Return the gazetteer as it was on a day."""

    def control(self, place_id: PlaceId, day: date) -> Control:
        """Return the control of one place when a day ends."""

    def is_stale(self, control: Control, day: date) -> bool:
        """Tell whether a state has gone unconfirmed for too long."""


def state_rows(
    timeline: States, day: date, *, place_id: PlaceId | None = None
) -> list[Row]:
    """
    Return a row for every place of the gazetteer, unknown ones too.

    Parameters
    ----------
    timeline
        Who held what, as known and told.
    day
        The state when this day ends.
    place_id
        Only this place.

    Raises
    ------
    UnknownPlaceError
        If the gazetteer does not list `place_id`.
    """
    places = timeline.places_on(day)
    if place_id is not None and place_id not in places:
        msg = f"place {place_id!r} is not in the gazetteer"
        raise UnknownPlaceError(msg)
    wanted = [place_id] if place_id is not None else list(places)
    return [
        _state_row(timeline, places[p], timeline.control(p, day), day) for p in wanted
    ]


def _state_row(timeline: States, place: Place, control: Control, day: date) -> Row:
    governorate = around(place, Kind.GOVERNORATE, timeline.places_on(day))
    return {
        "place_id": place.id,
        "name": place.name,
        "name_ar": place.name_in("ar") if place.name_in("ar") != place.name else None,
        "kind": place.kind.value,
        "within": place.within,
        "governorate": governorate.id if governorate else None,
        "lon": place.lon,
        "lat": place.lat,
        **_control_values(control),
        "last_confirmed": _iso(control.last_confirmed),
        "stale": timeline.is_stale(control, day),
        "event_id": control.event_id,
        "claims": claim_rows(timeline, events_behind(control)),
    }


def _control_values(control: Control) -> Row:
    return {
        "status": control.status.value,
        "actor_id": control.actor_id,
        "contested_by": list(control.contested_by),
        "claimed_by": list(control.claimed_by),
        "besieged_by": list(control.besieged_by),
        "basis": control.basis.value if control.basis else None,
        "since": _iso(control.since),
        "since_is_exact": control.since_is_exact if control.since else None,
    }


def events_behind(control: Control) -> list[EventId]:
    """Return the events a state rests on: the one that set it, then the marks."""
    first = [control.event_id] if control.event_id else []
    return [*first, *(i for i in control.mark_ids if i != control.event_id)]


def claim_rows(timeline: States, event_ids: Iterable[EventId]) -> list[Row]:
    """Return a row for each claim on some events, with what it weighs."""
    evidence = timeline.evidence
    rows = []
    for event_id in event_ids:
        assessment = timeline.assessments[event_id]
        for weighed in assessment.claims:
            claim = weighed.claim
            voice, report = evidence.voices[claim.voice], evidence.reports[claim.report]
            rows.append(
                {
                    "event_id": event_id,
                    "verdict": assessment.verdict.value,
                    "stance": claim.stance.value,
                    "voice": voice.id,
                    "voice_name": voice.name,
                    "role": voice.role.value,
                    "speaks_for": voice.speaks_for,
                    "reliability": voice.reliability,
                    "credibility": claim.credibility,
                    "interest": weighed.interest.value,
                    "replaced": not weighed.is_current,
                    "report": report.id,
                    "title": report.title,
                    "publisher": report.publisher,
                    "issued": report.issued.isoformat(),
                    "url": report.url or None,
                    "note": claim.note or None,
                }
            )
    return rows


def history_rows(timeline: Timeline, place_id: PlaceId) -> list[Row]:
    """
    Return the spans `[valid_from, valid_to)` of one place, first to last.

    Raises
    ------
    UnknownPlaceError
        If the gazetteer does not list the place.
    """
    return [
        {
            "place_id": place_id,
            "valid_from": span.valid_from.isoformat(),
            "valid_to": _iso(span.valid_to),
            **_control_values(span.control),
            "last_confirmed": _iso(span.control.last_confirmed),
            "event_id": span.control.event_id,
            "claims": claim_rows(timeline, events_behind(span.control)),
        }
        for span in timeline.history(place_id)
    ]


def diff_rows(timeline: Timeline, first: date, second: date) -> list[Row]:
    """Return a row for each place that a map of the two days shows differently."""
    return [
        _diff_row(timeline, change, second)
        for change in timeline.diff(first, second)
        if change.is_visible
    ]


def _diff_row(timeline: Timeline, change: PlaceChange, day: date) -> Row:
    place = timeline.places_on(day)[change.place_id]
    return {
        "place_id": place.id,
        "name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "before": _control_values(change.before),
        "after": _control_values(change.after),
        "event_id": change.after.event_id,
        "claims": claim_rows(timeline, events_behind(change.after)),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
