"""
Areas of control, packed for pages.

The block has `method`, `radius_km`, `days` (pairs of day number and sheet number) and
`sheets`; days that look alike share a sheet. The keys of a sheet:

==========  =============================================================
`areas`     rows of status, actor, km², low, high, rings, rivals
`fronts`    rows of two actors, km, lines
`band`      rings: where no holder is likelier than nine in ten
`marked`    rows of why (`assumed`, `claimed`, `stale`), actor, rings
==========  =============================================================

Rings and lines are packed as `geocontrol.render.lines` does, and simplified as
`geocontrol.render.outlines` does: neighbours still share their border.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from geocontrol.model import ActorId, Basis, Status
from geocontrol.project import Project
from geocontrol.render.outlines import Outlines
from geocontrol.territory.arcs import Borders
from geocontrol.territory.areas import Territory
from geocontrol.territory.land import (
    Turn,
    holds_in,
    project_territory,
    sureness,
    turns_by_day,
)
from geocontrol.territory.parts import IN_BAND, DayAreas
from geocontrol.territory.rings import rings_of
from geocontrol.timeline import Timeline

NOBODY = -1
MARKED = 1
"""The key of land with a look; 0 is the rest."""
_EPOCH = date(1970, 1, 1).toordinal()
_ONE_DAY = timedelta(days=1)
_AHEAD = 400
"""Days whose changes are looked up together, when a day is asked for."""

Sheet = dict[str, Any]

Why = tuple[str, ActorId | None]
"""Why land looks different, and for whom."""


def pack_areas(
    project: Project,
    timeline: Timeline,
    days: Sequence[date],
    actors: Sequence[ActorId],
) -> dict[str, Any] | None:
    """
    Estimate and pack the areas of some days.

    Parameters
    ----------
    project
        The map; its `area_policy` says how, and how far a place's word carries.
    timeline
        Who held what, as known and told.
    days
        The states when these days end.
    actors
        The actors in the order of their numbers in the page.

    Returns
    -------
    block
        As above, or `None` where the map asks for no areas.
    """
    return LandDays(project, timeline, actors).block(days)


@dataclass
class LandDays:
    """
    The areas of any days of a map, packed.

    The land is laid out when areas are first asked for. A day costs what changed since
    the day asked for before it, if that is the day before.
    """

    project: Project
    timeline: Timeline
    actors: Sequence[ActorId]
    """In the order of their numbers in the page."""
    is_kept: bool = False
    """Whether to keep the days that were asked for: all will be asked for once more."""
    _kept: dict[date, Sheet] = field(default_factory=dict, init=False)
    _course: Iterator[tuple[date, Sheet]] = field(default=iter(()), init=False)
    _next: date | None = field(default=None, init=False)

    def __getstate__(self) -> dict[str, Any]:
        """Travel without what was made on the way."""
        return {**self.__dict__, "_course": iter(()), "_next": None, "_kept": {}}

    def on(self, day: date) -> dict[str, Any] | None:
        """Return the block of one day, or `None` where the map asks for no areas."""
        if self._territory is None:
            return None
        if day != self._next:
            ahead = range(min(_AHEAD, (date.max - day).days))
            days = [day + n * _ONE_DAY for n in ahead]
            self._course = self._sheets(self._territory, days)
        found = next(self._course, None)
        if found is None:
            self._next = None
            return self.on(day)
        sheet = found[1]
        self._next = day + _ONE_DAY
        if self.is_kept:
            self._kept[day] = sheet
        return self._block([[day.toordinal() - _EPOCH, 0]], [sheet])

    def block(self, days: Sequence[date]) -> dict[str, Any] | None:
        """Return the block of some days, or `None` where the map asks for no areas."""
        if self._territory is None:
            return None
        sheets: list[Sheet] = []
        pairs = []
        is_there = all(day in self._kept for day in days)
        kept = ((day, self._kept[day]) for day in days)
        for day, sheet in kept if is_there else self._sheets(self._territory, days):
            if not sheets or sheets[-1] is not sheet:
                sheets.append(sheet)
            pairs.append([day.toordinal() - _EPOCH, len(sheets) - 1])
        return self._block(pairs, sheets)

    @cached_property
    def _territory(self) -> Territory | None:
        return project_territory(self.project)

    @cached_property
    def _sureness(self) -> float | None:
        if self._territory is None:
            return None
        return sureness(self._territory, self.timeline, self.project.first_day)

    def _block(self, pairs: list[list[int]], sheets: list[Sheet]) -> dict[str, Any]:
        return {
            "method": self.project.area_policy.method.value,
            "radius_km": self.project.area_policy.radius_km,
            "days": pairs,
            "sheets": sheets,
        }

    def _sheets(
        self, territory: Territory, days: Sequence[date]
    ) -> Iterator[tuple[date, Sheet]]:
        """Yield days with their sheets; days that look alike have the very same."""
        numbers = {actor_id: number for number, actor_id in enumerate(self.actors)}
        turns = turns_by_day(self.timeline, territory.place_ids, days)
        changes = [(day, holds_in(turned)) for day, turned in turns.items()]
        land, marks = _Land(numbers), _Marks(territory, numbers)
        last: tuple[object, object] = (None, None)
        sheet: Sheet = {}
        for day, made in territory.days(changes, sharpness=self._sureness):
            drawn, marked = land.turn(made), marks.turn(turns[day])
            if drawn is not last[0] or marked is not last[1]:
                sheet = {**drawn, "marked": marked}
                last = (drawn, marked)
            yield day, sheet


def land_on(block: Mapping[str, Any] | None, day: date) -> dict[str, Any] | None:
    """Return of a block what one day needs, or `None` where there are no areas."""
    if block is None:
        return None
    number = day.toordinal() - _EPOCH
    _, sheet = block["days"][bisect_left(block["days"], [number])]
    return {**block, "days": [[number, 0]], "sheets": [block["sheets"][sheet]]}


class _Land:
    """Areas, fronts and bands of one day after another, packed."""

    def __init__(self, numbers: Mapping[ActorId, int]) -> None:
        self._numbers = numbers
        self._borders = Outlines(both_ways=True)
        self._band = Outlines(both_ways=False)
        self._last: tuple[DayAreas, dict[str, Any]] | None = None

    def turn(self, made: DayAreas) -> dict[str, Any]:
        """Go to a day; a day like the one before has the very same value."""
        if self._last is None or self._last[0] is not made:
            self._last = made, self._packed(made)
        return self._last[1]

    def _packed(self, made: DayAreas) -> dict[str, Any]:
        numbers = self._numbers
        self._borders.turn(made.faces.arcs)
        self._band.turn(made.open_faces.arcs)
        rings = defaultdict(list)
        for ring in made.faces.rings:
            rings[ring.key].append(ring)
        return {
            "areas": [
                [
                    area.hold.status,
                    numbers.get(ActorId(area.hold.holder or ""), NOBODY),
                    round(area.km2.area_km2),
                    round(area.km2.low_km2),
                    round(area.km2.high_km2),
                    self._borders.rings(rings[area.key]),
                    [numbers[ActorId(rival)] for rival in area.hold.rivals],
                ]
                for area in made.areas
                if area.hold.status != Status.UNKNOWN.value
            ],
            "fronts": [
                [
                    numbers[ActorId(front.actor_a)],
                    numbers[ActorId(front.actor_b)],
                    round(front.front_km),
                    lines,
                ]
                for front in made.fronts
                if (lines := self._borders.lines(front.arcs))
            ],
            "band": self._band.rings(rings_of(made.open_faces.arcs, IN_BAND)),
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
            [why, NOBODY if actor_id is None else self._numbers[actor_id], mark.rings]
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
        self._outlines = Outlines(both_ways=False)
        self._is_new = True
        self.rings: list[str] = []

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
        self._outlines.turn(arcs)
        self.rings = self._outlines.rings(rings_of(arcs, MARKED))


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
