"""A map without names: for small multiples and other places where it is small."""

from __future__ import annotations

from geocontrol.render.figure.ground import draw_ground, draw_lines
from geocontrol.render.figure.land import draw_areas
from geocontrol.render.figure.marks import marks_in, ringed
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sheet import Shape, Sheet
from geocontrol.render.figure.stamps import stamped
from geocontrol.render.figure.view import View
from geocontrol.territory.parts import DayAreas

_RULE = 0.6
_THIN = 0.6


def draw_plain_map(
    sheet: Sheet, scene: Scene, view: View, marks: float, areas: DayAreas | None
) -> None:
    """
    Draw ground, areas and marks.

    Parameters
    ----------
    sheet
        What to draw on.
    scene
        The day.
    view
        Where it stands.
    marks
        Scale of the marks.
    areas
        Areas under the marks, if any.
    """
    draw_ground(sheet, scene.project, view)
    if areas is not None:
        draw_areas(sheet, areas, view, scene.looks)
    draw_lines(sheet, scene.project, view, _THIN)
    shown = ringed(marks_in(view, scene.states, marks), scene.ringed)
    sheet.draw(stamped(shown, scene.looks, sheet.theme), view.box)
    sheet.draw([Shape(view.box.path(), "none", sheet.theme.line, _RULE)])
