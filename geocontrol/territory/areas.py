"""
Areas of control of a day: who has the land between the places, and how sure that is.

A `Territory` is laid out once for a gazetteer (`layout.lay_out`). `Territory.day` is
asked for a day. `Territory.days` follows many days, each made from the one before: a
war of ten years changes a few dozen places a day, so of thousands of cells only those
around these places are looked at again. What comes out is what `Territory.day` gives
for each day alone, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np

from geocontrol.territory.arcs import NO_ARCS, Borders, Ground
from geocontrol.territory.estimate import SHARPNESS, learn_sharpness
from geocontrol.territory.lattice import Spots
from geocontrol.territory.parts import UNKNOWN, DayAreas, Hold, plain_hold
from geocontrol.territory.plane import Floats, Ints, Plane
from geocontrol.territory.rings import Faces
from geocontrol.territory.shares import areas_of
from geocontrol.territory.tenure import Tenure
from geocontrol.territory.voters import Voters

Changes = Mapping[str, Hold]
"""What places are that were something else on the day before."""

Method = Literal["kriging", "nearest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """
    The land of a gazetteer, cut into cells once.

    Build it with `layout.lay_out`.
    """

    place_ids: tuple[str, ...]
    method: Method
    spots: Spots
    ground: Ground = field(repr=False)
    """The cells of the spots."""
    cell_km2: Floats
    """Area of each cell on the ellipsoid, km²."""
    voters: Voters | None = field(repr=False)
    """Who votes on each lattice spot; none for the nearest-place method."""
    left_out: Voters | None = field(repr=False)
    """Who votes on each place but itself."""

    @property
    def plane(self) -> Plane:
        """The plane in which distances are compared."""
        return self.ground.plane

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
        told = [plain_hold(state.get(place, UNKNOWN)) for place in self.place_ids]
        number = {hold: row for row, hold in enumerate(sorted({*told} - {UNKNOWN}))}
        known = np.array([number.get(hold, -1) for hold in told])
        near = self.left_out.mixed(known, np.arange(len(known)))
        if not len(near):
            return SHARPNESS
        weights = self.left_out.of(near)
        return learn_sharpness(known[near], known, len(number), weights)

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
        known = {place: state[place] for place in self.place_ids if place in state}
        if sharpness is None:
            sharpness = self.learn(known)
        return Course(self, known.values(), sharpness, with_band=with_band).turn(known)

    def days(
        self,
        changes: Sequence[tuple[date, Changes]],
        *,
        sharpness: float | None = None,
        with_band: bool = True,
        with_shapes: bool = True,
    ) -> Iterator[tuple[date, DayAreas]]:
        """
        Divide the land on each of some days, equally sure of itself on all of them.

        Days without a change share one value.

        Parameters
        ----------
        changes
            What changed on each day, in the order of days; on the first day what all
            places are.
        sharpness
            What `learn` gave; by default it is learnt on the first of these days with
            two holders. It is the same on all days, so that no band moves without an
            event.
        with_band
            Whether to draw the band too; without it a day costs less.
        with_shapes
            Whether areas have shapes; without them land by the nearest place costs
            next to nothing. Kriging has them always: its km² are those of its shapes.
        """
        holds = {hold for _, changed in changes for hold in changed.values()}
        if sharpness is None:
            sharpness = self._learn_first(changes)
        course = Course(
            self, holds, sharpness, with_band=with_band, with_shapes=with_shapes
        )
        for day, changed in changes:
            yield day, course.turn(changed)

    def _learn_first(self, changes: Iterable[tuple[date, Changes]]) -> float:
        """Learn on the first day with two holders."""
        state: dict[str, Hold] = {}
        for _, changed in changes:
            state.update(changed)
            if changed and len({hold for hold in state.values() if hold.actor_id}) > 1:
                return self.learn(state)
        return SHARPNESS


class Course:
    """
    Divides the land on one day after another.

    Parameters
    ----------
    territory
        The land, laid out.
    holds
        All that any place is on any of the days.
    sharpness
        How sure a spot near a front may be, as `Territory.learn` gives it.
    with_band
        Whether to draw the band too; without it a day costs less.
    with_shapes
        Whether areas have shapes, if their km² can do without.
    """

    def __init__(
        self,
        territory: Territory,
        holds: Iterable[Hold],
        sharpness: float,
        *,
        with_band: bool = True,
        with_shapes: bool = True,
    ) -> None:
        self._territory = territory
        self._sharpness = sharpness
        self._holds = [UNKNOWN, *sorted({plain_hold(h) for h in {*holds}} - {UNKNOWN})]
        self._number = {hold: number for number, hold in enumerate(self._holds)}
        self._row = {place: row for row, place in enumerate(territory.place_ids)}
        self._keys = np.zeros(len(territory.place_ids), dtype=np.int64)
        ground = territory.ground
        self._is_smooth = territory.voters is not None
        self._tenure = Tenure(
            territory.spots, territory.voters, len(self._holds), sharpness
        )
        has_shapes = with_shapes or self._is_smooth
        has_band = self._is_smooth and with_band
        self._borders = (
            Borders(ground, smooth=self._is_smooth, measured=self._is_smooth)
            if has_shapes
            else None
        )
        self._band = Borders(ground, smooth=True) if has_band else None
        self._made: DayAreas | None = None

    def turn(self, changed: Changes) -> DayAreas:
        """
        Go to a day; return its areas.

        Parameters
        ----------
        changed
            What places are that were something else on the day before; on the first
            day what all of them are. A place that was never named is unknown.
        """
        rows = np.array([self._row[place] for place in changed], dtype=np.int64)
        number = {
            hold: self._number[plain_hold(hold)] for hold in set(changed.values())
        }
        keys = np.array([number[hold] for hold in changed.values()], dtype=np.int64)
        differs = self._keys[rows] != keys
        self._keys[rows] = keys
        if self._made is None:
            self._made = self._divide(None)
        elif differs.any():
            self._made = self._divide(rows[differs])
        return self._made

    def _divide(self, changed: Ints | None) -> DayAreas:
        """Divide the land anew where some places have changed; `None`: everywhere."""
        cells = self._tenure.turn(self._keys, changed)
        keys = self._tenure.cells
        arcs = self._borders.turn(keys, cells) if self._borders else NO_ARCS
        faces = Faces(arcs=arcs)
        band = self._band.turn(self._tenure.doubt, cells) if self._band else NO_ARCS
        odds = self._tenure.odds()
        home = self._territory.spots.place[odds.spots]
        return DayAreas(
            areas=areas_of(
                faces,
                self._holds,
                keys,
                self._territory.cell_km2,
                odds,
                home,
                is_smooth=self._is_smooth,
            ),
            holds=self._holds,
            faces=faces,
            open_faces=Faces(arcs=band),
            sharpness=self._sharpness,
        )
