"""Small maps in a corner of the map: where it lies, and its most crowded part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from geocontrol.render.figure.marks import Mark
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sheet import Box
from geocontrol.render.figure.view import Bounds, View

MAGNIFICATION = 2.6
_LEAST_WEIGHT = 20.0
_STEPS = 14
_GAP = 7.0


def corner_box(marks: Sequence[Mark], view: View, width: float, height: float) -> Box:
    """
    Return the corner of a view where a box hides the fewest marks.

    The lower left is the scale bar's.
    """
    lower_right, upper_right, _, upper_left = _corners(view.box, width, height)
    boxes = [lower_right, upper_right, upper_left]
    hidden = [sum(mark.box.meets(box) for mark in marks) for box in boxes]
    return boxes[hidden.index(min(hidden))]


def empty_corner(marks: Sequence[Mark], view: View, least_side: float) -> Box | None:
    """Return the largest box in a corner of a view that hides no mark."""
    spots = np.array([(mark.x, mark.y) for mark in marks]).reshape(-1, 2)
    best, most = None, 0.0
    for width in np.arange(least_side, view.box.width * 0.42, 5):
        for height in np.arange(least_side, view.box.height * 0.82, 5):
            is_flat = width > height * 1.8 or height > width * 2.1
            if width * height <= most or is_flat:
                continue
            for box in list(_corners(view.box, float(width), float(height)))[:3]:
                if not _holds_any(spots, box.grown(7)):
                    best, most = box, float(width * height)
                    break
    return best


def _corners(frame: Box, width: float, height: float) -> Iterator[Box]:
    """Yield a box in each corner: lower right, upper right, lower left, upper left."""
    for is_right, is_bottom in ((1, 1), (1, 0), (0, 1), (0, 0)):
        x = frame.x1 - width - _GAP if is_right else frame.x0 + _GAP
        y = frame.y1 - height - _GAP if is_bottom else frame.y0 + _GAP
        yield Box(x, y, x + width, y + height)


def _holds_any(spots: np.ndarray, box: Box) -> bool:
    x, y = spots[:, 0], spots[:, 1]
    return bool(((x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)).any())


def crowded_bounds(scene: Scene, view: View, frame: Box) -> Bounds | None:
    """
    Return the part of a view where most changes, this day above all.

    Parameters
    ----------
    scene
        Whose places and days.
    view
        The map.
    frame
        What the part will be enlarged to.

    Returns
    -------
    bounds
        West, south, east, north in degrees; nothing where no part is crowded.
    """
    width, height = frame.width / MAGNIFICATION, frame.height / MAGNIFICATION
    spots, weights = _weighed(scene, view)
    steps_x = np.arange(view.box.x0, view.box.x1, width / _STEPS)
    steps_y = np.arange(view.box.y0, view.box.y1, height / _STEPS)
    grid, _, _ = np.histogram2d(
        spots[:, 0], spots[:, 1], bins=[steps_x, steps_y], weights=weights
    )
    totals = np.pad(grid.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    n = _STEPS
    windows = totals[n:, n:] - totals[:-n, n:] - totals[n:, :-n] + totals[:-n, :-n]
    if not windows.size or windows.max() < _LEAST_WEIGHT:
        return None
    column, row = np.unravel_index(int(windows.argmax()), windows.shape)
    best = float(steps_x[column]), float(steps_y[row])
    degrees = 1 / view.points_per_degree
    west = view.west + (best[0] - view.box.x0) * degrees / view.shrink
    north = view.north - (best[1] - view.box.y0) * degrees
    return (
        west,
        north - height * degrees,
        west + width * degrees / view.shrink,
        north,
    )


def _weighed(scene: Scene, view: View) -> tuple[np.ndarray, np.ndarray]:
    """Return the spot of each place, and how much happens there over the days."""
    spots, weights = [], []
    for place, _, is_changed, _ in scene.states.values():
        if place.lon is None or place.lat is None or place.kind == "quarter":
            continue
        turns = max(0, len(scene.timeline.history(place.id)) - 1)
        spots.append((view.x(place.lon), view.y(place.lat)))
        weights.append(0.2 + turns + 4 * (place.rank <= 1) + 12 * is_changed)
    return np.array(spots).reshape(-1, 2), np.array(weights)
