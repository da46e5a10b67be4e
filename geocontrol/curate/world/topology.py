"""As much of the TopoJSON format as Natural Earth's countries need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
SHORTEST_RING = 4
"""Points; simplification flattens islets to less."""


class Topology:
    """
    Shapes that share their borders.

    Parameters
    ----------
    content
        A TopoJSON document. Arcs are decoded when a shape asks for them.
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.objects: Mapping[str, Any] = content["objects"]
        self._arcs: Sequence[Any] = content["arcs"]
        self._transform = content.get("transform")

    def arc(self, index: int) -> list[Point]:
        """Return the points of one arc; a negative index runs backwards."""
        points = self._decode(self._arcs[index if index >= 0 else ~index])
        return points if index >= 0 else points[::-1]

    def _decode(self, arc: Iterable[Sequence[float]]) -> list[Point]:
        if not self._transform:
            return [(point[0], point[1]) for point in arc]
        (scale_x, scale_y) = self._transform["scale"]
        (left, bottom) = self._transform["translate"]
        x = y = 0.0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * scale_x + left, y * scale_y + bottom))
        return points

    def geometry(self, entry: Mapping[str, Any]) -> BaseGeometry:
        """Return one shape in degrees, WGS 84; empty if nothing is left of it."""
        kind, arcs = entry.get("type"), entry.get("arcs", [])
        coordinates: list[Any]
        if kind == "LineString":
            coordinates = self._line(arcs)
        elif kind == "MultiLineString":
            coordinates = [self._line(part) for part in arcs]
        elif kind == "Polygon":
            coordinates = self._rings(arcs)
        elif kind == "MultiPolygon":
            coordinates = [rings for part in arcs if (rings := self._rings(part))]
        else:
            return shapely.Polygon()
        return shapely.make_valid(shape({"type": kind, "coordinates": coordinates}))

    def _line(self, indices: Iterable[int]) -> list[Point]:
        points: list[Point] = []
        for index in indices:
            arc = self.arc(index)
            points += arc[1:] if points else arc
        return points

    def _rings(self, part: Iterable[Iterable[int]]) -> list[list[Point]]:
        outer, *holes = [self._line(ring) for ring in part]
        if len(outer) < SHORTEST_RING:
            return []
        return [outer, *(ring for ring in holes if len(ring) >= SHORTEST_RING)]
