"""
A probability of each holder at each spot, and how sure the places make us.

Kriging gives each holder a score at a spot, from -1 to 1. Over the spread that the
geometry of the places leaves, it becomes a probability through a logistic, the usual
stand-in for the normal integral. How sharp the logistic is, is learnt from the places
alone: each is left out in turn, foretold from those around it, and compared with what
is known of it (leave-one-out; Dubrule, "Cross validation of kriging in a unique
neighborhood", Mathematical Geology 15, 1983). So a war whose fronts are ragged gets
wider bands than one whose fronts are smooth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geocontrol.territory.kriging import Weights
from geocontrol.territory.plane import Floats, Ints

SHARPNESS = 3.0
"""What is believed before anything is learnt."""

SHARPNESS_TRIED = np.geomspace(0.5, 16.0, 31)
BELIEF = 0.4
"""How far from `SHARPNESS` is still believed: a standard deviation of its logarithm.
A few lucky places near a front must not make the map sure of itself."""

ENOUGH_PLACES = 12
"""With fewer places near a front than this, nothing is learnt."""

LEAST = 0.02
"""Least probability in a logarithm: one odd place must not decide."""

MAJORITY = 0.5
"""Where the known places have less of the weight, the nearest of them has it all."""

FLOOR = 1e-6
"""Less than this is no weight at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """The probability of every key at every spot near a front."""

    spots: Ints
    """Rows of the spots whose surroundings are not all alike."""
    chances: Floats
    """One row for each of these spots, one column a key; rows sum to 1."""


def mixed_spots(keys: Ints, neighbours: Ints) -> Ints:
    """Return the spots around which not all places have one key."""
    around = np.where(neighbours >= 0, keys[neighbours], keys[neighbours[:, :1]])
    return np.flatnonzero((around != around[:, :1]).any(axis=1))


def scores(keys: Ints, count: int, weights: Weights) -> Floats:
    """
    Return the share of each key at each spot by the kriging weights.

    Parameters
    ----------
    keys
        What is known of each place: 0 to `count - 1`, or -1 for nothing. Places of
        which nothing is known speak for nobody: the others share their weight.
    count
        How many keys there are.
    weights
        Of the spots asked for.
    """
    known = np.append(keys, -1)  # the last is that of no place
    around = known[weights.neighbours]
    row = np.arange(len(around))[:, None] * (count + 1)
    shares = np.bincount(
        (row + around + 1).ravel(),
        weights.weights.ravel(),
        len(around) * (count + 1),
    ).reshape(-1, count + 1)[:, 1:]
    total = _sum(np.asarray(shares, dtype=np.float64))
    weighed = shares / np.where(np.abs(total) > FLOOR, total, 1.0)
    closest = around[np.arange(len(around)), (around >= 0).argmax(axis=1)]
    alone = (closest[:, None] == np.arange(count)).astype(np.float64)
    return np.where(total > MAJORITY, weighed, alone)


def chances(shares: Floats, spread: Floats, sharpness: float) -> Floats:
    """Return probabilities that sum to 1 for shares, given the spread of each spot."""
    steepness = sharpness / spread[:, None]
    rival = _best_rival(shares)
    odds = np.exp(np.clip((shares - rival) * steepness, -50.0, 50.0))
    raw = odds / (1.0 + odds)
    raw *= shares != 0  # nobody around holds this key
    return np.asarray(raw / _sum(raw))


def _sum(columns: Floats) -> Floats:
    """Return the sum of each row, to the last bit the same if zeros stand between."""
    return np.cumsum(columns, axis=1)[:, -1:]


def _best_rival(shares: Floats) -> Floats:
    """Return for each key the largest share of any other key at the spot."""
    if shares.shape[1] == 1:
        return np.zeros_like(shares)
    ranked = np.sort(shares, axis=1)
    first, second = ranked[:, -1:], ranked[:, -2:-1]
    return np.where(shares == first, second, first)


def learn_sharpness(truth: Ints, keys: Ints, count: int, left_out: Weights) -> float:
    """
    Learn from the places alone how sure a spot near a front may be.

    Parameters
    ----------
    truth
        What is known of each place near a front, -1 for nothing.
    keys
        What is known of every place, -1 for nothing.
    count
        How many keys there are.
    left_out
        Weights that foretell each place near a front from the others.

    Returns
    -------
    sharpness
        The one of `SHARPNESS_TRIED` under which what is known of the places near a
        front is likeliest, given `BELIEF`; `SHARPNESS` where fewer than
        `ENOUGH_PLACES` lie there.
    """
    told = np.flatnonzero(truth >= 0)
    if len(told) < ENOUGH_PLACES:
        return SHARPNESS
    part = left_out.some(told)
    shares = scores(keys, count, part)
    losses = [
        _loss(chances(shares, part.spread, sharpness), truth[told])
        for sharpness in SHARPNESS_TRIED
    ]
    doubts = (np.log(SHARPNESS_TRIED / SHARPNESS) / BELIEF) ** 2 / 2
    return float(SHARPNESS_TRIED[int(np.argmin(losses + doubts))])


def _loss(foretold: Floats, truth: Ints) -> float:
    at_truth = foretold[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(at_truth, LEAST)).sum())
