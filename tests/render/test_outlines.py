"""Arcs packed once, and put together to rings and lines."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocontrol.model import AreaMethod, AreaPolicy
from geocontrol.render.areas import LandDays
from geocontrol.render.atlas import make_atlas
from geocontrol.render.lines import PER_DEGREE, pack, pack_parts
from geocontrol.render.outlines import KEPT, TOLERANCE_DEG, Outlines
from geocontrol.territory.arcs import RIM, Arc, Arcs

corners = st.tuples(st.integers(-1_800_000, 1_800_000), st.integers(-3, 900_000))


@given(st.lists(st.lists(corners, min_size=1, max_size=9), min_size=1, max_size=6))
def test_lines_packed_together_are_those_packed_one_by_one(lines):
    """However many lines are packed at once, each has the text it has alone."""
    number = np.repeat(np.arange(len(lines)), [len(line) for line in lines])

    parts = pack_parts(np.array([c for line in lines for c in line]), number)

    assert [head + steps for head, steps in parts] == [
        pack([(x / PER_DEGREE, y / PER_DEGREE) for x, y in line]) for line in lines
    ]


def arcs_of(*lines):
    """Return arcs through points, each given with the keys on its sides."""
    each = [
        Arc(
            number=number,
            edges=np.array([number]),
            left=left,
            right=right,
            start=0,
            end=1,
            is_ring=False,
            lonlat=np.array(points, float),
        )
        for number, (points, left, right) in enumerate(lines)
    ]
    sides = np.array([[left, right] for _, left, right in lines])
    return Arcs(each, *sides.T, np.zeros(len(each)))


def test_lines_come_by_what_they_divide():
    """What lies on both sides of an arc is told with it, once."""
    there, back = [(0, 0), (1, 0), (1, 1)], [(1, 1), (0, 1), (0, 0)]
    rim = [(5, 5), (6, 6)]
    arcs = arcs_of((there, 2, 1), (rim, 1, RIM), (back, 2, 1))

    assert list(Outlines().turn(arcs, np.arange(3))) == [
        (1, RIM, pack(rim)),
        (2, 1, f"{pack(there)} {pack(back)}"),
    ]
    assert list(Outlines().turn(arcs, np.array([2]))) == [(2, 1, pack(back))]


def test_an_arc_that_shrinks_to_a_point_is_left_out():
    """Where its ends fall together nothing is left to draw, nor to join."""
    point = [(0, 0), (1e-6, 0), (0, 1e-6)]
    arcs = arcs_of((point, 1, 0), (point[:2], 2, 0))

    assert list(Outlines().turn(arcs, np.arange(2))) == []


def test_a_border_moves_no_farther_than_it_may():
    """A corner nearer to the line between its neighbours than the tolerance goes."""
    near = [(0, 0), (1, TOLERANCE_DEG * 0.9), (2, 0)]
    far = [(0, 3), (1, 3 + TOLERANCE_DEG * 1.1), (2, 3)]
    arcs = arcs_of((near, 1, RIM), (far, 2, RIM))

    (_, _, straight), (_, _, bent) = Outlines().turn(arcs, np.arange(2))

    assert straight == pack([near[0], near[2]])
    assert bent == pack(far)


def test_what_is_gone_is_let_go():
    """However often borders move, hardly more is kept than what there is."""
    outlines = Outlines()
    for turn in range(40):
        arcs = arcs_of(([(0, 0), (1, turn + 1)], 1, RIM))
        assert list(outlines.turn(arcs, np.arange(1)))
    assert len(outlines) <= KEPT + 1


@pytest.fixture(scope="module", params=list(AreaMethod)[:2])
def project(draw, request):
    policy = AreaPolicy(method=request.param, radius_km=60.0)
    return replace(draw(), area_policy=policy)


def test_many_days_are_packed_as_each_alone(project):
    """What a page has of a day does not depend on the days before it."""
    timeline = project.timeline()
    actors = make_atlas(project, timeline).actors
    days = [date.fromordinal(project.days[0].toordinal() + n) for n in range(60)]

    block = LandDays(project, timeline, actors).block(days)

    for day, (number, sheet) in zip(days, block["days"], strict=True):
        alone = LandDays(project, timeline, actors).block([day])
        assert alone["days"] == [[number, 0]]
        assert alone["sheets"] == [block["sheets"][sheet]]


@pytest.mark.parametrize("is_kept", [False, True])
def test_days_in_any_order_are_those_of_the_block(project, is_kept):
    """Pages are made by many hands, each of a few days; the areas are the same."""
    timeline = project.timeline()
    actors = make_atlas(project, timeline).actors
    block = LandDays(project, timeline, actors).block(project.days)
    sheets = {
        day: block["sheets"][n]
        for day, (_, n) in zip(project.days, block["days"], strict=True)
    }
    land = LandDays(project, timeline, actors, is_kept=is_kept)
    first, *rest = project.days

    for day in (*reversed(rest), *rest, first):
        assert land.on(day)["sheets"] == [sheets[day]]
    assert land.block(project.days) == block
