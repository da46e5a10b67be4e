"""Tables of spans: who held what from a day until another, as `export all` writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from geocontrol.curate.imports.columns import asked_of, refuse_missing
from geocontrol.curate.imports.mapping import TableMapping
from geocontrol.curate.imports.rows import Row, read_rows
from geocontrol.curate.imports.states import (
    CONTESTED,
    UNKNOWN,
    UNKNOWN_STATE,
    StateWords,
    Told,
)
from geocontrol.curate.imports.statetable import Days
from geocontrol.curate.imports.target import Target
from geocontrol.model import PlaceId, Status

_HELD = "held"
_TAG = "#"
"""Begins the cells of the line of HXL tags under the headings."""
_NEEDED = ("place", "valid_from", "valid_to", "state", "actor", "contested_by")


def read_spans(
    target: Target, files: Sequence[Path], mapping: TableMapping, words: StateWords
) -> Days:
    """
    Return what spans say of each place on the days on which something changes.

    A span runs from `valid_from` until before `valid_to`, or on where that is blank.
    Where no span follows, the place is unknown.

    Raises
    ------
    UsageError
        If a column that is needed is not in a table.
    """
    days: Days = defaultdict(dict)
    ends: list[tuple[date, PlaceId]] = []
    for path in files:
        for row in _rows(path, mapping.columns):
            place_id = target.place(asked_of(row, mapping.columns))
            told = _told(target, row, mapping.columns, words)
            first, end = (_day(target, row, mapping, k) for k in _NEEDED[1:3])
            if place_id is None or told is None or first is None:
                continue
            if days[first].setdefault(place_id, told) != told:
                message = f"{place_id!r} has two spans from {first}; keep one"
                target.problem(row.problem(message))
            if end is not None:
                ends.append((end, place_id))
    for end, place_id in ends:
        days[end].setdefault(place_id, UNKNOWN_STATE)
    return days


def _rows(path: Path, columns: Mapping[str, str]) -> Iterator[Row]:
    is_first = True
    for row in read_rows(path):
        if is_first:
            refuse_missing(row, columns, (*_NEEDED, *(columns.keys() & {"area"})))
            is_first = False
        if not row.cells[columns["place"]].startswith(_TAG):
            yield row


def _day(target: Target, row: Row, mapping: TableMapping, key: str) -> date | None:
    text = row.cells[mapping.columns[key]]
    found = mapping.day(text)
    if found is None and (text or key == "valid_from"):
        message = f"{key} {text!r} is not of the form {mapping.date_format}"
        target.problem(row.problem(message))
    return found


def _told(
    target: Target, row: Row, columns: Mapping[str, str], words: StateWords
) -> Told | None:
    """Return the state of a row, or nothing where a word waits for a decision."""
    status = row.cells[columns["state"]]
    if status == UNKNOWN:
        return UNKNOWN_STATE
    if status not in {_HELD, CONTESTED}:
        message = f"state {status!r} is none of {_HELD} {CONTESTED} {UNKNOWN}"
        target.problem(row.problem(message))
        return None
    is_held = status == _HELD
    cell = row.cells[columns["actor" if is_held else "contested_by"]]
    names = [cell] if is_held else cell.split()
    holders: set[str] = set()
    for name in names:
        if not words.knows(name):
            target.note_word(name, words)
            return None
        told = words.told(name)
        holders.update(told.holders if told else ())
    if len(holders) < (1 if is_held else 2):
        who = " and ".join(holders) + " alone" if holders else "nobody"
        target.problem(row.problem(f"is {status} by {who}"))
        return None
    return Told(Status(status), tuple(sorted(holders)))
