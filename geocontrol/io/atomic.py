"""Files replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def write_files(contents: Mapping[Path, bytes]) -> None:
    """
    Write files so that no reader and no crash ever meets half of one.

    All are first written beside their places under other names; only when every one
    is safely on disk do they take their places.

    Parameters
    ----------
    contents
        The bytes of each file. Folders are made as needed.

    Raises
    ------
    OSError
        If a file cannot be written, by the name that was given; then none is replaced.
    """
    for given in contents:
        if given.is_dir():
            message = "is a folder; name a file in it"
            raise IsADirectoryError(errno.EISDIR, message, str(given))
    waiting: dict[Path, Path] = {}
    try:
        for given, data in contents.items():
            path = given.resolve()
            path.parent.mkdir(parents=True, exist_ok=True)
            with _called(given):
                waiting[path] = write_beside(path, data)
        for path, temporary in list(waiting.items()):
            with _called(path):
                temporary.replace(path)
            del waiting[path]
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


@contextmanager
def _called(given: Path) -> Iterator[None]:
    """Let what fails speak of a file as its user does, not of the one beside it."""
    try:
        yield
    except OSError as error:
        error.filename = str(given)
        raise


def write_beside(path: Path, data: bytes) -> Path:
    """Write bytes to a new file in the folder of a path, and return that file."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode if path.exists() else _new_file_mode())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _new_file_mode() -> int:
    """Return the mode that the user's umask gives a new file."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
