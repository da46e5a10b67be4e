"""Polygons and fronts from edges, on drawings of a few corners."""

import numpy as np
import pytest
import shapely

from geocontrol.territory.arcs import RIM, Borders, Ground
from geocontrol.territory.cells import Cells
from geocontrol.territory.plane import Plane, lengths_km, short_lengths_km
from geocontrol.territory.rings import polygons_of, rings_of


def arcs_of(*loops):
    """Return the arcs of closed lines, each with the keys to its left and right."""
    where, edges, sides = {}, [], []
    for points, left, right in loops:
        rows = [where.setdefault(point, len(where)) for point in points]
        edges += zip(rows, [*rows[1:], rows[0]], strict=True)
        sides += [(left, right)] * len(rows)
    corners = np.array(list(where), dtype=float)
    cells = Cells(
        count=2, corners=corners, edges=np.array(edges), sides=np.array(sides)
    )
    ground = Ground(plane=Plane(0.0, 0.0), cells=cells, lonlat=corners)
    return Borders(ground, smooth=False).turn(np.arange(2)).each


def faces_of(*loops):
    """Return the polygons within closed lines, and the key of each."""
    return polygons_of(rings_of(arcs_of(*loops)))


SQUARE = [(0, 0), (4, 0), (4, 4), (0, 4)]
ISLAND = [(1, 1), (2, 1), (2, 2), (1, 2)]


def test_an_island_is_a_hole_in_what_is_around():
    """What lies within another's land is cut out of it, and the rim is nobody's."""
    faces, keys = faces_of((SQUARE, 0, RIM), (ISLAND, 1, 0))

    assert {k: f.area for f, k in zip(faces, keys, strict=True)} == {0: 15.0, 1: 1.0}


def test_the_line_around_an_island_is_one_and_closed():
    """Nobody's end is left open where a front goes round."""
    (front,) = [a for a in arcs_of((SQUARE, 0, RIM), (ISLAND, 1, 0)) if a.right != RIM]

    assert (front.left, front.right) == (1, 0)
    assert front.is_ring
    assert shapely.LineString(front.lonlat).is_closed
    assert shapely.LineString(front.lonlat).length == 4.0


@pytest.mark.parametrize("right", [RIM, 0])
def test_pieces_that_touch_in_a_corner_are_valid(right):
    """Two squares with one corner in common are two polygons, or two holes."""
    low, high = [(0, 0), (1, 0), (1, 1), (0, 1)], [(1, 1), (2, 1), (2, 2), (1, 2)]
    around = [] if right == RIM else [([(-1, -1), (3, -1), (3, 3), (-1, 3)], 0, RIM)]

    faces, keys = faces_of((low, 1, right), (high, 1, right), *around)

    assert shapely.is_valid(faces).all()
    assert shapely.area(faces[keys == 1]).sum() == 2.0
    assert shapely.area(faces[keys == 0]).sum() == (0.0 if right == RIM else 14.0)


def test_a_ring_that_crosses_itself_by_a_hair_is_made_valid():
    """Where rounding folds a corner of the rim, the land is what it was."""
    folded = [(0, 0), (4, 0), (4, 4), (2, 4), (2 - 1e-9, 4 + 1e-9), (2 + 1e-9, 4.0)]

    faces, _ = faces_of(([*folded, (0, 4)], 0, RIM))

    assert shapely.is_valid(faces).all()
    assert shapely.area(faces).sum() == pytest.approx(16.0)


def test_short_lengths_are_those_of_geodesics():
    """The quick length of a short segment is right to a part in a million."""
    rng = np.random.default_rng(3)
    start = rng.uniform((-170, -80), (170, 80), (500, 2))
    end = start + rng.uniform(-0.05, 0.05, (500, 2))

    assert short_lengths_km(start, end) == pytest.approx(
        lengths_km(start, end), rel=1e-6
    )
