"""
A map that stays in memory and is built again and again as its files are edited.

What an edit did not touch is not read, weighed, numbered, hashed or laid out again.
The law: the site is, to the byte, the one that a build of its own would write.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geocontrol.io.check import checked_source
from geocontrol.io.memo import Memo
from geocontrol.memory import collection_paused, kept_in_memory
from geocontrol.project import Project
from geocontrol.render.site import Kept, write_site
from geocontrol.render.workers import Engine
from geocontrol.timeline import Timeline


class Workshop:
    """
    Builds the site of one map, and again after each edit.

    Parameters
    ----------
    map_path
        The map file.
    folder
        Where the site is written.
    is_shared, with_explorer, engine
        As for `geocontrol.render.site.write_site`.

    Examples
    --------
    >>> workshop = Workshop("maps/syria-2024.yaml", "out")  # doctest: +SKIP
    >>> workshop.build()  # doctest: +SKIP
    """

    def __init__(
        self,
        map_path: str | Path,
        folder: str | Path,
        *,
        is_shared: bool = False,
        with_explorer: bool = True,
        engine: Engine | None = None,
    ) -> None:
        self.map_path = Path(map_path)
        self.folder = Path(folder)
        self._is_shared = is_shared
        self._with_explorer = with_explorer
        self._engine = engine
        self._memo = Memo()
        self._kept = Kept()
        self._timeline: Timeline | None = None

    def build(self, progress: Callable[[int, int], None] | None = None) -> list[Path]:
        """
        Write the site of the map as its files say now.

        Parameters
        ----------
        progress
            As for `geocontrol.render.site.write_site`.

        Returns
        -------
        paths
            The files of the site, as `write_site` returns them.

        Raises
        ------
        DataError
            With every problem of the project; the last site stays.
        GeocontrolError
            If the folder cannot be written or is held by another build; as above.
        """
        is_first = self._timeline is None
        with kept_in_memory() if is_first else collection_paused():
            project = Project.of(checked_source(self.map_path, self._memo))
            self._timeline = project.timeline(before=self._timeline)
        return write_site(
            project,
            self._timeline,
            self.folder,
            is_shared=self._is_shared,
            with_explorer=self._with_explorer,
            engine=self._engine,
            progress=progress,
            kept=self._kept,
        )
