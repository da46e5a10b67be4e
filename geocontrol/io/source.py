"""A map file, and everything that it names, with the place of each record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from geocontrol.errors import DataError, Problem, UsageError
from geocontrol.io.datahash import data_hash
from geocontrol.io.evidence import Seeds, read_seeds
from geocontrol.io.fields import Fields
from geocontrol.io.gazetteer import read_gazetteer
from geocontrol.io.geojson import read_collection, read_outline
from geocontrol.io.links import links_out
from geocontrol.io.mapfile import read_heading
from geocontrol.io.memo import Memo
from geocontrol.io.records import Drafts, Register, open_file, shown_path
from geocontrol.io.reviewed import Reviewed, read_reviewed
from geocontrol.io.routes import read_routes
from geocontrol.memory import collection_paused
from geocontrol.model import Place, PlaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A project as read, with the registers that tell where each record stands."""

    id: str
    content: Mapping[str, Any]
    """The fields of `geocontrol.project.Project`, but for its id and hash."""
    data_hash: str
    places: Register[Place]
    seeds: Seeds
    top: Fields
    """The map file."""
    reviewed: tuple[Reviewed, ...]
    """Warnings that somebody has looked at."""
    gazetteer_folder: Path
    seeds_folder: Path


def find_map(path: str | Path | None = None, *, option: str = "") -> Path:
    """
    Return the map file that a path means.

    A path is a map file, a project folder with a single `maps/*.yaml`, or the
    name of a map that the package ships. Without one, it is the current folder.

    Parameters
    ----------
    path
        What somebody wrote.
    option
        The option by which the caller's user names a map, for messages.

    Raises
    ------
    UsageError
        If there is none, or more than one to choose from.
    """
    start = Path(path) if path is not None else Path()
    if start.is_file():
        return start
    if path is not None and not start.exists():
        shipped = _shipped_map(str(path))
        if shipped is not None:
            return shipped
        msg = f"there is no map file {str(path)!r}; give a maps/*.yaml or its folder"
        raise UsageError(msg)
    found = sorted((start / "maps").glob("*.yaml"))
    if len(found) == 1:
        return found[0]
    by = f" with {option}" if option else ""
    if found:
        listed = ", ".join(str(shown_path(p)) for p in found)
        msg = f"several maps to choose from; name one{by}: {listed}"
        raise UsageError(msg)
    msg = (
        f"no maps/*.yaml under {str(start)!r}; go to a project folder or name a "
        f"map{by} (the example is syria-2024)"
    )
    raise UsageError(msg)


def find_maps(paths: Sequence[str]) -> list[Path]:
    """
    Return every map file that some paths mean.

    A path is as `find_map` takes it, or a folder of several maps, which means them
    all; without any path, the current folder has one.

    Raises
    ------
    UsageError
        If there is none, or none is named and there are several.
    """
    found: list[Path] = []
    for path in paths or (None,):
        folder = Path(path) if path is not None else None
        if folder is not None and folder.is_dir():
            inside = folder / "maps" if (folder / "maps").is_dir() else folder
            found += sorted(inside.glob("*.yaml")) or [find_map(path)]
        else:
            found.append(find_map(path))
    return list(dict.fromkeys(found))


def _shipped_map(name: str) -> Path | None:
    """Return a map that travels with the package."""
    shipped = Path(str(files("geocontrol") / "example" / "maps" / f"{name}.yaml"))
    return shipped if shipped.is_file() else None


def read_source(
    map_path: Path,
    problems: list[Problem],
    drafts: Drafts | None = None,
    *,
    with_events: bool = True,
    memo: Memo | None = None,
) -> Source | None:
    """
    Read a project and keep where each record stands, noting every fault.

    Parameters
    ----------
    map_path
        The map file.
    problems
        Where faults are noted.
    drafts
        Files as they would be, read instead of those on disk.
    with_events
        Read the events too.
    memo
        What was made of the files before; `problems` is its list then.
    """
    top = open_file(map_path, problems, drafts)
    if top is None:
        return None
    top.record_id = map_path.stem
    gazetteer = _folder(top, "gazetteer", map_path)
    seeds_folder = _folder(top, "seeds", map_path)
    heading = read_heading(top)
    reviewed = read_reviewed(top)
    top.finish()
    if gazetteer is None or seeds_folder is None:
        return None
    folders = {"gazetteer": gazetteer, "seeds": seeds_folder}
    if outside := list(links_out(map_path, folders)):
        problems.extend(outside)
        return None
    with collection_paused():
        places = read_gazetteer(gazetteer, problems, drafts, memo)
        seeds = read_seeds(
            seeds_folder, places, problems, drafts, with_events=with_events, memo=memo
        )
    outline = read_outline(gazetteer / "outline.geojson", problems)
    basemap = read_collection(gazetteer / "basemap.geojson", problems)
    routes = read_routes(gazetteer / "routes.yaml", places, problems)
    if heading is None or outline is None or basemap is None:
        return None
    content = {
        "places": {PlaceId(k): v for k, v in places.ordered().items()},
        "evidence": seeds.evidence(),
        "outline": outline,
        "basemap": basemap,
        "routes": routes,
        **heading,
    }
    map_id = map_path.stem
    hashed = memo.hasher.hash if memo else data_hash
    return Source(
        id=map_id,
        content=content,
        data_hash=hashed({"id": map_id, **content}),
        places=places,
        seeds=seeds,
        top=top,
        reviewed=reviewed,
        gazetteer_folder=gazetteer,
        seeds_folder=seeds_folder,
    )


def read_places(map_path: Path) -> dict[PlaceId, Place]:
    """
    Read the gazetteer of a map, and nothing else.

    Raises
    ------
    DataError
        With every problem found in the places.
    """
    problems: list[Problem] = []
    top = open_file(map_path, problems)
    gazetteer = _folder(top, "gazetteer", map_path) if top else None
    if gazetteer:
        problems.extend(links_out(map_path, {"gazetteer": gazetteer}))
    places = None
    if gazetteer and not problems:
        places = read_gazetteer(gazetteer, problems)
    if problems or places is None:
        raise DataError(sorted(problems))
    return {PlaceId(k): v for k, v in places.ordered().items()}


def _folder(top: Fields, key: str, map_path: Path) -> Path | None:
    text = top.text(key, required=True)
    if not text:
        return None
    folder = map_path.parent / text
    if not folder.is_dir():
        top.problem(
            f"{key} {text!r} is no folder (looked for {shown_path(folder)})", key
        )
        return None
    return folder.resolve()
