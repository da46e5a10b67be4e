"""
Areas of control of a day: who has the land between the places, and how sure that is.

A `Territory` is laid out once for a gazetteer (`layout.lay_out`); `Territory.day` is
asked for each day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.model import Status
from geocontrol.territory.cells import Cells
from geocontrol.territory.dissolve import Seams, find_seams, join
from geocontrol.territory.estimate import (
    SHARPNESS,
    Chances,
    chances,
    learn_sharpness,
    mixed_spots,
    scores,
)
from geocontrol.territory.interval import AreaRange, area_range
from geocontrol.territory.lattice import Spots
from geocontrol.territory.parts import UNKNOWN, Area, DayAreas, Front, Hold
from geocontrol.territory.plane import Floats, Ints, Plane
from geocontrol.territory.voices import Voices

Method = Literal["kriging", "nearest"]

OPEN_BELOW = 0.9
"""Where no holder is likelier than this, the front may run: the band."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """
    The land of a gazetteer, cut into cells once.

    Build it with `layout.lay_out`.
    """

    plane: Plane
    place_ids: tuple[str, ...]
    method: Method
    spots: Spots
    cells: Cells
    lonlat: Floats
    """Longitude and latitude of the corners of the cells, WGS 84."""
    cell_km2: Floats
    """Area of each cell on the ellipsoid, km²."""
    voices: Voices | None = field(repr=False)
    """Who speaks for each lattice spot; none for the nearest-place method."""
    left_out: Voices | None = field(repr=False)
    """Who speaks for each place but itself."""

    @property
    def covered_km2(self) -> float:
        """Land that is covered: in the outline and near enough to a place, km²."""
        return float(self.cell_km2.sum())

    def learn(self, state: Mapping[str, Hold]) -> float:
        """
        Learn from the places alone how sure a spot near a front may be.

        Parameters
        ----------
        state
            What each place is; a place that is not named is unknown.
        """
        if self.left_out is None:
            return SHARPNESS
        holds, keys = self._keys(state)
        known = np.where(keys == 0, -1, keys - 1)
        near = mixed_spots(known, self.left_out.neighbours)
        if not len(near):
            return SHARPNESS
        weights = self.left_out.of(near)
        return learn_sharpness(known[near], known, len(holds) - 1, weights)

    def day(
        self,
        state: Mapping[str, Hold],
        *,
        sharpness: float | None = None,
        with_band: bool = True,
    ) -> DayAreas:
        """
        Divide the land among those who hold its places.

        Parameters
        ----------
        state
            What each place is; a place that is not named is unknown.
        sharpness
            What `learn` gave, for the same sureness on every day; by default it is
            learnt from this day.
        with_band
            Whether to draw the band too; without it a day costs less.
        """
        holds, keys = self._keys(state)
        if sharpness is None:
            sharpness = self.learn(state)
        cell_keys, odds = self._estimate(keys, len(holds), sharpness)
        seams = find_seams(
            self.cells, cell_keys, self.lonlat, smooth=self.voices is not None
        )
        faces, face_keys = seams.faces()
        face_km2 = self.plane.areas_km2(faces)
        areas = [
            Area(
                hold=holds[row],
                km2=self._range(
                    row, float(face_km2[face_keys == row].sum()), cell_keys, odds
                ),
                geometry=join(faces[face_keys == row]),
            )
            for row in np.unique(face_keys).tolist()
        ]
        return DayAreas(
            areas=tuple(areas),
            fronts=tuple(_fronts(holds, seams)),
            band=self._band(odds) if with_band else shapely.MultiPolygon(),
            sharpness=sharpness,
        )

    def _keys(self, state: Mapping[str, Hold]) -> tuple[list[Hold], Ints]:
        """Return what there is, unknown first, and its number for each place."""
        told = [state.get(place_id, UNKNOWN) for place_id in self.place_ids]
        plain = {h: UNKNOWN if h.status == UNKNOWN.status else h for h in set(told)}
        holds = [UNKNOWN, *sorted(set(plain.values()) - {UNKNOWN})]
        number = {hold: holds.index(plain[hold]) for hold in plain}
        return holds, np.fromiter(map(number.__getitem__, told), np.int64, len(told))

    def _estimate(
        self, keys: Ints, count: int, sharpness: float
    ) -> tuple[Ints, Chances]:
        """Return the key of each cell, and the chances of those near a front."""
        cell_keys = keys[self.spots.place]
        none = np.empty(0, dtype=np.int64)
        odds = Chances(spots=none, chances=np.zeros((0, count)))
        if self.voices is None or count < 3:  # noqa: PLR2004 - unknown and two more
            return cell_keys, odds
        known = keys - 1
        open_to = (cell_keys > 0) & (self.voices.neighbours[:, 0] >= 0)
        mixed = mixed_spots(known, self.voices.neighbours)
        mixed = mixed[open_to[mixed]]
        weights = self.voices.of(mixed)
        shares = scores(known, count - 1, weights)
        likely = np.zeros((len(mixed), count))
        likely[:, 1:] = chances(shares, weights.spread, sharpness)
        is_place = mixed < len(keys)
        cell_keys[mixed[~is_place]] = likely[~is_place].argmax(axis=1)
        return cell_keys, Chances(spots=mixed, chances=likely)

    def _range(
        self, row: int, best_km2: float, cell_keys: Ints, odds: Chances
    ) -> AreaRange:
        """Return the area of a key with its interval."""
        settled = cell_keys == row
        settled[odds.spots] = False
        return area_range(
            best_km2,
            float(self.cell_km2[settled].sum()),
            odds.chances[:, row],
            self.cell_km2[odds.spots],
            self.spots.place[odds.spots],
        )

    def _band(self, odds: Chances) -> BaseGeometry:
        """Return the land of the spots where nobody is likely enough."""
        inside = np.zeros(len(self.spots.xy), dtype=np.int64)
        inside[odds.spots[odds.chances.max(axis=1, initial=0.0) < OPEN_BELOW]] = 1
        seams = find_seams(self.cells, inside, self.lonlat, smooth=True)
        faces, keys = seams.faces()
        return shapely.multipolygons(faces[keys == 1])


def _fronts(holds: Sequence[Hold], seams: Seams) -> Iterator[Front]:
    """Yield the line between each two holders that meet."""
    held = {row for row, hold in enumerate(holds) if hold.status == Status.HELD.value}
    for one, other, line, front_km in seams.between():
        if one in held and other in held:
            yield Front(
                actor_a=holds[one].actor_id,
                actor_b=holds[other].actor_id,
                front_km=front_km,
                geometry=line,
            )
