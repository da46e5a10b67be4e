"""
New records at the end of a file, if the project stays right with them.

Nothing that stands in a file is touched, and nothing is written before the project
has been checked as it would be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.atomic import write_files
from geocontrol.io.check import read_checked
from geocontrol.io.dictionary import DICTIONARY
from geocontrol.io.records import Drafts, shown_path
from geocontrol.io.yamlfile import read_yaml
from geocontrol.io.yamlwrite import Raw, format_file, format_record, raw_of

Addition = tuple[Path, str, Mapping[str, Raw]]
"""A file, the list in it (`places`, `events` ...), and the new record's fields."""


def append(map_path: Path, additions: Iterable[Addition]) -> None:
    """
    Add records to files of a project, all or none.

    Parameters
    ----------
    map_path
        The map file of the project.
    additions
        What to add and where; a file that does not exist is begun.

    Raises
    ------
    DataError
        If the project would have a problem that it has not now, or a file is not
        one that can be added to.
    """
    grouped: defaultdict[tuple[Path, str], list[Mapping[str, Raw]]] = defaultdict(list)
    for path, list_key, record in additions:
        grouped[path.resolve(), list_key].append(record)
    drafts = {
        path: extended(path, list_key, records)
        for (path, list_key), records in grouped.items()
    }
    refuse_new_problems(map_path, drafts)
    write_files(drafts)


def extended(path: Path, list_key: str, records: Sequence[Mapping[str, Raw]]) -> bytes:
    """
    Return the bytes of a file with records added at its end.

    Raises
    ------
    DataError
        If the list of records is not the last thing in the file.
    """
    ordered = [_ordered(record, list_key) for record in records]
    if not path.exists():
        return format_file(list_key, ordered).encode()
    old = path.read_bytes()
    before = raw_of(read_yaml(shown_path(path)))
    text = old.decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    text = re.sub(rf"(?m)^{list_key}:[ ]*\[\][ \t\r\n]*\Z", f"{list_key}:", text)
    first = re.search(r"(?m)^( *)- ", text)
    indent = first.group(1) if first else ""
    added = "".join(format_record(record, list_key, indent) for record in ordered)
    if text and not text.endswith("\n"):
        text += newline
    new = (text + added.replace("\n", newline)).encode()
    if _is_extension(before, path, new, list_key, ordered):
        return new
    message = f"the list {list_key} must be the last thing in the file; add by hand"
    raise DataError([Problem(Where(shown_path(path)), message)])


def _is_extension(
    before: Raw, path: Path, new: bytes, list_key: str, records: list[dict[str, Raw]]
) -> bool:
    """Tell whether a file says what it said, and the new records, and no more."""
    if not isinstance(before, dict) or not isinstance(before.get(list_key), list):
        return False
    try:
        after = raw_of(read_yaml(shown_path(path), new))
    except DataError:
        return False
    return after == {**before, list_key: [*before[list_key], *records]}


def _ordered(record: Mapping[str, Raw], list_key: str) -> dict[str, Raw]:
    keys = [field.key for field in DICTIONARY[list_key]]
    return {key: record[key] for key in (*keys, *record) if key in record}


def refuse_new_problems(map_path: Path, drafts: Drafts) -> None:
    """
    Check a project as it would be with some files changed.

    Raises
    ------
    DataError
        With the problems that the change would bring.
    """
    new = problems_of(map_path, drafts) - problems_of(map_path)
    if new:
        raise DataError(sorted(new))


def problems_of(map_path: Path, drafts: Drafts | None = None) -> set[Problem]:
    """Return the problems of a project, as it would be with some files changed."""
    return set(read_checked(map_path, drafts)[1])
