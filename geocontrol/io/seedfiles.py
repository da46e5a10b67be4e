"""Which files a seeds folder consists of: its own, and those of imports into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geocontrol.io.records import Drafts, files_in

IMPORTS = "imports"


@dataclass(frozen=True, slots=True)
class SeedFiles:
    """The files of a seeds folder and of the imports in it."""

    folder: Path
    drafts: Drafts | None

    def of(self, name: str) -> list[Path]:
        """Return the file of a list, and those of imports that add to it."""
        added = (folder / f"{name}.yaml" for folder in self._imports())
        return [
            self.folder / f"{name}.yaml",
            *(path for path in added if path.exists()),
        ]

    def events(self) -> list[Path]:
        """Return every file of events."""
        paths = files_in(self.folder / "events", self.drafts)
        for folder in self._imports():
            paths += files_in(folder / "events", self.drafts)
        return paths

    def _imports(self) -> list[Path]:
        return sorted((self.folder / IMPORTS).glob("[!.]*/"))
