"""The ground that marks stand on, made small enough to travel in each page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shapely import maximum_inscribed_circle
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from geocontrol.render.lines import pack

_NAMED_LAYERS = frozenset({"neighbour", "governorate"})
_GROUND_LAYERS = frozenset({"neighbour", "sea"})
_MARGIN_SHARE = 0.12
_ON_EDGE_DEG = 1e-4
_BEYOND_DEG = 6.0


def pack_basemap(
    basemap: Mapping[str, Any],
    outline: Mapping[str, Any],
    extent: tuple[float, float, float, float],
) -> list[dict[str, Any]]:
    """
    Pack a basemap and the land itself as features of lines and a spot for the name.

    Parameters
    ----------
    basemap
        A FeatureCollection whose features have a `layer`, and may have a `name`
        and a `name_ar`.
    outline
        The geometry of the land that the map is about.
    extent
        West, south, east, north of the opening view; names of countries stand
        inside it.

    Returns
    -------
    features
        Each with `layer`, `lines` (see `geocontrol.render.lines`), and, where
        there is a name to write, `name`, `ar` and `at` (lon, lat). The land comes
        first.
    """
    window = _widened(extent)
    packed = [{"layer": "land", "lines": list(_lines(outline))}] if outline else []
    features = basemap.get("features", ())
    edge = _edge(features)
    for feature in features:
        properties = feature.get("properties", {})
        geometry = feature["geometry"]
        layer = properties.get("layer", "land")
        is_ground = layer in _GROUND_LAYERS
        item: dict[str, Any] = {
            "layer": layer,
            "lines": list(_lines(geometry, edge if is_ground else None)),
        }
        if properties.get("name") and item["layer"] in _NAMED_LAYERS:
            spot = widest_spot(geometry, window)
            if spot:
                item["name"] = properties["name"]
                item["ar"] = properties.get("name_ar", "")
                item["at"] = [round(degrees, 2) for degrees in spot]
        packed.append(item)
    return packed


def _lines(
    geometry: Mapping[str, Any], edge: Sequence[float] | None = None
) -> Iterator[str]:
    """Pack each ring or line of a geometry."""
    for line in _rings(geometry["type"], geometry["coordinates"]):
        yield pack([_stretched(position, edge) for position in line] if edge else line)


def _edge(features: Sequence[Mapping[str, Any]]) -> list[float] | None:
    """Return west, south, east, north of everything in a basemap."""
    positions = [
        position
        for feature in features
        for line in _rings(
            feature["geometry"]["type"], feature["geometry"]["coordinates"]
        )
        for position in line
    ]
    if not positions:
        return None
    lons, lats = [p[0] for p in positions], [p[1] for p in positions]
    return [min(lons), min(lats), max(lons), max(lats)]


def _stretched(position: Sequence[float], edge: Sequence[float]) -> tuple[float, float]:
    """Move what lies on the edge of a basemap out of sight, so that no edge shows."""
    west, south, east, north = edge
    lon, lat = position[0], position[1]
    if lon <= west + _ON_EDGE_DEG:
        lon -= _BEYOND_DEG
    if lon >= east - _ON_EDGE_DEG:
        lon += _BEYOND_DEG
    if lat <= south + _ON_EDGE_DEG:
        lat -= _BEYOND_DEG
    if lat >= north - _ON_EDGE_DEG:
        lat += _BEYOND_DEG
    return lon, lat


def _rings(kind: str, coordinates: Sequence[Any]) -> Iterator[Sequence[Any]]:
    if kind == "LineString":
        yield coordinates
    elif kind in {"Polygon", "MultiLineString"}:
        yield from coordinates
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon


def _widened(extent: tuple[float, float, float, float]) -> BaseGeometry:
    west, south, east, north = extent
    margin = _MARGIN_SHARE * max(east - west, north - south)
    return box(west - margin, south - margin, east + margin, north + margin)


def widest_spot(
    geometry: Mapping[str, Any], window: BaseGeometry
) -> tuple[float, float] | None:
    """
    Return the middle of the widest part of an area that a window shows.

    Parameters
    ----------
    geometry
        The area, GeoJSON.
    window
        What is shown, in the same degrees.

    Returns
    -------
    spot
        Longitude and latitude, or `None` where nothing of the area is shown.
    """
    seen = shape(geometry).buffer(0).intersection(window)
    if seen.is_empty or not seen.area:
        return None
    lon, lat = maximum_inscribed_circle(seen, tolerance=0.02).coords[0]
    return lon, lat
