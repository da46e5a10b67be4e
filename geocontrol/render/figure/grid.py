"""Small multiples: a small map for each of several days, and one legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil, sqrt

from geocontrol.errors import UsageError
from geocontrol.memory import collection_paused
from geocontrol.render.figure.blocks import footer
from geocontrol.render.figure.dayfigure import Options
from geocontrol.render.figure.flow import Flow
from geocontrol.render.figure.key import holder_key
from geocontrol.render.figure.phrases import days_in_words, phrases
from geocontrol.render.figure.plain import draw_plain_map
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sentences import banners
from geocontrol.render.figure.sheet import Box, Font, Sheet, unhinted
from geocontrol.render.figure.style import Size, grey
from geocontrol.render.figure.view import crop_bounds, shape_of, view_of
from geocontrol.render.words import fill, long_day
from geocontrol.territory.parts import DayAreas

MOST_DAYS = 42
_MARKS = 0.85
"""Of the marks of a figure with one map, by the share of its width."""


@collection_paused()
@unhinted()
def grid_figure(
    scenes: Sequence[Scene],
    options: Options,
    areas: Mapping[date, DayAreas] | None = None,
) -> Sheet:
    """
    Draw several days side by side, all alike.

    Parameters
    ----------
    scenes
        One for each day, in order.
    options
        Theme, size and crop.
    areas
        Areas of control by day; without them marks stand alone.

    Raises
    ------
    UsageError
        If there are no days or too many, or an option is not known.
    """
    if not 1 <= len(scenes) <= MOST_DAYS:
        msg = f"a grid takes 1 to {MOST_DAYS} days, not {len(scenes)}"
        raise UsageError(msg)
    size, theme = options.chosen()
    if theme.is_grey:
        scenes = [replace(scene, looks=grey(scene.looks)) for scene in scenes]
    areas = areas or {}
    bounds = crop_bounds(scenes[0].project, options.crop)
    last = scenes[-1]
    sheet = Sheet(size.width, size.height, theme, last.lang)
    width = size.width - 2 * size.margin
    top, bottom = Flow(sheet, width), Flow(sheet, width)
    _heading(top, scenes, size)
    note = long_day(last.day, last.lang)
    holder_key(bottom, last, size, {}, columns=4 if size.has_list else 2, note=note)
    bottom.gap(0.8 * size.body)
    footer(bottom, last, size, has_areas=bool(areas))
    gap, caption = 0.8 * size.body, 1.7 * size.body
    grid_y = size.margin + top.height + gap
    room = size.height - grid_y - bottom.height - size.margin
    for columns in range(_columns(len(scenes), size), len(scenes) + 1):
        cell = (width - gap * (columns - 1)) / columns
        map_height = cell / shape_of(bounds)
        height = ceil(len(scenes) / columns) * (map_height + caption + gap)
        if height <= room:
            break
    sheet.set_height(grid_y + height + bottom.height + size.margin)
    top.draw(size.margin, size.margin)
    for number, scene in enumerate(scenes):
        row, column = divmod(number, columns)
        if sheet.is_rtl:
            column = columns - 1 - column
        x = size.margin + column * (cell + gap)
        y = grid_y + row * (map_height + caption + gap)
        _caption(sheet, scene, size, Box(x, y, x + cell, y + caption))
        view = view_of(bounds, Box(x, y + caption, x + cell, y + caption + map_height))
        scale = _MARKS * size.marks * max(0.42, cell / width)
        draw_plain_map(sheet, scene, view, scale, areas.get(scene.day))
    bottom.draw(size.margin, grid_y + height)
    return sheet


def _columns(count: int, size: Size) -> int:
    """Return how many maps stand side by side, if there is room for the rows."""
    most = 5 if size.is_wide else 4 if size.has_list else 2
    if count <= most:
        return count
    return min(most, ceil(sqrt(count)))


def _heading(flow: Flow, scenes: Sequence[Scene], size: Size) -> None:
    first, last = scenes[0], scenes[-1]
    theme = flow.sheet.theme
    flow.paragraph(last.title, Font(size.body * 1.1), color=theme.soft)
    days = days_in_words(first.day, last.day, last.lang)
    flow.title(days, Font(size.day, is_bold=True), leading=1.24)
    for banner in banners(last):
        flow.paragraph(banner, Font(size.body, is_bold=True))


def _caption(sheet: Sheet, scene: Scene, size: Size, box: Box) -> None:
    """Write the day over its map, and how many places changed."""
    font = Font(size.body, is_bold=True)
    day = long_day(scene.day, scene.lang).rpartition(" ")[0]
    base = box.y1 - 0.5 * size.body
    start, end = (box.x1, box.x0) if sheet.is_rtl else (box.x0, box.x1)
    ends = ("right", "left") if sheet.is_rtl else ("left", "right")
    sheet.text(start, base, day, font, align=ends[0])
    if scene.changes:
        words = phrases(scene.lang)
        count = len(scene.changes)
        room = box.width - sheet.measure(day, font)[0] - size.body
        small, soft = Font(size.body * 0.9), sheet.theme.soft
        for text in (fill(words["changed_count"], count=count), f"{count}"):
            if sheet.measure(text, small)[0] <= room:
                sheet.text(end, base, text, small, align=ends[1], color=soft)
                break
