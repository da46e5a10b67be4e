"""
Who votes on each spot, and with how much weight, found when it is first asked.

Both depend on where places lie, not on who holds them: they are found once. Most spots
of a country never see a front, so they never cost anything.
"""

from __future__ import annotations

import numpy as np

from geocontrol.territory.barriers import Barriers
from geocontrol.territory.estimate import mixed_spots
from geocontrol.territory.groups import Groups, distinct
from geocontrol.territory.kriging import Weights, kriging_weights
from geocontrol.territory.neighbours import nearest_around
from geocontrol.territory.plane import Floats, Ints, Truths

NEIGHBOURS = 16
"""How many places vote on a spot."""


class Voters:
    """
    Places that vote on each spot, and their weights.

    Parameters
    ----------
    spots
        x and y in metres.
    home
        Row of the place that each spot belongs to.
    places
        x and y in metres of the same plane.
    near
        The places that may vote on the spots of each place, itself among them: of
        two of them each is near the other.
    closed
        The places whose spots are theirs alone.
    barriers
        Rivers and the like, metres of the same plane.
    skip_home
        Leave the home out: what would be said of it if it were not known.
    """

    def __init__(  # noqa: PLR0913 - what a place says has many sides
        self,
        spots: Floats,
        home: Ints,
        places: Floats,
        *,
        near: Groups,
        closed: Truths,
        barriers: Barriers,
        skip_home: bool,
    ) -> None:
        self.near = near
        self._spots = spots
        self._home = home
        self._places = places
        self._closed = closed
        self._barriers = barriers
        self._skip_home = skip_home
        self._found = np.zeros(len(spots), dtype=bool)
        self._solved = np.zeros(len(spots), dtype=bool)
        self._all = Weights(
            neighbours=np.full((len(spots), NEIGHBOURS), -1),
            weights=np.zeros((len(spots), NEIGHBOURS)),
            spread=np.ones(len(spots)),
        )

    def mixed(self, keys: Ints, rows: Ints) -> Ints:
        """
        Return those of some spots around which not all places have one key.

        Parameters
        ----------
        keys
            The key of each place.
        rows
            Rows of spots.
        """
        homes = distinct(self._home[rows], len(self._places))
        homes = homes[~self._closed[homes]]
        if not len(homes):
            return homes
        around, start = keys[self.near[homes]], self.near.sizes(homes).cumsum()
        first = np.concatenate([[0], start[:-1]])
        differ = np.minimum.reduceat(around, first) != np.maximum.reduceat(
            around, first
        )
        is_mixed = np.zeros(len(self._places), dtype=bool)
        is_mixed[homes[differ]] = True
        rows = rows[is_mixed[self._home[rows]]]
        self._find(rows[~self._found[rows]])
        return rows[mixed_spots(keys, self._all.neighbours[rows])]

    def of(self, rows: Ints) -> Weights:
        """Return the weights of some spots that `mixed` has returned."""
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

    def _find(self, rows: Ints) -> None:
        """Find the places around some spots."""
        self._all.neighbours[rows] = nearest_around(
            self._spots[rows],
            self._home[rows],
            self._places,
            self.near,
            NEIGHBOURS,
            skip_home=self._skip_home,
        )
        self._found[rows] = True
