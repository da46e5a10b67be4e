"""
The areas of one day after another, packed: the sheets of `geocontrol.render.areas`.

Lines between areas are told once; who draws an area joins those around it. A day like
the one before has the very same sheet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from geocontrol.model import ActorId, Basis, Status
from geocontrol.render.outlines import Outlines
from geocontrol.territory.arcs import Arcs, Borders
from geocontrol.territory.areas import Territory
from geocontrol.territory.land import Turn
from geocontrol.territory.parts import IN_BAND, DayAreas
from geocontrol.territory.plane import Ints

NOBODY = -1
MARKED = 1
"""The key of land with a look; 0 is the rest."""

Sheet = dict[str, Any]

Why = tuple[str, ActorId | None]
"""Why land looks different, and for whom."""


class Sheets:
    """
    The sheets of one day after another.

    Parameters
    ----------
    territory
        The land, laid out.
    numbers
        The numbers of actors in pages.
    is_cut
        Whether pages cut out the land of each place themselves: then marks need no
        lines, nor does land by the nearest place.
    """

    def __init__(
        self, territory: Territory, numbers: Mapping[ActorId, int], *, is_cut: bool
    ) -> None:
        self._land = _Land(numbers)
        self._marks = None if is_cut else _Marks(territory, numbers)
        self._last: tuple[object, object] = (None, None)
        self._sheet: Sheet = {}

    def turn(self, made: DayAreas, turned: Iterable[Turn]) -> Sheet:
        """
        Go to a day; return its sheet.

        Parameters
        ----------
        made
            The areas of the day.
        turned
            What its places are that were something else on the day before.
        """
        drawn = self._land.turn(made)
        if self._marks is None:
            return drawn
        marked = self._marks.turn(turned)
        if drawn is not self._last[0] or marked is not self._last[1]:
            self._sheet = {**drawn, "marked": marked}
            self._last = (drawn, marked)
        return self._sheet


class _Land:
    """Areas, the lines between them, and bands of one day after another."""

    def __init__(self, numbers: Mapping[ActorId, int]) -> None:
        self._numbers = numbers
        self._borders = Outlines()
        self._band = Outlines()
        self._last: tuple[DayAreas, Sheet] | None = None

    def turn(self, made: DayAreas) -> Sheet:
        """Go to a day; a day like the one before has the very same value."""
        if self._last is None or self._last[0] is not made:
            self._last = made, self._packed(made)
        return self._last[1]

    def _packed(self, made: DayAreas) -> Sheet:
        numbers = self._numbers
        known = [a for a in made.areas if a.hold.status != Status.UNKNOWN.value]
        rows = [
            [
                area.hold.status,
                numbers.get(ActorId(area.hold.holder or ""), NOBODY),
                round(area.km2.area_km2),
                round(area.km2.low_km2),
                round(area.km2.high_km2),
                [numbers[ActorId(rival)] for rival in area.hold.rivals],
            ]
            for area in known
        ]
        arcs = made.faces.arcs
        if not arcs.each:
            return {"areas": rows}
        row = np.full(2 + max(area.key for area in made.areas), NOBODY)
        # The last of them is for what is beyond the rim, whose key is -1.
        for number, area in enumerate(known):
            row[area.key] = number
        told = np.flatnonzero((row[arcs.left] >= 0) | (row[arcs.right] >= 0))
        return {
            "areas": rows,
            "borders": [
                [int(row[left]), int(row[right]), lines]
                for left, right, lines in self._borders.turn(arcs, told)
            ],
            "band": _around(self._band, made.open_faces.arcs, IN_BAND),
        }


class _Marks:
    """Land that looks different on one day after another, packed."""

    def __init__(self, territory: Territory, numbers: Mapping[ActorId, int]) -> None:
        self._territory = territory
        self._numbers = numbers
        self._row = {place_id: row for row, place_id in enumerate(territory.place_ids)}
        self._whys: dict[str, frozenset[Why]] = {}
        self._marks: dict[Why, _Mark] = {}
        self._last: list[list[Any]] = []

    def turn(self, turned: Iterable[Turn]) -> list[list[Any]]:
        """Go to a day; a day like the one before has the very same value."""
        on: defaultdict[Why, list[int]] = defaultdict(list)
        off: defaultdict[Why, list[int]] = defaultdict(list)
        for turn in turned:
            row = self._row[turn.place_id]
            before, after = self._whys.get(turn.place_id, frozenset()), _whys(turn)
            self._whys[turn.place_id] = after
            for why in after - before:
                on[why].append(row)
            for why in before - after:
                off[why].append(row)
        if not on and not off:
            return self._last
        for why in {*on, *off}:
            mark = self._marks.setdefault(why, _Mark(self._territory))
            mark.turn(on[why], off[why])
        self._last = [
            [why, NOBODY if actor_id is None else self._numbers[actor_id], mark.lines]
            for (why, actor_id), mark in sorted(
                self._marks.items(), key=lambda item: (item[0][0], item[0][1] or "")
            )
            if mark.is_anywhere
        ]
        return self._last


class _Mark:
    """Land with one look on one day after another."""

    def __init__(self, territory: Territory) -> None:
        self._cells = territory.spots.of_place
        self._keys = np.zeros(territory.ground.cells.count, dtype=np.int64)
        self._borders = Borders(territory.ground, smooth=False)
        self._outlines = Outlines()
        self._is_new = True
        self.lines = ""
        """The lines around it, packed."""

    @property
    def is_anywhere(self) -> bool:
        """Whether any place has the look."""
        return bool(self._keys.any())

    def turn(self, on: Sequence[int], off: Sequence[int]) -> None:
        """Go to a day on which some places begin to look so, and some cease to."""
        begin, cease = (self._cells[np.array(r, dtype=np.int64)] for r in (on, off))
        self._keys[begin], self._keys[cease] = MARKED, 0
        changed = None if self._is_new else np.concatenate([begin, cease])
        arcs = self._borders.turn(self._keys, changed)
        self._is_new = False
        self.lines = _around(self._outlines, arcs, MARKED)


def _around(outlines: Outlines, arcs: Arcs, key: int) -> str:
    """Return the lines around the land of the highest key."""
    rows: Ints = np.flatnonzero(arcs.left == key)
    return " ".join(lines for _, _, lines in outlines.turn(arcs, rows))


def _whys(turn: Turn) -> frozenset[Why]:
    """Return why the land of a place looks different."""
    control = turn.control
    if control.status is Status.UNKNOWN:
        return frozenset()
    whys: set[Why] = {("claimed", actor_id) for actor_id in control.claimed_by}
    if control.basis is Basis.ASSUMED:
        whys.add(("assumed", None))
    if turn.is_stale:
        whys.add(("stale", None))
    return frozenset(whys)
