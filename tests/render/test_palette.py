"""Marks are told apart by colour-blind readers, and by their shapes."""

from itertools import combinations
from math import dist

import pytest

from geocontrol.model import Actor
from geocontrol.render.palette import (
    AUTOMATIC,
    SHAPES,
    least_distance,
    looks,
    simulate,
)
from geocontrol.render.shapes import PATHS


def actor(actor_id, color=""):
    return Actor(id=actor_id, name=actor_id, short="", side=actor_id, color=color)


@pytest.mark.parametrize("vision", ["normal", "protan", "deutan", "tritan"])
def test_automatic_colours_differ_in_every_vision(vision):
    """Any two automatic colours are told apart by every reader."""
    seen = [simulate(color, vision) for color in AUTOMATIC]

    assert min(dist(a, b) for a, b in combinations(seen, 2)) > 20


def test_red_and_green_are_told_apart_by_lightness():
    """The first two colours differ on a grey print too."""
    red, green = (simulate(color, "normal")[0] for color in AUTOMATIC[:2])

    assert abs(red - green) > 15


def test_simulation_of_no_deficiency_changes_nothing():
    """A reader of normal sight sees the colour itself."""
    assert simulate("#ffffff", "normal")[0] == pytest.approx(100)


def test_an_actor_keeps_its_own_colour():
    """A colour given in the record is the colour drawn."""
    actors = {"a": actor("a", "#123456"), "b": actor("b")}

    assert looks(actors, ["a", "b"])["a"].color == "#123456"


def test_actors_without_colour_get_far_ones():
    """An automatic colour is unlike those that others have."""
    actors = {key: actor(key, "#b3312c" if key == "a" else "") for key in "abcd"}
    colors = [look.color for look in looks(actors, "abcd").values()]

    assert len(set(colors)) == 4
    assert least_distance(colors) > 20


def test_the_first_ten_actors_have_shapes_of_their_own():
    """Colour is never the only cue."""
    actors = {str(n): actor(str(n)) for n in range(10)}
    shapes = [look.shape for look in looks(actors, list(actors)).values()]

    assert len(set(shapes)) == 10


def test_every_shape_can_be_drawn():
    """There is an outline for each shape."""
    assert set(SHAPES) == set(PATHS)
