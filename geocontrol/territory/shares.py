"""How much land each key has on a day, and the fronts between holders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from geocontrol.model import Status
from geocontrol.territory.arcs import RIM, Arc
from geocontrol.territory.estimate import Chances
from geocontrol.territory.interval import area_range
from geocontrol.territory.parts import Area, Front, Hold
from geocontrol.territory.plane import Floats, Ints
from geocontrol.territory.rings import Faces


def areas_of(
    faces: Faces,
    holds: Sequence[Hold],
    cells: Ints,
    cell_km2: Floats,
    odds: Chances,
    home: Ints,
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
    """
    count = len(holds)
    best = _areas_km2(faces.arcs, count)
    settled = cells.copy()
    settled[odds.spots] = count
    certain = np.bincount(settled, cell_km2, count + 1)
    drawn = {arc.left for arc in faces.arcs} | {arc.right for arc in faces.arcs}
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
        for key in sorted(drawn - {RIM})
    )


def _areas_km2(arcs: Sequence[Arc], count: int) -> Floats:
    """Return how much land is within the arcs of each key, km²."""
    km2 = np.array([arc.km2 for arc in arcs], dtype=np.float64)
    left = np.array([arc.left for arc in arcs], dtype=np.int64)
    right = np.array([arc.right for arc in arcs], dtype=np.int64)
    inner = right != RIM
    gained = np.bincount(left, km2, count)
    return np.asarray(gained - np.bincount(right[inner], km2[inner], count))


def fronts_of(arcs: Sequence[Arc], holds: Sequence[Hold]) -> tuple[Front, ...]:
    """Return the line between each two holders that meet."""
    held = [hold.status == Status.HELD.value for hold in holds]
    meeting: defaultdict[tuple[int, int], list[Arc]] = defaultdict(list)
    for arc in arcs:
        if arc.right != RIM and held[arc.left] and held[arc.right]:
            meeting[arc.right, arc.left].append(arc)
    return tuple(
        Front(
            actor_a=holds[one].actor_id,
            actor_b=holds[other].actor_id,
            front_km=sum(arc.km for arc in lines),
            arcs=tuple(lines),
        )
        for (one, other), lines in sorted(meeting.items())
    )
