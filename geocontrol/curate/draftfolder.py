"""A folder that appears whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Self

from geocontrol.errors import UsageError

IGNORED = "maps/*/\n"


class DraftFolder:
    """
    A folder being made beside its place, and taken away again if anything fails.

    Parameters
    ----------
    folder
        Its place: an empty folder, or none yet.

    Raises
    ------
    UsageError
        If there is something in the folder already.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self.path = self._folder
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            msg = f"{str(folder)!r} is not empty; name a new folder"
            raise UsageError(msg)

    def __enter__(self) -> Self:
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        made = tempfile.mkdtemp(prefix=".geocontrol-", dir=self._folder.parent)
        self.path = Path(made)
        return self

    def write(self, name: str, text: str) -> None:
        """Write a file of the folder to be."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def finish(self) -> None:
        """Put everything in its place."""
        self.write(".gitignore", IGNORED)
        self._folder.mkdir(exist_ok=True)
        for child in sorted(self.path.iterdir()):
            child.replace(self._folder / child.name)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
