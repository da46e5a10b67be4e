"""A figure of a day: title, map, legend, what changed, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geocontrol.errors import UsageError
from geocontrol.memory import collection_paused
from geocontrol.render.figure.blocks import MOST_NAMED, changes_list, footer, heading
from geocontrol.render.figure.drawing import Drawn, draw_map
from geocontrol.render.figure.flow import Flow
from geocontrol.render.figure.key import holder_key, reading_key
from geocontrol.render.figure.land import areas_km2
from geocontrol.render.figure.output import figure_bytes
from geocontrol.render.figure.phrases import phrases
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sheet import Box, Sheet, unhinted
from geocontrol.render.figure.style import SIZES, THEMES, Size, Theme, grey
from geocontrol.render.figure.view import Bounds, View, crop_bounds, shape_of, view_of
from geocontrol.territory.parts import DayAreas

_PANEL_SHARE = 0.335
_LEGEND_SHARE = 0.47
_NOTEBOOK_DPI = 130
_DENSITIES = (
    *((1.0, MOST_NAMED, 4), (1.0, 5, 3), (0.94, 5, 3), (0.94, 3, 2)),
    *((0.88, 3, 2), (0.82, 3, 2), (0.82, 3, 1), (0.76, 3, 1), (0.7, 3, 1)),
)
"""How text stands beside a map, the best first: the share of its size, and how many
places of each group of changes are named at most, on how many lines."""
_FLAT = 0.5
"""A map is at least this high, in its own widths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a figure is asked for."""

    theme: str = "colour"
    """One of `THEMES`."""
    size: str = "page"
    """One of `SIZES`."""
    crop: str = ""
    """A governorate, or `west,south,east,north`; nothing for the whole map."""

    def chosen(self) -> tuple[Size, Theme]:
        """
        Return the size and the theme.

        Raises
        ------
        UsageError
            If there is no such size or theme.
        """
        for name, choices in ((self.size, SIZES), (self.theme, THEMES)):
            if name not in choices:
                msg = f"{name!r} is not known; one of {' '.join(choices)}"
                raise UsageError(msg)
        return SIZES[self.size], THEMES[self.theme]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigure:
    """A figure, and what stands on it."""

    sheet: Sheet
    maps: Sequence[Drawn]

    def _repr_png_(self) -> bytes:
        """Show itself in a notebook."""
        return figure_bytes(self.sheet, "png", dpi=_NOTEBOOK_DPI)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be set on a sheet."""

    sheet: Sheet
    scene: Scene
    size: Size
    bounds: Bounds
    areas: DayAreas | None
    is_part: bool

    def flow(self, width: float) -> Flow:
        return Flow(self.sheet, width)

    def holders(self, flow: Flow, columns: int = 1) -> None:
        km2 = areas_km2(self.areas)
        note = phrases(self.scene.lang)["whole_map"] if self.is_part else ""
        holder_key(flow, self.scene, self.size, km2, columns=columns, note=note)

    def footer(self, flow: Flow) -> None:
        footer(flow, self.scene, self.size, has_areas=self.areas is not None)


@collection_paused()
@unhinted()
def day_figure(
    scene: Scene, options: Options | None = None, areas: DayAreas | None = None
) -> DayFigure:
    """
    Draw a day for a report.

    Parameters
    ----------
    scene
        The day, from `make_scene`.
    options
        Theme, size and crop.
    areas
        Areas of control under the marks; without them marks stand alone.

    Raises
    ------
    UsageError
        If there is no such theme, size or part of the map.
    """
    options = options or Options()
    size, theme = options.chosen()
    bounds = crop_bounds(scene.project, options.crop)
    if theme.is_grey:
        scene = replace(scene, looks=grey(scene.looks))
    sheet = Sheet(size.width, size.height, theme, scene.lang)
    plan = _Plan(
        sheet=sheet,
        scene=scene,
        size=size,
        bounds=bounds,
        areas=areas,
        is_part=bool(options.crop),
    )
    view = _wide(plan) if size.is_wide else _upright(plan)
    maps = draw_map(sheet, scene, view, size, areas=areas, is_whole=not plan.is_part)
    return DayFigure(sheet=sheet, maps=maps)


def _upright(plan: _Plan) -> View:
    """Set text above and below the map, and make the sheet as high as it needs."""
    scene, size = plan.scene, plan.size
    margin, width = size.margin, size.width - 2 * size.margin
    top, bottom = plan.flow(width), plan.flow(width)
    heading(top, scene, size)
    if size.has_list:
        gap = 2.4 * size.body
        left = plan.flow(width * _LEGEND_SHARE - gap)
        plan.holders(left)
        right = plan.flow(width * (1 - _LEGEND_SHARE))
        changes_list(right, scene, size)
        bottom.beside([left, right], gap)
        bottom.gap(0.6 * size.body)
        reading_key(bottom, scene, size, columns=4)
    else:
        plan.holders(bottom, columns=2)
        bottom.gap(0.5 * size.body)
        reading_key(bottom, scene, size, columns=2)
    bottom.gap(0.8 * size.body)
    plan.footer(bottom)
    gap = 0.9 * size.body
    map_y = margin + top.height + gap
    around = map_y + gap + bottom.height + margin
    most = max(size.height - around, width * _FLAT)
    height = min(width / shape_of(plan.bounds), most)
    plan.sheet.set_height(around + height)
    top.draw(margin, margin)
    bottom.draw(margin, map_y + height + gap)
    return view_of(plan.bounds, Box(margin, map_y, margin + width, map_y + height))


def _wide(plan: _Plan) -> View:
    """Set text beside the map, as large as it may be with all of it on the sheet."""
    sheet, size = plan.sheet, plan.size
    margin = size.margin
    width = size.width * _PANEL_SHARE
    room = size.height - 2 * margin
    for share, most, most_lines in _DENSITIES:
        panel, foot = _panel(plan, width, share, most, most_lines)
        if panel.height + foot.height <= room:
            break
    height = max(room, panel.height + foot.height)
    sheet.set_height(height + 2 * margin)
    x = margin if sheet.is_rtl else size.width - margin - width
    panel.draw(x, margin)
    foot.draw(x, margin + height - foot.height)
    map_width = size.width - width - 2.6 * margin
    left = size.width - margin - map_width if sheet.is_rtl else margin
    box = Box(left, margin, left + map_width, margin + height)
    return view_of(plan.bounds, box)


def _panel(
    plan: _Plan, width: float, share: float, most: int, most_lines: int
) -> tuple[Flow, Flow]:
    """Return what stands beside a map, and what stands at the bottom of it."""
    scene = plan.scene
    size = replace(plan.size, body=plan.size.body * share)
    dense = replace(plan, size=size)
    panel, foot = plan.flow(width), plan.flow(width)
    heading(panel, scene, size)
    panel.gap(0.6 * size.body)
    dense.holders(panel)
    panel.gap(0.6 * size.body)
    changes_list(panel, scene, size, most, most_lines)
    panel.gap(0.6 * size.body)
    reading_key(panel, scene, size, columns=2)
    panel.gap(0.6 * size.body)
    dense.footer(foot)
    return panel, foot
