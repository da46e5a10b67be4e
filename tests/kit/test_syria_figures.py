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
from geocontrol.render.figure.leaders import is_clear, is_hidden, is_own
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


def test_the_first_rank_is_named(drawn):
    """Each of the largest places has its name on the map, unless its mark is hidden."""
    main, *_ = drawn.maps
    named = {label.mark.place.id for label in main.labels if label.mark}

    first = [mark for mark in main.marks if mark.place.rank == 1]
    assert len(first) > 8
    hidden = {mark.place.id for mark in first if is_hidden(mark, first)}
    assert {mark.place.id for mark in first} - named == hidden


def test_a_name_is_that_of_its_own_mark(drawn):
    """It is nearest to it, or a line leads to it and to no other that looks alike."""
    for each in drawn.maps:
        labels = [label for label in each.labels if label.mark]

        assert labels
        assert not [b for b in labels if is_hidden(b.mark, each.marks)]
        for label in labels:
            if label.leader:
                assert is_clear(label.mark, label.leader, each.marks)
            else:
                assert is_own(label.mark, label.box, each.marks)


def rings(syria, day):
    """The places that changed, the ringed among them, and all that is said."""
    scene = make_scene(*syria, day)
    drawn = day_figure(scene, Options())
    marks = drawn.maps[0].marks
    changed = {change.place_id: change.after.status for change in scene.changes}
    ringed = {mark.place.id for mark in marks if mark.is_changed}
    said = " ".join(text.get_text() for text in drawn.sheet.figure.axes[0].texts)
    shown = {mark.place.id for mark in marks}
    return {k: v for k, v in changed.items() if k in shown}, ringed, said


def test_rings_of_very_many_do_not_hide_the_map(syria):
    """Of 220 places left at once the largest are ringed, as the legend says."""
    changed, ringed, said = rings(syria, DAYS[2])

    assert len(changed) > 180
    assert len(ringed) < 40
    assert {k for k, v in changed.items() if v != "unknown"} <= ringed
    assert "of many that changed alike" in said


def test_what_changed_is_ringed(syria):
    """Where fewer changed alike, all have a ring."""
    changed, ringed, said = rings(syria, DAYS[0])

    assert ringed == set(changed)
    assert "of many that changed alike" not in said
