"""A lock on a working folder that ends with the process that holds it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
"""Windows has no such flag."""
LOCK_NAME = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """
    Hold a folder against every other process for the length of a block.

    The system keeps the lock, not the file: it goes when the process goes, however
    that ends. Afterwards the lock's file is removed, and the folder too if nothing
    else is left in it.

    Parameters
    ----------
    folder
        The folder; made if it is missing, in one that is there.

    Raises
    ------
    BlockingIOError
        If another process, or another block in this one, holds it.
    OSError
        If the folder cannot be made or the lock's file cannot be written.
    """
    handle = _take(folder)
    try:
        yield
    finally:
        _release(handle, folder)


def _take(folder: Path) -> int:
    """Return the open file of a lock that is ours, and still has its name."""
    while True:
        folder.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):  # its last holder has just removed it
            handle = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | NO_FOLLOW)
            try:
                _lock(handle)
                if os.path.samestat(os.fstat(handle), (folder / LOCK_NAME).stat()):
                    return handle
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(error.errno, "locked") from error
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _release(handle: int, folder: Path) -> None:
    """Remove what a lock left; while it is held where the system allows that."""
    if sys.platform == "win32":
        os.close(handle)
    with suppress(OSError):
        (folder / LOCK_NAME).unlink()
        folder.rmdir()
    if sys.platform != "win32":
        os.close(handle)
