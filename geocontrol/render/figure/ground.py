"""The ground of a figure: water, land, neighbours, and the lines over areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shapely import transform
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from geocontrol.project import Project
from geocontrol.render.figure.sheet import Shape, Sheet
from geocontrol.render.figure.style import mix
from geocontrol.render.figure.view import View, rings_of

_OPEN_LAYERS = frozenset({"river"})


def draw_ground(sheet: Sheet, project: Project, view: View) -> None:
    """Draw water, neighbours and land; areas of control go over them."""
    theme = sheet.theme
    has_neighbours = any(_layer(f) == "neighbour" for f in _features(project))
    ground = theme.water if has_neighbours else theme.neighbour
    shapes = [Shape(view.box.path(), fill=ground)]
    for feature in _features(project):
        if _layer(feature) == "neighbour":
            path = view.path(rings_of(feature["geometry"]), is_closed=True)
            shapes.append(Shape(path, theme.neighbour, theme.line, 0.5))
    land = view.path(rings_of(project.outline), is_closed=True)
    shapes.append(Shape(land, fill=theme.land))
    sheet.draw(shapes, view.box)


def draw_lines(sheet: Sheet, project: Project, view: View, growth: float) -> None:
    """Draw what lies over areas and under marks: borders, rivers, lakes."""
    theme = sheet.theme
    looks = {
        "governorate": ("none", mix(theme.line, theme.border, 0.4), 0.5),
        "river": ("none", theme.river, 0.9),
        "lake": (theme.water, theme.river, 0.4),
        "sea": (theme.water, theme.river, 0.4),
    }
    shapes = []
    for layer, (fill, edge, width) in looks.items():
        for feature in _features(project):
            if _layer(feature) != layer:
                continue
            path = view.path(
                rings_of(feature["geometry"]), is_closed=layer not in _OPEN_LAYERS
            )
            shapes.append(Shape(path, fill, edge, width * growth))
    land = view.path(rings_of(project.outline), is_closed=True)
    shapes.append(Shape(land, "none", theme.border, 0.8 * growth))
    sheet.draw(shapes, view.box)


def draw_locator(sheet: Sheet, project: Project, whole: View, part: View) -> None:
    """Draw the whole land small, and the part that the map shows as a frame on it."""
    theme = sheet.theme
    draw_ground(sheet, project, whole)
    land = whole.path(rings_of(project.outline), is_closed=True)
    west, south, east, north = part.bounds
    frame = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    sheet.draw(
        [
            Shape(land, theme.land, theme.border, 0.5),
            Shape(whole.path([frame], is_closed=True), "none", theme.ink, 1.0),
        ],
        whole.box,
    )
    sheet.draw([Shape(whole.box.path(), "none", theme.border, 0.6)])


def ground_names(
    project: Project, view: View, lang: str
) -> Iterator[tuple[str, str, BaseGeometry]]:
    """Yield layer, name and land in view (points) of neighbours and governorates."""
    window = box(*view.bounds)
    own = shape(project.outline).buffer(0)
    for layer in ("neighbour", "governorate"):
        for feature in _features(project):
            properties = feature.get("properties", {})
            name = properties.get("name", "")
            if _layer(feature) != layer or not name:
                continue
            seen = shape(feature["geometry"]).buffer(0).intersection(window)
            if layer == "neighbour":
                seen = seen.difference(own)
            if seen.is_empty or not seen.area:
                continue
            shown = (lang == "ar" and properties.get("name_ar")) or name
            yield layer, shown, transform(seen, view.spots)


def _features(project: Project) -> list[Mapping[str, Any]]:
    return [
        feature
        for feature in project.basemap.get("features", ())
        if feature.get("geometry")
    ]


def _layer(feature: Mapping[str, Any]) -> str:
    return str(feature.get("properties", {}).get("layer", "land"))
