"""
Polygons from arcs.

Every arc runs both ways, once with each key on its left. Every corner has as many arcs
of a key coming in as going out, so following them ends where it began: anticlockwise
rings are shells, clockwise ones holes (the doubly connected edge list of Muller and
Preparata, 1978, without its faces).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.territory.arcs import NO_ARCS, RIM, Arc, Arcs
from geocontrol.territory.cells import turns
from geocontrol.territory.plane import Floats, Geometries, Ints

LEAST_CORNERS = 3


Half = tuple[Arc, bool]
"""One way along an arc, and whether it has the arc's left on its left."""


class Ring(NamedTuple):
    """A closed way with one key on its left."""

    key: int
    halves: list[Half]

    @property
    def lonlat(self) -> Floats:
        """Corners, degrees, WGS 84; the last is not the first again."""
        return np.concatenate(
            [
                (arc.lonlat if is_ahead else arc.lonlat[::-1])[:-1]
                for arc, is_ahead in self.halves
            ]
        )


@dataclass(frozen=True, kw_only=True)
class Faces:
    """The land of each key of a day, made when asked for."""

    arcs: Arcs = NO_ARCS

    @cached_property
    def rings(self) -> list[Ring]:
        """All rings, those of the first arcs first."""
        return rings_of(self.arcs.each)

    def of(self, key: int) -> BaseGeometry:
        """Return the land of a key, WGS 84: a polygon, or several; may be none."""
        faces, keys = self._polygons
        mine = faces[keys == key]
        return mine[0] if len(mine) == 1 else shapely.multipolygons(mine)

    @cached_property
    def _polygons(self) -> tuple[Geometries, Ints]:
        return polygons_of(self.rings)


def rings_of(arcs: Sequence[Arc]) -> list[Ring]:
    """Return the rings that all arcs of a day make, each with one key on its left."""
    rings = []
    halves: list[Half] = []
    for arc in arcs:
        for half, key in (((arc, True), arc.left), ((arc, False), arc.right)):
            if key == RIM:
                continue
            if arc.is_ring:
                rings.append(Ring(key, [half]))
            else:
                halves.append(half)
    return rings + _joined(halves)


def _joined(halves: Sequence[Half]) -> list[Ring]:
    """Return the rings of arcs between forks, given every way along them."""
    going: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (arc, is_ahead) in enumerate(halves):
        where = (arc.start, arc.left) if is_ahead else (arc.end, arc.right)
        going[where].append(number)
    following = []
    for arc, is_ahead in halves:
        where = (arc.end, arc.left) if is_ahead else (arc.start, arc.right)
        following.append(going[where].pop(0))
    rings = []
    for number, (arc, is_ahead) in enumerate(halves):
        ring = []
        here = number
        while (after := following[here]) >= 0:
            following[here] = -1
            ring.append(here)
            here = after
        if ring:
            rings.append(
                Ring(
                    arc.left if is_ahead else arc.right,
                    [halves[each] for each in ring],
                )
            )
    return rings


def polygons_of(rings: Sequence[Ring]) -> tuple[Geometries, Ints]:
    """Return the polygons within rings, WGS 84, and the key of each."""
    lines = [ring.lonlat for ring in rings]
    size = np.array([len(line) for line in lines], dtype=np.int64)
    keep = np.flatnonzero(size >= LEAST_CORNERS)
    if not len(keep):
        return np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
    kept = keep.tolist()
    whole = shapely.linearrings(
        np.concatenate([lines[row] for row in kept]),
        indices=np.repeat(np.arange(len(kept)), size[keep]),
    )
    keys = np.array([rings[row].key for row in kept])
    return _nest(np.asarray(whole), keys)


def _nest(rings: Geometries, keys: Ints) -> tuple[Geometries, Ints]:
    """Put holes into the smallest shell of their key around them."""
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    is_shell = turns(xy, ring, len(rings)) > 0
    shells, shell_keys = rings[is_shell], keys[is_shell]
    whole = shapely.polygons(shells)
    holes, hole_keys = rings[~is_shell], keys[~is_shell]
    filled = shapely.polygons(holes)
    hole, shell = shapely.STRtree(whole).query(
        shapely.point_on_surface(filled), predicate="within"
    )
    size = shapely.area(whole)
    fits = hole_keys[hole] == shell_keys[shell]
    fits &= size[shell] > shapely.area(filled)[hole]
    hole, shell = hole[fits], shell[fits]
    order = np.lexsort((size[shell], hole))
    hole, first = np.unique(hole[order], return_index=True)
    home = shell[order][first]
    for each in np.unique(home).tolist():
        whole[each] = shapely.polygons(shells[each], holes[hole[home == each]])
    # Rings may touch in a corner; on the rim, rounding may make one cross itself.
    odd = np.flatnonzero(~shapely.is_valid(whole))
    whole[odd] = shapely.make_valid(
        whole[odd], method="structure", keep_collapsed=False
    )
    parts, owner = shapely.get_parts(whole, return_index=True)
    return np.asarray(parts), shell_keys[owner]
