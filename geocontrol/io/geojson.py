"""GeoJSON files of a gazetteer: the outline and the basemap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from geocontrol.errors import Problem, Where
from geocontrol.io.files import read_whole
from geocontrol.io.legible import text_faults, unturned
from geocontrol.io.records import shown_path
from geocontrol.model import MAX_LAT, MAX_LON

_DEPTH = {
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists lie around the positions of each type of geometry that is drawn."""
_TEXTS = ("layer", "name", "name_ar")
MAX_POSITIONS = 1_000_000
_LEAST_IN_LINE = 2
_LEAST_IN_RING = 4


def read_collection(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """
    Return a FeatureCollection of lines and areas, or note why it cannot be drawn.

    Its texts are legible, and have no marks that turn the text around them.

    Parameters
    ----------
    path
        The file.
    problems
        Where faults are noted.
    """
    where = Where(shown_path(path))
    try:
        content = _collection(path)
    except ValueError as error:
        problems.append(Problem(where, str(error)))
        return None
    faults = [
        Problem(where, f"feature {number}: {fault}")
        for number, feature in enumerate(content["features"], start=1)
        if (fault := _fault(feature))
    ]
    count = 0 if faults else sum(map(_positions, content["features"]))
    if count > MAX_POSITIONS:
        message = f"has {count} positions; simplify it to {MAX_POSITIONS} or fewer"
        faults.append(Problem(where, message))
    problems.extend(faults)
    if faults:
        return None
    return {**content, "features": list(map(_unturned, content["features"]))}


def _collection(path: Path) -> dict[str, Any]:
    """
    Return a FeatureCollection as it stands in a file.

    Raises
    ------
    ValueError
        If the file holds none, in words.
    """
    try:
        content = orjson.loads(read_whole(path))
    except FileNotFoundError:
        msg = "no such file; a gazetteer needs it"
        raise ValueError(msg) from None
    except OSError as error:
        msg = f"cannot be read: {error.strerror}"
        raise ValueError(msg) from error
    except orjson.JSONDecodeError as error:
        msg = f"cannot be read as GeoJSON: {error}"
        raise ValueError(msg) from error
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        msg = "must be a GeoJSON FeatureCollection"
        raise ValueError(msg)
    if not isinstance(content.get("features"), list):
        msg = "features must be a list"
        raise ValueError(msg)  # noqa: TRY004 - a fault of the data
    return content


def _positions(feature: dict[str, Any]) -> int:
    """Count the positions of a feature without faults."""
    geometry = feature["geometry"]
    flat = [geometry["coordinates"]]
    for _ in range(_DEPTH[geometry["type"]]):
        flat = [inner for outer in flat for inner in outer]
    return len(flat)


def read_outline(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the geometry of the single polygon that areas are cut to."""
    content = read_collection(path, problems)
    if content is None:
        return None
    features = content["features"]
    geometry = features[0]["geometry"] if len(features) == 1 else {"type": ""}
    if geometry["type"] not in {"Polygon", "MultiPolygon"}:
        message = "must hold one feature, a Polygon or MultiPolygon"
        problems.append(Problem(Where(shown_path(path)), message))
        return None
    return dict(geometry)


def _fault(feature: object) -> str:
    """Say what keeps a feature from being drawn; nothing if nothing does."""
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        return "must be a Feature with a geometry"
    return _fault_of_texts(feature.get("properties")) or _fault_of_shape(
        feature["geometry"]
    )


def _fault_of_texts(properties: object) -> str:
    if not isinstance(properties, dict):
        return "must have properties"
    for key in _TEXTS:
        text = properties.get(key)
        if not isinstance(text, str | None):
            return f"{key} must be a text"
        for fault in text_faults(text or ""):
            return f"{key} {fault}"
    return ""


def _unturned(feature: dict[str, Any]) -> dict[str, Any]:
    """Return a feature without faults, with no marks in its texts that turn them."""
    properties = feature["properties"]
    texts = {key: unturned(properties[key]) for key in _TEXTS if properties.get(key)}
    return {**feature, "properties": {**properties, **texts}}


def _fault_of_shape(geometry: dict[str, Any]) -> str:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if not isinstance(kind, str):
        return f"geometry type must be a text; one of {' '.join(_DEPTH)}"
    if kind not in _DEPTH:
        return f"geometry type {kind!r} is not drawn; one of {' '.join(_DEPTH)}"
    if not coordinates or not _is_nested(coordinates, _DEPTH[kind]):
        return f"coordinates are not those of a {kind}: lon, lat in degrees"
    if not all(_is_long_enough(line, kind) for line in _lines(coordinates, kind)):
        return f"a line of the {kind} is too short, or a ring is not closed"
    return ""


def _is_nested(value: object, depth: int) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if depth:
        return all(_is_nested(inner, depth - 1) for inner in value)
    return (
        len(value) >= _LEAST_IN_LINE
        and all(type(n) in {int, float} for n in value)
        and abs(value[0]) <= MAX_LON
        and abs(value[1]) <= MAX_LAT
    )


def _lines(coordinates: list[Any], kind: str) -> list[Any]:
    """Return the lists of positions of a geometry that is made of lines."""
    if kind == "LineString":
        return [coordinates]
    if kind in {"Polygon", "MultiLineString"}:
        return coordinates
    if kind == "MultiPolygon":
        return [ring for polygon in coordinates for ring in polygon]
    return []


def _is_long_enough(line: list[Any], kind: str) -> bool:
    if kind.endswith("LineString"):
        return len(line) >= _LEAST_IN_LINE
    return len(line) >= _LEAST_IN_RING and bool(line[0] == line[-1])
