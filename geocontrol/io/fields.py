"""
Typed reading of a record's fields, with an address for every complaint.

A reader never stops at the first fault: it notes a `Problem`, gives a stand-in
value, and goes on. Whoever asked looks at `problems` before using the values.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from geocontrol.errors import Problem, Where
from geocontrol.io.dictionary import FIRST_YEAR, LANG_PATTERN, LAST_YEAR, SLUG_PATTERN
from geocontrol.io.legible import is_legible, text_faults, unturned
from geocontrol.io.yamlfile import Items, Node, Scalar, Table
from geocontrol.model import Name

_SLUG = re.compile(SLUG_PATTERN)
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII)
_MONTH_OR_YEAR = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
DECEMBER = 12
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANG = re.compile(LANG_PATTERN)

Word = TypeVar("Word", bound=StrEnum)


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """Return "; did you mean ..." for the nearest known word, or nothing."""
    near = get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def is_lang(text: str) -> bool:
    """Tell whether a text is a language tag, BCP 47."""
    return _LANG.fullmatch(text) is not None


def number_of(text: str) -> float | None:
    """
    Return a decimal number, `None` for any other text; never a zero below zero.

    Examples
    --------
    >>> number_of("-0.0"), number_of("1e1")
    (0.0, None)
    """
    # -0.0 is equal to 0.0, but it is not printed so
    return float(text) or 0.0 if _NUMBER.fullmatch(text) else None


def month_or_year(text: str) -> tuple[date, date] | None:
    """
    Return the first and last day of a month or a year, or `None` for anything else.

    Examples
    --------
    >>> month_or_year("1916-02") == (date(1916, 2, 1), date(1916, 2, 29))
    True
    """
    found = _MONTH_OR_YEAR.fullmatch(text)
    year = int(found.group(1)) if found else 0
    month = int(found.group(2) or 0) if found else 0
    if not year or month > DECEMBER or (found and found.group(2) == "00"):
        return None
    last_month = month or DECEMBER
    last = monthrange(year, last_month)[1]
    return date(year, month or 1, 1), date(year, last_month, last)


class Fields:
    """
    One record being read.

    Parameters
    ----------
    table
        The mapping as read.
    path
        The file it stands in.
    problems
        Where faults are noted, shared by all records of a project.
    record_id
        What messages call the record; its `id` field once that is read.
    """

    __slots__ = ("_path", "_problems", "_table", "_used", "record_id")

    def __init__(
        self, table: Table, path: Path, problems: list[Problem], record_id: str = ""
    ) -> None:
        self._table = table
        self._path = path
        self._problems = problems
        self._used: set[str] = set()
        self.record_id = record_id

    def where(self, key: str = "") -> Where:
        """Return the spot of a field, or of the record."""
        line = self._table.key_lines.get(key, self._table.line)
        return Where(self._path, line, self.record_id)

    def problem(self, message: str, key: str = "") -> None:
        """Note a fault of a field, or of the record."""
        self._problems.append(Problem(self.where(key), message))

    def __contains__(self, key: str) -> bool:
        return key in self._table.nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.nodes)

    def _node(self, key: str) -> Node | None:
        self._used.add(key)
        return self._table.nodes.get(key)

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """Return a field as text."""
        node = self._node(key)
        if node is None:
            if required:
                self.problem(f"{key} is missing")
            return default
        if not isinstance(node, Scalar):
            self.problem(f"{key} must be a single value, not a list or mapping", key)
            return default
        if required and not node.text.strip():
            self.problem(f"{key} is empty", key)
        return self._legible(node.text, key)

    def _legible(self, text: str, key: str) -> str:
        """Return a text without marks that turn it, and complain of what is none."""
        for fault in text_faults(text):
            self.problem(f"{key} {fault}", key)
        return unturned(text)

    def slug(self, key: str, *, required: bool = False) -> str:
        """Return an identifier: small letters, digits and hyphens."""
        text = self.text(key, required=required)
        if text and not _SLUG.fullmatch(text):
            self.problem(
                f"{key} {text!r} must be small letters, digits and hyphens, "
                "such as 'khan-sheikhoun'",
                key,
            )
        return text

    def slugs(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return one identifier or a list of them, without repeats."""
        node = self._node(key)
        if node is None or isinstance(node, Scalar):
            one = self.slug(key, required=required)
            return (one,) if one else ()
        if isinstance(node, Table):
            self.problem(f"{key} must be an id or a list of ids", key)
            return ()
        found: list[str] = []
        for item in node.nodes:
            if not isinstance(item, Scalar) or not _SLUG.fullmatch(item.text):
                self.problem(f"{key} must list ids such as 'khan-sheikhoun'", key)
            elif item.text in found:
                self.problem(f"{key} lists {item.text!r} twice; keep one", key)
            else:
                found.append(item.text)
        if required and not node.nodes:
            self.problem(f"{key} is empty", key)
        return tuple(found)

    def word(
        self, key: str, words: type[Word], *, required: bool = False
    ) -> Word | None:
        """Return one word of a fixed list."""
        text = self.text(key, required=required)
        if not text:
            return None
        try:
            return words(text)
        except ValueError:
            known = [str(word) for word in words]
            hint = suggestion(text, known) or f"; one of {' '.join(known)}"
            self.problem(f"{key} {text!r} is not known{hint}", key)
            return None

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Return a date written as YYYY-MM-DD."""
        text = self.text(key, required=required)
        if not text:
            return None
        try:
            if _DAY.fullmatch(text):
                return self._in_years(date.fromisoformat(text), key)
        except ValueError:
            self.problem(f"{key} {text!r} is not a day of the calendar", key)
            return None
        self.problem(f"{key} {text!r} must be a date such as 2024-11-30", key)
        return None

    def span(self, key: str) -> tuple[date | None, date | None]:
        """Return the first and last day of a day, a month or a year, as written."""
        span = month_or_year(self.text(key))
        if span is None:
            day = self.day(key, required=True)
            return day, day
        first = self._in_years(span[0], key)
        return (first, span[1]) if first else (None, None)

    def _in_years(self, day: date, key: str) -> date | None:
        """Return a day that can be asked for, or note that it cannot."""
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        years = f"{FIRST_YEAR} to {LAST_YEAR}"
        self.problem(f"{key} {self.text(key)} is beyond the years {years}", key)
        return None

    def number(self, key: str, low: float, high: float) -> float | None:
        """Return a decimal number between two bounds; never a zero below zero."""
        text = self.text(key)
        if not text:
            return None
        value = number_of(text)
        if value is None:
            self.problem(f"{key} {text!r} is not a number", key)
            return None
        if not low <= value <= high:
            self.problem(f"{key} {text} must lie between {low:g} and {high:g}", key)
            return None
        return value

    def whole(
        self, key: str, low: int, high: int, *, required: bool = False
    ) -> int | None:
        """Return a whole number between two bounds."""
        text = self.text(key, required=required)
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,15}", text) or not low <= int(text) <= high:
            self.problem(
                f"{key} {text!r} must be a whole number from {low} to {high}", key
            )
            return None
        return int(text)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        node = self._node(key)
        if node is None:
            return ()
        if isinstance(node, Items) and all(isinstance(i, Scalar) for i in node.nodes):
            texts = [i.text for i in node.nodes if isinstance(i, Scalar)]
            return tuple(self._legible(text, key) for text in texts)
        self.problem(f"{key} must be a list of words", key)
        return ()

    def records(
        self, key: str, *, required: bool = False, may_be_empty: bool = False
    ) -> Iterator[Fields]:
        """Yield the records of a list field."""
        node = self._node(key)
        if node is None:
            if required:
                self.problem(f"{key} is missing")
            return
        if not isinstance(node, Items):
            self.problem(f"{key} must be a list of records", key)
            return
        if required and not node.nodes and not may_be_empty:
            self.problem(f"{key} is empty; list at least one", key)
        for item in node.nodes:
            if isinstance(item, Table):
                yield Fields(item, self._path, self._problems, self.record_id)
            else:
                where = Where(self._path, item.line, self.record_id)
                message = f"{key} must list records, each a mapping of fields"
                self._problems.append(Problem(where, message))

    def record(self, key: str, example: str = "") -> Fields | None:
        """Return a field that is itself a mapping; an example tells of what kind."""
        node = self._node(key)
        if node is None:
            return None
        if isinstance(node, Table):
            return Fields(node, self._path, self._problems, self.record_id)
        self.problem(f"{key} must be a mapping{example}", key)
        return None

    def is_record(self, key: str) -> bool:
        """Tell whether a field is a mapping."""
        return isinstance(self._table.nodes.get(key), Table)

    def is_list(self, key: str) -> bool:
        """Tell whether a field is a list."""
        return isinstance(self._table.nodes.get(key), Items)

    def names(self, key: str = "names") -> tuple[Name, ...]:
        """Return a list of `{text, lang}` records."""
        names = []
        for fields in self.records(key):
            names.append(fields.name())
            fields.finish()
        return tuple(names)

    def name(self) -> Name:
        """Return the record of a name, which may have more fields."""
        text = self.text("text", required=True)
        return Name(text=text, lang=self.lang(required=True))

    def lang(self, *, required: bool = False) -> str:
        """Return the language that a record says it is in."""
        lang = self.text("lang", required=required)
        if lang and not is_lang(lang):
            self.problem(f"lang {lang!r} is not a language tag like ar-Latn", "lang")
        return lang

    def pairs(self, key: str, *, any_word: bool = False) -> tuple[tuple[str, str], ...]:
        """Return a mapping to texts, sorted: of ids, or of any words one can read."""
        record = self.record(key)
        if record is None:
            return ()
        for word in record:
            if not any_word and not _SLUG.fullmatch(word):
                record.problem(
                    f"{word!r} of {key} must be small letters, digits and hyphens, "
                    "such as 'geonames'",
                    word,
                )
            elif not is_legible(word):
                message = f"{word!r} of {key} holds a character that steers or turns"
                record.problem(f"{message} text, or is too long; write it anew", word)
        return tuple(sorted((word, record.text(word)) for word in record))

    def keep_lines(self) -> None:
        """Forget what the fields say, and keep where they stand."""
        table = self._table
        self._table = Table(table.line, {}, table.key_lines)
        self._used = set()

    def finish(self) -> None:
        """Complain of every field that nobody asked for."""
        for key in self._table.nodes:
            if key not in self._used:
                hint = suggestion(key, self._used)
                self.problem(f"field {key!r} is not known{hint}", key)
