"""Leaving out of lines and rings what no window shows."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.path import Path

from geocontrol.render.figure.sheet import Box

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Codes = np.ndarray[Any, np.dtype[np.uint8]]


def trimmed(corners: Floats, codes: Codes, window: Box) -> tuple[Floats, Codes]:
    """
    Leave out corners beyond a window; what it shows stays as it is.

    Of corners in a row that are all beyond one and the same side only the first and
    the last are kept: what joins these lies beyond that side too.

    Parameters
    ----------
    corners
        x and y of lines or rings, one after another.
    codes
        What leads to each corner, as matplotlib numbers it.
    window
        What is shown, with some room for the width of lines.
    """
    x0, y0, x1, y1 = window
    for axis, sign, limit in ((0, -1, -x0), (0, 1, x1), (1, -1, -y0), (1, 1, y1)):
        is_beyond = sign * corners[:, axis] > limit
        is_inner = codes == Path.LINETO
        is_inner[:-1] &= codes[1:] != Path.MOVETO
        is_inner[-1:] = False
        is_inner &= is_beyond
        is_inner[1:] &= is_beyond[:-1]
        is_inner[:-1] &= is_beyond[1:]
        corners, codes = corners[~is_inner], codes[~is_inner]
    return corners, codes
