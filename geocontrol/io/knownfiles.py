"""
Files whose bytes were read and right, known again by what the system says of them.

A map that stays in memory is built again after every edit, and most of its files are as
they were. Whoever writes to a file changes its status, whatever else is put back: the
time at which its entry last changed is the system's own. A status that is younger than
the clocks of file systems are fine is not relied on.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from geocontrol.io.sitefiles import SiteFile, holds

_FINE_NS = 2_000_000_000
"""No file system counts time more coarsely."""

Status = tuple[int, ...]


class KnownFiles:
    """What is known of the files of one site, as long as the process lives."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Status, str]] = {}

    def holds(self, path: Path, file: SiteFile) -> bool:
        """
        Tell what `geocontrol.io.sitefiles.holds` tells, sooner of a file known by now.

        Parameters
        ----------
        path
            Where the file should lie; no symbolic link.
        file
            What it should be.
        """
        now, key = time.time_ns(), os.fspath(path)
        status = _status(path)
        if status is not None and self._known.get(key) == (status, file.sha256):
            return True
        is_right = holds(path, file)
        if is_right and status is not None and max(status[-2:]) < now - _FINE_NS:
            self._known[key] = (status, file.sha256)
        return is_right


def _status(path: Path) -> Status | None:
    """Return what a write to a file would change; nothing where none can be had."""
    if os.name != "posix":  # elsewhere the last of the times is that of birth
        return None
    try:
        found = path.lstat()
    except OSError:
        return None
    return (
        found.st_dev,
        found.st_ino,
        found.st_mode,
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
    )
