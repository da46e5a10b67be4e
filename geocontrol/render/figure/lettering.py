"""Names of countries and regions, and the writing of all names of a map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matplotlib.path import Path
from shapely import box as rectangle
from shapely import maximum_inscribed_circle, prepare
from shapely.geometry.base import BaseGeometry

from geocontrol.render.figure.crowd import Crowd
from geocontrol.render.figure.labels import Label, LabelRules, is_inside
from geocontrol.render.figure.sheet import THIN, Box, Font, Shape, Sheet


def place_ground_names(
    sheet: Sheet,
    items: Iterable[tuple[str, str, BaseGeometry]],
    crowd: Crowd,
    rules: LabelRules,
) -> list[Label]:
    """
    Find a spot for the names of countries and regions, where nothing else is.

    A name lies wholly in the land that it names, or is left out.
    """
    labels = []
    for layer, name, land in items:
        is_country = layer == "neighbour"
        font = Font((8.6 if is_country else 7.4) * rules.names)
        text = spaced(name)
        width, rise, depth = sheet.measure(text, font)
        x, y = maximum_inscribed_circle(land, tolerance=_TOLERANCE).coords[0]
        prepare(land)
        for dx, dy in _SHIFTS if is_country else _SHIFTS[:3]:
            left, top = x - width / 2 + dx, y - rise / 2 + dy
            box = Box(left - 3, top - 2, left + width + 3, top + rise + depth + 2)
            is_free = is_inside(box, rules.frame) and crowd.is_free(box)
            if is_free and land.contains(rectangle(*box)):
                labels.append(Label(text, font, box, left, top + rise))
                crowd.add(box)
                break
    return labels


_TOLERANCE = 1.0
"""Points, in the search for the widest part of a land."""
_SHIFTS = (
    (0, 0),
    (0, -14),
    (0, 14),
    (-30, 0),
    (30, 0),
    (0, -30),
    (0, 30),
    (45, 24),
    (-45, 24),
)


def spaced(name: str) -> str:
    """Return a Latin name in spaced capitals, and any other as it is."""
    return THIN.join(name.upper()) if name.isascii() else name


def draw_labels(sheet: Sheet, labels: Sequence[Label], *, is_faint: bool) -> None:
    """Write names with a halo of the ground around them."""
    theme = sheet.theme
    for label in labels:
        halo = 0.0 if is_faint else 0.28 * label.font.size
        color = theme.faint if is_faint else theme.ink
        sheet.text(label.x, label.y, label.text, label.font, color=color, halo=halo)


def draw_leaders(sheet: Sheet, labels: Sequence[Label]) -> None:
    """Draw lines from the rims of marks to names that stand apart."""
    paths = [
        Path([(line.x0, line.y0), (line.x1, line.y1)])
        for line in (label.leader for label in labels)
        if line
    ]
    sheet.draw([Shape(path, "none", sheet.theme.halo, 2.0) for path in paths])
    sheet.draw([Shape(path, "none", sheet.theme.soft, 0.6) for path in paths])
