"""What places around a spot say of it."""

import numpy as np
import pytest
from shapely import LineString

from geocontrol.territory.barriers import Barriers
from geocontrol.territory.estimate import SHARPNESS, chances, learn_sharpness, scores
from geocontrol.territory.kriging import Weights, kriging_weights

SPOT = np.array([[0.0, 0.0]])
PLACES = np.array([[-2.0, 0.0], [3.0, 0.0], [3.0, 0.1], [3.0, -0.1]]) * 1000
AROUND = np.array([[0, 1, 2, 3]])


def test_weights_sum_to_one():
    """Together the places around have the whole say."""
    weights = kriging_weights(SPOT, PLACES, AROUND, Barriers()).weights

    assert weights.sum() == pytest.approx(1.0)


def test_a_cluster_does_not_outvote_a_nearer_place():
    """Three villages side by side say the same thing, and say it once."""
    weights = kriging_weights(SPOT, PLACES, AROUND, Barriers()).weights[0]

    assert weights[0] > weights[1:].sum()


def test_a_place_across_a_river_says_less():
    """With a river in between, the place beyond loses say."""
    river = Barriers(LineString([(-1000, -9000), (-1000, 9000)]))

    without = kriging_weights(SPOT, PLACES, AROUND, Barriers()).weights[0, 0]
    across = kriging_weights(SPOT, PLACES, AROUND, river).weights[0, 0]

    assert across < without / 2


def test_the_unknown_speaks_for_nobody():
    """The say of a place of which nothing is known goes to the others."""
    weights = kriging_weights(SPOT, PLACES, AROUND, Barriers())

    shares = scores(np.array([0, -1, -1, 1]), 2, weights)

    assert shares.sum() == pytest.approx(1.0)


def test_chances_favour_the_larger_share():
    """The likelier holder is the one with the larger share, and chances sum to 1."""
    odds = chances(np.array([[0.7, 0.3, 0.0]]), np.array([1.0]), 3.0)[0]

    assert odds[0] > odds[1] > odds[2] == 0.0
    assert odds.sum() == pytest.approx(1.0)


def test_chances_do_not_depend_on_who_is_elsewhere():
    """With a dozen more sides that nobody around holds, chances are the same."""
    shares = np.random.default_rng(2).dirichlet(np.ones(5), 200)
    few = np.insert(shares, 2, 0.0, axis=1)
    many = np.insert(few, [1, 2, 2, 3, 3, 3, 4, 5, 5, 5, 6, 6], 0.0, axis=1)

    one = chances(few, np.ones(200), 3.0)
    other = chances(many, np.ones(200), 3.0)

    assert (one[one > 0] == other[other > 0]).all()


def test_a_smooth_war_is_learnt_to_be_surer():
    """If every place is foretold rightly by its neighbours, a map may be surer."""
    keys = np.arange(40) % 2
    right = Weights(
        neighbours=np.column_stack([keys, 1 - keys]),
        weights=np.tile([0.6, 0.4], (40, 1)),
        spread=np.ones(40),
    )
    wrong = Weights(
        neighbours=right.neighbours, weights=right.weights[:, ::-1], spread=right.spread
    )

    surer = learn_sharpness(keys, keys, 2, right)
    humbler = learn_sharpness(keys, keys, 2, wrong)

    assert humbler < SHARPNESS < surer
