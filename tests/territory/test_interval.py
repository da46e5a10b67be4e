"""The range of an area, worked out by hand."""

import math

import numpy as np
import pytest

from geocontrol.territory.interval import area_range

Z = 1.6449


def ranged(best, certain, spots):
    """Return low, area and high of spots: chance, km², block."""
    chance, km2, block = zip(*spots, strict=True) if spots else ((), (), ())
    found = area_range(
        best, certain, np.array(chance), np.array(km2), np.array(block, dtype=int)
    )
    return found.low_km2, found.area_km2, found.high_km2


def test_without_a_front_an_area_is_what_it_is():
    """Where every spot is sure there is no range."""
    assert ranged(12.5, 12.5, []) == (12.5, 12.5, 12.5)
    assert ranged(12.5, 10.5, [(1.0, 2.0, 0)]) == (12.5, 12.5, 12.5)


def test_errors_of_two_places_partly_cancel():
    """Deviations 1 and 2 km²: 98 % of 1 + 4, and 2 % of (1 + 2)²."""
    half = Z * math.sqrt(0.98 * 5 + 0.02 * 9)

    assert ranged(20, 5, [(0.5, 2.0, 0), (0.5, 4.0, 3), (1.0, 50.0, 3)]) == (
        pytest.approx((20 - half, 20, 20 + half))
    )


def test_errors_of_one_place_do_not():
    """One town wrongly judged moves all of its land: (1 + 2)² in full."""
    spots = [(0.5, 2.0, 1), (0.5, 4.0, 1), (1.0, 50.0, 0)]

    assert ranged(20, 5, spots) == pytest.approx((20 - Z * 3, 20, 20 + Z * 3))


def test_a_spot_that_leans_is_less_of_a_doubt():
    """The deviation of a spot is that of one throw: the root of p (1 - p)."""
    half = Z * 10 * math.sqrt(0.2 * 0.8)

    assert ranged(20, 5, [(0.2, 10.0, 0), (1.0, 50.0, 1)]) == (
        pytest.approx((20 - half, 20, 20 + half))
    )


def test_no_less_than_what_is_sure_and_no_more_than_what_may_be():
    """Land away from fronts stays; spots that cannot be the holder's do not count."""
    spots = [(0.5, 4.0, 0), (0.0, 100.0, 0), (0.001, 1.0, 1)]

    assert ranged(12, 11, spots) == (11, 12, pytest.approx(12 + Z * 2, abs=0.02))
    assert ranged(12, 8, spots)[2] == 13
    assert ranged(12, 8.5, [(0.5, 4.0, 0)])[2] == 12.5


def test_the_area_drawn_lies_in_its_range():
    """However the drawing and the chances differ, the range holds what is drawn."""
    assert ranged(10, 14, [(0.5, 4.0, 0)])[0] == 10
    assert ranged(10, 1, [(0.5, 4.0, 0)]) == (pytest.approx(10 - Z * 2), 10, 10)
