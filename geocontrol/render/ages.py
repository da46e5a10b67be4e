"""
What of a map's records was otherwise on other days, for the pages' scripts.

The rows of a data block say what is plain in a record. Where something of it is
dated, the block has `ages` too: by the kind of record, pairs of its number and a row
`day, value, day, value ...`, each value standing from its day on. Kinds are

=========  ==============================================================
`actors`   name, short name, Arabic name
`places`   name, Arabic name, region
`regions`  name, Arabic name
`areas`    name, Arabic name, and -1 for the region (explorer)
`sides`    number of the side (explorer)
`within`   number of the place that it lay in (explorer)
`spelt`    each further name that is dated, with its days in words (explorer)
=========  ==============================================================

A map without dated records has no `ages`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from geocontrol.dated import HasTerms, edges_of
from geocontrol.model import Actor, Place

NO_DAY = -1_000_000
"""The number of no day: before the calendar begins."""

_EPOCH = date(1970, 1, 1).toordinal()

Record = TypeVar("Record", bound=HasTerms)
AgeRows = list[list[Any]]
AgeBlock = dict[str, AgeRows]


def day_number(day: date | None) -> int:
    """
    Count the days from 1 January 1970, or say that there is none.

    Examples
    --------
    >>> day_number(date(1970, 1, 2)), day_number(date(1969, 12, 31))
    (1, -1)
    """
    return NO_DAY if day is None else day.toordinal() - _EPOCH


def age_rows(
    records: Iterable[Record],
    value_of: Callable[[Record, date], Any],
    edges: Iterable[date] = (),
) -> AgeRows:
    """
    Return the values of each record that is not the same on all days.

    Parameters
    ----------
    records
        In the order in which they are numbered.
    value_of
        What to tell of a record as it was on a day.
    edges
        Days on which the value may change for other reasons than the record's own.
    """
    rows = []
    for number, record in enumerate(records):
        days = sorted({*edges, *edges_of(record.terms)})
        if not days:
            continue
        row: list[Any] = [NO_DAY, value_of(record.on(date.min), date.min)]
        for day in days:
            value = value_of(record.on(day), day)
            if value != row[-1]:
                row += [day_number(day), value]
        if len(row) > 2:  # noqa: PLR2004 - one value alone is no change
            rows.append([number, row])
    return rows


def arabic(record: Place | Actor) -> str:
    """Return the Arabic name of a record, if it has one of its own."""
    name = record.name_in("ar")
    return "" if name == record.name else name
