"""A chart of days: how many places, or how much land, each holder has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from geocontrol.errors import UsageError
from geocontrol.memory import collection_paused
from geocontrol.render.figure.bands import (
    bands_of,
    draw_bands,
    edges,
    short_day,
    top_of,
)
from geocontrol.render.figure.blocks import footer
from geocontrol.render.figure.dayfigure import Options
from geocontrol.render.figure.drawing import round_km
from geocontrol.render.figure.flow import Flow
from geocontrol.render.figure.phrases import days_in_words, phrases
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sentences import banners
from geocontrol.render.figure.sheet import Box, Font, Shape, Sheet, unhinted
from geocontrol.render.figure.style import Size, grey
from geocontrol.territory.parts import DayAreas

_SHAPE, _NARROW_SHAPE = 0.5, 0.75
"""Height of the chart over its width; where a figure is a column wide."""
_NAMES_SHARE, _NARROW_NAMES_SHARE = 0.22, 0.34
"""Of the width, for the names beside the chart."""
_NUMBERS = 4.6
"""Width of the numbers beside the chart, in sizes of running text."""
_TICKS = 2.5
"""Numbers beside the chart are at most so far apart, in shares of its height."""


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
    is_narrow = not size.has_list
    height = min(width * (_NARROW_SHAPE if is_narrow else _SHAPE), room)
    sheet.set_height(y + height + 4 * size.body + bottom.height + size.margin)
    top.draw(size.margin, size.margin)
    share = _NARROW_NAMES_SHARE if is_narrow else _NAMES_SHARE
    names, numbers = width * share, _NUMBERS * size.body
    before, after = (names, numbers) if sheet.is_rtl else (numbers, names)
    left = size.margin
    box = Box(left + before, y, left + width - after, y + height)
    bands = bands_of(scenes, areas)
    draw_bands(sheet, scenes, size, box, bands)
    _numbers(sheet, size, box, top_of(bands))
    _days(sheet, scenes, size, box)
    bottom.draw(size.margin, y + height + 4 * size.body)
    return sheet


def _numbers(sheet: Sheet, size: Size, box: Box, most: float) -> None:
    """Write round numbers beside the chart, with a thin line across it from each."""
    font = Font(size.body * 0.92)
    at = box.x1 + 0.5 * size.body if sheet.is_rtl else box.x0 - 0.5 * size.body
    align = "left" if sheet.is_rtl else "right"
    step = round_km(most / _TICKS)
    for number in np.arange(0, most, step):
        y = box.y1 - float(number) / most * box.height
        line = Box(box.x0, y - 0.2, box.x1, y + 0.2)
        sheet.draw([Shape(line.path(), fill=sheet.theme.soft)])
        base = y + 0.35 * font.size
        text = f"{number:,.0f}"
        sheet.text(at, base, text, font, color=sheet.theme.soft, align=align)


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


def _days(sheet: Sheet, scenes: Sequence[Scene], size: Size, box: Box) -> None:
    """Write days under the chart, as many as there is room for."""
    theme = sheet.theme
    font = Font(size.body * 0.92)
    width = max(sheet.measure(short_day(s), font)[0] for s in scenes) + size.body
    step = max(1, -(-int(len(scenes) * width) // int(box.width)))
    x = edges(sheet, box, len(scenes))
    middles = (x[1:] + x[:-1]) / 2
    for at, scene in list(zip(middles, scenes, strict=True))[::step]:
        tick = Box(float(at) - 0.25, box.y1, float(at) + 0.25, box.y1 + 3)
        sheet.draw([Shape(tick.path(), fill=theme.soft)])
        base = box.y1 + 3 + 1.3 * size.body
        text = short_day(scene)
        sheet.text(float(at), base, text, font, color=theme.soft, align="center")
