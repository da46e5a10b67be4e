"""
Tables told by columns: what many rows have alike is told once.

Rows of one kind differ in few of their fields. Told by columns they are a third
shorter, and quicker to pack.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import ne
from typing import Any


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
        has runs: a value and how many rows have it, one run after another.

    Examples
    --------
    >>> table_of(["held", "held", "held"], [2, 5, 3], [[], [], []])
    [3, ['held', 3], [2, 5, 3], [[], 3]]
    >>> table_of([], [])
    []
    """
    count = len(columns[0])
    return [count, *map(_told, columns)] if count else []


def _told(column: Sequence[Any]) -> list[Any]:
    runs = 1 + sum(map(ne, column, column[1:]))
    if 2 * runs >= len(column):
        return list(column)
    return [part for value, run in groupby(column) for part in (value, len(list(run)))]
