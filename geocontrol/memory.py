"""Millions of records: what the garbage collector is spared, what a file may take."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_YOUNG = 5_000
"""New objects, less those let go, after which the collector looks through these."""
_SELDOM = 100
"""Times that it looks through older ones before it looks through all."""


@contextmanager
def collection_paused() -> Iterator[None]:
    """
    Keep the cyclic garbage collector from looking through millions of new records.

    Records hold no cycles, so nothing is left behind; looking for some again and
    again takes as long as reading does. Whoever had paused it already stays paused.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def kept_in_memory() -> Iterator[None]:
    """
    Spare the collector of garbage what is made here and stays until the end.

    It would go through millions of records again and again to find that none of
    them is garbage: half of the time of a large build.
    """
    with collection_paused():
        yield
        gc.freeze()


@contextmanager
def collection_eased() -> Iterator[None]:
    """
    Let the collector look seldom through all that is there.

    What is made and let go by the piece, such as pages, leaves only young garbage; yet
    each few of them would have it go through all that they share once more.
    """
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, before[1], max(_SELDOM, before[2]))
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def memory_bounded(most_mb: int) -> Iterator[None]:
    """
    Let a block take so much more memory than the process has, and no more.

    A file of a few kilobytes can unpack to more than any machine has, whatever it says
    of itself. Only Linux holds a process to a bound; elsewhere there is none.

    Parameters
    ----------
    most_mb
        How much more, in MB of addresses.

    Raises
    ------
    MemoryError
        By whatever asks for more within the block.
    """
    if sys.platform != "linux":
        yield
        return
    import resource  # noqa: PLC0415 - Windows has none

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    bound = pages * resource.getpagesize() + (most_mb << 20)
    bounds = [bound, *(limit for limit in (before, hard) if limit >= 0)]
    resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))
