"""Files of records: one `format_version`, one list, and an id for each record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.fields import Fields, suggestion
from geocontrol.io.yamlfile import Table, read_yaml

FORMAT_VERSION = 1

Record = TypeVar("Record")
Drafts = Mapping[Path, bytes]
"""Files as they would be, by their absolute paths."""


@dataclass(slots=True)
class Register(Generic[Record]):
    """Records by id, and the fields that each one was read from."""

    records: dict[str, Record] = field(default_factory=dict)
    fields: dict[str, Fields] = field(default_factory=dict)
    is_complete: bool = True
    """False when a file could not be read, so that absence proves nothing."""

    def ordered(self) -> dict[str, Record]:
        """Return the records in the order of their ids."""
        return dict(sorted(self.records.items()))


def shown_path(path: Path) -> Path:
    """Return a path as messages give it: from the current folder if it lies there."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


def files_in(folder: Path, drafts: Drafts | None = None) -> list[Path]:
    """Return the YAML files of a folder, and those that drafts would add to it."""
    inside = {path for path in drafts or () if path.parent == folder.resolve()}
    known = {path.resolve() for path in folder.glob("*.yaml")}
    return sorted([*folder.glob("*.yaml"), *(inside - known)])


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
) -> Register[Record]:
    """
    Read the records of several files into one register.

    Parameters
    ----------
    paths
        Files, each a mapping with `format_version` and the list.
    list_key
        Name of the list.
    parse
        Makes a record of its fields; notes problems and returns `None` if it cannot.
    problems
        Where faults are noted.
    drafts
        Files as they would be, read instead of those on disk.
    """
    register: Register[Record] = Register()
    for path in paths:
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
        fields.record_id = fields.slug("id", required=True)
        if fields.record_id:
            yield fields


def _add(
    register: Register[Record],
    fields: Fields,
    parse: Callable[[Fields], Record | None],
) -> None:
    first = register.fields.get(fields.record_id)
    if first is not None:
        spot = first.where("id")
        fields.problem(
            f"id {fields.record_id!r} is taken by {spot.path}:{spot.line}; "
            "ids are never used twice",
            "id",
        )
        return
    register.fields[fields.record_id] = fields
    record = parse(fields)
    fields.finish()
    if record is not None:
        register.records[fields.record_id] = record


def check_reference(
    fields: Fields, key: str, value: str, register: Register[Record], noun: str
) -> bool:
    """Note a problem unless a register has the id; tell whether it has."""
    if value in register.fields or not register.is_complete:
        return value in register.fields
    hint = suggestion(value, register.fields)
    fields.problem(f"{key} {value!r} is not a known {noun}{hint}", key)
    return False
