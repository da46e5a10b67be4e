"""How much land each key has on a day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geocontrol.territory.arcs import RIM, Arcs
from geocontrol.territory.estimate import Chances
from geocontrol.territory.interval import area_range
from geocontrol.territory.parts import Area, Hold
from geocontrol.territory.plane import Floats, Ints
from geocontrol.territory.rings import Faces


def areas_of(  # noqa: PLR0913 - what a day's land is made of
    faces: Faces,
    holds: Sequence[Hold],
    cells: Ints,
    cell_km2: Floats,
    odds: Chances,
    home: Ints,
    *,
    is_smooth: bool,
) -> tuple[Area, ...]:
    """
    Return the land of each key that has any, with its interval.

    Parameters
    ----------
    faces
        The land of the day.
    holds
        What each key stands for.
    cells
        The key of each cell.
    cell_km2
        The area of each cell, km².
    odds
        The chances of the spots near a front.
    home
        The place that each of these spots belongs to.
    is_smooth
        Whether borders do not keep to the edges of cells.
    """
    count = len(holds)
    whole = np.bincount(cells, cell_km2, count)
    best = _areas_km2(faces.arcs, count) if is_smooth else whole
    settled = cells.copy()
    settled[odds.spots] = count
    certain = np.bincount(settled, cell_km2, count + 1)
    spot_km2 = cell_km2[odds.spots]
    return tuple(
        Area(
            hold=holds[key],
            km2=area_range(
                float(best[key]),
                float(certain[key]),
                odds.chances[:, key] if len(odds.spots) else np.empty(0),
                spot_km2,
                home,
            ),
            key=key,
            faces=faces,
        )
        for key in np.flatnonzero(whole).tolist()
    )


def _areas_km2(arcs: Arcs, count: int) -> Floats:
    """Return how much land is within the arcs of each key, km²."""
    inner = arcs.right != RIM
    gained = np.bincount(arcs.left, arcs.km2, count)
    lost = np.bincount(arcs.right[inner], arcs.km2[inner], count)
    return np.asarray(gained - lost)
