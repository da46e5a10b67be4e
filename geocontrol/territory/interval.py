"""
The least and the most that a holder may have, as a 90 % interval of the area.

Near a front each spot is somebody's with a probability. Summed up, these give the
variance of an area, if one knows how far errors go together: we let them go together
fully within the land of a place (one town wrongly judged moves all of it), and to a
part `SHARED` along the whole front (a front may run ahead of, or behind, the middle
between towns everywhere at once). `SHARED` is not learnt from any war's outlines.

Source of the block form: Chilès and Delfiner, "Geostatistics" (2012), §3.5 (block
kriging), with the shared part as the random effect of a mixed model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geocontrol.territory.plane import Floats, Ints

Z_90 = 1.6449
"""Standard deviations on either side that hold 90 % of a normal distribution."""

SHARED = 0.02
"""Part of the variance that all of a front has in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRange:
    """An area, km², with the 90 % interval around it."""

    low_km2: float
    area_km2: float
    high_km2: float


def area_range(
    best_km2: float, certain_km2: float, chance: Floats, spot_km2: Floats, block: Ints
) -> AreaRange:
    """
    Return an area with its 90 % interval.

    Parameters
    ----------
    best_km2
        The area as drawn.
    certain_km2
        What lies away from any front and is the holder's for sure.
    chance
        Probability that each spot near a front is the holder's.
    spot_km2
        Area of each of these spots.
    block
        The place that each of these spots belongs to.
    """
    each = spot_km2 * np.sqrt(chance * (1.0 - chance))
    blocks = np.bincount(block, weights=each)
    variance = (1.0 - SHARED) * (blocks**2).sum() + SHARED * blocks.sum() ** 2
    half = Z_90 * float(np.sqrt(variance))
    most = certain_km2 + float(spot_km2[chance > 0].sum())
    return AreaRange(
        low_km2=min(best_km2, max(best_km2 - half, certain_km2)),
        area_km2=best_km2,
        high_km2=max(best_km2, min(best_km2 + half, most)),
    )
