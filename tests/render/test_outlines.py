"""Arcs packed once, and put together to rings and lines."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocontrol.model import AreaMethod, AreaPolicy
from geocontrol.render.areas import LandDays, land_on, pack_areas
from geocontrol.render.atlas import make_atlas
from geocontrol.render.lines import PER_DEGREE, pack, pack_parts
from geocontrol.render.outlines import TOLERANCE_DEG, Outlines
from geocontrol.territory.arcs import RIM, Arc
from geocontrol.territory.rings import rings_of

corners = st.tuples(st.integers(-1_800_000, 1_800_000), st.integers(-3, 900_000))


@given(st.lists(st.lists(corners, min_size=1, max_size=9), min_size=1, max_size=6))
def test_lines_packed_together_are_those_packed_one_by_one(lines):
    """However many lines are packed at once, each has the text it has alone."""
    number = np.repeat(np.arange(len(lines)), [len(line) for line in lines])

    parts = pack_parts(np.array([c for line in lines for c in line]), number)

    assert [head + steps for head, steps in parts] == [
        pack([(x / PER_DEGREE, y / PER_DEGREE) for x, y in line]) for line in lines
    ]


def arc(number, points, ends, *, right=0, is_ring=False):
    """Return an arc through points with key 1 on its left."""
    lonlat = np.array(points, dtype=float)
    return Arc(number, np.array([number]), 1, right, *ends, is_ring, lonlat, 0.0, 0.0)


def test_a_ring_of_two_arcs_is_one_text_either_way():
    """What lies on both sides of an arc shares it, each in its own direction."""
    there = arc(0, [(0, 0), (1, 0), (1, 1)], (7, 8))
    back = arc(1, [(1, 1), (0, 1), (0, 0)], (8, 7))
    outlines = Outlines(both_ways=True)
    outlines.turn([there, back])

    inner, outer = rings_of([there, back])

    assert outlines.rings([inner]) == [pack([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])]
    assert outlines.rings([outer]) == [pack([(1, 1), (1, 0), (0, 0), (0, 1), (1, 1)])]


def test_what_is_too_small_to_be_seen_is_left_out():
    """A ring of less than some 2 km² is no ring of a drawing; a line stays a line."""
    small = arc(0, [(0, 0), (0.01, 0), (0.01, 0.01), (0, 0)], (3, 3), is_ring=True)
    outlines = Outlines(both_ways=True)
    outlines.turn([small])

    assert outlines.rings(rings_of([small])) == []
    assert len(outlines.lines([small])) == 1


def test_a_border_moves_no_farther_than_it_may():
    """A corner nearer to the line between its neighbours than the tolerance goes."""
    near = arc(0, [(0, 0), (1, TOLERANCE_DEG * 0.9), (2, 0)], (1, 2), right=RIM)
    far = arc(5, [(0, 3), (1, 3 + TOLERANCE_DEG * 1.1), (2, 3)], (3, 4), right=RIM)
    outlines = Outlines(both_ways=True)
    outlines.turn([near, far])

    assert outlines.lines([near]) == [pack([(0, 0), (2, 0)])]
    assert len(outlines.lines([far])[0]) > len(outlines.lines([near])[0])


@pytest.fixture(scope="module", params=list(AreaMethod)[:2])
def project(draw, request):
    policy = AreaPolicy(method=request.param, radius_km=60.0)
    return replace(draw(), area_policy=policy)


def test_many_days_are_packed_as_each_alone(project):
    """What a page has of a day does not depend on the days before it."""
    timeline = project.timeline()
    actors = make_atlas(project, timeline).actors
    days = [date.fromordinal(project.days[0].toordinal() + n) for n in range(60)]

    block = pack_areas(project, timeline, days, actors)

    for day in days:
        alone = pack_areas(project, timeline, [day], actors)
        assert land_on(block, day) == land_on(alone, day)


@pytest.mark.parametrize("is_kept", [False, True])
def test_days_in_any_order_are_those_of_the_block(project, is_kept):
    """Pages are made by many hands, each of a few days; the areas are the same."""
    timeline = project.timeline()
    actors = make_atlas(project, timeline).actors
    block = pack_areas(project, timeline, project.days, actors)
    land = LandDays(project, timeline, actors, is_kept=is_kept)
    first, *rest = project.days

    for day in (*reversed(rest), *rest, first):
        assert land.on(day) == land_on(block, day)
    assert land.block(project.days) == block
