"""One map on a sheet: ground, areas, marks, names, scale bar, insets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import floor, log10

from geocontrol.render.figure.ground import (
    draw_ground,
    draw_lines,
    draw_locator,
    ground_names,
)
from geocontrol.render.figure.insets import corner_box, crowded_bounds, empty_corner
from geocontrol.render.figure.labels import Label, LabelRules, place_labels
from geocontrol.render.figure.land import draw_areas
from geocontrol.render.figure.lettering import (
    draw_labels,
    draw_leaders,
    place_ground_names,
)
from geocontrol.render.figure.marks import Mark, marks_in, ringed
from geocontrol.render.figure.phrases import phrases
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sheet import Box, Font, Shape, Sheet
from geocontrol.render.figure.stamps import stamped
from geocontrol.render.figure.style import Size
from geocontrol.render.figure.view import Bounds, View, view_of
from geocontrol.render.words import fill
from geocontrol.territory.parts import DayAreas

_LOCATOR_SIDE = 74.0
_LEAST_INSET_SIDE = 100.0
_SCALE_SHARE = 0.2
_EDGE = 0.7
_SAME = 0.5
_DETAIL_POINTS_PER_KM = 2.0
"""From here on even small places are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What stands on a map that was drawn."""

    marks: Sequence[Mark]
    labels: Sequence[Label]
    keep_free: Sequence[Box] = field(default_factory=tuple)


def draw_map(
    sheet: Sheet,
    scene: Scene,
    view: View,
    size: Size,
    *,
    areas: DayAreas | None = None,
    is_whole: bool = True,
) -> list[Drawn]:
    """
    Draw a day, with an inset: the crowded part, or where a cropped map lies.

    Parameters
    ----------
    sheet
        What to draw on.
    scene
        The day.
    view
        Where it stands, and which part of the earth it shows.
    size
        How large marks and names are.
    areas
        Areas of control under the marks.
    is_whole
        Whether the view is the whole map rather than a part of it.

    Returns
    -------
    drawn
        The map, and the enlargement if there is one.
    """
    marks = _marks(scene, view, size)
    scale = _scale_box(sheet, view, size)
    keep_free = [scale]
    enlarged = None
    locator = None
    if not is_whole:
        side = _LOCATOR_SIDE * size.names
        locator = corner_box(marks, view, side * 1.1, side)
        keep_free.append(locator)
    elif size.has_inset:
        enlarged = _enlargement(scene, view, marks, size)
    frame = None
    if enlarged:
        keep_free.append(enlarged.box)
        frame = _frame_of(view, enlarged.bounds)
    main = _layers(sheet, scene, view, marks, size, areas=areas, keep_free=keep_free)
    drawn = [main]
    if frame:
        sheet.draw([Shape(frame.path(), "none", sheet.theme.soft, _EDGE)], view.box)
    if enlarged:
        drawn.append(_draw_enlargement(sheet, scene, enlarged, size, areas))
    if locator:
        whole = view_of(scene.project.extent, locator)
        draw_locator(sheet, scene.project, whole, view)
    _draw_scale(sheet, view, scene.lang, scale, size)
    sheet.draw([Shape(view.box.path(), "none", sheet.theme.line, _EDGE)])
    return drawn


def _layers(  # noqa: PLR0913
    sheet: Sheet,
    scene: Scene,
    view: View,
    marks: Sequence[Mark],
    size: Size,
    *,
    areas: DayAreas | None,
    keep_free: Sequence[Box],
    has_regions: bool = True,
) -> Drawn:
    """Draw everything from the ground to the names."""
    draw_ground(sheet, scene.project, view)
    if areas is not None:
        draw_areas(sheet, areas, view, scene.looks)
    draw_lines(sheet, scene.project, view, size.names)
    is_near = view.points_per_km >= _DETAIL_POINTS_PER_KM
    rules = LabelRules(
        lang=scene.lang,
        names=size.names,
        least_rank=5 if is_near else size.least_rank,
        frame=view.box.grown(-2),
        keep_free=keep_free,
    )
    labels, crowd = place_labels(sheet, marks, rules)
    names = [
        item
        for item in ground_names(scene.project, view, scene.lang)
        if has_regions or item[0] == "neighbour"
    ]
    ground_labels = place_ground_names(sheet, names, crowd, rules)
    draw_labels(sheet, ground_labels, is_faint=True)
    sheet.draw(stamped(marks, scene.looks, sheet.theme), view.box)
    draw_leaders(sheet, labels)
    draw_labels(sheet, labels, is_faint=False)
    return Drawn(
        marks=marks, labels=[*labels, *ground_labels], keep_free=tuple(keep_free)
    )


def _marks(scene: Scene, view: View, size: Size) -> list[Mark]:
    """Return the marks of a view; where days are compared, the others are small."""
    marks = marks_in(view, scene.states, size.marks)
    if scene.is_comparison:
        marks = [m if m.is_changed else replace(m, r=m.r * _SAME) for m in marks]
    return ringed(marks, scene.ringed)


def _enlargement(
    scene: Scene, view: View, marks: Sequence[Mark], size: Size
) -> View | None:
    """Return the view of the crowded part, in the emptiest corner."""
    box = empty_corner(marks, view, _LEAST_INSET_SIDE * size.names)
    bounds = crowded_bounds(scene, view, box) if box else None
    return view_of(bounds, box) if box and bounds else None


def _draw_enlargement(
    sheet: Sheet, scene: Scene, part: View, size: Size, areas: DayAreas | None
) -> Drawn:
    marks = _marks(scene, part, size)
    drawn = _layers(
        sheet,
        scene,
        part,
        marks,
        size,
        areas=areas,
        keep_free=(),
        has_regions=False,
    )
    sheet.draw([Shape(part.box.path(), "none", sheet.theme.border, _EDGE * 1.4)])
    return drawn


def _frame_of(view: View, bounds: Bounds) -> Box:
    west, south, east, north = bounds
    return Box(view.x(west), view.y(north), view.x(east), view.y(south))


def round_km(most_km: float) -> float:
    """
    Return the largest 1, 2 or 5 times a power of ten that is not more.

    Examples
    --------
    >>> round_km(130), round_km(73), round_km(0.4)
    (100.0, 50.0, 0.2)
    """
    power = 10.0 ** floor(log10(most_km))
    return next(power * n for n in (5, 2, 1) if power * n <= most_km)


def _scale_box(sheet: Sheet, view: View, size: Size) -> Box:
    km = round_km(view.box.width * _SCALE_SHARE / view.points_per_km)
    font = Font(size.body * 0.9)
    width = km * view.points_per_km + sheet.measure(_km_text(km, "en"), font)[0] + 8
    x, y = view.box.x0 + 6, view.box.y1 - 6
    return Box(x, y - font.size * 1.3, x + width, y)


def _km_text(km: float, lang: str) -> str:
    return fill(phrases(lang)["km"], count=f"{km:g}")


def _draw_scale(sheet: Sheet, view: View, lang: str, box: Box, size: Size) -> None:
    """Draw a bar as long as a round number of kilometres in the middle of the map."""
    theme = sheet.theme
    km = round_km(view.box.width * _SCALE_SHARE / view.points_per_km)
    length = km * view.points_per_km
    bar = Box(box.x0, box.y1 - 2.2, box.x0 + length, box.y1)
    half = Box(bar.x0, bar.y0, bar.x0 + length / 2, bar.y1)
    sheet.draw(
        [
            Shape(bar.path(), theme.halo, theme.soft, 0.6),
            Shape(half.path(), theme.soft, theme.soft, 0.6),
        ]
    )
    font = Font(size.body * 0.9)
    text = _km_text(km, lang)
    sheet.text(bar.x1 + 4, box.y1, text, font, color=theme.soft, halo=1.6)
