"""
Records to YAML in one canonical form.

Keys come in the order of the data dictionary; a name, a claim or a list of ids is one
line; text is quoted only where another program would take it for something else.
Reading and writing a file in this form gives the same bytes, so that a difference
between two versions is a difference in what they say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.dictionary import DICTIONARY, FORMAT_VERSION, Field, Form
from geocontrol.io.yamlfile import Items, Node, Scalar, Table, read_yaml

Raw = str | list["Raw"] | dict[str, "Raw"]
"""A value as it stands in a file: text, a list or a mapping."""

_PLAIN_FORMS = {Form.DAY, Form.BOUND, Form.SPAN, Form.NUMBER, Form.WHOLE}
_PLAIN_KEYS = {
    key: Field(key=key, form=form, meaning="")
    for key, form in {
        "first_day": Form.DAY,
        "last_day": Form.DAY,
        "extent": Form.NUMBER,
    }.items()
}
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_NUMBER = re.compile(r"[-+]?(?:0o[0-7]+|[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+)")
_INDICATOR = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=<~\s]|\.\.\.")
_STRUCTURE = re.compile(r": |:$| #|\s$")
_FLOW_STRUCTURE = re.compile(r"[,\[\]{}]|: |:$| #|\s$")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def format_file(list_key: str, records: Iterable[Mapping[str, Raw]]) -> str:
    """Return a whole file of records in canonical form."""
    body = "".join(format_record(record, list_key) for record in records)
    empty = "" if body else " []"
    return f"format_version: {FORMAT_VERSION}\n{list_key}:{empty}\n{body}"


def format_mapping(content: Mapping[str, Raw]) -> str:
    """Return a file that is one mapping, such as a map, in the order given."""
    lines = [f"format_version: {FORMAT_VERSION}"]
    for key, value in content.items():
        lines += _field_lines(key, value, _PLAIN_KEYS.get(key))
    return "".join(f"{line}\n" for line in lines)


def format_record(record: Mapping[str, Raw], list_key: str, indent: str = "") -> str:
    """
    Return one record as an item of its list.

    Examples
    --------
    >>> print(format_record({"name": "Oak", "id": "oak", "lat": "34.5"}, "places"))
    - id: oak
      name: Oak
      lat: 34.5
    <BLANKLINE>
    """
    fields = {field.key: field for field in DICTIONARY.get(list_key, ())}
    keys = [key for key in fields if key in record]
    keys += [key for key in record if key not in fields]
    lines: list[str] = []
    for key in keys:
        lines += _field_lines(key, record[key], fields.get(key))
    starts = ["- ", *["  "] * (len(lines) - 1)]
    return "".join(
        f"{indent}{start}{line}\n" for start, line in zip(starts, lines, strict=True)
    )


def _field_lines(key: str, value: Raw, field: Field | None) -> list[str]:
    form = field.form if field else Form.TEXT
    if isinstance(value, list) and value and isinstance(value[0], dict):
        inner = {f.key: f for f in field.inner} if field else {}
        return [f"{key}:", *(f"- {_flow(item, form, inner)}" for item in value)]
    if isinstance(value, str):
        return [f"{key}: {_scalar(value, form)}"]
    return [f"{key}: {_flow(value, form, {})}"]


def _flow(value: Raw, form: Form, inner: Mapping[str, Field]) -> str:
    """Return a value on one line."""
    if isinstance(value, str):
        return _scalar(value, form, is_flow=True)
    if isinstance(value, list):
        return f"[{', '.join(_flow(item, form, inner) for item in value)}]"
    keys = [key for key in inner if key in value]
    keys += [key for key in value if key not in inner]
    pairs = (
        f"{_scalar(key, Form.TEXT, is_flow=True)}: "
        f"{_flow(value[key], inner[key].form if key in inner else form, {})}"
        for key in keys
    )
    return f"{{{', '.join(pairs)}}}"


def _scalar(text: str, form: Form, *, is_flow: bool = False) -> str:
    is_plain = form in _PLAIN_FORMS and bool(re.fullmatch(r"[-0-9.]+", text))
    if is_plain or _is_safe(text, is_flow=is_flow):
        return text
    return f'"{"".join(map(_escaped, text))}"'


@lru_cache(maxsize=65_536)
def _is_safe(text: str, *, is_flow: bool) -> bool:
    """Tell whether every YAML reader takes the bare text for this very text."""
    if not text.isprintable() or not text or _INDICATOR.match(text):
        return False
    if (_FLOW_STRUCTURE if is_flow else _STRUCTURE).search(text):
        return False
    if text.lower() in {"y", "n", "null"} or _NUMBER.fullmatch(text):
        return False
    return not any(known.match(text) for _, known in _RESOLVERS.get(text[0], ()))


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable() or character == "\u200c":
        return character
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004 - two digits hold it
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def raw_of(node: Node) -> Raw:
    """Return what a tree of nodes says, without its lines."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [raw_of(item) for item in node.nodes]
    return {key: raw_of(inner) for key, inner in node.nodes.items()}


def node_of(raw: Raw, line: int = 1) -> Node:
    """Return a value as a tree of nodes, all on one line of a file to be."""
    if isinstance(raw, str):
        return Scalar(line, raw)
    if isinstance(raw, list):
        return Items(line, tuple(node_of(item, line) for item in raw))
    nodes = {key: node_of(value, line) for key, value in raw.items()}
    return Table(line, nodes, dict.fromkeys(nodes, line))


def canonical(path: Path) -> str:
    """
    Return a file of records in canonical form; comments at its top are kept.

    Raises
    ------
    DataError
        If the file cannot be read, is no list of records, or has comments between
        the records, which would be lost.
    """
    tree = read_yaml(path)
    list_key, records = _the_list(tree, path)
    text = path.read_text(encoding="utf-8-sig")
    head = _heading(text)
    line = _inner_comment(text, tree, len(head.splitlines()))
    if line:
        message = "a comment between records would be lost; make it a note"
        raise DataError([Problem(Where(path, line), message)])
    return head + format_file(list_key, records)


def _the_list(tree: Node, path: Path) -> tuple[str, list[dict[str, Raw]]]:
    """Return the one list of records of a file."""
    root = raw_of(tree)
    lists = [key for key in root if key != "format_version"]
    if isinstance(root, dict) and len(lists) == 1:
        records = root[str(lists[0])]
        if isinstance(records, list):
            tables = [record for record in records if isinstance(record, dict)]
            if len(tables) == len(records):
                return str(lists[0]), tables
    message = "expected format_version and one list of records"
    raise DataError([Problem(Where(path, tree.line), message)])


def _heading(text: str) -> str:
    """Return the comments at the top of a file."""
    lines = []
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        lines.append(line)
    return "".join(lines)


def _inner_comment(text: str, root: Node, first: int) -> int:
    """Return the line of the first comment after the heading, or 0."""
    told = Counter(_hash_signs(root))
    lines = text.splitlines()
    if sum(line.count("#") for line in lines[first:]) <= told.total():
        return 0
    return next(
        n
        for n, line in enumerate(lines, start=1)
        if n > first and line.count("#") > told[n]
    )


def _hash_signs(node: Node) -> Iterator[int]:
    """Yield the line of each `#` that is part of what the file says."""
    if isinstance(node, Scalar):
        yield from [node.line] * node.text.count("#")
    elif isinstance(node, Items):
        for item in node.nodes:
            yield from _hash_signs(item)
    else:
        for key, inner in node.nodes.items():
            yield from [node.key_lines[key]] * key.count("#")
            yield from _hash_signs(inner)
