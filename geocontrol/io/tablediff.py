"""How much of two tables is the same at their beginnings and at their ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def shared_rows(one: Any, other: Any) -> tuple[int, int]:  # noqa: ANN401
    """
    Count the rows that two tables have in common at their beginning and at their end.

    Parameters
    ----------
    one, other
        Tables of pyarrow. Those with other columns have nothing in common.

    Returns
    -------
    head, tail
        Together no more than either table has.

    Examples
    --------
    >>> import pyarrow as pa
    >>> shared_rows(pa.table({"a": [1, 2, 4]}), pa.table({"a": [1, 2, 3, 4]}))
    (2, 1)
    """
    least = min(one.num_rows, other.num_rows)

    def begins_alike(first: int, end: int) -> bool:
        count = end - first
        return bool(one.slice(first, count).equals(other.slice(first, count)))

    def ends_alike(first: int, end: int) -> bool:
        mine = one.slice(one.num_rows - end, end - first)
        return bool(mine.equals(other.slice(other.num_rows - end, end - first)))

    head = _longest(least, begins_alike)
    tail = _longest(least - head, ends_alike)
    return head, tail


def _longest(most: int, is_same: Callable[[int, int], bool]) -> int:
    """
    Return how far two sequences agree.

    Parameters
    ----------
    most
        No farther than this.
    is_same
        Tells whether they agree from one position until before another.
    """
    low = 0
    while low < most:
        step = most - low
        while not is_same(low, low + step):
            step //= 2
            if not step:
                return low
        low += step
    return low
