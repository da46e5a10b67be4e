"""Features of a GeoJSON file from anybody, each with the spot that messages name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import shapely
from shapely.geometry import shape

from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.files import MAX_IMPORT_MB, read_whole
from geocontrol.io.records import shown_path

Feature = Mapping[str, Any]
_SHOWN = 40
"""Characters of a wrong value that a message shows."""


def features_of(path: Path) -> Iterator[tuple[Where, Feature]]:
    """
    Yield the features of a GeoJSON file and where they stand; all have properties.

    Raises
    ------
    DataError
        If it is none, or the properties of a feature are none.
    """
    for number, feature in enumerate(_features(path), start=1):
        where = Where(shown_path(path), 1, f"feature {number}")
        properties = feature.get("properties")
        if not isinstance(properties, dict | None):
            message = (
                f"properties {str(properties)[:_SHOWN]!r} must be names with values; "
                "leave them out if there are none"
            )
            raise DataError([Problem(where, message)])
        yield where, {**feature, "properties": properties or {}}


def _features(path: Path) -> list[dict[str, Any]]:
    where = Where(shown_path(path))
    try:
        content = orjson.loads(read_whole(path, MAX_IMPORT_MB))
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise DataError([Problem(where, message)]) from error
    except orjson.JSONDecodeError as error:
        message = f"cannot be read as GeoJSON: {error}"
        raise DataError([Problem(where, message)]) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise DataError([Problem(where, "must be a GeoJSON FeatureCollection")])
    return features


def objects_of(feature: Feature, key: str) -> list[dict[str, Any]]:
    """Return the objects in a list of a feature; whatever else stands there is none."""
    found = feature.get(key)
    items = found if isinstance(found, list) else []
    return [item for item in items if isinstance(item, dict)]


def geometry_of(feature: Feature, where: Where) -> Any:  # noqa: ANN401
    """
    Return the shape of a feature, or `None` if it has none.

    Raises
    ------
    DataError
        If the geometry is malformed.
    """
    if not feature.get("geometry"):
        return None
    try:
        return shapely.make_valid(shape(feature["geometry"]))
    except Exception as error:
        message = f"its geometry cannot be used: {error}"
        raise DataError([Problem(where, message)]) from error
