"""
Events of a project part by part, for who need not have them all at once.

A part is a row group of a table, or a whole text. Parts come in the order of their
earliest day, so that whoever folds events knows before which day none is to come; of a
table's row groups it is read from the one column that has the days. Each row is checked
as ever; ids are not held against one another, which takes them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from geocontrol.errors import DataError, Problem
from geocontrol.io import columns as col
from geocontrol.io.eventcolumns import EventColumns
from geocontrol.io.events import EventParser
from geocontrol.io.parquetfile import (
    SUFFIX,
    Batch,
    open_table,
    read_batches,
    reading,
    unpacked,
)
from geocontrol.io.records import Register, add_rows, read_register, shown_path
from geocontrol.io.seedfiles import SeedFiles
from geocontrol.io.source import Source
from geocontrol.model import ControlEvent

_EARLIEST = "event_date.earliest"
Rows = Callable[[Any], Any]
"""Gives the numbers, from 0, of the wanted rows of a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    first_day: date
    """No event of the part happened before; where unknown, the first of all days."""
    path: Path
    group: int = 0
    row: int = 1
    """Number of its first row in the file."""
    events: tuple[ControlEvent, ...] | None = None
    """All there is, of a text."""


class EventStream:
    """
    The events of a project that was read without them.

    Parameters
    ----------
    source
        The project; its registers are what events are checked against.

    Raises
    ------
    DataError
        If a file or a row that is read has problems.
    """

    def __init__(self, source: Source) -> None:
        seeds = source.seeds
        parser = EventParser(source.places, seeds.actors, seeds.voices, seeds.reports)
        self._parse = parser.event
        self._plain = EventColumns(parser)
        paths = SeedFiles(source.seeds_folder, None).events()
        parts = (part for path in paths for part in self._parts(path))
        self._in_order = sorted(parts, key=lambda p: (p.first_day, p.path, p.group))

    def parts(self) -> Iterator[tuple[list[ControlEvent], date]]:
        """Yield events, and the day before which none is to come after them."""
        nexts = [part.first_day for part in self._in_order[1:]]
        for part, next_day in zip(self._in_order, [*nexts, date.max], strict=False):
            yield self._read(part), next_day

    def at(self, place_ids: Collection[str]) -> Iterator[ControlEvent]:
        """Yield the events that name any of some places."""
        named = frozenset(place_ids)
        for part in self._in_order:
            events = self._read(part, "place", partial(_rows_naming, named))
            yield from (e for e in events if not named.isdisjoint(e.places))

    def superseding(self) -> Iterator[ControlEvent]:
        """Yield the events that replace others."""
        for part in self._in_order:
            events = self._read(part, "supersedes", _rows_with_any)
            yield from (event for event in events if event.supersedes)

    def _parts(self, path: Path) -> Iterator[_Part]:
        problems: list[Problem] = []
        if path.suffix != SUFFIX:
            found = read_register([path], "events", self._parse, problems)
            events = tuple(found.records.values())
            first = min((e.earliest for e in events), default=date.max)
            yield _Part(first_day=first, path=path, events=events)
        elif read_batches(shown_path(path), "events", problems) is not None:
            row = 1
            with reading(shown_path(path)):
                file = open_table(path)
                days = [_first_day(file, n) for n in range(file.num_row_groups)]
            for group, first in enumerate(days):
                yield _Part(first_day=first, path=path, group=group, row=row)
                row += file.metadata.row_group(group).num_rows
        _refuse(problems)

    def _read(
        self, part: _Part, column: str = "", wanted: Rows | None = None
    ) -> list[ControlEvent]:
        """Return the events of a part; of a table, only of wanted rows."""
        if part.events is not None:
            return list(part.events)
        import numpy as np  # noqa: PLC0415

        with reading(shown_path(part.path)):
            file = open_table(part.path)
            if wanted is None:
                table = unpacked(lambda: file.read_row_group(part.group))
                rows = np.arange(table.num_rows)
            elif column not in file.schema_arrow.names:
                return []
            else:
                group, one = part.group, [column]
                found = unpacked(lambda: file.read_row_group(group, columns=one))
                rows = wanted(found.column(0).combine_chunks())
                if not len(rows):
                    return []
                whole = unpacked(lambda: file.read_row_group(part.group))
                table = whole.take(rows)
        problems: list[Problem] = []
        register: Register[ControlEvent] = Register()
        path, first = shown_path(part.path), 0
        for columns in table.to_batches():
            lines = (rows[first : first + columns.num_rows] + part.row).tolist()
            batch = Batch(columns, lines, path, problems)
            add_rows(register, batch, self._parse, self._plain)
            first += columns.num_rows
        _refuse(problems)
        return list(register.records.values())


def _first_day(file: Any, group: int) -> date:  # noqa: ANN401
    """
    Return the first day of a row group, as far as its rows say so plainly.

    The days are read, not the file's own word on them: that may be wrong, and pyarrow
    ends the process over statistics that make no sense.
    """
    import pyarrow.compute as pc  # noqa: PLC0415
    import pyarrow.types as kinds  # noqa: PLC0415

    table = unpacked(lambda: file.read_row_group(group, columns=[_EARLIEST]))
    if not table.num_columns or not kinds.is_struct(table.schema.types[0]):
        return date.min
    days = table.column(0).combine_chunks().flatten()[0]
    if not kinds.is_date32(days.type):
        return date.min
    first = pc.min(days).cast("int32").as_py()
    known = col.day_of(first)
    return date.min if known is col.WRONG else known


def _rows_naming(ids: Collection[str], column: Any) -> Any:  # noqa: ANN401
    """Return the rows that name any of some ids; all rows where there are no texts."""
    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415
    import pyarrow.types as kinds  # noqa: PLC0415

    is_list = kinds.is_list(column.type) or kinds.is_large_list(column.type)
    items = pc.list_flatten(column) if is_list else column
    is_coded = kinds.is_dictionary(items.type)
    words = items.dictionary if is_coded else items
    if not (kinds.is_string(words.type) or kinds.is_large_string(words.type)):
        return np.arange(len(column))
    hits = pc.is_in(words, value_set=pa.array(sorted(ids), words.type))
    hits = hits.take(items.indices) if is_coded else hits
    found = np.flatnonzero(hits.to_numpy(zero_copy_only=False))
    if not is_list:
        return found
    return np.unique(pc.list_parent_indices(column).to_numpy()[found])


def _rows_with_any(column: Any) -> Any:  # noqa: ANN401
    import numpy as np  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415
    import pyarrow.types as kinds  # noqa: PLC0415

    if not (kinds.is_list(column.type) or kinds.is_large_list(column.type)):
        return np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False))
    return np.flatnonzero(pc.list_value_length(column).fill_null(0).to_numpy())


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise DataError(sorted(problems))
