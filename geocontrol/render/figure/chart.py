"""A chart of days: how many places, or how much land, each holder has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from matplotlib.path import Path

from geocontrol.errors import UsageError
from geocontrol.memory import collection_paused
from geocontrol.model import ActorId, Status
from geocontrol.render.figure.blocks import footer
from geocontrol.render.figure.dayfigure import Options
from geocontrol.render.figure.flow import Flow
from geocontrol.render.figure.land import areas_km2
from geocontrol.render.figure.phrases import (
    day_in_words,
    days_in_words,
    phrases,
    short_name,
)
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sentences import banners
from geocontrol.render.figure.sheet import Box, Font, Shape, Sheet, unhinted
from geocontrol.render.figure.style import Size, grey, mix
from geocontrol.territory.parts import DayAreas

_SHAPE = 0.5
"""Height of the chart over its width."""
_NAMES_SHARE = 0.2
_NAMED_INSIDE = 0.05
"""A band that ends before the last day is named inside where it is wider."""
_LEAST_BAND = 0.012
"""A band thinner than this share of the chart is not named."""


@collection_paused()
@unhinted()
def chart_figure(
    scenes: Sequence[Scene],
    options: Options,
    areas: Mapping[date, DayAreas] | None = None,
) -> Sheet:
    """
    Draw who has how much, day by day, one on another.

    Parameters
    ----------
    scenes
        One for each day, in order; two at least.
    options
        Theme and size.
    areas
        Areas of control by day: then it is land that is drawn, else places.

    Raises
    ------
    UsageError
        If there are fewer than two days, or an option is not known.
    """
    if len(scenes) < 2:  # noqa: PLR2004
        msg = "a chart takes two days or more"
        raise UsageError(msg)
    size, theme = options.chosen()
    if theme.is_grey:
        scenes = [replace(scene, looks=grey(scene.looks)) for scene in scenes]
    last = scenes[-1]
    sheet = Sheet(size.width, size.height, theme, last.lang)
    width = size.width - 2 * size.margin
    top, bottom = Flow(sheet, width), Flow(sheet, width)
    _heading(top, scenes, size, has_areas=bool(areas))
    footer(bottom, last, size, has_areas=bool(areas))
    y = size.margin + top.height + size.body
    room = size.height - y - bottom.height - size.margin - 4 * size.body
    height = min(width * _SHAPE, room)
    sheet.set_height(y + height + 4 * size.body + bottom.height + size.margin)
    top.draw(size.margin, size.margin)
    names = width * _NAMES_SHARE
    left = size.margin + (names if sheet.is_rtl else 0)
    box = Box(left, y, left + width - names, y + height)
    _bands(sheet, scenes, size, box, areas)
    _days(sheet, scenes, size, box)
    bottom.draw(size.margin, y + height + 4 * size.body)
    return sheet


def _heading(
    flow: Flow, scenes: Sequence[Scene], size: Size, *, has_areas: bool
) -> None:
    last = scenes[-1]
    words = phrases(last.lang)
    title = words["chart_areas" if has_areas else "chart_title"]
    days = days_in_words(scenes[0].day, last.day, last.lang)
    soft = flow.sheet.theme.soft
    flow.paragraph(last.title, Font(size.body * 1.1), color=soft)
    flow.title(title, Font(size.day * 0.8, is_bold=True), leading=1.24)
    flow.paragraph(days, Font(size.body * 1.12), color=soft)
    for banner in banners(last):
        flow.paragraph(banner, Font(size.body, is_bold=True))


def _values(
    scenes: Sequence[Scene], areas: Mapping[date, DayAreas] | None
) -> dict[ActorId | Status, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return for each holder its number on each day, the largest first."""
    rows: list[dict[ActorId | Status, float]] = []
    for scene in scenes:
        if areas:
            rows.append(dict(areas_km2(areas[scene.day]).items()))
        else:
            rows.append(dict(scene.held.items()))
            for status in (Status.CONTESTED, Status.UNKNOWN):
                rows[-1][status] = scene.statuses[status]
    keys = {key for row in rows for key, value in row.items() if value}
    table = {key: np.array([row.get(key, 0.0) for row in rows]) for key in keys}
    order = sorted(
        table, key=lambda k: (isinstance(k, Status), -table[k].sum(), str(k))
    )
    return {key: table[key] for key in order}


def _bands(
    sheet: Sheet,
    scenes: Sequence[Scene],
    size: Size,
    box: Box,
    areas: Mapping[date, DayAreas] | None,
) -> None:
    """Draw a band for each holder, and its name with the last number beside it."""
    last, theme = scenes[-1], sheet.theme
    table = _values(scenes, areas)
    most = sum(table.values()).max() or 1.0  # type: ignore[union-attr]
    x = np.linspace(box.x0, box.x1, len(scenes))
    if sheet.is_rtl:
        x = x[::-1]
    base = np.zeros(len(scenes))
    shapes, names = [], []
    inside: list[tuple[float, float, ActorId | Status]] = []
    for key, values in table.items():
        upper = base + values
        low, high = (box.y1 - part / most * box.height for part in (base, upper))
        corners = np.column_stack(
            [np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])]
        )
        color = _color(sheet, last, key)
        path = Path(np.vstack([corners, corners[:1]]), closed=True)
        shapes.append(Shape(path, color, theme.paper, 0.6))
        if values[-1] > most * _LEAST_BAND:
            names.append((float(low[-1] + high[-1]) / 2, key, values[-1]))
        elif values.max() > most * _NAMED_INSIDE:
            widest = int(values.argmax())
            inside.append(
                (float(x[widest]), float(low[widest] + high[widest]) / 2, key)
            )
        base = upper
    sheet.draw(shapes)
    for at_x, at_y, key in inside:
        _name_inside(sheet, last, size, box, (at_x, at_y), key)
    at = box.x0 - size.body if sheet.is_rtl else box.x1 + size.body
    align = "right" if sheet.is_rtl else "left"
    for y, key, value in _apart(names, 1.25 * size.body):
        number = round(value, -2) if areas else value
        text = f"{_name(last, key)} {number:,.0f}"
        font = Font(size.body)
        base_y = y + 0.35 * size.body
        sheet.text(at, base_y, text, font, align=align)


def _name_inside(
    sheet: Sheet,
    scene: Scene,
    size: Size,
    box: Box,
    spot: tuple[float, float],
    key: ActorId | Status,
) -> None:
    """Write the name of a holder that is gone at the end into its band."""
    font = Font(size.body, is_bold=True)
    text = _name(scene, key)
    half = sheet.measure(text, font)[0] / 2 + size.body
    x = min(max(spot[0], box.x0 + half), box.x1 - half)
    sheet.text(x, spot[1], text, font, align="center", halo=2.0)


def _apart(
    names: Sequence[tuple[float, ActorId | Status, float]], step: float
) -> list[tuple[float, ActorId | Status, float]]:
    """Move names apart that would stand on each other, from the lowest up."""
    moved: list[tuple[float, ActorId | Status, float]] = []
    for y, key, value in sorted(names, key=lambda n: -n[0]):
        free = moved[-1][0] - step if moved else y
        moved.append((min(y, free), key, value))
    return moved


def _color(sheet: Sheet, scene: Scene, key: ActorId | Status) -> str:
    theme = sheet.theme
    if key is Status.UNKNOWN:
        return theme.neighbour
    if key is Status.CONTESTED:
        return mix(theme.ink, theme.paper, 0.5)
    return theme.color(scene.looks[ActorId(key)].color)


def _name(scene: Scene, key: ActorId | Status) -> str:
    words = phrases(scene.lang)
    if isinstance(key, Status):
        return str(words[key.value])
    return short_name(scene.timeline.evidence.actors[key], scene.lang)


def _days(sheet: Sheet, scenes: Sequence[Scene], size: Size, box: Box) -> None:
    """Write days under the chart, as many as there is room for."""
    theme = sheet.theme
    font = Font(size.body * 0.92)
    width = max(sheet.measure(_short(s), font)[0] for s in scenes) + size.body
    step = max(1, -(-int(len(scenes) * width) // int(box.width)))
    x = np.linspace(box.x0, box.x1, len(scenes))
    if sheet.is_rtl:
        x = x[::-1]
    for at, scene in list(zip(x, scenes, strict=True))[::step]:
        tick = Box(float(at) - 0.25, box.y1, float(at) + 0.25, box.y1 + 3)
        sheet.draw([Shape(tick.path(), fill=theme.soft)])
        align = "left" if at == box.x0 else "center"
        base = box.y1 + 3 + 1.3 * size.body
        sheet.text(float(at), base, _short(scene), font, color=theme.soft, align=align)


def _short(scene: Scene) -> str:
    day = day_in_words(scene.day, scene.lang).rpartition(" ")[0]
    number, _, month = day.partition(" ")
    return f"{number} {month if scene.lang == 'ar' else month[:3]}"
