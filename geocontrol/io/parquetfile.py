"""
Tables of records in Parquet: a row is a record, a column one of its fields.

A row becomes the same tree of text that a record in YAML does, with its row number
for a line, so that every rule and every message is the same. What only a table can
have wrong (a column that nobody knows, a type without a text) is said of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from geocontrol.errors import DataError, Problem, UsageError, Where
from geocontrol.io.fields import Fields
from geocontrol.io.files import MAX_IMPORT_MB, UnfitFileError, refuse_unfit
from geocontrol.io.parquetschema import MAX_UNPACKED_MB, schema_faults
from geocontrol.io.yamlfile import Items, Node, Scalar, Table
from geocontrol.memory import memory_bounded

SUFFIX = ".parquet"
BATCH_ROWS = 16_384
MAX_VALUES = 5_000_000
"""In every `BATCH_ROWS` rows that are read."""
WHOLE_FILE = 0
"""The row of a problem that is none's alone."""
_NOTHING: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table that lie next to one another."""

    columns: Any
    """A `pyarrow.RecordBatch`."""
    rows: Sequence[int]
    """The numbers of its rows in the file, counted from 1."""
    path: Path
    problems: list[Problem]

    def __len__(self) -> int:
        return int(self.columns.num_rows)

    def fields(self, index: int) -> Fields:
        """Return a row as the fields of a record, all on its line."""
        return next(self._read(self.columns.slice(index, 1), [self.rows[index]]))

    def all_fields(self) -> Iterator[Fields]:
        """Yield each row as the fields of a record."""
        return self._read(self.columns, self.rows)

    def _read(self, columns: Any, lines: Sequence[int]) -> Iterator[Fields]:  # noqa: ANN401
        try:
            rows = columns.to_pylist()
        except _broken():
            rows = [self._told(columns.slice(n, 1), li) for n, li in enumerate(lines)]
        for line, row in zip(lines, rows, strict=True):
            yield Fields(_table(row, line), self.path, self.problems)

    def _told(self, columns: Any, line: int) -> dict[str, Any]:  # noqa: ANN401
        """Return the values of a row, but for those that Python has no words for."""
        row = {}
        for name, column in zip(columns.schema.names, columns.columns, strict=True):
            try:
                row[name] = column.to_pylist()[0]
            except _broken() as error:
                message = f"{name} cannot be read: {_first_line(error)}"
                self.problems.append(Problem(Where(self.path, line), message))
        return row

    def spot(self, index: int, record_id: str) -> Fields:
        """Return where a row stands, for a record that is made already."""
        return self.spot_at(self.rows[index], record_id)

    def spot_at(self, row: int, record_id: str) -> Fields:
        """Return where any row of the file stands, by its number there."""
        empty = Table(row, _NOTHING, _NOTHING)
        return Fields(empty, self.path, self.problems, record_id)

    def between(self, first: int, last: int) -> Batch:
        """Return those of the rows that have a number from one to another."""
        start = max(0, first - self.rows[0])
        end = max(start, min(len(self), last + 1 - self.rows[0]))
        columns = self.columns.slice(start, end - start)
        return Batch(columns, self.rows[start:end], self.path, self.problems)


def open_table(path: Path, draft: bytes | None = None) -> Any:  # noqa: ANN401
    """
    Return a `pyarrow.parquet.ParquetFile` for a path, or for bytes in its stead.

    Raises
    ------
    UsageError
        If pyarrow is not installed.
    OSError
        If the file cannot be read; of no Parquet, `pyarrow` raises its own.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        msg = f"{path} needs pyarrow; install geocontrol[parquet]"
        raise UsageError(msg) from error
    if draft is None:
        refuse_unfit(path, MAX_IMPORT_MB)
    return pq.ParquetFile(path if draft is None else pa.BufferReader(draft))


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """
    Turn what a broken table makes the library say into a problem of the file.

    Raises
    ------
    DataError
        If the table cannot be read.
    """
    try:
        yield
    except _broken() as error:
        message = f"cannot be read: {_first_line(error)}"
        raise DataError([Problem(Where(path, WHOLE_FILE), message)]) from error


def read_batches(
    path: Path,
    list_key: str,
    problems: list[Problem],
    draft: bytes | None = None,
) -> Iterator[Batch] | None:
    """
    Return the rows of a file batch by batch, or `None` with the reason noted.

    Parameters
    ----------
    path
        The file, as messages give it.
    list_key
        What its rows are: `events`, `reports` ...
    problems
        Where faults are noted.
    draft
        Read these bytes as if they were in the file.

    Raises
    ------
    UsageError
        If pyarrow is not installed.
    """
    try:
        file = open_table(path, draft)
        faults = list(schema_faults(file, list_key))
    except UsageError:
        raise
    except FileNotFoundError:
        faults = ["no such file; check the path"]
    except UnfitFileError as error:
        faults = [f"cannot be read: {error.strerror}"]
    except _broken() as error:
        faults = [f"is no Parquet: {_first_line(error)}"]
    problems.extend(Problem(Where(path, WHOLE_FILE), fault) for fault in faults)
    return None if faults else _batches(file, path, problems)


def _batches(file: Any, path: Path, problems: list[Problem]) -> Iterator[Batch]:  # noqa: ANN401
    first = 1
    batches = file.iter_batches(batch_size=BATCH_ROWS)
    try:
        while columns := unpacked(lambda: next(batches, None)):
            rows = range(first, first + columns.num_rows)
            yield Batch(columns, rows, path, problems)
            first += columns.num_rows
    except _broken() as error:
        message = f"cannot be read from row {first} on: {_first_line(error)}"
        problems.append(Problem(Where(path, WHOLE_FILE), message))
    finally:
        _give_memory_back()


def _give_memory_back() -> None:
    """Have pyarrow keep no memory for a next table: what follows needs it."""
    import pyarrow as pa  # noqa: PLC0415

    pa.default_memory_pool().release_unused()


def unpacked(read: Callable[[], Any]) -> Any:  # noqa: ANN401
    """
    Return some rows that are sound, and no larger than can be borne.

    Parameters
    ----------
    read
        Reads them, as a table or a batch.

    Raises
    ------
    OSError
        If they are too large; of rows that are no good, `pyarrow` raises its own.
    """
    try:
        with memory_bounded(MAX_UNPACKED_MB):
            rows = read()
    except MemoryError as error:
        msg = f"unpacks to more than {MAX_UNPACKED_MB} MB; split it"
        raise OSError(msg) from error
    if rows is not None:
        rows.validate(full=True)
        most = MAX_VALUES * (1 + rows.num_rows // BATCH_ROWS)
        if sum(map(_count_of, rows.columns)) > most:
            msg = f"has more than {most:,} values in {rows.num_rows:,} rows; split it"
            raise OSError(msg)
    return rows


def _count_of(column: Any) -> int:  # noqa: ANN401
    """Return how many values are in a column, all lists in it counted out."""
    import pyarrow.types as kinds  # noqa: PLC0415

    if hasattr(column, "chunks"):
        return sum(map(_count_of, column.chunks))
    if kinds.is_list(column.type) or kinds.is_large_list(column.type):
        return _count_of(column.flatten())
    if kinds.is_struct(column.type):
        return sum(map(_count_of, column.flatten()))
    return len(column)


def _table(row: dict[str, Any], line: int) -> Table:
    nodes = {
        key: node
        for key, value in row.items()
        if (node := _node(value, line)) is not None
    }
    return Table(line, nodes, dict.fromkeys(nodes, line))


def _node(value: Any, line: int) -> Node | None:  # noqa: ANN401
    """Return a value as YAML would have it; nothing for a gap."""
    if value is None:
        return None
    if isinstance(value, dict):
        return _table(value, line)
    if isinstance(value, list):
        if value and all(isinstance(pair, tuple) for pair in value):  # a map
            return _table(dict(value), line)
        nodes = (_node(item, line) for item in value)
        return Items(line, tuple(n or Scalar(line, "") for n in nodes))
    return Scalar(line, _text(value))


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(Decimal(repr(value or 0.0)), "f").removesuffix(".0")
    return str(value)


def _broken() -> tuple[type[Exception], ...]:
    """Return what pyarrow raises over a table, or a value in it, that is no good."""
    import pyarrow as pa  # noqa: PLC0415

    return OSError, ValueError, ArithmeticError, LookupError, pa.ArrowException


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unknown"])[0]
