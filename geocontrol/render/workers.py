"""
Engines: who makes the files of a site, side by side.

An engine gets a function and some tasks, and gives back what the function makes of
each, in order. Which process or machine makes what never matters to the bytes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from geocontrol.memory import collection_eased

Task = TypeVar("Task")
Made = TypeVar("Made")

_TOGETHER = 128
"""Tasks that a process takes at once, at most."""
_LEAST = 8
"""Tasks for which a process is worth its start, in which it learns what all share."""
_shared: list[Any] = []
"""In a worker: the function that does a task, put there once when it starts."""


class Engine(Protocol):
    """Whatever does many tasks with one function."""

    def each(
        self, make: Callable[[Task], Made], tasks: Sequence[Task]
    ) -> Iterator[Made]:
        """
        Yield what a function makes of each task, in order.

        Parameters
        ----------
        make
            Called with a task; must be possible to pickle unless there is one process.
        tasks
            Small things to make something of. Neighbours go to one process, as they
            often have something in common.
        """


@dataclass(frozen=True, slots=True)
class Processes:
    """The process that asks, or several of this machine."""

    jobs: int = 1
    """How many processes at most; for a few tasks none is started."""

    def each(
        self, make: Callable[[Task], Made], tasks: Sequence[Task]
    ) -> Iterator[Made]:
        """Yield what a function makes of each task, in order."""
        jobs = min(self.jobs, len(tasks) // _LEAST)
        if jobs <= 1:
            yield from map(make, tasks)
            return
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
    with collection_eased():
        return _shared[0](task)
