"""
What was made of the files of a project, so that reading it again costs what changed.

A file whose bytes are the same gives the same records, as long as the records that it
refers to are still there. Of a table that is not the same, the rows before and after
those that differ are; only what lies between is read again. Nothing is known by date.
Whatever cannot be used without a word of complaint is read as if for the first time:
there is one reader that knows what to say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from geocontrol.errors import Problem
from geocontrol.io.datahash import Hasher
from geocontrol.io.fields import Fields
from geocontrol.io.files import MAX_IMPORT_MB, MAX_MB, read_whole
from geocontrol.io.parquetfile import SUFFIX, Batch, read_batches
from geocontrol.io.records import (
    Drafts,
    Identified,
    Plain,
    Register,
    add_rows,
    read_register,
    shown_path,
)
from geocontrol.io.tablediff import shared_rows

Record = TypeVar("Record", bound=Identified)
Basis = tuple[Register[Any], ...]
"""The registers that the records of a list refer to."""


@dataclass(frozen=True, slots=True)
class _Part(Generic[Record]):
    """What was made of one file, without a word of complaint."""

    digest: bytes
    """SHA-256 of its bytes."""
    register: Register[Record]
    table: Any = None
    """Its rows, if it is a table: a `pyarrow.Table`."""


@dataclass(frozen=True, slots=True)
class _List:
    """What was made of the files of one list, without a word of complaint."""

    parts: Mapping[Path, _Part[Any]]
    basis: Basis
    register: Register[Any]


@dataclass(slots=True)
class Memo:
    """
    What the last readings of a project made of its files.

    Give it to `read_source` for each reading of one project.
    """

    problems: list[Problem] = field(default_factory=list)
    """Where all readings note faults; emptied before each. Records keep hold of it."""
    hasher: Hasher = field(default_factory=Hasher)
    checked: Register[Any] | None = None
    """Places among which no fault was found."""
    _lists: dict[str, _List] = field(default_factory=dict)

    def register(
        self,
        paths: Sequence[Path],
        list_key: str,
        parse: Callable[[Fields], Record | None],
        plain: Plain[Record] | None,
        basis: Basis,
    ) -> Register[Record] | None:
        """
        Return the records of some files, if nothing can be said against any of them.

        Parameters
        ----------
        paths, list_key, parse, plain
            As for `read_register`.
        basis
            The registers that these records refer to.
        """
        if not all(register.is_sound for register in basis):
            return None  # nobody complains of what refers to a faulty record
        noted = len(self.problems)
        known = self._known(list_key, basis)
        parts: dict[Path, _Part[Record]] = {}
        for path in paths:
            before = known.parts.get(path) if known else None
            part = self._part(path, list_key, parse, plain, before)
            if part is None or len(self.problems) > noted:
                del self.problems[noted:]
                return None
            parts[path] = part
        if known and _are_the_same(parts, known.parts):
            return known.register
        register = _joined([part.register for part in parts.values()])
        if register is not None:
            self._lists[list_key] = _List(parts, basis, register)
        return register

    def _known(self, list_key: str, basis: Basis) -> _List | None:
        """Return what was made of a list, if it can still be relied on."""
        known = self._lists.get(list_key)
        if known and all(map(_has_all_of, basis, known.basis)):
            return known
        return None

    def _part(
        self,
        path: Path,
        list_key: str,
        parse: Callable[[Fields], Record | None],
        plain: Plain[Record] | None,
        known: _Part[Record] | None,
    ) -> _Part[Record] | None:
        """Return what is made of a file, as far as possible of what is known of it."""
        is_table = path.suffix == SUFFIX
        try:
            content = read_whole(path, MAX_IMPORT_MB if is_table else MAX_MB)
        except OSError:
            return None
        digest = hashlib.sha256(content).digest()
        if known and known.digest == digest:
            return known
        if not is_table:
            drafts = {path.resolve(): content}
            register = read_register([path], list_key, parse, self.problems, drafts)
            return _Part(digest, register) if register.is_complete else None
        batches = read_batches(shown_path(path), list_key, self.problems, content)
        if batches is None:
            return None
        return _table_part(digest, list(batches), parse, plain, known)


def _table_part(
    digest: bytes,
    batches: Sequence[Batch],
    parse: Callable[[Fields], Record | None],
    plain: Plain[Record] | None,
    known: _Part[Record] | None,
) -> _Part[Record] | None:
    """Return what is made of the rows of a table; nothing of one without rows."""
    import pyarrow as pa  # noqa: PLC0415

    if not batches:
        return None
    table = pa.Table.from_batches([batch.columns for batch in batches])
    head, tail = shared_rows(known.table, table) if known else (0, 0)
    register: Register[Record] = Register()
    for batch in batches:
        rows = batch.between(head + 1, table.num_rows - tail)
        if len(rows):
            add_rows(register, rows, parse, plain)
    if known:
        register = _between(register, known.register, head, tail)
        if tail and table.num_rows != known.table.num_rows:
            first = table.num_rows - tail + 1
            moved = list(register.fields)[-tail:]
            spots = (batches[0].spot_at(first + n, i) for n, i in enumerate(moved))
            register.fields.update(zip(moved, spots, strict=True))
    is_whole = len(register.records) == table.num_rows
    return _Part(digest, register, table) if is_whole else None


def _between(
    rows: Register[Record], known: Register[Record], head: int, tail: int
) -> Register[Record]:
    """Return rows put between so many of the first and of the last known ones."""
    end = len(known.fields) - tail
    if list(rows.fields) == list(islice(known.fields, head, end)):
        return Register(known.records | rows.records, known.fields | rows.fields)
    joined: Register[Record] = Register()
    parts = ((known, 0, head), (rows, 0, None), (known, end, None))
    for register, first, last in parts:
        joined.records.update(islice(register.records.items(), first, last))
        joined.fields.update(islice(register.fields.items(), first, last))
    return joined


def _are_the_same(
    parts: Mapping[Path, _Part[Any]], before: Mapping[Path, _Part[Any]]
) -> bool:
    return list(parts) == list(before) and all(
        part is was for part, was in zip(parts.values(), before.values(), strict=True)
    )


def _joined(registers: Sequence[Register[Record]]) -> Register[Record] | None:
    """Return the records of some files together; nothing if an id is taken twice."""
    if len(registers) == 1:
        return registers[0]
    joined: Register[Record] = Register()
    for register in registers:
        if not joined.fields.keys().isdisjoint(register.fields):
            return None
        joined.records.update(register.records)
        joined.fields.update(register.fields)
    return joined


def _has_all_of(now: Register[Any], before: Register[Any]) -> bool:
    """Tell whether all that records could refer to is still there, and of its day."""
    if now is before:
        return True
    if not before.fields.keys() <= now.fields.keys():
        return False
    return all(
        _issued(record) == _issued(now.records.get(key))
        for key, record in before.records.items()
    )


def _issued(record: Any) -> Any:  # noqa: ANN401
    return getattr(record, "issued", None)


def read_list(  # noqa: PLR0913 - as `read_register`, and two more
    paths: list[Path],
    list_key: str,
    parse: Callable[[Fields], Record | None],
    problems: list[Problem],
    drafts: Drafts | None = None,
    plain: Plain[Record] | None = None,
    *,
    memo: Memo | None = None,
    basis: Basis = (),
) -> Register[Record]:
    """
    Read the records of several files, as `read_register` does, as far as they are new.

    Parameters
    ----------
    paths, list_key, parse, problems, drafts, plain
        As for `read_register`.
    memo
        What was made of the files before.
    basis
        The registers that these records refer to.

    Raises
    ------
    UsageError
        If there is a Parquet table and pyarrow is not installed.
    """
    known = memo.register(paths, list_key, parse, plain, basis) if memo else None
    if known is not None:
        return known
    return read_register(paths, list_key, parse, problems, drafts, plain)
