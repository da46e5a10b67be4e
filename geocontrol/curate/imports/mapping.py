"""
How the columns and words of a table become fields and words of ours.

A small YAML file, or a guess from the headings. Its keys:

    layout: states          # states, matrix, spans or events
    columns: {place: town, area: province, day: date, state: holder}
    values: {"1": isis, "0": not isis, "": unknown}
    date_format: "%d.%m.%Y"
    day_in_name: "towns_%Y%m%d"      # the day is in the file's name instead
    constant: {change: observed}     # fields that no column gives
    report: {id: …, title: …, publisher: …, issued: …, url: …}
    voice: {id: …, name: …, role: aggregator, reliability: C}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from geocontrol.errors import DataError, Problem, UsageError
from geocontrol.io.fields import Fields, month_or_year
from geocontrol.io.records import open_file
from geocontrol.names import fold


class Layout(StrEnum):
    """What one row of a table is."""

    STATES = "states"
    """Who holds one place on one day."""
    MATRIX = "matrix"
    """Who holds one place on many days, a column each."""
    SPANS = "spans"
    """Who held one place from a day until another."""
    EVENTS = "events"
    """One control event."""


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "place": (
        "place id",
        "place",
        "town",
        "location",
        "name",
        "district",
        "city",
        "village",
    ),
    "area": ("area", "governorate", "province", "admin1", "admin", "region", "state"),
    "day": ("day", "date", "event date"),
    "valid_from": ("valid from",),
    "valid_to": ("valid to",),
    "earliest": ("earliest",),
    "latest": ("latest",),
    "state": ("state", "holder", "control", "controlled by", "status", "party"),
    "id": ("id",),
    "change": ("change",),
    "actor": ("actor id", "actor", "actor1"),
    "contested_by": ("contested by",),
    "lost_by": ("lost by", "actor2"),
    "stance": ("stance",),
    "credibility": ("credibility",),
    "lon": ("lon", "longitude", "lng", "x"),
    "lat": ("lat", "latitude", "y"),
    "note": ("note",),
    "url": ("url", "link"),
    "publisher": ("publisher",),
    "title": ("title",),
    "issued": ("issued", "published"),
}
"""The fields that a column can give, and headings that are taken for each."""
_WANTED: Mapping[Layout, tuple[str, ...]] = {
    Layout.STATES: ("day", "state"),
    Layout.EVENTS: ("day", "actor"),
    Layout.SPANS: ("valid_from", "valid_to", "state", "actor", "contested_by"),
}
_OF_EVENTS = ("stance", "credibility")
"""Fields of a claim, which a row has by itself only where it is one event."""
_ISO_DAY = "%Y-%m-%d"
_A_DAY = datetime(2020, 11, 25, tzinfo=UTC)
"""Any day, to try a form on: written in it, it must be read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """How one kind of table is read."""

    layout: Layout
    columns: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    date_format: str = _ISO_DAY
    day_in_name: str = ""
    constant: Mapping[str, str] = field(default_factory=dict)
    report: Mapping[str, str] = field(default_factory=dict)
    voice: Mapping[str, str] = field(default_factory=dict)

    def day(self, text: str) -> date | None:
        """Return the day that a cell or a heading gives, or `None` if it is none."""
        try:
            return datetime.strptime(text.strip(), self.date_format).date()  # noqa: DTZ007
        except ValueError:
            return None

    def span(self, text: str) -> tuple[date, date] | None:
        """
        Return the first and last day that a cell may mean, or `None` if it is none.

        A form without a day, or without a month, means all of the month or year.
        """
        day = self.day(text)
        if day is None or re.search(r"%[djxcDF]", self.date_format):
            return (day, day) if day else None
        has_month = re.search(r"%[mbB]", self.date_format)
        return month_or_year(f"{day:%Y-%m}" if has_month else f"{day:%Y}")

    def day_of_file(self, path: Path) -> date | None:
        """
        Return the day that the name of a file gives, or `None` if none is asked for.

        Raises
        ------
        UsageError
            If the name does not have the form.
        """
        if not self.day_in_name:
            return None
        try:
            return datetime.strptime(path.stem, self.day_in_name).date()  # noqa: DTZ007
        except ValueError as error:
            msg = f"the name of {path.name!r} is not of the form {self.day_in_name!r}"
            raise UsageError(msg) from error


def load_mapping(path: Path) -> TableMapping:
    """
    Read a mapping file.

    Raises
    ------
    DataError
        If a field is unknown or malformed.
    """
    problems: list[Problem] = []
    top = open_file(path, problems)
    if top is None:
        raise DataError(sorted(problems))
    layout = top.word("layout", Layout, required=True)
    columns = _pairs(top, "columns")
    for key in columns.keys() - COLUMNS.keys():
        top.problem(f"columns: {key!r} is no field; one of {' '.join(COLUMNS)}")
    mapping = TableMapping(
        layout=layout or Layout.STATES,
        columns=columns,
        values=_pairs(top, "values"),
        date_format=_form(top, "date_format") or _ISO_DAY,
        day_in_name=_form(top, "day_in_name"),
        constant=_pairs(top, "constant"),
        report=_pairs(top, "report"),
        voice=_pairs(top, "voice"),
    )
    top.finish()
    if problems:
        raise DataError(sorted(problems))
    return mapping


def _form(top: Fields, key: str) -> str:
    """Return the form of a day, or note that no day can be read by it."""
    form = top.text(key)
    if not form:
        return ""
    try:
        year = datetime.strptime(_A_DAY.strftime(form), form).year  # noqa: DTZ007
    except (ValueError, re.error):
        year = None
    if year != _A_DAY.year:
        message = f"{key} {form!r} is no form by which a day and its year can be read"
        top.problem(f"{message}; write one such as {_ISO_DAY} or %d.%m.%Y", key)
    return form


def _pairs(top: Fields, key: str) -> dict[str, str]:
    return dict(top.pairs(key, any_word=True))


def named_columns(headings: Sequence[str]) -> dict[str, str]:
    """Return the fields that headings name by what they say, with those headings."""
    columns = {}
    for key, names in COLUMNS.items():
        found = [h for name in names for h in headings if fold(h) == name]
        if found:
            columns[key] = found[0]
    return columns


def refuse_lost_columns(mapping: TableMapping) -> None:
    """
    Refuse columns that the layout has no place for, so that no claim is turned round.

    Raises
    ------
    UsageError
        If a table that is not one of events has a column of stance or credibility.
    """
    lost = [k for k in _OF_EVENTS if k in mapping.columns]
    if lost and mapping.layout is not Layout.EVENTS:
        msg = (
            f"the column {mapping.columns[lost[0]]!r} gives the {lost[0]} of each row, "
            f"which is for layout events; of {mapping.layout} say it under constant, "
            "and name the other columns with --mapping"
        )
        raise UsageError(msg)


def guess_mapping(headings: Sequence[str]) -> TableMapping:
    """
    Take headings for what they say; several dates among them make a matrix.

    Those of `geocontrol export all --format csv` are understood.

    Raises
    ------
    UsageError
        If no place, day or state is among them.
    """
    columns = named_columns(headings)
    days = [h for h in headings if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", h)]
    if "place" not in columns:
        msg = (
            f"no column is called place, town or the like among {', '.join(headings)}; "
            "say which with --mapping"
        )
        raise UsageError(msg)
    if len(days) > 1:
        return TableMapping(layout=Layout.MATRIX, columns=columns)
    layout = Layout.EVENTS if "change" in columns else Layout.STATES
    if "valid_from" in columns and layout is Layout.STATES:
        layout = Layout.SPANS
    missing = [key for key in _WANTED[layout] if key not in columns]
    if missing:
        msg = f"no column gives the {' and the '.join(missing)}; say with --mapping"
        raise UsageError(msg)
    return TableMapping(layout=layout, columns=columns)
