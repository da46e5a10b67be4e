"""
Numbers for the things that a ledger speaks of, and what follows from each alone.

Numbers are given as things first come and never change, so that most of a ledger can
be put together again from what was numbered before. They are not those of the ledger,
which counts by days.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

import numpy as np

from geocontrol.model import Control, EventId, ReportId, VoiceId
from geocontrol.render.digests import Digests
from geocontrol.render.numbering import Ints
from geocontrol.timeline import face_of

Thing = TypeVar("Thing", bound=Hashable)

NEVER = date.max.toordinal()


class Numbers(Generic[Thing]):
    """A number for each thing, alike for equal ones."""

    def __init__(self) -> None:
        self.things: list[Thing] = []
        self._number: dict[Thing, int] = {}

    def __len__(self) -> int:
        """Count the things that have a number."""
        return len(self.things)

    def of(self, thing: Thing) -> int:
        """Return the number of a thing; a new one if it has none."""
        number = self._number.setdefault(thing, len(self.things))
        if number == len(self.things):
            self.things.append(thing)
        return number

    def named(self, numbers: Ints) -> list[Thing]:
        """Return the things that have some numbers, in the order of these."""
        things = self.things
        return [things[number] for number in numbers.tolist()]


@dataclass(slots=True)
class States:
    """Numbers for states, with what a map shows of each."""

    numbers: Numbers[Control] = field(default_factory=Numbers)
    looks: list[Control] = field(default_factory=list)
    """States that look alike, as one: it is of no day and no event."""
    _faces: Numbers[tuple[object, ...]] = field(default_factory=Numbers)
    _looks: Numbers[tuple[object, ...]] = field(default_factory=Numbers)
    _face_of: array[int] = field(default_factory=lambda: array("q"))
    _look_of: array[int] = field(default_factory=lambda: array("q"))
    _confirmed: array[int] = field(default_factory=lambda: array("q"))

    def of(self, control: Control) -> int:
        """Return the number of a state."""
        number = self.numbers.of(control)
        if number == len(self._face_of):
            face = face_of(control)
            look = self._looks.of((*face, control.basis))
            if look == len(self.looks):
                self.looks.append(_look(control))
            day = control.last_confirmed
            self._face_of.append(self._faces.of(face))
            self._look_of.append(look)
            self._confirmed.append(NEVER if day is None else day.toordinal())
        return number

    @property
    def things(self) -> list[Control]:
        """The states, by their numbers."""
        return self.numbers.things

    def faces(self) -> Ints:
        """Return a number for what a map shows of each state."""
        return np.array(self._face_of)

    def look_numbers(self) -> Ints:
        """Return for each state which of `looks` it has."""
        return np.array(self._look_of)

    def confirmed(self) -> Ints:
        """Return the ordinal of each state's last confirmation; far ahead for none."""
        return np.array(self._confirmed)


@dataclass(slots=True)
class Stock:
    """The numbers of everything that a ledger speaks of."""

    states: States = field(default_factory=States)
    events: Numbers[EventId] = field(default_factory=Numbers)
    voices: Numbers[VoiceId] = field(default_factory=Numbers)
    reports: Numbers[ReportId] = field(default_factory=Numbers)
    digests: Digests = field(default_factory=Digests)

    def __reduce__(self) -> tuple[type[Stock], tuple[()]]:
        """Travel empty: whoever makes pages puts no ledger together again."""
        return Stock, ()


def _look(control: Control) -> Control:
    """Return of a state only what a mark shows of it."""
    return replace(
        control,
        since=None,
        since_is_exact=True,
        last_confirmed=None,
        event_id=None,
        mark_ids=(),
    )
