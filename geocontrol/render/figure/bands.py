"""The bands of a chart of days: one for each holder, a step for each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from matplotlib.path import Path

from geocontrol.model import ActorId, Status
from geocontrol.render.figure.land import land_km2
from geocontrol.render.figure.phrases import phrases
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sheet import Box, Font, Shape, Sheet
from geocontrol.render.figure.style import Size, mix
from geocontrol.render.wording import short_name
from geocontrol.render.words import long_day
from geocontrol.territory.parts import DayAreas

_LEAST_BAND = 0.012
"""A band thinner than this share of the chart is not named."""
_LINE = 1.25
"""From line to line of a name, in sizes of the font."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


class Band(NamedTuple):
    """What one holder has on each day, and what lies below it."""

    key: ActorId | Status
    values: Floats
    base: Floats
    is_land: bool

    def number(self, day: int) -> str:
        """Return what it has on a day, land to the nearest hundred."""
        return f"{round(self.values[day], -2 if self.is_land else 0):,.0f}"


class _Name(NamedTuple):
    """A name beside the chart."""

    y: float
    lines: Sequence[str]


def bands_of(
    scenes: Sequence[Scene], areas: Mapping[date, DayAreas] | None
) -> list[Band]:
    """Return the band of each holder, the largest lowest, then what nobody holds."""
    rows: list[dict[ActorId | Status, float]] = []
    for scene in scenes:
        if areas:
            rows.append(land_km2(areas[scene.day]))
        else:
            rows.append(dict(scene.held.items()))
            for status in (Status.CONTESTED, Status.UNKNOWN):
                rows[-1][status] = scene.statuses[status]
    keys = {key for row in rows for key, value in row.items() if value}
    table = {key: np.array([row.get(key, 0.0) for row in rows]) for key in keys}
    order = sorted(
        table, key=lambda k: (isinstance(k, Status), -table[k].sum(), str(k))
    )
    base = np.zeros(len(scenes))
    bands = []
    for key in order:
        bands.append(Band(key, table[key], base, is_land=bool(areas)))
        base = base + table[key]
    return bands


def top_of(bands: Sequence[Band]) -> float:
    """Return the most that all have together on a day."""
    return max((float((b.base + b.values).max()) for b in bands), default=0.0) or 1.0


def edges(sheet: Sheet, box: Box, count: int) -> Floats:
    """Return where each day begins and the last one ends, in the order of days."""
    x = np.linspace(box.x0, box.x1, count + 1)
    return x[::-1] if sheet.is_rtl else x


def draw_bands(
    sheet: Sheet, scenes: Sequence[Scene], size: Size, box: Box, bands: Sequence[Band]
) -> None:
    """Draw a band for each holder, and its name with a number beside or in it."""
    last = scenes[-1]
    most = top_of(bands)
    x = np.repeat(edges(sheet, box, len(scenes)), 2)[1:-1]
    shapes, beside, inside = [], [], []
    for band in bands:
        low, high = _sides(band, box, most)
        upper = np.repeat(high, 2)[::-1]
        corners = np.column_stack(
            [np.concatenate([x, x[::-1]]), np.concatenate([np.repeat(low, 2), upper])]
        )
        path = Path(np.vstack([corners, corners[:1]]), closed=True)
        shapes.append(
            Shape(path, _color(sheet, last, band.key), sheet.theme.paper, 0.6)
        )
        if band.values[-1] > most * _LEAST_BAND:
            beside.append((float(low[-1] + high[-1]) / 2, band))
        else:
            inside.append(band)
    sheet.draw(shapes)
    for band in inside:
        _name_inside(sheet, scenes, size, box, band, _sides(band, box, most))
    _name_beside(sheet, last, size, box, beside)


def _sides(band: Band, box: Box, most: float) -> tuple[Floats, Floats]:
    """Return the lower and the upper side of a band on each day, points."""
    low: Floats = box.y1 - band.base / most * box.height
    high: Floats = box.y1 - (band.base + band.values) / most * box.height
    return low, high


def _name_inside(
    sheet: Sheet,
    scenes: Sequence[Scene],
    size: Size,
    box: Box,
    band: Band,
    sides: tuple[Floats, Floats],
) -> None:
    """Write into a band that ends early whose it is, and the most that it was."""
    font = Font(size.body, is_bold=True)
    low, high = sides
    first = final = day = int(band.values.argmax())
    name = _name(scenes[-1], band.key)
    numbered = f"{name} {band.number(day)}"
    texts = f"{numbered} ({short_day(scenes[day])})", numbered, name

    def room(start: int, end: int) -> float:
        return float(low[start : end + 1].min() - high[start : end + 1].max())

    least = 1.6 * size.body
    while first > 0 and room(first - 1, final) >= least:
        first -= 1
    while final < len(scenes) - 1 and room(first, final + 1) >= least:
        final += 1
    x = edges(sheet, box, len(scenes))
    width = abs(float(x[final + 1] - x[first]))
    fitting = [t for t in texts if sheet.measure(t, font)[0] + size.body <= width]
    if not fitting or room(first, final) < least:
        return
    middle = float(x[final + 1] + x[first]) / 2
    lowest = float(low[first : final + 1].min())
    y = lowest - room(first, final) / 2 + 0.35 * size.body
    sheet.text(middle, y, fitting[0], font, align="center", halo=2.0)


def _name_beside(
    sheet: Sheet,
    last: Scene,
    size: Size,
    box: Box,
    bands: Sequence[tuple[float, Band]],
) -> None:
    """Write who has how much at the end beside the last day."""
    font = Font(size.body)
    at = box.x0 - size.body if sheet.is_rtl else box.x1 + size.body
    align = "right" if sheet.is_rtl else "left"
    end = size.margin if sheet.is_rtl else sheet.width - size.margin
    room = abs(end - at)
    names = [
        _Name(y, sheet.wrap(f"{_name(last, b.key)} {b.number(-1)}", font, room))
        for y, b in bands
    ]
    for y, lines in _apart(names, _LINE * size.body, box.y0):
        top = y - len(lines) * _LINE * size.body / 2
        for number, line in enumerate(lines):
            base = top + (number + 0.8) * _LINE * size.body
            sheet.text(at, base, line, font, align=align)


def _apart(names: Sequence[_Name], step: float, highest: float) -> list[_Name]:
    """Move names apart that would stand on each other, from the lowest up."""
    moved: list[_Name] = []
    free = float("inf")
    for name in sorted(names, key=lambda n: -n.y):
        half = len(name.lines) * step / 2
        moved.append(name._replace(y=min(name.y, free - half)))
        free = moved[-1].y - half
    down = max(0.0, highest - free) if moved else 0.0
    return [name._replace(y=name.y + down) for name in moved]


def _color(sheet: Sheet, scene: Scene, key: ActorId | Status) -> str:
    theme = sheet.theme
    if key is Status.UNKNOWN:
        return mix(theme.neighbour, theme.soft, 0.14)
    if key is Status.CONTESTED:
        return mix(theme.ink, theme.paper, 0.5)
    return theme.color(scene.looks[ActorId(key)].color)


def _name(scene: Scene, key: ActorId | Status) -> str:
    words = phrases(scene.lang)
    if isinstance(key, Status):
        return str(words[key.value])
    return short_name(scene.timeline.evidence.actors[key], scene.lang)


def short_day(scene: Scene) -> str:
    """Return the day without its year, as short as its language writes it."""
    day = long_day(scene.day, scene.lang).rpartition(" ")[0]
    number, _, month = day.partition(" ")
    return f"{number} {month if scene.lang == 'ar' else month[:3]}"
