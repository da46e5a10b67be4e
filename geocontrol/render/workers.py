"""Pages of several days, written side by side by processes that share an atlas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Any, TypeVar

Made = TypeVar("Made")

_shared: list[Any] = []
"""In a worker: the function that makes a day, put there once when it starts."""


def each_day(
    make: Callable[[date], Made], days: Sequence[date], *, jobs: int
) -> Iterator[Made]:
    """
    Make something of each day, in order, with one process or several.

    Parameters
    ----------
    make
        Called with a day; for several jobs it must be possible to pickle it.
    days
        The days.
    jobs
        How many processes at most. Which of them makes a day never matters.
    """
    if jobs <= 1 or len(days) <= 1:
        yield from map(make, days)
        return
    with ProcessPoolExecutor(
        max_workers=min(jobs, len(days)),
        mp_context=get_context("spawn"),
        initializer=_share,
        initargs=(make,),
    ) as pool:
        yield from pool.map(_make_shared, days)


def _share(make: Callable[[date], Any]) -> None:
    _shared[:] = [make]


def _make_shared(day: date) -> Any:  # noqa: ANN401
    return _shared[0](day)
