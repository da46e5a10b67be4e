"""
How much each place around a spot says about it: ordinary indicator kriging.

The holder of a spot is estimated from the places around it with weights that know
two things nearest-place does not: that places close to one another say the same thing
twice, and that a front between towns is smoother than the seams of their cells. The
variogram is linear, the one that has no range to fit: only ratios of distances count,
so the same numbers serve dense and thin gazetteers. A river that lies between two
places adds `CROSSING` to their distance on that side (a cut metric, so that the sum
is still of negative type and the system still has its solution).

Sources: Journel, "Nonparametric estimation of spatial distributions", Mathematical
Geology 15 (1983), for indicators; Chilès and Delfiner, "Geostatistics" (2012), §3.3
for ordinary kriging; Deza and Laurent, "Geometry of Cuts and Metrics" (1997), §6.1
for the cut metric.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geocontrol.territory.barriers import Barriers
from geocontrol.territory.plane import Floats, Ints

NUGGET = 0.3
"""How far a place's word may differ from its surroundings', in mean distances."""

CROSSING = 3.0
"""What a barrier in between adds to a distance, in mean distances."""

CHUNK = 512
"""Spots that are looked at together: more take more memory, and no less time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each spot takes from the places around it."""

    neighbours: Ints
    """Rows of places, one row a spot; -1 where there are fewer."""
    weights: Floats
    """Their weights; a row sums to 1."""
    spread: Floats
    """Standard deviation of the kriging error of each spot, 1 = a mean distance."""

    def some(self, rows: Ints) -> Weights:
        """Return the weights of some of the spots."""
        return Weights(
            neighbours=self.neighbours.take(rows, axis=0),
            weights=self.weights.take(rows, axis=0),
            spread=self.spread.take(rows),
        )


def kriging_weights(
    spots: Floats, places: Floats, neighbours: Ints, barriers: Barriers
) -> Weights:
    """
    Solve the ordinary kriging system of every spot.

    Parameters
    ----------
    spots
        x and y in metres.
    places
        x and y in metres of the same plane.
    neighbours
        Rows of the places around each spot, -1 where there are fewer; at least one.
    barriers
        Rivers and the like, metres of the same plane.
    """
    weights = np.empty(neighbours.shape)
    spread = np.empty(len(spots))
    for low in range(0, len(spots), CHUNK):
        part = slice(low, low + CHUNK)
        there = neighbours[part] >= 0
        around = places[neighbours[part]]
        crossed = barriers.crossed(spots[part], around) & there
        solved = _solve(around - spots[part, None], crossed, there)
        weights[part], spread[part] = solved
    return Weights(neighbours=neighbours, weights=weights, spread=spread)


def _solve(
    around: Floats, crossed: npt.NDArray[np.bool_], there: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return weights and spread from offsets to the places around each spot."""
    distance = np.hypot(around[..., 0], around[..., 1])
    unit = (distance * there).sum(axis=1) / there.sum(axis=1)
    unit = np.where(unit > 0, unit, 1.0)[:, None]
    offset = around / unit[..., None]
    between = np.hypot(*np.moveaxis(offset[:, :, None] - offset[:, None], -1, 0))
    between += CROSSING * (crossed[:, :, None] != crossed[:, None])
    to_spot = distance / unit + CROSSING * crossed
    count = around.shape[1]
    both = there[:, :, None] & there[:, None]
    system = np.zeros((len(around), count + 1, count + 1))
    system[:, :count, :count] = np.where(both, -between, 0.0)
    diagonal = np.arange(count)
    system[:, diagonal, diagonal] = np.where(there, NUGGET, 1.0)
    system[:, count, :count] = system[:, :count, count] = there
    right = np.zeros((len(around), count + 1, 1))
    right[:, :count, 0] = np.where(there, -to_spot, 0.0)
    right[:, count] = 1.0
    solution = np.linalg.solve(system, right)[..., 0]
    weights = solution[:, :count]
    variance = (weights * np.where(there, to_spot, 0.0)).sum(axis=1)
    variance -= solution[:, count]
    return weights, np.sqrt(np.maximum(variance, NUGGET))
