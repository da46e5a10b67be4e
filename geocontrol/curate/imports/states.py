"""What a word in a table says of who holds a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geocontrol.errors import UsageError
from geocontrol.io.fields import suggestion
from geocontrol.model import Actor, ActorId, Status
from geocontrol.names import fold

NOT, CONTESTED, UNKNOWN, SKIP = "not", "contested", "unknown", "skip"
_NOTHING = frozenset(
    {"", "-", "na", "n a", "nan", "none", "null", "unknown", "no data"}
)


@dataclass(frozen=True, slots=True)
class Told:
    """Who holds a place according to one cell."""

    status: Status
    holders: tuple[str, ...] = ()
    """The holder, or those who fight for it; `not-x` is anybody but x."""

    def and_also(self, other: Told) -> Told:
        """Return the state of a place of which two things are told at once."""
        holders = tuple(sorted({*self.holders, *other.holders}))
        if len(holders) <= 1:
            return self if self.holders else other
        return Told(Status.CONTESTED, holders)


UNKNOWN_STATE = Told(Status.UNKNOWN)


def anybody_but(actor_id: str) -> str:
    """Return the id of the actor that stands for everybody else."""
    return f"not-{actor_id}"


class StateWords:
    """
    The words for states in a table.

    Parameters
    ----------
    actors
        The actors of the project: their ids and names are understood.
    values
        What other words mean, as the mapping or the aliases say.

    Raises
    ------
    UsageError
        If a meaning is no state.
    """

    def __init__(
        self, actors: Mapping[ActorId, Actor], values: Mapping[str, str]
    ) -> None:
        self._actors = actors
        self._known: dict[str, Told | None] = {}
        for word, meaning in values.items():
            if meaning:
                self._known[word] = self._parse(word, meaning)
        self._by_name: dict[str, set[str]] = {}
        for actor in actors.values():
            for name in (
                actor.id,
                actor.name,
                actor.short,
                *(n.text for n in actor.names),
            ):
                self._by_name.setdefault(fold(name), set()).add(actor.id)

    def _parse(self, word: str, meaning: str) -> Told | None:
        if meaning == SKIP:
            return None
        if meaning == UNKNOWN:
            return UNKNOWN_STATE
        first, *rest = meaning.split() or [""]
        if first == CONTESTED and len(set(rest)) != 1:
            return Told(Status.CONTESTED, tuple(sorted(map(self._actor, rest))))
        if first == NOT and len(rest) == 1:
            return Told(Status.HELD, (anybody_but(self._actor(rest[0])),))
        if rest or not first:
            msg = (
                f"{word!r} cannot mean {meaning!r}; it can mean an actor's id, "
                "'not ID', 'contested ID ID', 'unknown' or 'skip'"
            )
            raise UsageError(msg)
        return Told(Status.HELD, (self._actor(first),))

    def _actor(self, actor_id: str) -> str:
        if actor_id not in self._actors:
            hint = suggestion(actor_id, self._actors)
            msg = f"actor {actor_id!r} is not known{hint}"
            raise UsageError(msg)
        return actor_id

    def knows(self, word: str) -> bool:
        """Tell whether a word is understood."""
        if word in self._known:
            return True
        key = fold(word)
        if key in _NOTHING:
            self._known[word] = UNKNOWN_STATE
        elif len(self._by_name.get(key, ())) == 1:
            (actor_id,) = self._by_name[key]
            self._known[word] = Told(Status.HELD, (actor_id,))
        return word in self._known

    def told(self, word: str) -> Told | None:
        """Return what an understood word says; `None` says nothing."""
        return self._known[word]

    def candidates(self, word: str) -> list[str]:
        """Return the actors that a word may mean."""
        key = fold(word)
        near = [a for a in self._actors if key and (key in fold(a) or fold(a) in key)]
        return [*(near or list(self._actors)[:8])]
