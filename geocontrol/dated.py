"""
Values that hold for a time: a name, an alliance, what a place lies in.

One mechanism for all. A record says plainly what always holds, and beside it, with
a `Term`, what held for a time; on a day, what held then goes before what always
holds. `record.on(day)` is the record of that day: the same record when it has
nothing dated, and otherwise one that has nothing dated any more. Whoever works on
one day therefore need not know of terms at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, Self, TypeVar

_BOUND = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")

Value = TypeVar("Value")
Held_co = TypeVar("Held_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """
    The days over which something holds: half open, and as exact as its source.

    A bound is ISO text of a day, a month or a year. A month or a year stands for its
    first day, so that `valid_to` of one is `valid_from` of the next. An empty bound
    is open.

    Examples
    --------
    >>> Term(valid_from="1914-08", valid_to="1924").holds_on(date(1914, 8, 1))
    True
    >>> Term(valid_to="1924").holds_on(date(1924, 1, 1))
    False
    """

    valid_from: str = ""
    """The first day, month or year."""
    valid_to: str = ""
    """The first day, month or year in which it no longer holds."""

    def __post_init__(self) -> None:
        """Refuse a bound that is no day and a term without any day."""
        for bound in (self.valid_from, self.valid_to):
            if bound:
                first_day(bound)
        if self.valid_from and self.valid_to and self.end <= self.start:
            msg = (
                f"to {self.valid_to} is not after from {self.valid_from}; to is the "
                "first day on which it no longer holds"
            )
            raise ValueError(msg)

    @property
    def start(self) -> date:
        """The first day; the first of the calendar when that is open."""
        return first_day(self.valid_from) if self.valid_from else date.min

    @property
    def end(self) -> date:
        """The first day after it; the last of the calendar when that is open."""
        return first_day(self.valid_to) if self.valid_to else date.max

    @property
    def is_open(self) -> bool:
        """Whether it says nothing of days at all."""
        return not (self.valid_from or self.valid_to)

    def holds_on(self, day: date) -> bool:
        """Tell whether a day is one of its days."""
        return self.start <= day and (day < self.end or not self.valid_to)

    def meets(self, other: Term) -> bool:
        """Tell whether two terms have a day in common."""
        return self.start < other.end and other.start < self.end


ALWAYS = Term()
"""The term of what is not dated."""


def first_day(bound: str) -> date:
    """
    Return the first day of a day, a month or a year.

    Raises
    ------
    ValueError
        If the text is none of them.

    Examples
    --------
    >>> first_day("1916-02").isoformat(), first_day("1916").isoformat()
    ('1916-02-01', '1916-01-01')
    """
    found = _BOUND.fullmatch(bound)
    if found is None:
        msg = f"{bound!r} must be a day, a month or a year, such as 1916-02-21"
        raise ValueError(msg)
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        msg = f"{bound!r} is not in the calendar"
        raise ValueError(msg) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Generic[Held_co]):
    """One value with the days over which it holds."""

    value: Held_co
    term: Term


def value_on(day: date, dated: Iterable[Dated[Value]], default: Value) -> Value:
    """Return what holds on a day: the first value whose term it is in, or another."""
    return next((each.value for each in dated if each.term.holds_on(day)), default)


class HasTerms(Protocol):
    """A record that may be another one on another day."""

    @property
    def terms(self) -> Iterable[Term]:
        """Every term that it has."""

    def on(self, day: date) -> Self:
        """Return the record as it was on a day, without terms."""


def edges_of(terms: Iterable[Term]) -> list[date]:
    """Return the days on which anything may begin to be otherwise, in order."""
    ends = {
        first_day(bound)
        for term in terms
        for bound in (term.valid_from, term.valid_to)
        if bound
    }
    return sorted(ends)


Key = TypeVar("Key")
Record = TypeVar("Record", bound=HasTerms)


class Ages(Generic[Key, Record]):
    """
    Records as they were on any day, one mapping for all days on which they are alike.

    Parameters
    ----------
    records
        By id. Without a term among them, every day has this very mapping.
    """

    def __init__(self, records: Mapping[Key, Record]) -> None:
        self._records = records
        self.edges = edges_of(t for record in records.values() for t in record.terms)
        self._ages: dict[int, Mapping[Key, Record]] = {}

    def number(self, day: date) -> int:
        """Return which age a day is in, the first being 0."""
        return bisect_right(self.edges, day)

    def on(self, day: date) -> Mapping[Key, Record]:
        """Return the records as they were on a day."""
        if not self.edges:
            return self._records
        number = self.number(day)
        if number not in self._ages:
            self._ages[number] = {k: r.on(day) for k, r in self._records.items()}
        return self._ages[number]

    def last(self) -> Mapping[Key, Record]:
        """Return each record as it was last, for lists that know no day."""
        return {key: last_of(record) for key, record in self._records.items()}


def last_of(record: Record) -> Record:
    """Return a record as it was after all that is dated in it."""
    edges = edges_of(record.terms)
    return record.on(edges[-1]) if edges else record
