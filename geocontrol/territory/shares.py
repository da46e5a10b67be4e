"""How much land each key has on a day, and the fronts between holders."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geocontrol.model import Status
from geocontrol.territory.arcs import RIM, Arcs
from geocontrol.territory.estimate import Chances
from geocontrol.territory.interval import area_range
from geocontrol.territory.parts import Area, Front, Hold
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


def fronts_of(arcs: Arcs, holds: Sequence[Hold]) -> tuple[Front, ...]:
    """Return the line between each two holders that meet."""
    held = np.array([hold.status == Status.HELD.value for hold in holds], dtype=bool)
    meeting = (arcs.right != RIM) & held[arcs.left] & held[arcs.right]
    return tuple(
        Front(
            actor_a=holds[right].actor_id,
            actor_b=holds[left].actor_id,
            front_km=float(sum(arcs.km[rows].tolist())),
            arcs=tuple(arcs.each[row] for row in rows),
        )
        for left, right, rows in arcs.by_sides(np.flatnonzero(meeting))
    )
