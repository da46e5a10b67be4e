"""GeoJSON files of a gazetteer: the outline and the basemap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from geocontrol.errors import Problem, Where
from geocontrol.io.records import shown_path


def read_collection(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """Return a FeatureCollection, or note why there is none."""
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


def read_outline(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the geometry of the single polygon that areas are cut to."""
    content = read_collection(path, problems)
    if content is None:
        return None
    features = content.get("features") or []
    geometry = features[0].get("geometry") if len(features) == 1 else None
    if not geometry or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        message = "must hold one feature, a Polygon or MultiPolygon"
        problems.append(Problem(Where(shown_path(path)), message))
        return None
    return dict(geometry)
