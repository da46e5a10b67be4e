"""Areas of control under the marks: a labelled estimate, quieter than any mark."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from geocontrol.model import ActorId, Status
from geocontrol.render.figure.sheet import Shape, Sheet
from geocontrol.render.figure.style import PATTERNS, Theme, mix
from geocontrol.render.figure.view import View
from geocontrol.render.palette import Look
from geocontrol.territory.parts import DayAreas

_QUIET, _QUIET_GREY = 0.7, 0.58
"""How much of the ground is in the colour of an area, 0 to 1."""


_FADED = "99"
"""How much of what is under it bare land hides in the band, 0 to ff."""


def draw_areas(
    sheet: Sheet, day: DayAreas, view: View, looks: Mapping[ActorId, Look]
) -> None:
    """
    Draw the areas of a day, the band where the front may run, and the fronts.

    Parameters
    ----------
    sheet
        What to draw on.
    day
        Areas, fronts and band in WGS 84.
    view
        Where they stand.
    looks
        Colours of the holders.
    """
    theme = sheet.theme
    shapes = []
    for area in day.areas:
        actor_id = ActorId(area.hold.actor_id)
        if area.hold.status == Status.HELD.value and actor_id in looks:
            fill = land_tone(theme, looks[actor_id].color)
            shapes.append(Shape(_path(area.geometry, view), fill=fill))
    if not day.band.is_empty:
        shapes.append(Shape(_path(day.band, view), fill=theme.land + _FADED))
    sheet.draw(shapes, view.box)
    if theme.is_grey:
        _draw_patterns(sheet, day, view, list(looks))
    for area in day.areas:
        if area.hold.status == Status.CONTESTED.value:
            sheet.hatch(_path(area.geometry, view), theme.soft, "////", view.box)
    fronts = [
        Shape(_path(front.geometry, view), "none", theme.halo, 0.9)
        for front in day.fronts
    ]
    sheet.draw(fronts, view.box)


def land_tone(theme: Theme, color: str) -> str:
    """Return how the land of a holder looks whose colour is given."""
    quiet = _QUIET_GREY if theme.is_grey else _QUIET
    return mix(theme.color(color), theme.land, quiet)


def _draw_patterns(
    sheet: Sheet, day: DayAreas, view: View, order: list[ActorId]
) -> None:
    """Fill the area of each holder with a pattern of its own."""
    faint = mix(sheet.theme.ink, sheet.theme.land, 0.52)
    for area in day.areas:
        actor_id = ActorId(area.hold.actor_id)
        if area.hold.status != Status.HELD.value or actor_id not in order:
            continue
        pattern = PATTERNS[order.index(actor_id) % len(PATTERNS)]
        if pattern:
            sheet.hatch(_path(area.geometry, view), faint, pattern, view.box)


def areas_km2(day: DayAreas | None) -> dict[ActorId, float]:
    """Return how much land each holder has, square kilometres."""
    return {
        ActorId(area.hold.actor_id): float(area.km2.area_km2)
        for area in (day.areas if day else ())
        if area.hold.status == Status.HELD.value
    }


def land_km2(day: DayAreas) -> dict[ActorId | Status, float]:
    """Return all covered land by who has it, and what is contested or unknown, km²."""
    land: dict[ActorId | Status, float] = dict(areas_km2(day).items())
    for area in day.areas:
        status = Status(area.hold.status)
        if status is not Status.HELD:
            land[status] = land.get(status, 0.0) + float(area.km2.area_km2)
    return land


def _path(geometry: BaseGeometry, view: View) -> Path:
    """Return the outline of polygons or lines."""
    parts = shapely.get_parts(geometry)
    is_closed = geometry.geom_type.endswith("Polygon")
    lines = shapely.get_rings(parts) if is_closed else parts
    lonlat, line = shapely.get_coordinates(lines, return_index=True)
    return view.path_along(
        lonlat, np.flatnonzero(np.diff(line, prepend=-1)), is_closed=is_closed
    )
