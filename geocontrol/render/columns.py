"""
Tables told by columns: what many rows have alike is told once.

Rows of one kind differ in few of their fields. Told by columns they are a third
shorter, and quicker to pack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import ne
from typing import Any

TABLES = ("controls", "events", "voices", "reports")
"""The lists of a block that are tables: all rows of each have the same fields."""


def in_columns(block: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return a block with its tables told by columns.

    Parameters
    ----------
    block
        As `geocontrol.render.pagedata` makes it, with rows.
    """
    return {**block, **{key: columns_of(block[key]) for key in TABLES}}


def columns_of(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """
    Return how many rows there are, and then each column.

    Parameters
    ----------
    rows
        Rows of the same length, of what JSON can tell.

    Returns
    -------
    table
        Nothing if there are no rows. A column that is shorter than there are rows
        has runs: a value and how many rows have it, one run after another.

    Examples
    --------
    >>> columns_of([["held", 2, []], ["held", 5, []], ["held", 3, []]])
    [3, ['held', 3], [2, 5, 3], [[], 3]]
    >>> columns_of([])
    []
    """
    if not rows:
        return []
    return [len(rows), *map(_told, zip(*rows, strict=True))]


def _told(column: Sequence[Any]) -> list[Any]:
    runs = 1 + sum(map(ne, column, column[1:]))
    if 2 * runs >= len(column):
        return list(column)
    return [part for value, run in groupby(column) for part in (value, len(list(run)))]
