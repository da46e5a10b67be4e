"""
From events to the state of every place on a day.

Each place has a row of dated states, folded once from its events; a day is a
look-up in that row. The order in which events are given never matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geocontrol.assess import Assessment
from geocontrol.control import UNKNOWN, Step
from geocontrol.dated import Ages
from geocontrol.derive import Derived, Given, derive
from geocontrol.errors import UnknownPlaceError
from geocontrol.memory import collection_paused
from geocontrol.model import (
    ActorId,
    Control,
    EventId,
    Evidence,
    Place,
    PlaceId,
    Policy,
    Span,
)
from geocontrol.rows import NO_ROW, Row

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """One place whose state differs between two days."""

    place_id: PlaceId
    before: Control
    after: Control

    @property
    def is_visible(self) -> bool:
        """Whether a map of the two days differs, or only what is known does."""
        return face_of(self.before) != face_of(self.after)


class Timeline:
    """
    Who held each place on each day, as known on a day and told by a side.

    Parameters
    ----------
    places
        The gazetteer.
    evidence
        Actors, voices, reports and events.
    policy
        The numbers of the rule from claims to control.
    known_on
        Only reports issued up to this day count; `None` for all.
    perspective
        Believe only voices that speak for this actor's side; `None` applies the
        rule to all voices.
    before
        A timeline that was asked for alike, of evidence that was nearly the same.
        What events did not change is taken from there: the very same rows and steps.
        It says the same as a timeline made anew, only sooner.

    Raises
    ------
    UnknownPlaceError
        By `history` and `steps`, for a place that the gazetteer does not list.
    """

    def __init__(
        self,
        places: Mapping[PlaceId, Place],
        evidence: Evidence,
        *,
        policy: Policy | None = None,
        known_on: date | None = None,
        perspective: ActorId | None = None,
        before: Timeline | None = None,
    ) -> None:
        self.places = places
        self.evidence = evidence
        self.policy = policy or Policy()
        self.known_on = known_on
        self.perspective = perspective
        given = Given(
            places=places,
            evidence=evidence,
            policy=self.policy,
            known_on=known_on,
            perspective=perspective,
        )
        with collection_paused():
            self.derived: Derived = derive(given, before.derived if before else None)
        self._days = sorted(self.derived.turning)
        self._ages = Ages(places)

    @property
    def assessments(self) -> Mapping[EventId, Assessment]:
        """What the claims on each event amount to; neither unheard nor superseded."""
        return self.derived.assessments

    @property
    def rows(self) -> Mapping[PlaceId, Row]:
        """The states of each place; none of those of which nothing was ever said."""
        return self.derived.rows

    @property
    def days(self) -> Sequence[date]:
        """The days on which the state of any place changes, in order."""
        return self._days

    def places_on(self, day: date) -> Mapping[PlaceId, Place]:
        """Return the gazetteer as it was on a day: names, and what lay in what."""
        return self._ages.on(day)

    def control(self, place_id: PlaceId, day: date) -> Control:
        """Return the control of one place when a day ends."""
        row = self.rows.get(place_id)
        return row.on(day) if row else UNKNOWN

    def state(self, day: date) -> dict[PlaceId, Control]:
        """Return the control of every place of the gazetteer when a day ends."""
        return {place_id: self.control(place_id, day) for place_id in self.places}

    def diff(self, first: date, second: date) -> list[PlaceChange]:
        """List the places whose state differs between the ends of two days."""
        return [
            PlaceChange(place_id=place_id, before=before, after=after)
            for place_id in self.places
            if (before := self.control(place_id, first))
            != (after := self.control(place_id, second))
        ]

    def changes(self, day: date) -> list[PlaceChange]:
        """List the places whose state differs from that of the day before."""
        rows = ((p, self.rows[p]) for p in self.derived.turning.get(day, ()))
        return [
            PlaceChange(place_id=place_id, before=before, after=after)
            for place_id, row in rows
            if (before := row.before(day)) != (after := row.on(day))
        ]

    def history(self, place_id: PlaceId) -> list[Span]:
        """
        Return the states of one place as half-open spans without gaps.

        Spans that differ only in when they were last confirmed are one.

        Raises
        ------
        UnknownPlaceError
            If the gazetteer does not list the place.
        """
        starts: list[tuple[date, Control]] = []
        for day, control in self.row(place_id):
            if starts and _identity(starts[-1][1]) == _identity(control):
                starts[-1] = (starts[-1][0], control)
            else:
                starts.append((day, control))
        ends = [*(day for day, _ in starts[1:]), None]
        return [
            Span(valid_from=day, valid_to=end, control=control)
            for (day, control), end in zip(starts, ends, strict=False)
        ]

    def steps(self, place_id: PlaceId) -> Sequence[Step]:
        """
        Return every event that bears on a place, rejected ones too, in order.

        Raises
        ------
        UnknownPlaceError
            If the gazetteer does not list the place.
        """
        self._row_of(place_id)
        return self.derived.steps.get(place_id, ())

    def row(self, place_id: PlaceId) -> Sequence[tuple[date, Control]]:
        """
        Return the states of one place, each with the day from which it stands.

        Raises
        ------
        UnknownPlaceError
            If the gazetteer does not list the place.
        """
        row = self._row_of(place_id)
        return list(zip(row.days, row.controls, strict=True))

    def is_stale(self, control: Control, day: date) -> bool:
        """Tell whether a state has gone unconfirmed for longer than the policy says."""
        return is_stale(control, day, self.policy)

    def _row_of(self, place_id: PlaceId) -> Row:
        if place_id not in self.places:
            msg = f"place {place_id!r} is not in the gazetteer"
            raise UnknownPlaceError(msg)
        return self.rows.get(place_id, NO_ROW)


def is_stale(control: Control, day: date, policy: Policy) -> bool:
    """Tell whether a state has gone unconfirmed for longer than a policy says."""
    confirmed = control.last_confirmed
    limit = timedelta(days=policy.stale_after_days)
    return confirmed is not None and day - confirmed > limit


def face_of(control: Control) -> tuple[object, ...]:
    """Return what a map shows of a state."""
    return (
        control.status,
        control.actor_id,
        control.contested_by,
        control.claimed_by,
        control.besieged_by,
    )


def _identity(control: Control) -> tuple[object, ...]:
    """Return what makes a state another one in a place's history."""
    return (*face_of(control), control.basis, control.event_id)
