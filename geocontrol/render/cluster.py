"""
Files of a site made by the workers of a dask cluster.

What all files share goes to each worker once; then a few tasks at a time, and the
bytes come back in order to the one who writes. A worker that dies takes nothing with
it but the time for what it was at. Whoever can reach a scheduler can run any code on
its workers, and the reverse: a cluster is as trusted as this machine, or not used.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import islice
from threading import Lock
from typing import Any, TypeVar

from geocontrol.errors import ClusterError, UsageError
from geocontrol.render.sameness import difference, program

Task = TypeVar("Task")
Made = TypeVar("Made")

PATIENCE_S = 30
"""How long to wait for a scheduler or for a first worker."""
TOGETHER = 8
"""Tasks that a worker takes at once, at most."""
AHEAD = 3
"""Handfuls of tasks that are under way for each thread of the cluster."""
MOST_LOSSES = 5
"""How often what all share may be lost before the cluster is given up."""

_DYING = "the workers of the cluster died again and again"
_one_at_a_time = Lock()
"""In a worker with several threads: what makes files is made for one."""


class Cluster:
    """
    The workers of a dask scheduler as an engine.

    Parameters
    ----------
    client
        A `distributed.Client`.

    Raises
    ------
    ClusterError
        If there are no workers, or a program there is not the one that runs here; by
        `each` also if workers die again and again.
    """

    def __init__(self, client: Any) -> None:  # noqa: ANN401
        self._client = client
        self._wait()
        self._refuse_others()

    def each(
        self, make: Callable[[Task], Made], tasks: Sequence[Task]
    ) -> Iterator[Made]:
        """Yield what a function makes of each task, in order."""
        handfuls = _handfuls(tasks, self._threads())
        rest = iter(handfuls)
        waiting: deque[tuple[Sequence[Task], Any]] = deque()
        shared, losses = self._share(make), 0
        try:
            while True:
                for handful in islice(rest, self._room(len(waiting))):
                    waiting.append((handful, self._submit(shared, handful)))
                if not waiting:
                    return
                try:
                    made = self._result(waiting[0][1])
                except CancelledError as error:
                    losses += 1
                    if losses > MOST_LOSSES:
                        raise ClusterError(_DYING) from error
                    shared = self._share(make)
                    waiting = deque((h, self._submit(shared, h)) for h, _ in waiting)
                    continue
                waiting.popleft()
                yield from made
        finally:
            self._client.cancel([future for _, future in waiting])

    def _share(self, make: Callable[[Any], Any]) -> Any:  # noqa: ANN401
        """Send a function, with all that it knows, to each worker once."""
        for _ in range(MOST_LOSSES):
            self._wait()
            try:
                return self._client.scatter(make, broadcast=True, hash=False)
            except (TimeoutError, OSError) as error:  # a worker died meanwhile
                lost = error
        raise ClusterError(_DYING) from lost

    def _submit(self, shared: Any, handful: Sequence[Any]) -> Any:  # noqa: ANN401
        return self._client.submit(
            _make_all, shared, handful, dict(program()), pure=False
        )

    def _result(self, future: Any) -> Any:  # noqa: ANN401
        from distributed import KilledWorker  # noqa: PLC0415

        try:
            return future.result()
        except KilledWorker as error:
            msg = f"the cluster gave up: {error}"
            raise ClusterError(msg) from error

    def _room(self, waiting: int) -> int:
        """Return how many more handfuls may be under way."""
        return max(0, AHEAD * self._threads() - waiting)

    def _threads(self) -> int:
        return max(1, sum(map(int, self._client.nthreads().values())))

    def _wait(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE_S)
        except (TimeoutError, OSError) as error:
            msg = "the cluster has no workers; start some with dask worker"
            raise ClusterError(msg) from error

    def _refuse_others(self) -> None:
        """Refuse a cluster whose programs are not the one that runs here."""
        found = {"the scheduler": self._asked(self._client.run_on_scheduler)}
        workers = self._asked(partial(self._client.run, on_error="return"))
        if isinstance(workers, Mapping):
            found |= {f"worker {address}": each for address, each in workers.items()}
        else:
            found["the workers"] = workers
        for who, there in found.items():
            if not isinstance(there, Mapping):
                msg = f"{who} cannot run this geocontrol: {there}"
                raise ClusterError(msg)
            if message := difference(there, who):
                raise ClusterError(message)

    def _asked(self, run: Callable[[Callable[[], Any]], Any]) -> Any:  # noqa: ANN401
        """Return which program runs there, or what came of asking."""
        try:
            return run(program)
        except Exception as error:  # noqa: BLE001 - whatever code over there may raise
            return error


@contextmanager
def open_cluster(address: str | None, *, jobs: int = 1) -> Iterator[Cluster]:
    """
    Open the cluster of a scheduler, or make one of processes of this machine.

    Parameters
    ----------
    address
        `tcp://host:8786` or `tls://host:8786`; `None` for processes of this machine.
    jobs
        How many of those.

    Raises
    ------
    UsageError
        If dask is not installed, or the address is none.
    ClusterError
        If no scheduler answers, or its programs are not the one that runs here.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        msg = "--engine dask needs dask; install geocontrol[dask]"
        raise UsageError(msg) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if address is not None:
        with _client(distributed, address) as client:
            yield Cluster(client)
        return
    with (
        distributed.LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield Cluster(client)


def _client(distributed: Any, address: str) -> Any:  # noqa: ANN401
    try:
        return distributed.Client(address, timeout=PATIENCE_S, set_as_default=False)
    except (TimeoutError, OSError) as error:
        msg = f"no dask scheduler answers at {address}; start one with dask scheduler"
        raise ClusterError(msg) from error
    except ValueError as error:
        msg = f"--scheduler {address!r} is no address such as tcp://host:8786"
        raise UsageError(msg) from error


def _handfuls(tasks: Sequence[Task], threads: int) -> list[Sequence[Task]]:
    """Return neighbouring tasks together, few enough that all workers get some."""
    together = max(1, min(TOGETHER, len(tasks) // (4 * threads)))
    return [tasks[n : n + together] for n in range(0, len(tasks), together)]


def _make_all(
    make: Callable[[Any], Any], tasks: Sequence[Any], there: Mapping[str, str]
) -> list[Any]:
    """In a worker: make something of some tasks, if its program is the one asked."""
    if message := difference(there, "whoever builds", "a worker"):
        raise ClusterError(message)
    with _one_at_a_time:
        return [make(task) for task in tasks]
