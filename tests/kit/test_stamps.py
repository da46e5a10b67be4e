"""Marks drawn many at once, and lines without what nobody sees, look as they did."""

import io
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.path import Path
from PIL import Image

from geocontrol.model import ActorId, Basis, Control, Kind, Place, PlaceId, Status
from geocontrol.render.figure.marks import Mark, mark_shapes
from geocontrol.render.figure.output import figure_bytes
from geocontrol.render.figure.sheet import Box, Font, Shape, Sheet
from geocontrol.render.figure.stamps import stamped
from geocontrol.render.figure.style import THEMES
from geocontrol.render.figure.trim import trimmed
from geocontrol.render.palette import Look
from geocontrol.render.shapes import PATHS

ACTORS = [ActorId(shape) for shape in PATHS]
LOOKS = {
    actor: Look(color=f"#{20 * number:02x}40{240 - 20 * number:02x}", shape=actor)
    for number, actor in enumerate(ACTORS)
}
SIDE = 60

some_actors = st.lists(st.sampled_from(ACTORS), max_size=2, unique=True).map(tuple)
held = st.builds(
    Control,
    status=st.just(Status.HELD),
    actor_id=st.sampled_from(ACTORS),
    claimed_by=some_actors,
    besieged_by=some_actors,
    basis=st.sampled_from([None, *Basis]),
)
contested = st.builds(
    Control, status=st.just(Status.CONTESTED), contested_by=some_actors
)
spots = st.floats(5, SIDE - 5)
marks = st.builds(
    Mark,
    st.sampled_from(
        [Place(id=PlaceId(kind), name="", kind=kind, lon=0, lat=0) for kind in Kind]
    ),
    held | contested | st.just(Control()),
    spots,
    spots,
    st.sampled_from([1.5, 2.8, 4.1]),
    st.booleans(),
    st.booleans(),
)


def picture(shapes, theme=THEMES["colour"]):
    """The pixels of shapes, as a figure shows them in print."""
    sheet = Sheet(SIDE, SIDE, theme, "en")
    sheet.draw(shapes, Box(0, 0, SIDE, SIDE))
    with Image.open(io.BytesIO(figure_bytes(sheet, "png"))) as image:
        return np.asarray(image.convert("RGB")).astype(int)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@settings(max_examples=40)
@given(drawn=st.lists(marks, min_size=1, max_size=30))
def test_marks_drawn_at_once_look_as_drawn_one_by_one(theme, drawn):
    """Whatever lies on what, no pixel differs by more than rounding."""
    one_by_one = picture(mark_shapes(drawn, LOOKS, theme), theme)
    at_once = picture(stamped(drawn, LOOKS, theme), theme)

    assert abs(one_by_one - at_once).max() <= 2


def held_by(actor, x, y):
    control = Control(status=Status.HELD, actor_id=actor, basis=Basis.ASSESSED)
    place = Place(id=PlaceId("a"), name="", kind=Kind.TOWN, lon=0, lat=0)
    return Mark(place, control, x, y, 2.0)


def test_whatever_a_mark_says_is_drawn():
    """Marks that differ in one thing alone are not taken for the same."""
    plain = held_by(ACTORS[1], 10, 10)
    other, third = ACTORS[2:4]
    controls = [
        replace(plain.control, actor_id=other),
        replace(plain.control, basis=Basis.INHERITED),
        replace(plain.control, basis=Basis.ASSUMED),
        replace(plain.control, claimed_by=(other,)),
        replace(plain.control, besieged_by=(other,)),
        replace(plain.control, status=Status.UNKNOWN),
        Control(status=Status.CONTESTED, contested_by=(other, third)),
        Control(status=Status.CONTESTED, contested_by=(third, other)),
    ]
    kinds = [replace(plain, control=control) for control in controls]
    kinds += [
        replace(plain, is_stale=True),
        replace(plain, is_changed=True),
        replace(plain, r=3.0),
        replace(plain, place=replace(plain.place, kind=Kind.DAM)),
    ]
    grid = product(range(8, SIDE, 14), repeat=2)
    set_apart = [
        replace(mark, x=float(x), y=float(y))
        for mark, (x, y) in zip([plain, *kinds], grid, strict=False)
    ]
    theme = THEMES["colour"]

    one_by_one = picture(mark_shapes(set_apart, LOOKS, theme))

    assert abs(one_by_one - picture(stamped(set_apart, LOOKS, theme))).max() <= 2


def test_marks_apart_are_drawn_at_once():
    """Four hundred marks of one holder are a halo and a filling, whatever they are."""
    apart = [
        held_by(ACTORS[0], 10 * x, 10 * y) for x, y in product(range(20), repeat=2)
    ]

    shapes = stamped(apart, LOOKS, THEMES["colour"])

    assert len({shape[1:] for shape in shapes}) == 2
    assert len(shapes) < 40


def test_a_mark_lies_on_those_before_it():
    """Of marks on one spot each is drawn after the one below, in their order."""
    order = [ACTORS[3], ACTORS[0], ACTORS[5], ACTORS[1]]

    shapes = stamped([held_by(actor, 9, 9) for actor in order], LOOKS, THEMES["colour"])

    fills = [shape.fill for shape in shapes if shape.fill != THEMES["colour"].halo]
    assert fills == [LOOKS[actor].color for actor in order]


def test_upright_edges_stay_on_whole_pixels():
    """Many squares in one path are as sharp as each alone: matplotlib's limit holds."""
    square = ActorId("square")
    many = [held_by(square, 10 * n, 3) for n in range(500)]

    shapes = stamped(many, LOOKS, THEMES["colour"])

    assert max(len(shape.path) for shape in shapes) <= 1024


def test_no_marks_are_no_shapes():
    """A map of no located place is drawn too."""
    assert stamped([], LOOKS, THEMES["colour"]) == []


WINDOW = Box(0, 0, 10, 10)
corner = st.tuples(*[st.integers(-30, 40).map(float)] * 2)


@st.composite
def outlines(draw):
    """Some lines, or some rings, one after another in one path."""
    is_closed = draw(st.booleans())
    parts = draw(st.lists(st.lists(corner, min_size=3, max_size=12), max_size=3))
    codes = []
    for part in parts:
        if is_closed:
            part.append(part[0])
        last = Path.CLOSEPOLY if is_closed else Path.LINETO
        codes += [Path.MOVETO, *[Path.LINETO] * (len(part) - 2), last]
    corners = np.array([spot for part in parts for spot in part]).reshape(-1, 2)
    return corners, np.array(codes, dtype=Path.code_type)


@given(outline=outlines())
def test_what_a_window_shows_is_not_trimmed(outline):
    """Inside the window no edge and no filling moves, wherever the line has been."""
    corners, codes = outline
    shape = Shape(Path(corners, codes), "#336699", "#000000", 1.0)
    short = shape._replace(path=Path(*trimmed(corners, codes, WINDOW.grown(6))))

    assert (window_of(shape) == window_of(short)).all()


def window_of(shape):
    sheet = Sheet(WINDOW.width, WINDOW.height, THEMES["colour"], "en")
    sheet.draw([shape], WINDOW)
    with Image.open(io.BytesIO(figure_bytes(sheet, "png", dpi=144))) as image:
        return np.asarray(image.convert("RGB"))


def test_corners_beyond_a_window_are_left_out():
    """Of a long way round on one side only its two ends are kept."""
    far = [(20.0, float(y)) for y in range(100)]
    corners = np.array([(5.0, 5.0), *far, (5.0, 9.0)])
    codes = np.array([Path.MOVETO, *[Path.LINETO] * 101], dtype=Path.code_type)

    kept, _ = trimmed(corners, codes, WINDOW)

    assert kept.tolist() == [[5, 5], [20, 0], [20, 99], [5, 9]]


def broken(sheet, text, font, width):
    """Lines filled word by word."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and sheet.measure(longer, font)[0] > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [line for line in lines if line]


@settings(max_examples=60)
@given(
    text=st.lists(st.text("abcWil.", min_size=1, max_size=14), max_size=25).map(
        " ".join
    ),
    width=st.integers(5, 300),
)
def test_lines_hold_as_many_words_as_fit(text, width):
    """Whatever the first guess, lines break where filling word by word breaks them."""
    sheet = Sheet(SIDE, SIDE, THEMES["colour"], "en")

    assert sheet.wrap(text, Font(7), width) == broken(sheet, text, Font(7), width)
