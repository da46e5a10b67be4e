"""Columns of numbers: where each first stands, and what stood there before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def rows_of(pairs: Sequence[tuple[int, int]]) -> Ints:
    """Return pairs of numbers as a table, a row each."""
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def gathered(tables: Sequence[Ints]) -> tuple[Ints, Ints, Ints]:
    """Return the columns of the tables of all places, and the place of each row."""
    counts = [len(table) for table in tables]
    place = np.repeat(np.arange(len(tables)), counts)
    day, thing = np.concatenate([rows_of([]), *tables]).T
    return day, thing, place


def in_order(*columns: Ints) -> Ints:
    """
    Return the order of rows by some columns, the first counting most.

    Parameters
    ----------
    columns
        Numbers from 0 on; no two rows are alike.
    """
    keys, room = columns[0], 1 << 62
    for column in columns[1:]:
        count = int(column.max(initial=0)) + 1
        room //= count
        if room <= int(keys.max(initial=0)):
            return np.lexsort(columns[::-1])
        keys = keys * count + column
    return np.argsort(keys)


def firsts(keys: Ints) -> tuple[Ints, Ints]:
    """Return each number once, in the order in which they first come, and where."""
    found, first = np.unique(keys, return_index=True)
    order = np.argsort(first)
    return found[order], first[order]


def inverse(keys: Ints, count: int) -> Ints:
    """Return where each number stands in a list; -1 for one that does not."""
    places = np.full(count, -1)
    places[keys] = np.arange(len(keys))
    return places


def previous(place: Ints, values: Ints, nothing: int) -> Ints:
    """
    Return what each place had before each turn.

    Parameters
    ----------
    place
        The place of each turn, in the order of turns.
    values
        What it has from then on.
    nothing
        What it had before its first turn.
    """
    order = np.argsort(place, kind="stable")
    shown = np.roll(values[order], 1)
    is_first = np.diff(place[order], prepend=-1) != 0
    shown[is_first] = nothing
    before = np.empty_like(values)
    before[order] = shown
    return before
