"""
Lines that armies stop at: rivers, canals, shores.

A spot and a place are on two sides of the barriers when the straight way between them
crosses them an odd number of times, so a meander does not count, nor a bay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.territory.plane import Floats

NO_BARRIERS = shapely.MultiLineString()


@dataclass(frozen=True, slots=True)
class Barriers:
    """Lines in metres of a plane; none by default."""

    lines: BaseGeometry = NO_BARRIERS
    """Lines, metres."""

    def crossed(self, spots: Floats, around: Floats) -> npt.NDArray[np.bool_]:
        """
        Return whether a barrier lies between each spot and each place around it.

        Parameters
        ----------
        spots
            x and y in metres, one row a spot.
        around
            x and y in metres of the places around, one row of places a spot.
        """
        answer = np.zeros(around.shape[:2], dtype=bool)
        if self.lines.is_empty:
            return answer
        shapely.prepare(self.lines)
        away = np.hypot(*np.moveaxis(around - spots[:, None], -1, 0)).max(axis=1)
        close = np.flatnonzero(shapely.dwithin(shapely.points(spots), self.lines, away))
        start = np.broadcast_to(spots[close, None], around[close].shape)
        ways = shapely.linestrings(np.stack([start, around[close]], axis=2))
        hits = shapely.intersects(ways, self.lines)
        meets = shapely.intersection(ways[hits], self.lines)
        hits[hits] = shapely.get_num_geometries(meets) % 2 == 1
        answer[close] = hits
        return answer
