"""GeoJSON files of a gazetteer: the outline and the basemap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from geocontrol.errors import Problem, Where
from geocontrol.io.records import shown_path
from geocontrol.model import MAX_LAT, MAX_LON

_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists lie around the positions of each type of geometry."""
_LEAST_IN_LINE = 2
_LEAST_IN_RING = 4


def read_collection(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """Return a FeatureCollection whose geometries can be drawn, or note why not."""
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
    features = content.get("features")
    if not isinstance(features, list):
        problems.append(Problem(where, "features must be a list"))
        return None
    faults = [
        Problem(where, f"feature {number}: {fault}")
        for number, feature in enumerate(features, start=1)
        if (fault := _fault(feature))
    ]
    problems.extend(faults)
    return None if faults else content


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
    if not isinstance(feature.get("properties"), dict):
        return "must have properties"
    geometry = feature["geometry"]
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in _DEPTH:
        return f"geometry type {kind!r} is not known; one of {' '.join(_DEPTH)}"
    if not coordinates or not _is_nested(coordinates, _DEPTH[kind]):
        return f"coordinates are not those of a {kind}: lon, lat in degrees"
    if not all(_is_long_enough(line, kind) for line in _lines(coordinates, kind)):
        return f"a line of the {kind} is too short, or a ring is not closed"
    return ""


def _is_nested(value: object, depth: int) -> bool:
    if not isinstance(value, list):
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
