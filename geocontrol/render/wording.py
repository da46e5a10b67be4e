"""States and events of control in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from geocontrol.model import (
    Actor,
    ActorId,
    Change,
    Control,
    ControlEvent,
    Place,
    Status,
)
from geocontrol.render.words import count_of, fill, listed, short_day, words

_KEPT = 4096
"""Phrases kept: most days have the same."""
_PASSES_ON = frozenset({Change.CAPTURED, Change.HANDED_OVER})

Record = TypeVar("Record", Actor, Place)


@dataclass(frozen=True, slots=True)
class Wording:
    """One language, and the actors it speaks of."""

    lang: str
    actors: Mapping[ActorId, Actor]
    day: date | None = None
    """The day whose names are said; `None` for those that hold always."""
    _named: dict[ActorId, str] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def then(self, day: date) -> Wording:
        """Return the same language on another day."""
        return replace(self, day=day)

    @property
    def words(self) -> dict[str, Any]:
        """All words of the language."""
        return words(self.lang)

    def actor(self, actor_id: ActorId) -> str:
        """Return the short name of an actor."""
        name = self._named.get(actor_id)
        if name is None:
            name = short_name(self._of_day(self.actors[actor_id]), self.lang)
            self._named[actor_id] = name
        return name

    def full_name(self, actor_id: ActorId) -> str:
        """Return the whole name of an actor."""
        return self._of_day(self.actors[actor_id]).name_in(self.lang)

    def actor_list(self, actor_ids: Iterable[ActorId]) -> str:
        """Return the names of several actors: `HTS-led, SNA and SDF`."""
        return listed((self.actor(actor_id) for actor_id in actor_ids), self.lang)

    def places(self, count: int) -> str:
        """Return a number of places in words: `143 places`."""
        return count_of(self.words, "places", count)

    def place(self, place: Place) -> str:
        """Return the name of a place."""
        return self._of_day(place).name_in(self.lang)

    def other_place(self, place: Place) -> str:
        """Return the name of a place in the other script, or nothing."""
        of_day = self._of_day(place)
        other = of_day.name_in("ar") if self.lang != "ar" else of_day.name
        return "" if other == self.place(place) else other

    def region(self, place: Place) -> str:
        """Return the name of a governorate without that word."""
        return self.place(place).replace(self.words["region_word"], "").strip()

    def control(self, control: Control) -> str:
        """Return who holds a place in a few words."""
        parts = [self._holder(control)]
        if control.claimed_by:
            claimants = self.actor_list(control.claimed_by)
            parts.append(fill(self.words["claimed_by"], actors=claimants))
        if control.besieged_by:
            besiegers = self.actor_list(control.besieged_by)
            parts.append(fill(self.words["besieged_by"], actors=besiegers))
        return "; ".join(parts)

    def _holder(self, control: Control) -> str:
        if control.status is Status.HELD and control.actor_id is not None:
            return fill(self.words["held_by"], actor=self.actor(control.actor_id))
        if control.status is Status.CONTESTED:
            if len(control.contested_by) > 1:
                rivals = self.actor_list(control.contested_by)
                return fill(self.words["contested_between"], actors=rivals)
            return str(self.words["contested"])
        return str(self.words["unknown_holder"])

    def event(self, event: ControlEvent) -> str:
        """Return what happened, by the names of then: `taken by HTS-led from ...`."""
        if self.day is not None and self.day != event.latest:
            return self.then(event.latest).event(event)
        actor = self.actor(event.actor) if event.actor else ""
        loser = self.actor_list(event.lost_by)
        return _happened(self.lang, event.change, actor, loser)

    def _of_day(self, record: Record) -> Record:
        return record if self.day is None else record.on(self.day)

    def event_days(self, event: ControlEvent) -> str:
        """Return the days between which an event lies."""
        return fill(
            self.words["day_between"],
            first=short_day(event.earliest, self.lang),
            last=short_day(event.latest, self.lang),
        )


def short_name(actor: Actor, lang: str) -> str:
    """Return the name of an actor that fits a legend."""
    named = actor.name_in(lang)
    is_short = lang == "en" or named == actor.name
    return (actor.short or actor.name) if is_short else named


@lru_cache(_KEPT)
def _happened(lang: str, change: Change, actor: str, loser: str) -> str:
    """Say what happened by the names of who took part; nothing for nobody."""
    said = words(lang)
    is_named = loser if change is Change.WITHDREW else actor
    if not is_named:
        return str(said["change"][change.value])
    phrases = said["changed"]
    phrase = phrases[change.value]
    if actor:
        phrase = phrases.get(f"{change.value}_to", phrase)
    text = fill(phrase, actor=actor, loser=loser)
    if loser and change in _PASSES_ON:
        text += f" {fill(said['from'], loser=loser)}"
    return text
