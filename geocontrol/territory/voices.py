"""
The kriging weights of a territory, solved when a spot is first near a front.

Weights depend on where places lie, not on who holds them: a spot's are solved once.
Most spots of a country never see a front, so they never cost anything.
"""

from __future__ import annotations

import numpy as np

from geocontrol.territory.barriers import Barriers
from geocontrol.territory.kriging import Weights, kriging_weights
from geocontrol.territory.plane import Floats, Ints


class Voices:
    """Places that speak for each spot; their weights are solved when asked for."""

    def __init__(
        self, spots: Floats, places: Floats, neighbours: Ints, barriers: Barriers
    ) -> None:
        self._spots = spots
        self._places = places
        self._barriers = barriers
        self._solved = np.zeros(len(spots), dtype=bool)
        self._all = Weights(
            neighbours=neighbours,
            weights=np.zeros(neighbours.shape),
            spread=np.ones(len(spots)),
        )

    @property
    def neighbours(self) -> Ints:
        """Rows of the places around each spot, -1 where there are fewer."""
        return self._all.neighbours

    def of(self, rows: Ints) -> Weights:
        """Return the weights of some spots."""
        missing = rows[~self._solved[rows]]
        if len(missing):
            fresh = kriging_weights(
                self._spots[missing],
                self._places,
                self._all.neighbours[missing],
                self._barriers,
            )
            self._all.weights[missing] = fresh.weights
            self._all.spread[missing] = fresh.spread
            self._solved[missing] = True
        return self._all.some(rows)
