"""Files of a site, made side by side by processes that share what all need."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Task = TypeVar("Task")
Made = TypeVar("Made")

_TOGETHER = 32
"""Tasks that a process takes at once, at most."""
_shared: list[Any] = []
"""In a worker: the function that does a task, put there once when it starts."""


def each(
    make: Callable[[Task], Made], tasks: Sequence[Task], *, jobs: int
) -> Iterator[Made]:
    """
    Do some tasks, in order, with one process or several.

    Parameters
    ----------
    make
        Called with a task; for several jobs it must be possible to pickle it.
    tasks
        Small things to make something of. Neighbours go to one process, as they
        often have something in common.
    jobs
        How many processes at most. Which of them does a task never matters.
    """
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(make, tasks)
        return
    jobs = min(jobs, len(tasks))
    with ProcessPoolExecutor(
        max_workers=jobs,
        mp_context=get_context("spawn"),
        initializer=_share,
        initargs=(make,),
    ) as pool:
        together = max(1, min(_TOGETHER, len(tasks) // (4 * jobs)))
        yield from pool.map(_make_shared, tasks, chunksize=together)


def _share(make: Callable[[Any], Any]) -> None:
    _shared[:] = [make]
    gc.freeze()  # what all tasks share is no garbage


def _make_shared(task: Any) -> Any:  # noqa: ANN401
    return _shared[0](task)
