"""
Rows of tables: lists of them by number, and each of them once.

Lists are two arrays: compressed rows, as of a sparse matrix.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geocontrol.territory.plane import Ints


@dataclass(frozen=True, slots=True)
class Groups:
    """A list of rows for each of some numbers."""

    start: Ints
    """Where the list of each number begins in `rows`, and where the last one ends."""
    rows: Ints
    """The lists, one after another."""

    @classmethod
    def of(cls, number: Ints, rows: Ints, count: int) -> Groups:
        """
        List rows by their numbers.

        Parameters
        ----------
        number
            The number of each row, less than `count`.
        rows
            The rows.
        count
            How many numbers there are.

        Examples
        --------
        >>> Groups.of(np.array([2, 0, 2]), np.array([5, 6, 7]), 3)[np.array([2])]
        array([5, 7])
        """
        order = np.argsort(number, kind="stable")
        start = np.searchsorted(number[order], np.arange(count + 1))
        return cls(start, rows[order])

    def sizes(self, numbers: Ints) -> Ints:
        """Return how long the lists of some numbers are."""
        return np.asarray(self.start[numbers + 1] - self.start[numbers])

    def __getitem__(self, numbers: Ints) -> Ints:
        """Return the rows of some numbers, list after list."""
        first, size = self.start[numbers], self.sizes(numbers)
        end = np.cumsum(size)
        row = np.arange(size.sum()) + np.repeat(first - end + size, size)
        return np.asarray(self.rows[row])


def distinct(rows: Ints, count: int) -> Ints:
    """
    Return each of some rows once, ascending; quicker than sorting where there are many.

    Parameters
    ----------
    rows
        Rows of a table, in any order.
    count
        How many rows the table has.

    Examples
    --------
    >>> distinct(np.array([3, 1, 3]), 5)
    array([1, 3])
    """
    is_there = np.zeros(count, dtype=bool)
    is_there[rows] = True
    return np.flatnonzero(is_there)
