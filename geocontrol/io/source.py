"""A map file, and everything that it names, with the place of each record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from geocontrol.errors import DataError, Problem, UsageError, Where
from geocontrol.io.evidence import Seeds, read_seeds
from geocontrol.io.fields import Fields
from geocontrol.io.gazetteer import read_gazetteer
from geocontrol.io.records import Drafts, Register, open_file, shown_path
from geocontrol.model import Place, PlaceId, Policy

_GRADES = "ABCDEF"
MAX_STALE_DAYS = 36_500
MAX_DAYS = 36_525
"""A century of days; a longer map is a typing error."""


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
    gazetteer_folder: Path
    seeds_folder: Path


def find_map(path: str | Path | None = None) -> Path:
    """
    Return the map file that a path means.

    A path is a map file, a project folder with a single `maps/*.yaml`, or the
    name of a map that the package ships. Without one, it is the current folder.

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
    if found:
        listed = ", ".join(str(shown_path(p)) for p in found)
        msg = f"several maps to choose from; name one with --map: {listed}"
        raise UsageError(msg)
    msg = (
        f"no maps/*.yaml under {str(start)!r}; go to a project folder or name a map "
        "with --map (the example is --map syria-2024)"
    )
    raise UsageError(msg)


def _shipped_map(name: str) -> Path | None:
    """Return a map that travels with the package."""
    shipped = Path(str(files("geocontrol") / "example" / "maps" / f"{name}.yaml"))
    return shipped if shipped.is_file() else None


def read_source(
    map_path: Path, problems: list[Problem], drafts: Drafts | None = None
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
    """
    top = open_file(map_path, problems, drafts)
    if top is None:
        return None
    top.record_id = map_path.stem
    gazetteer = _folder(top, "gazetteer", map_path)
    seeds_folder = _folder(top, "seeds", map_path)
    heading = _heading(top)
    policy = _policy(top)
    top.finish()
    if gazetteer is None or seeds_folder is None:
        return None
    places = read_gazetteer(gazetteer, problems, drafts)
    seeds = read_seeds(seeds_folder, places, problems, drafts)
    outline = _outline(gazetteer / "outline.geojson", problems)
    basemap = _read_geojson(gazetteer / "basemap.geojson", problems)
    if heading is None or outline is None or basemap is None or policy is None:
        return None
    content = {
        "places": {PlaceId(k): v for k, v in places.ordered().items()},
        "evidence": seeds.evidence(),
        "policy": policy,
        "outline": outline,
        "basemap": basemap,
        **heading,
    }
    map_id = map_path.stem
    return Source(
        id=map_id,
        content=content,
        data_hash=_data_hash({"id": map_id, **content}),
        places=places,
        seeds=seeds,
        top=top,
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
    places = read_gazetteer(gazetteer, problems) if gazetteer else None
    if problems or places is None:
        raise DataError(sorted(problems))
    return {PlaceId(k): v for k, v in places.ordered().items()}


def _data_hash(content: Mapping[str, Any]) -> str:
    """Hash what the records say, whatever files and order they came in."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    return hashlib.sha256(orjson.dumps(content, option=options)).hexdigest()


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


def _heading(top: Fields) -> dict[str, Any] | None:
    title = top.text("title", required=True)
    first = top.day("first_day", required=True)
    last = top.day("last_day", required=True)
    extent = _extent(top)
    heading = {
        "title": title,
        "titles": top.names("titles"),
        "summary": top.text("summary"),
        "languages": top.texts("languages") or ("en",),
        "attributions": top.texts("attributions"),
    }
    if first is None or last is None or extent is None:
        return None
    if not _is_span(top, first, last):
        return None
    return {**heading, "first_day": first, "last_day": last, "extent": extent}


def _is_span(top: Fields, first: date, last: date) -> bool:
    days = (last - first).days
    if days < 0:
        top.problem(f"last_day {last} is before first_day {first}", "last_day")
    elif days > MAX_DAYS:
        top.problem(f"{first} to {last} is more than a century", "last_day")
    return 0 <= days <= MAX_DAYS


def _extent(top: Fields) -> tuple[float, float, float, float] | None:
    texts = top.texts("extent")
    try:
        west, south, east, north = map(float, texts)
    except ValueError:
        top.problem("extent must list four numbers: west, south, east, north", "extent")
        return None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004
        top.problem("extent must run west to east and south to north", "extent")
        return None
    return west, south, east, north


def _policy(top: Fields) -> Policy | None:
    fields = top.record("policy")
    default = Policy()
    if fields is None:
        return default
    grade = fields.text("strong_reliability", default=default.strong_reliability)
    weak = fields.whole("weak_voices_needed", 1, 100)
    stale = fields.whole("stale_after_days", 1, MAX_STALE_DAYS)
    fields.finish()
    if len(grade) != 1 or grade not in _GRADES:
        fields.problem(f"strong_reliability {grade!r} must be one letter from A to F")
        return None
    return Policy(
        strong_reliability=grade,
        weak_voices_needed=weak or default.weak_voices_needed,
        stale_after_days=stale or default.stale_after_days,
    )


def _read_geojson(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    where = Where(shown_path(path))
    try:
        content = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        problems.append(Problem(where, "no such file; a gazetteer needs it"))
        return None
    except (OSError, orjson.JSONDecodeError) as error:
        problems.append(Problem(where, f"cannot be read as GeoJSON: {error}"))
        return None
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        problems.append(Problem(where, "must be a GeoJSON FeatureCollection"))
        return None
    return content


def _outline(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the geometry of the single polygon that areas are cut to."""
    content = _read_geojson(path, problems)
    if content is None:
        return None
    features = content.get("features") or []
    geometry = features[0].get("geometry") if len(features) == 1 else None
    if not geometry or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        message = "must hold one feature, a Polygon or MultiPolygon"
        problems.append(Problem(Where(shown_path(path)), message))
        return None
    return dict(geometry)
