"""
What a project may read: itself, and the folders that its map file names.

A project folder may come from anybody. No link in it leads the reader out of it,
and a folder that the map file names outside of it is read, but not in silence.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from geocontrol.errors import Problem, Where
from geocontrol.io.records import open_file, shown_path

READ = {
    "gazetteer": (
        "*.geojson",
        "routes.yaml",
        "places",
        "places/*.yaml",
        "places/*.parquet",
    ),
    "seeds": (
        "*.yaml",
        "*.parquet",
        "context",
        "context/*.geojson",
        "events",
        "events/*.yaml",
        "events/*.parquet",
        "imports",
        "imports/[!.]*",
        "imports/[!.]*/*.yaml",
        "imports/[!.]*/*.parquet",
        "imports/[!.]*/events",
        "imports/[!.]*/events/*.yaml",
        "imports/[!.]*/events/*.parquet",
    ),
}
"""What is read of each folder that a map file names, or written into it."""


def home_of(map_path: Path) -> Path:
    """Return the project folder of a map file: its own, or the one above `maps`."""
    folder = map_path.parent.resolve()
    return folder.parent if folder.name == "maps" else folder


def links_out(map_path: Path, folders: dict[str, Path]) -> Iterator[Problem]:
    """
    Yield a problem for each link that leads out of a project.

    Parameters
    ----------
    map_path
        The map file.
    folders
        The `gazetteer` and the `seeds` that it names, themselves without links.
    """
    home = home_of(map_path)
    yield from _if_out(map_path, (home,))
    for kind, folder in folders.items():
        for path in read_in(folder, kind):
            yield from _if_out(path, (home, folder))


def read_in(folder: Path, kind: str) -> Iterator[Path]:
    """
    Yield what is read of the `gazetteer` or the `seeds`, and nothing that is not.

    Links are among it also while nothing is at their end.
    """
    for pattern in READ[kind]:
        above, _, name = pattern.rpartition("/")
        for inside in sorted(folder.glob(above)) if above else [folder]:
            if "*" in name:
                yield from sorted(inside.glob(name))
            elif os.path.lexists(inside / name):
                yield inside / name


def _if_out(path: Path, inside: tuple[Path, ...]) -> Iterator[Problem]:
    where = Where(shown_path(path.parent) / path.name)
    try:
        target = path.resolve()
    except (OSError, RuntimeError):
        yield Problem(where, "is a link that leads back to itself; delete it")
        return
    if not any(target.is_relative_to(folder) for folder in inside):
        message = f"is a link out of the project to {target}; copy it in"
        yield Problem(where, message)


def folders_outside(map_path: Path) -> list[Path]:
    """Return the folders outside of its project that a map file names."""
    top = open_file(map_path, [])
    named = [top.text(key) for key in READ] if top else []
    folders = [(map_path.parent / text).resolve() for text in named if text]
    home = home_of(map_path)
    return [folder for folder in folders if not folder.is_relative_to(home)]
