"""
All that the days of a map say, told once, in the order in which the days tell it.

States, events, voices and reports are numbered by the day that first speaks of them:
a number means the same on every day, and what is known up to a day is a prefix of
each list. What one day needs costs no more for the days around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import numpy as np

from geocontrol.model import Control, EventId, ReportId, VoiceId
from geocontrol.render.numbering import Ints
from geocontrol.render.stock import Stock

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Course:
    """Days in their order, one for each thing that comes on them."""

    days: Ints
    """Ordinals, ascending."""

    def before(self, day: date) -> int:
        """Count what comes before a day begins."""
        return int(self.days.searchsorted(day.toordinal()))

    def until(self, day: date) -> int:
        """Count what comes until a day ends."""
        return int(self.days.searchsorted(day.toordinal(), side="right"))

    def span(self, first: date, last: date) -> slice:
        """Return where what comes on a span of days stands, both included."""
        return slice(self.before(first), self.until(last))


@dataclass(frozen=True, slots=True)
class ByDay(Course, Generic[Item]):
    """Things in the order of the days on which they come."""

    items: Sequence[Item]

    def within(self, first: date, last: date) -> Sequence[Item]:
        """Return what comes on a span of days, both included."""
        return self.items[self.span(first, last)]


@dataclass(frozen=True, slots=True)
class Pairs(Course):
    """Pairs of numbers in the order of the days on which they come."""

    items: Ints
    """Rows of two."""

    def within(self, first: date, last: date) -> list[list[int]]:
        """Return the pairs of a span of days, both included."""
        pairs: list[list[int]] = self.items[self.span(first, last)].tolist()
        return pairs


@dataclass(frozen=True, slots=True)
class Tally:
    """Places that look alike on a day, counted."""

    control: Control
    """What they have in common: it is of no day and no event."""
    count: int
    stale_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the days say of some places, each thing once."""

    controls: ByDay[Control]
    turns: Pairs
    """A place and the number of the state it enters."""
    events: ByDay[EventId]
    steps: Pairs
    """The number of an event and a place on which it bears from this day on."""
    voices: ByDay[VoiceId]
    reports: ByDay[ReportId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger(Account):
    """What the days say of all places; a place is its row there."""

    changed: ByDay[int]
    """Places by each day on which a map shows another state of them than before."""
    heard: ByDay[EventId]
    """Events by each day on which they bear on some place; background is not heard."""
    report_numbers: Mapping[ReportId, int]
    """By which pages cite each report, from 1."""
    places: int
    """How many there are."""
    look_of: Ints
    """For each state, the number of its look; at the end, that of no state."""
    looks_like: Sequence[Control]
    """The looks, by their numbers."""
    confirmed: Ints
    """For each state, the ordinal of its last confirmation; far ahead for none."""
    publisher_of: Ints
    """For each report, the number of who made it."""
    publishers: Sequence[str]
    """Those who made the reports, in the order of their names."""
    stock: Stock
    """The numbers from which the ledger was put together."""
    control_keys: Ints
    """For each state, its number in the stock."""
    event_keys: Ints
    """For each event, its number in the stock."""
    heard_keys: Ints
    """For each event that is heard, its number in the stock."""

    def state(self, day: date) -> Ints:
        """Return the number of each place's state when a day ends; -1 for none."""
        state = np.full(self.places, -1)
        place, control = self.turns.items[: self.turns.until(day)].T
        state[place] = control
        return state

    def looks(self, day: date, stale_after: int) -> list[Tally]:
        """
        Count the places that look alike when a day ends.

        Parameters
        ----------
        day
            The day.
        stale_after
            Days without confirmation after which a state is stale.

        Returns
        -------
        looks
            In the order of the first place that has each.
        """
        state = self.state(day)
        look = self.look_of[state]
        is_stale = self.confirmed[state] < day.toordinal() - stale_after
        stale = np.bincount(look[is_stale], minlength=len(self.looks_like))
        count = np.bincount(look)
        first = np.full(len(count), len(look))
        first[look[::-1]] = np.arange(len(look))[::-1]  # what is put last stays
        order = np.argsort(first)[: np.count_nonzero(count)]
        return [
            Tally(self.looks_like[number], int(count[number]), int(stale[number]))
            for number in order.tolist()
        ]

    def most_cited(self, day: date, count: int) -> list[str]:
        """Return who made most of the reports cited up to a day."""
        made = np.bincount(self.publisher_of[: self.reports.until(day)])
        order = np.argsort(-made, kind="stable")[:count]
        return [self.publishers[at] for at in order.tolist() if made[at]]
