"""Figures of Syria: nothing that a reader needs is cut, and each name is its mark's."""

from datetime import date
from itertools import combinations, product

import pytest
from exports import SYRIA
from shapely import box, transform
from shapely.geometry import shape

from geocontrol.project import Project
from geocontrol.render.figure.dayfigure import Options, day_figure
from geocontrol.render.figure.drawing import draw_map
from geocontrol.render.figure.labels import is_inside
from geocontrol.render.figure.phrases import LANGUAGES
from geocontrol.render.figure.scene import make_scene
from geocontrol.render.figure.sheet import Box, Sheet
from geocontrol.render.figure.style import SIZES, THEMES
from geocontrol.render.figure.view import view_of

DAYS = (date(2024, 11, 30), date(2024, 12, 5), date(2024, 12, 8))
IDLIB = (35.95507, 35.23424, 37.14631, 36.03215)
"""A part of Syria of which a corner is Turkey."""


@pytest.fixture(scope="module")
def syria():
    """The map and its days."""
    project = Project.open(SYRIA)
    return project, project.timeline()


@pytest.fixture(scope="module", params=product(DAYS, SIZES, LANGUAGES))
def drawn(request, syria):
    """A day in some size and language."""
    day, size, lang = request.param
    return day_figure(make_scene(*syria, day, lang=lang), Options(size=size))


def test_a_neighbour_is_named_on_its_own_land_or_not_at_all(syria):
    """Where only a corner of Turkey is in view, its name does not stand on Syria."""
    scene = make_scene(*syria, DAYS[0])
    view = view_of(IDLIB, Box(0, 0, 199, 164))
    sheet = Sheet(199, 164, THEMES["colour"], "en")

    (main,) = draw_map(sheet, scene, view, SIZES["page"])

    outline = shape(scene.project.outline)
    land = transform(outline, lambda x, y: (view.x(x), view.y(y)), interleaved=False)
    neighbours = [b for b in main.labels if b.text.replace("\u2009", "") == "TURKEY"]
    assert not [label for label in neighbours if land.intersects(box(*label.box))]


def test_no_text_is_cut(drawn):
    """In no size and language does a text of a day end in an ellipsis."""
    texts = [text.get_text() for text in drawn.sheet.figure.axes[0].texts]

    assert not [text for text in texts if "…" in text]


def test_what_is_said_around_a_map_has_room(drawn):
    """No line of the text above, below or beside it stands on another, or outside."""
    names = {(label.x, label.y) for each in drawn.maps for label in each.labels}
    texts = drawn.sheet.figure.axes[0].texts
    extents = [t.get_window_extent() for t in texts if t.get_position() not in names]
    boxes = {Box(*extent.padded(-1.5).extents) for extent in extents}

    sheet = Box(0, 0, drawn.sheet.width, drawn.sheet.height)
    assert not [line for line in boxes if not is_inside(line, sheet)]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
