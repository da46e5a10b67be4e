"""
Who has each cell, and how surely, on one day after another.

Only spots of which a place that changed may have a say are asked again, and what a
spot answers never depends on what it answered before.
"""

from __future__ import annotations

import numpy as np

from geocontrol.territory.estimate import Chances, chances, scores
from geocontrol.territory.groups import distinct
from geocontrol.territory.lattice import Spots
from geocontrol.territory.plane import Ints
from geocontrol.territory.voters import Voters

OPEN_BELOW = 0.9
"""Where no holder is likelier than this, the front may run: the band."""

RIVALS = 2
"""With fewer holders there is nothing to estimate."""


class Tenure:
    """
    The key of each cell, day after day.

    Parameters
    ----------
    spots
        The spot of each cell; places come first.
    voters
        Who votes on each spot; `None` for the nearest-place method.
    count
        How many keys there are on all of the days; 0 is the unknown.
    sharpness
        How sure a spot near a front may be, the same on all of the days.
    """

    def __init__(
        self, spots: Spots, voters: Voters | None, count: int, sharpness: float
    ) -> None:
        self._spots = spots
        self._voters = voters
        self._sharpness = sharpness
        self._present: Ints = np.empty(0, dtype=np.int64)
        self._mixed = np.zeros(len(spots.xy), dtype=bool)
        self._around = np.zeros(len(spots.xy), dtype=np.int64)
        self._likely = np.zeros((len(spots.xy) if voters else 0, count))
        self.cells: Ints = np.full(len(spots.xy), -1)
        """The key of each cell."""
        self.doubt: Ints = np.zeros(len(spots.xy), dtype=np.int64)
        """1 for each cell where nobody is likely enough, 0 for the others."""

    def turn(self, keys: Ints, changed: Ints | None) -> Ints | None:
        """
        Go to a day; return the cells that may have changed, `None` for any.

        Parameters
        ----------
        keys
            The key of each place.
        changed
            The places with another key than on the day before; `None` on the first.
        """
        before = self._present
        present = np.flatnonzero(np.bincount(keys))
        self._present = present[present > 0]
        spots = None if changed is None else self._asked(changed, before)
        every = np.arange(len(self.cells)) if spots is None else spots
        self.cells[every] = keys[self._spots.place[every]]
        if self._voters is not None:
            self._ask(self._voters, keys, every)
        return spots

    def odds(self) -> Chances:
        """Return the chances of the spots around which not all places are alike."""
        spots = np.flatnonzero(self._mixed)
        return Chances(spots=spots, chances=self._likely[spots])

    def _asked(self, changed: Ints, before: Ints) -> Ints | None:
        """Return the spots to ask again, `None` for all of them."""
        if self._voters is None:
            return self._spots.of_place[changed]
        old, new = len(before), len(self._present)
        if (old < RIVALS) != (new < RIVALS):
            return None
        homes = np.concatenate([changed, self._voters.near[changed]])
        spots = self._spots.of_place[distinct(homes, len(self.cells))]
        if old == new:
            return spots
        # Of how many there are, a spot only asks whether somebody is not around.
        crowded = np.flatnonzero(self._mixed & (self._around >= min(old, new)))
        return distinct(np.concatenate([spots, crowded]), len(self.cells))

    def _ask(self, voters: Voters, keys: Ints, spots: Ints) -> None:
        """Estimate who has some spots, and how surely."""
        self._mixed[spots] = False
        self.doubt[spots] = 0
        if len(self._present) < RIVALS:
            return
        known = keys - 1
        spots = voters.mixed(known, spots[known[self._spots.place[spots]] >= 0])
        weights = voters.of(spots)
        shares = scores(known, self._likely.shape[1] - 1, weights)
        shares = shares[:, self._present - 1]
        self._mixed[spots] = True
        self._around[spots] = (shares != 0).sum(axis=1)
        likely = np.zeros((len(spots), self._likely.shape[1]))
        likely[:, self._present] = chances(shares, weights.spread, self._sharpness)
        self._likely[spots] = likely
        self.doubt[spots[likely.max(axis=1) < OPEN_BELOW]] = 1
        is_place = spots < len(keys)
        self.cells[spots[~is_place]] = likely[~is_place].argmax(axis=1)
