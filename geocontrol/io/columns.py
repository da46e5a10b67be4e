"""
Columns of a table to lists of values, each word looked at once.

Whatever is not plainly right becomes `WRONG` and is left to a slower reader that can
say why. A column of another type than expected raises `NotPlainError` for the same end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import Any, Final

from geocontrol.io.dictionary import FIRST_YEAR, LAST_YEAR, SLUG_PATTERN
from geocontrol.io.legible import is_legible

_SLUG = re.compile(SLUG_PATTERN)
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST_DAY = date(FIRST_YEAR, 1, 1).toordinal() - _EPOCH
_LAST_DAY = date(LAST_YEAR, 12, 31).toordinal() - _EPOCH


class _Wrong:
    """The type of `WRONG`."""

    __slots__ = ()


WRONG: Final = _Wrong()
"""Stands for a value that is not plainly right."""


class NotPlainError(Exception):
    """A column is of another type than the one that is read quickly."""


class Words(dict[str, Any]):
    """
    What each word means, asked once.

    Parameters
    ----------
    meaning
        Gives the value of a word, or `WRONG`. A gap is the empty word.
    """

    def __init__(self, meaning: Callable[[str], Any]) -> None:
        super().__init__()
        self._meaning = meaning

    def __missing__(self, word: str) -> Any:  # noqa: ANN401
        self[word] = value = self._meaning(word)
        return value


def slug_in(known: Callable[[str], bool], default: Any = WRONG) -> Words:  # noqa: ANN401
    """Return words that are ids of a register, with a value for the gap."""
    return Words(
        lambda word: (
            (word if _SLUG.fullmatch(word) and known(word) else WRONG)
            if word
            else default
        )
    )


def word_of(words: type[StrEnum], default: Any = WRONG) -> Words:  # noqa: ANN401
    """Return the words of a fixed list, with a value for the gap."""
    by_text: dict[str, Any] = {str(word): word for word in words}
    return Words(lambda word: by_text.get(word, WRONG) if word else default)


def words(column: Any, meanings: Words) -> list[Any]:  # noqa: ANN401
    """Return the meaning of the word in each row."""
    import pyarrow.types as kinds  # noqa: PLC0415

    if kinds.is_null(column.type):
        return [meanings[""]] * len(column)
    if not kinds.is_dictionary(column.type):
        _expect(column, kinds.is_string, kinds.is_large_string)
        column = column.dictionary_encode()
    _expect(column.dictionary, kinds.is_string, kinds.is_large_string)
    meant: dict[int | None, Any] = {None: meanings[""]}
    for row, word in enumerate(column.dictionary.to_pylist()):
        meant[row] = meanings[word or ""]
    # Gaps are not filled by pyarrow: for that alone it would import pandas.
    return [meant[row] for row in column.indices.to_pylist()]


def texts(column: Any) -> list[str]:  # noqa: ANN401
    """Return the text of each row; that of a gap is empty."""
    import pyarrow.types as kinds  # noqa: PLC0415

    if kinds.is_dictionary(column.type):
        return _legible(words(column, Words(str)))
    _expect(column, kinds.is_string, kinds.is_large_string, kinds.is_null)
    return _legible([text or "" for text in column.to_pylist()])


def _legible(texts: list[str]) -> list[str]:
    """
    Return texts that nothing can be said against.

    Raises
    ------
    NotPlainError
        If a character steers a machine or turns the text around it.
    """
    if not all(map(is_legible, texts)):
        raise NotPlainError
    return texts


def slugs(column: Any) -> list[Any]:  # noqa: ANN401
    """Return the id of each row, each another."""
    is_slug = _SLUG.fullmatch
    return [text if is_slug(text) else WRONG for text in texts(column)]


def wholes(column: Any, low: int, high: int, default: Any = WRONG) -> list[Any]:  # noqa: ANN401
    """Return the whole number of each row between two bounds."""
    import pyarrow.types as kinds  # noqa: PLC0415

    _expect(column, kinds.is_integer, kinds.is_null)
    return [
        default if n is None else n if low <= n <= high else WRONG
        for n in column.to_pylist()
    ]


def days(column: Any) -> list[Any]:  # noqa: ANN401
    """Return the date of each row."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.types as kinds  # noqa: PLC0415

    _expect(column, kinds.is_date32)
    numbers = column.cast(pa.int32()).to_pylist()
    known = {number: day_of(number) for number in set(numbers)}
    return [known[number] for number in numbers]


def day_of(number: int | None) -> Any:  # noqa: ANN401
    """Return the date of a number of days since 1970; `WRONG` if nobody can ask it."""
    if number is None or not _FIRST_DAY <= number <= _LAST_DAY:
        return WRONG
    return date.fromordinal(number + _EPOCH)


def members(column: Any, *keys: str) -> list[Any]:  # noqa: ANN401
    """Return some columns of a column of structs, empty where there is none."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.types as kinds  # noqa: PLC0415

    _expect(column, kinds.is_struct)
    names = [column.type.field(n).name for n in range(column.type.num_fields)]
    if set(names) - set(keys) or len(set(names)) < len(names):
        raise NotPlainError
    found = dict(zip(names, column.flatten(), strict=True))
    return [found.get(key, pa.nulls(len(column))) for key in keys]


def spread(column: Any) -> tuple[Any, list[tuple[int, int]]]:  # noqa: ANN401
    """Return all items of a column of lists, and where those of each row stand."""
    import pyarrow.compute as pc  # noqa: PLC0415
    import pyarrow.types as kinds  # noqa: PLC0415

    _expect(column, kinds.is_list, kinds.is_large_list)
    sizes = pc.list_value_length(column).to_pylist()
    ends = list(accumulate(size or 0 for size in sizes))
    return column.flatten(), list(zip([0, *ends], ends, strict=False))


def word_lists(column: Any, meanings: Words) -> list[Any]:  # noqa: ANN401
    """Return the words of each row, each given once; one word may stand alone."""
    import pyarrow.types as kinds  # noqa: PLC0415

    if not (kinds.is_list(column.type) or kinds.is_large_list(column.type)):
        alone = Words(lambda w: _tuple((meanings[w],)) if w else ())
        return words(column, alone)
    items, bounds = spread(column)
    meant = words(items, meanings)
    known = _Lists()
    return [known[tuple(meant[start:end])] for start, end in bounds]


class _Lists(dict[tuple[Any, ...], Any]):
    """Lists of words that were looked at, each kept once."""

    def __missing__(self, row: tuple[Any, ...]) -> Any:  # noqa: ANN401
        self[row] = value = _tuple(row)
        return value


def _tuple(row: tuple[Any, ...]) -> Any:  # noqa: ANN401
    return WRONG if WRONG in row or len(set(row)) < len(row) else row


def _expect(column: Any, *is_kind: Callable[[Any], bool]) -> None:  # noqa: ANN401
    if not any(is_(column.type) for is_ in is_kind):
        raise NotPlainError
