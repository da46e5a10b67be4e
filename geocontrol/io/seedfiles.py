"""Which files a seeds folder consists of: its own, and those of imports into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from geocontrol.io.parquetfile import SUFFIX
from geocontrol.io.records import Drafts, files_in

IMPORTS = "imports"


@dataclass(frozen=True, slots=True)
class SeedFiles:
    """The files of a seeds folder and of the imports in it."""

    folder: Path
    drafts: Drafts | None

    def of(self, name: str) -> list[Path]:
        """Return the files of a list, YAML or table, and those that imports add."""
        own, *added = (
            [path for path in _forms(folder, name) if self._is_there(path)]
            for folder in (self.folder, *self._imports())
        )
        return [*(own or [self.folder / f"{name}.yaml"]), *chain(*added)]

    def events(self) -> list[Path]:
        """Return every file of events."""
        paths = files_in(self.folder / "events", self.drafts)
        for folder in self._imports():
            paths += files_in(folder / "events", self.drafts)
        return paths

    def _is_there(self, path: Path) -> bool:
        return path.exists() or path.resolve() in (self.drafts or ())

    def _imports(self) -> list[Path]:
        return sorted((self.folder / IMPORTS).glob("[!.]*/"))


def _forms(folder: Path, name: str) -> Iterator[Path]:
    return (folder / f"{name}{suffix}" for suffix in (".yaml", SUFFIX))
