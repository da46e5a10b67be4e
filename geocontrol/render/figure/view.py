"""Where on a sheet a spot of the earth lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import numpy as np
from matplotlib.path import Path

from geocontrol.errors import UsageError
from geocontrol.model import Kind, PlaceId
from geocontrol.project import Project
from geocontrol.render.figure.sheet import Box
from geocontrol.render.figure.trim import Floats, Ints, trimmed

KM_PER_DEGREE = 111.32
"""Kilometres in a degree of longitude on the equator, WGS 84."""

Bounds = tuple[float, float, float, float]
"""West, south, east, north, degrees, WGS 84."""

_LEAST_DEGREES = 0.01
_ROOM = 6.0
"""Points around a view in which a line may reach into it by its width."""


@dataclass(frozen=True, slots=True)
class View:
    """
    A part of the earth in a rectangle of a sheet.

    Degrees of longitude are shortened by the cosine of the middle latitude, so that
    distances are true there and nearly so around (plate carrée).
    """

    box: Box
    west: float
    north: float
    points_per_degree: float
    """Of latitude."""
    shrink: float
    """Cosine of the middle latitude."""

    def x(self, lon: float) -> float:
        """Return points from the left of the sheet."""
        return self.box.x0 + (lon - self.west) * self.shrink * self.points_per_degree

    def y(self, lat: float) -> float:
        """Return points from the top of the sheet."""
        return self.box.y0 + (self.north - lat) * self.points_per_degree

    def spots(self, lonlat: Floats) -> Floats:
        """Return x and y on the sheet of many corners, lon and lat."""
        corner = np.array([self.west, self.north])
        scale = np.array([self.shrink, -1.0]) * self.points_per_degree
        start = np.array([self.box.x0, self.box.y0])
        placed: Floats = (lonlat - corner) * scale + start
        return placed

    @property
    def points_per_km(self) -> float:
        """Length of a kilometre in the middle of the view."""
        return self.points_per_degree / KM_PER_DEGREE

    @property
    def bounds(self) -> Bounds:
        """Return what the rectangle shows."""
        width = self.box.width / (self.points_per_degree * self.shrink)
        height = self.box.height / self.points_per_degree
        return self.west, self.north - height, self.west + width, self.north

    def path(self, rings: Iterable[Iterable[Any]], *, is_closed: bool) -> Path:
        """Return the outline of rings or lines of lon, lat pairs."""
        lines = [np.asarray(ring, dtype=float)[:, :2] for ring in rings]
        if not lines:
            return Path(np.empty((0, 2)))
        start = np.cumsum([0, *map(len, lines[:-1])])
        return self.path_along(np.concatenate(lines), start, is_closed=is_closed)

    def path_along(self, lonlat: Floats, start: Ints, *, is_closed: bool) -> Path:
        """
        Return the outline of rings or lines, as far as the view shows it.

        Parameters
        ----------
        lonlat
            Longitude and latitude of their corners, one after another, WGS 84.
        start
            The row with which each begins.
        is_closed
            Whether they are rings, which end where they begin.
        """
        codes = np.full(len(lonlat), Path.LINETO, dtype=Path.code_type)
        if is_closed:
            codes[start - 1] = Path.CLOSEPOLY
        codes[start] = Path.MOVETO
        return Path(*trimmed(self.spots(lonlat), codes, self.box.grown(_ROOM)))


def shape_of(bounds: Bounds) -> float:
    """Return the width of a part of the earth over its height, as a view shows it."""
    west, south, east, north = bounds
    return (east - west) * cos(radians((south + north) / 2)) / (north - south)


def view_of(bounds: Bounds, box: Box) -> View:
    """Return the view that shows a part of the earth in a box, as large as it fits."""
    west, south, east, north = bounds
    shrink = cos(radians((south + north) / 2))
    width, height = (east - west) * shrink, north - south
    scale = min(box.width / width, box.height / height)
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    return View(
        box,
        middle_lon - box.width / scale / shrink / 2,
        middle_lat + box.height / scale / 2,
        scale,
        shrink,
    )


def crop_bounds(project: Project, crop: str) -> Bounds:
    """
    Return the part of the map that a word or four numbers mean.

    Parameters
    ----------
    project
        The map.
    crop
        The id or name of a governorate, or `west,south,east,north` in degrees;
        nothing for the whole map.

    Raises
    ------
    UsageError
        If it is neither.
    """
    if not crop:
        return project.extent
    if "," in crop:
        return _numbers(crop)
    regions = {
        place.id: place
        for place in project.places.values()
        if place.kind in {Kind.GOVERNORATE, Kind.DISTRICT}
    }
    wanted = crop.casefold()
    for place_id, place in regions.items():
        names = {place_id, place_id.removesuffix("-governorate"), place.name.casefold()}
        if wanted in names:
            return _around(project, place_id)
    msg = (
        f"crop {crop!r} is no governorate and no west,south,east,north; "
        f"one of {' '.join(regions)}"
    )
    raise UsageError(msg)


def _numbers(crop: str) -> Bounds:
    try:
        west, south, east, north = map(float, crop.split(","))
    except ValueError as error:
        msg = f"crop {crop!r} must be four numbers: west,south,east,north"
        raise UsageError(msg) from error
    is_box = -180 <= west < east <= 180 and -90 <= south < north <= 90  # noqa: PLR2004
    if not is_box or min(east - west, north - south) < _LEAST_DEGREES:
        msg = f"crop {crop!r} must run west to east and south to north, in degrees"
        raise UsageError(msg)
    return west, south, east, north


def _around(project: Project, region: PlaceId) -> Bounds:
    """Return the box around a governorate: its outline, or else its places."""
    corners = [
        corner
        for feature in project.basemap.get("features", ())
        if feature.get("properties", {}).get("place_id") == region
        for ring in rings_of(feature["geometry"])
        for corner in ring
    ]
    corners += [
        (place.lon, place.lat)
        for place in project.places.values()
        if place.is_drawn and region in place.outers
    ]
    if not corners:
        msg = f"crop {region!r} has neither an outline nor a located place"
        raise UsageError(msg)
    lons, lats = [c[0] for c in corners], [c[1] for c in corners]
    margin = 0.04 * max(max(lons) - min(lons), max(lats) - min(lats)) + 0.02
    return (
        min(lons) - margin,
        min(lats) - margin,
        max(lons) + margin,
        max(lats) + margin,
    )


def rings_of(geometry: Mapping[str, Any]) -> list[Any]:
    """Return each ring or line of a GeoJSON geometry."""
    coordinates = geometry["coordinates"]
    if geometry["type"] == "LineString":
        return [coordinates]
    if geometry["type"] in {"Polygon", "MultiLineString"}:
        return list(coordinates)
    return [ring for polygon in coordinates for ring in polygon]
