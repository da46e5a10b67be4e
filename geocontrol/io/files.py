"""Files from anybody: read if they are ordinary ones of a bearable size."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

MAX_MB = 64
"""Of a file of records or a GeoJSON file of a gazetteer."""
MAX_IMPORT_MB = 1024
"""Of a file that somebody names to import it."""
_MB = 2**20
MAX_BYTES = MAX_MB * _MB


class UnfitFileError(OSError):
    """A file that nobody should open: no ordinary one, or too large."""


def read_whole(path: Path, most_mb: int = MAX_MB) -> bytes:
    """
    Return the bytes of an ordinary file.

    Parameters
    ----------
    path
        The file.
    most_mb
        The most megabytes that it may have.

    Raises
    ------
    OSError
        If it cannot be read.
    UnfitFileError
        If it is a pipe or a device, which might never end, or too large.
    """
    refuse_unfit(path, most_mb)
    with path.open("rb") as file:
        return file.read(most_mb * _MB + 1)


def read_if_fit(path: Path) -> bytes:
    """
    Return the bytes of an ordinary file; none if it is missing, or should not be read.

    Raises
    ------
    OSError
        If it is there and cannot be read.
    """
    try:
        return read_whole(path)
    except (FileNotFoundError, UnfitFileError):
        return b""


def refuse_unfit(path: Path, most_mb: int) -> None:
    """
    Refuse a file that is no ordinary one, or too large, before it is opened.

    Raises
    ------
    OSError
        If it is missing.
    UnfitFileError
        If it is a pipe, a device or a folder, or has more megabytes than that.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        message = "is a folder, a pipe or a device, not an ordinary file"
        raise UnfitFileError(errno.EINVAL, message, str(path))
    if found.st_size > most_mb * _MB:
        message = f"is larger than {most_mb} MB; split it"
        raise UnfitFileError(errno.EFBIG, message, str(path))
