"""The states of one place, folded from the steps that bear on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from geocontrol.control import UNKNOWN, Step, apply_step
from geocontrol.model import ActorId, Basis, Control


@dataclass(frozen=True)
class Row:
    """The states of one place, each from its day on."""

    days: Sequence[date]
    controls: Sequence[Control]

    @cached_property
    def holders(self) -> frozenset[ActorId]:
        """Everybody who ever held the place."""
        return frozenset(c.actor_id for c in self.controls if c.actor_id is not None)

    @cached_property
    def own_changes(self) -> Sequence[date]:
        """The days on which the place itself is said to be otherwise than before."""
        pairs = zip(self.days[1:], pairwise(self.controls), strict=True)
        return [
            day
            for day, (before, here) in pairs
            if here.basis is not Basis.INHERITED
            and (here.status, here.actor_id, here.claimed_by)
            != (before.status, before.actor_id, before.claimed_by)
        ]

    def on(self, day: date) -> Control:
        """Return the state when a day ends."""
        index = bisect_right(self.days, day)
        return self.controls[index - 1] if index else UNKNOWN

    def before(self, day: date) -> Control:
        """Return the state when a day begins."""
        index = bisect_left(self.days, day)
        return self.controls[index - 1] if index else UNKNOWN


NO_ROW = Row((), ())
"""Of a place of which nothing was ever said."""


def fold(steps: Iterable[Step]) -> Row:
    """Apply the steps of one place, one state for each day that changes it."""
    days: list[date] = []
    controls: list[Control] = []
    control = UNKNOWN
    for step in steps:
        after = apply_step(control, step)
        if after == control:
            continue
        control = after
        if days and days[-1] == step.day:
            controls[-1] = control
        else:
            days.append(step.day)
            controls.append(control)
    return Row(days, controls)
