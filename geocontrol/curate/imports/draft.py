"""
Drafted records on their way into a project: all of them, or none.

Records are written to a hidden folder as they come, a file for so many events, and
the folder takes its place in `seeds/…/imports/` in one step.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Self

from geocontrol.errors import UsageError
from geocontrol.io.records import shown_path
from geocontrol.io.seedfiles import IMPORTS
from geocontrol.io.yamlwrite import Raw, format_file, format_record

EVENTS_PER_FILE = 10_000
_READ_BYTES = 1 << 20


class Draft:
    """
    The records of one import.

    Parameters
    ----------
    seeds
        The seeds folder they are meant for.
    import_id
        Slug; the name of the import's folder.
    format_, files
        What was imported, named with its hash at the top of every file.
    replace
        Take the place of an earlier import of that name.

    Raises
    ------
    UsageError
        If there is an import of that name and `replace` was not asked for.
    """

    def __init__(
        self,
        seeds: Path,
        import_id: str,
        *,
        format_: str,
        files: Sequence[Path],
        replace: bool = False,
    ) -> None:
        self.folder = seeds / IMPORTS / import_id
        if self.folder.exists() and not replace:
            msg = (
                f"{shown_path(self.folder)} is there already; --replace takes its "
                "place, --id gives another name"
            )
            raise UsageError(msg)
        self._heading = _provenance(format_, files)
        self._seeds = seeds
        self.events = 0
        self._old: Path | None = None
        self._is_on_trial = False
        self._chunk: IO[str] | None = None

    def __enter__(self) -> Self:
        self._imports_existed = (self._seeds / IMPORTS).exists()
        (self._seeds / IMPORTS).mkdir(exist_ok=True)
        made = tempfile.mkdtemp(prefix=".draft-", dir=self._seeds / IMPORTS)
        self._path = Path(made)
        self._path.chmod(0o755)
        (self._path / "events").mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        self._close_chunk()
        if self._is_on_trial:
            self.take_back()
        shutil.rmtree(self._path, ignore_errors=True)
        if not self._imports_existed and not any((self._seeds / IMPORTS).iterdir()):
            (self._seeds / IMPORTS).rmdir()

    def add_event(self, record: Mapping[str, Raw]) -> None:
        """Write one event."""
        if self.events % EVENTS_PER_FILE == 0:
            self._close_chunk()
            number = self.events // EVENTS_PER_FILE + 1
            path = self._path / "events" / f"{number:03d}.yaml"
            self._chunk = path.open("w", encoding="utf-8", newline="\n")
            self._chunk.write(
                self._heading + format_file("events", []).replace(" []", "")
            )
        if self._chunk is not None:
            self._chunk.write(format_record(record, "events"))
        self.events += 1

    def add_list(self, list_key: str, records: Sequence[Mapping[str, Raw]]) -> None:
        """Write a whole list of actors, voices or reports; an empty one is left out."""
        if records:
            text = self._heading + format_file(list_key, records)
            (self._path / f"{list_key}.yaml").write_text(text, encoding="utf-8")

    def place(self) -> None:
        """Put the import in its place on trial: it goes again unless it is kept."""
        self._close_chunk()
        if self.folder.exists():
            self._old = self._path.with_name(f"{self._path.name}-old")
            self.folder.replace(self._old)
        self._path.replace(self.folder)
        self._is_on_trial = True

    def take_back(self) -> None:
        """Have everything as it was before the import was put in its place."""
        self.folder.replace(self._path)
        if self._old is not None:
            self._old.replace(self.folder)
        self._old, self._is_on_trial = None, False

    def keep(self) -> Path:
        """Leave the import in its place, and return it."""
        self._is_on_trial = False
        if self._old is not None:
            shutil.rmtree(self._old)
        return self.folder

    def _close_chunk(self) -> None:
        if self._chunk is not None:
            self._chunk.close()
            self._chunk = None


def _provenance(format_: str, files: Sequence[Path]) -> str:
    """Return the comment that says where a draft comes from."""
    lines = [f"# Drafted by geocontrol import {format_}; check it before citing."]
    shown = files[:3]
    for path in shown:
        name = "".join(c if c.isprintable() else "?" for c in path.name)
        lines.append(f"# From {name}, sha256 {sha256_of(path)}")
    if len(files) > len(shown):
        lines.append(f"# and {len(files) - len(shown)} files more")
    return "".join(f"{line}\n" for line in lines)


def sha256_of(path: Path) -> str:
    """Return the hash of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            digest.update(block)
    return digest.hexdigest()
