"""Files of records: one `format_version`, one list, and an id for each record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.dictionary import FORMAT_VERSION
from geocontrol.io.fields import Fields, suggestion
from geocontrol.io.parquetfile import SUFFIX, Batch, read_batches
from geocontrol.io.yamlfile import Table, read_yaml


class Identified(Protocol):
    """Anything that has an id."""

    @property
    def id(self) -> str:
        """By which others refer to it."""


Record = TypeVar("Record", bound=Identified)
Plain = Callable[[Batch], Sequence[Record | None] | None]
Drafts = Mapping[Path, bytes]
"""Files as they would be, by their absolute paths."""


@dataclass(slots=True)
class Register(Generic[Record]):
    """Records by id, and the fields that each one was read from."""

    records: dict[str, Record] = field(default_factory=dict)
    fields: dict[str, Fields] = field(default_factory=dict)
    is_complete: bool = True
    """False when a file could not be read, so that absence proves nothing."""

    @property
    def is_sound(self) -> bool:
        """Whether every record could be read that the files list."""
        return self.is_complete and len(self.records) == len(self.fields)

    def ordered(self) -> dict[str, Record]:
        """Return the records in the order of their ids."""
        order = sorted(self.records)
        if order == list(self.records):  # as with most tables: quicker to copy
            return self.records.copy()
        return {key: self.records[key] for key in order}


def shown_path(path: Path) -> Path:
    """Return a path as messages give it: from the current folder if it lies there."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


def files_in(folder: Path, drafts: Drafts | None = None) -> list[Path]:
    """Return a folder's files of records, and those that drafts would add to it."""
    there = [*folder.glob("*.yaml"), *folder.glob(f"*{SUFFIX}")]
    inside = {path for path in drafts or () if path.parent == folder.resolve()}
    return sorted([*there, *(inside - {path.resolve() for path in there})])


def open_file(
    path: Path, problems: list[Problem], drafts: Drafts | None = None
) -> Fields | None:
    """Read a file's top mapping and check its version; note why if that fails."""
    shown = shown_path(path)
    try:
        root = read_yaml(shown, drafts.get(path.resolve()) if drafts else None)
    except DataError as error:
        problems.extend(error.problems)
        return None
    if not isinstance(root, Table):
        message = "expected a mapping that starts with format_version: 1"
        problems.append(Problem(Where(shown, root.line), message))
        return None
    top = Fields(root, shown, problems)
    version = top.whole("format_version", 1, 10**6, required=True)
    if version is not None and version > FORMAT_VERSION:
        top.problem(
            f"format_version {version} is newer than this program reads "
            f"({FORMAT_VERSION}); update geocontrol",
            "format_version",
        )
        return None
    return top


def read_register(
    paths: list[Path],
    list_key: str,
    parse: Callable[[Fields], Record | None],
    problems: list[Problem],
    drafts: Drafts | None = None,
    plain: Plain[Record] | None = None,
) -> Register[Record]:
    """
    Read the records of several files into one register.

    Parameters
    ----------
    paths
        Files, each a mapping with `format_version` and the list, or a Parquet table.
    list_key
        Name of the list.
    parse
        Makes a record of its fields; notes problems and returns `None` if it cannot.
    problems
        Where faults are noted.
    drafts
        Files as they would be, read instead of those on disk.
    plain
        Makes the records of those rows of a table that are plainly right, faster than
        `parse` does, and the same.

    Raises
    ------
    UsageError
        If there is a Parquet table and pyarrow is not installed.
    """
    register: Register[Record] = Register()
    for path in paths:
        if path.suffix == SUFFIX:
            draft = drafts.get(path.resolve()) if drafts else None
            batches = read_batches(shown_path(path), list_key, problems, draft)
            register.is_complete &= batches is not None
            for batch in batches or ():
                add_rows(register, batch, parse, plain)
            continue
        top = open_file(path, problems, drafts)
        if top is None:
            register.is_complete = False
            continue
        for fields in _identified(top, list_key):
            _add(register, fields, parse)
        top.finish()
    return register


def _identified(top: Fields, list_key: str) -> Iterator[Fields]:
    for fields in top.records(list_key, required=True, may_be_empty=True):
        if _identify(fields):
            yield fields


def _identify(fields: Fields) -> bool:
    fields.record_id = fields.slug("id", required=True)
    return bool(fields.record_id)


def _add(
    register: Register[Record],
    fields: Fields,
    parse: Callable[[Fields], Record | None],
) -> None:
    if not _is_new(register, fields):
        return
    record = parse(fields)
    fields.finish()
    fields.keep_lines()
    if record is not None:
        register.records[fields.record_id] = record


def add_rows(
    register: Register[Record],
    batch: Batch,
    parse: Callable[[Fields], Record | None],
    plain: Plain[Record] | None,
) -> None:
    """Add the rows of a table, and have those looked at that are not plainly right."""
    records = plain(batch) if plain else None
    if records is None:
        for fields in batch.all_fields():
            if _identify(fields):
                _add(register, fields, parse)
        return
    for index, record in enumerate(records):
        if record is None:
            fields = batch.fields(index)
            if _identify(fields):
                _add(register, fields, parse)
        elif _is_new(register, batch.spot(index, record.id)):
            register.records[record.id] = record


def _is_new(register: Register[Record], fields: Fields) -> bool:
    """Take an id for a record, or note that it is taken."""
    first = register.fields.setdefault(fields.record_id, fields)
    if first is not fields:
        fields.problem(
            f"id {fields.record_id!r} is taken by {first.where('id').spot}; "
            "ids are never used twice",
            "id",
        )
    return first is fields


def check_reference(
    fields: Fields, key: str, value: str, register: Register[Record], noun: str
) -> bool:
    """Note a problem unless a register has the id; tell whether it has."""
    if value in register.fields or not register.is_complete:
        return value in register.fields
    hint = suggestion(value, register.fields)
    fields.problem(f"{key} {value!r} is not a known {noun}{hint}", key)
    return False
