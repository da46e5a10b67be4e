"""
Areas of control, packed for pages.

The block has `method`, `radius_km`, `days` (pairs of day number and sheet number) and
`sheets`; days that look alike share a sheet. The keys of a sheet:

==========  =============================================================
`areas`     rows of status, actor, km², low, high, rivals
`borders`   rows of the two areas on the sides, as their rows in `areas` (-1
            for what is nobody's), and lines
`band`      lines around where no holder is likelier than nine in ten
`marked`    rows of why (`assumed`, `claimed`, `stale`), actor, lines around
==========  =============================================================

Where pages cut out the land of each place themselves (`is_cut`), `marked` is left
out, and for land by the nearest place `borders` and `band` are, too.

Lines are one text, each packed as `geocontrol.render.lines` does, with spaces between
them. A border is told once: an area is what the lines enclose that have it on a side,
a front is where two areas that are held meet.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from geocontrol.model import ActorId
from geocontrol.project import Project
from geocontrol.render.landsheet import Sheet, Sheets
from geocontrol.territory.areas import Territory
from geocontrol.territory.land import (
    LaidOut,
    holds_in,
    sureness,
    turns_by_day,
)
from geocontrol.timeline import Timeline

_EPOCH = date(1970, 1, 1).toordinal()
_ONE_DAY = timedelta(days=1)
_AHEAD = 400
"""Days whose changes are looked up together, at most, when a day is asked for."""


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
    is_cut: bool = False
    """Whether pages cut out the land of each place themselves."""
    is_kept: bool = False
    """Whether to keep the days that were asked for: all will be asked for once more."""
    asked: Container[date] | None = None
    """The days that will be asked for; any, if that is not known."""
    laid_out: LaidOut = field(default_factory=LaidOut)
    """The land as it was laid out for another build, if there was one."""
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
            self._course = self._sheets(self._territory, self._ahead(day))
        found = next(self._course, None)
        if found is None:
            self._next = None
            return self.on(day)
        sheet = found[1]
        self._next = day + _ONE_DAY if day < date.max else None
        if self.is_kept:
            self._kept[day] = sheet
        return self._block([[day.toordinal() - _EPOCH, 0]], [sheet])

    def _ahead(self, day: date) -> list[date]:
        """Return a day and those after it that will be asked for next."""
        days = [day]
        while len(days) < _AHEAD and days[-1] < date.max:
            after = days[-1] + _ONE_DAY
            if self.asked is not None and after not in self.asked:
                break
            days.append(after)
        return days

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
        return self.laid_out.territory(self.project)

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
        sheets = Sheets(territory, numbers, is_cut=self.is_cut)
        for day, made in territory.days(
            changes, sharpness=self._sureness, with_shapes=not self.is_cut
        ):
            yield day, sheets.turn(made, turns.pop(day))
