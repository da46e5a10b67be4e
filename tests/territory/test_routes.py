"""A road through five places, and what can be said of it on a day."""

import pytest

from geocontrol.errors import UsageError
from geocontrol.territory.parts import Hold, Site
from geocontrol.territory.routes import route_day

ROAD = [Site(name, 36.0 + number, 35.0) for number, name in enumerate("abcde")]
RED, BLUE = Hold("held", "red"), Hold("held", "blue")
CONTESTED = Hold("contested", "red")


def told(*holds):
    return dict(zip("abcde", holds, strict=False))


def cuts(state):
    day = route_day(ROAD, state)
    return [(cut.from_place, cut.to_place, cut.holders) for cut in day.cuts]


def test_a_road_of_one_holder_is_open():
    """Who holds every place of a road can drive it."""
    day = route_day(ROAD, told(RED, RED, RED, RED, RED))

    assert day.is_open
    assert [(s.from_place, s.to_place) for s in day.stretches] == [("a", "e")]


def test_a_road_is_cut_between_two_holders():
    """Where one place is red and the next blue, the road is cut in between."""
    assert cuts(told(RED, RED, BLUE, BLUE, BLUE)) == [("b", "c", ("red", "blue"))]


def test_a_contested_place_cuts_a_road():
    """Nobody drives through a town that is fought over."""
    assert cuts(told(RED, RED, CONTESTED, RED, RED)) == [("c", "c", ("red",))]


def test_the_unknown_cuts_nothing_and_opens_nothing():
    """A place of which nothing is known is no cut, but the road is not called open."""
    state = told(RED, RED)
    state["d"] = state["e"] = RED
    day = route_day(ROAD, state)

    assert day.cuts == ()
    assert not day.is_open


def test_a_cut_is_seen_across_the_unknown():
    """Red here and blue beyond a silent place: the road is cut somewhere between."""
    state = told(RED, RED)
    state["d"] = state["e"] = BLUE

    assert cuts(state) == [("b", "d", ("red", "blue"))]


def test_stretches_run_through_their_places():
    """The line of a stretch goes from its first place to its last."""
    first, _ = route_day(ROAD, told(RED, RED, BLUE, BLUE, BLUE)).stretches

    assert list(first.geometry.coords) == [(36.0, 35.0), (37.0, 35.0)]


def test_a_stretch_of_one_place_has_its_point_twice():
    """A line needs two points; its length is nothing."""
    _, middle, _ = route_day(ROAD, told(RED, RED, BLUE, RED, RED)).stretches

    assert list(middle.geometry.coords) == [(38.0, 35.0), (38.0, 35.0)]
    assert middle.hold == BLUE


def test_what_is_fought_over_is_one_cut_with_all_who_fight():
    """Two contested places next to each other are one cut, from first to last."""
    fought = Hold("contested", "blue red")

    assert cuts(told(RED, fought, fought, BLUE, BLUE)) == [("b", "c", ("blue", "red"))]


def test_beyond_a_fight_the_road_is_counted_anew():
    """Red here, a fight, blue there: the fight is the cut, and there is no second."""
    assert cuts(told(RED, CONTESTED, BLUE, BLUE, RED)) == [
        ("b", "b", ("red",)),
        ("d", "e", ("blue", "red")),
    ]


def test_a_road_that_is_fought_over_is_not_open():
    """Neither is one whose every place is silent."""
    assert not route_day(ROAD, told(RED, RED, CONTESTED, RED, RED)).is_open
    assert not route_day(ROAD, told(RED, RED, BLUE, BLUE, BLUE)).is_open
    assert not route_day(ROAD, {}).is_open


def test_two_places_are_a_route():
    """The shortest road has one stretch."""
    day = route_day(ROAD[:2], told(RED, RED))

    assert [(s.from_place, s.to_place) for s in day.stretches] == [("a", "b")]


def test_one_place_is_no_route():
    """A road needs two ends."""
    with pytest.raises(UsageError, match=r"^a route needs at least two places$"):
        route_day(ROAD[:1], {})
