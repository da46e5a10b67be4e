"""
YAML to a tree of text, each node with its line.

Written over libyaml's event stream rather than its objects: every scalar stays
text (`NO`, `on`, `0123` are words), a key is given once, and whatever lets a file
grow beyond its size or run code (aliases, tags) is refused where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.files import read_whole

MAX_DEPTH = 16
MAX_NODES = 5_000_000
"""More than a file of the largest size has, unless it is made to fill memory."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# Nodes are never changed, but not frozen: a frozen one takes twice as long to make, and
# a large project has millions.
@dataclass(slots=True)
class Scalar:
    """A word, number or sentence, always as text."""

    line: int
    text: str


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    nodes: tuple[Node, ...]


@dataclass(slots=True)
class Table:
    """A mapping, and the line of each of its keys."""

    line: int
    nodes: dict[str, Node]
    key_lines: dict[str, int]


Node = Scalar | Items | Table


class _FaultError(Exception):
    """A fault at a line, before the file is known."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read_yaml(path: Path, draft: bytes | None = None) -> Node:
    """
    Read one YAML document as a tree of text.

    Parameters
    ----------
    path
        The file.
    draft
        Read these bytes as if they were in the file.

    Raises
    ------
    DataError
        If the file is missing, too large, not UTF-8, not YAML, empty, nested too
        deep, or uses aliases, tags, repeated keys or several documents.
    """
    try:
        return _Composer(_events(_read_text(path, draft))).document()
    except _FaultError as fault:
        problem = Problem(Where(path, fault.line), fault.message)
        raise DataError([problem]) from fault


def _read_text(path: Path, draft: bytes | None) -> str:
    try:
        data = read_whole(path) if draft is None else draft
    except FileNotFoundError as error:
        raise _FaultError(1, "no such file; check the path") from error
    except OSError as error:
        raise _FaultError(1, f"cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise _FaultError(line, message) from error


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"character {error.character!r} is not allowed in YAML; delete it"
        raise _FaultError(line, message) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _FaultError(line, _in_words(error, text, line)) from error
    except yaml.YAMLError as error:
        raise _FaultError(1, f"is not YAML: {error}") from error


def _in_words(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    lines = text.splitlines()
    if line <= len(lines) and "\t" in lines[line - 1]:
        return "the line has a tab; YAML is indented with spaces"
    return f"is not YAML: {error.problem or error.context}"


class _Composer:
    """Build the tree from events, refusing what we do not want in data."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._count = 0

    def document(self) -> Node:
        """Return the single document of the stream."""
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            raise _FaultError(1, "is empty; expected records")
        root = self._node(next(self._events), 0)
        next(self._events)
        end = next(self._events)
        if not isinstance(end, yaml.StreamEndEvent):
            raise _FaultError(_line(end), "a second document starts; keep one a file")
        return root

    def _node(self, event: Any, depth: int) -> Node:  # noqa: ANN401
        line = event.start_mark.line + 1
        self._count += 1
        if self._count > MAX_NODES:
            raise _FaultError(line, f"has more than {MAX_NODES} values; split the file")
        if depth > MAX_DEPTH:
            raise _FaultError(line, f"is nested more than {MAX_DEPTH} deep")
        if type(event) is yaml.ScalarEvent and not (event.anchor or event.tag):
            return Scalar(line, event.value)  # nearly all of a file
        if isinstance(event, yaml.AliasEvent):
            raise _FaultError(line, f"*{event.anchor} repeats a record; write it out")
        if event.anchor:
            raise _FaultError(line, f"&{event.anchor} names a record; leave it out")
        if event.tag and event.tag != "!":
            raise _FaultError(line, f"tag {event.tag!r} is not allowed; leave it out")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(line, tuple(self._items(depth)))
        return self._table(line, depth)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _table(self, line: int, depth: int) -> Table:
        table = Table(line, {}, {})
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _FaultError(key.line, "a key must be a word")
            if key.text in table.nodes:
                first = table.key_lines[key.text]
                message = (
                    f"key {key.text!r} is given twice, first on line {first}; keep one"
                )
                raise _FaultError(key.line, message)
            table.key_lines[key.text] = key.line
            table.nodes[key.text] = self._node(next(self._events), depth + 1)
        return table


def _line(event: Any) -> int:  # noqa: ANN401
    return int(event.start_mark.line) + 1
