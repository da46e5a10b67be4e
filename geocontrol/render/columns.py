"""
Tables told by columns: what many rows have alike is told once.

Rows of one kind differ in few of their fields, and many say it in the same words. Told
by columns they are up to half as long, and quicker to pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import ne
from typing import Any

_PAIR = 2
"""A run is told as a value and how many rows have it."""


def table_of(*columns: Sequence[Any]) -> list[Any]:
    """
    Return how many rows there are, and then each column.

    Parameters
    ----------
    *columns
        Of the same length, of what JSON can tell.

    Returns
    -------
    table
        Nothing if there are no rows. A column that is shorter than there are rows
        has runs: a value and how many rows have it, one run after another. Texts of
        which there are few are told once: `of` has them, and `at` their numbers.

    Examples
    --------
    >>> table_of(["held", "held", "held"], [2, 5, 3], [[], [], []])
    [3, ['held', 3], [2, 5, 3], [[], 3]]
    >>> table_of(["a", "b", "a", "b"])
    [4, {'of': ['a', 'b'], 'at': [0, 1, 0, 1]}]
    >>> table_of([], [])
    []
    """
    count = len(columns[0])
    return [count, *map(_told, columns)] if count else []


def _told(column: Sequence[Any]) -> Any:  # noqa: ANN401
    first, count = column[0], len(column)
    if count > _PAIR and first == column[-1] and column.count(first) == count:
        return [first, count]
    runs = 1 + sum(map(ne, column, column[1:]))
    if _PAIR * runs < count:
        return [part for value, run in groupby(column) for part in (value, _count(run))]
    if {*map(type, column)} == {str}:
        number = {text: n for n, text in enumerate(dict.fromkeys(column))}
        if 2 * len(number) <= count:
            return {"of": [*number], "at": [number[text] for text in column]}
    return list(column)


def _count(run: Iterable[object]) -> int:
    return sum(1 for _ in run)
