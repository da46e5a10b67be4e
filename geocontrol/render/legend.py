"""What the marks of one day mean, and how many places each holder has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geocontrol.model import SITE_KINDS, ActorId, Basis, Kind, Status
from geocontrol.render.atlas import Atlas
from geocontrol.render.landview import land_in_words
from geocontrol.render.ledger import Tally
from geocontrol.render.shapes import PATHS
from geocontrol.render.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRow:
    """One holder, and its share of the places."""

    name: str
    full_name: str
    note: str
    """What it is, in the words of who keeps the map."""
    number: int
    """Of the actor, in the order of all of them."""
    color: str
    path: str
    """Outline of its mark, SVG path data."""
    count: int
    claimed_count: int
    places: str
    """The same number in words."""
    km2: str
    """Its land with the range of that, in words; empty where there are no areas."""
    share: float
    """Of all places listed, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """One thing that a mark can say."""

    key: str
    actors: str
    """Numbers of a holder and of a second actor that serve as an example."""
    text: str


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend of one day."""

    holders: tuple[HolderRow, ...]
    contested_count: int
    contested: str
    """The same number in words."""
    unknown_count: int
    unknown: str
    keys: tuple[KeyRow, ...]


def day_legend(
    atlas: Atlas,
    wording: Wording,
    day: date,
    *,
    has_changes: bool,
    land: Mapping[str, Any] | None = None,
) -> Legend:
    """
    Explain every kind of mark that occurs on a day, and no other.

    Parameters
    ----------
    atlas
        What all days of the map share.
    wording
        The language to say it in.
    day
        The day shown.
    has_changes
        Whether marks are ringed because they changed.
    land
        The areas of the day, as `geocontrol.render.areas.LandDays.on` gives them.
    """
    km2 = land_in_words(atlas, wording, land)
    looks = atlas.ledger.looks(day, atlas.project.policy.stale_after_days)
    held: Counter[ActorId] = Counter()
    claimed: Counter[ActorId] = Counter()
    statuses: Counter[Status] = Counter()
    for look in looks:
        control = look.control
        statuses[control.status] += look.count
        claimed.update(dict.fromkeys(control.claimed_by, look.count))
        if control.actor_id is not None:
            held[control.actor_id] += look.count
    order = sorted(
        set(held) | set(claimed), key=lambda a: (-held[a], atlas.actor_numbers[a])
    )
    return Legend(
        holders=tuple(
            _holder(atlas, wording, actor_id, held, claimed, km2.get(actor_id, ""))
            for actor_id in order
        ),
        contested_count=statuses[Status.CONTESTED],
        contested=wording.places(statuses[Status.CONTESTED]),
        unknown_count=statuses[Status.UNKNOWN],
        unknown=wording.places(statuses[Status.UNKNOWN]),
        keys=tuple(_keys(atlas, wording, looks, has_changes=has_changes)),
    )


def _holder(
    atlas: Atlas,
    wording: Wording,
    actor_id: ActorId,
    held: Mapping[ActorId, int],
    claimed: Mapping[ActorId, int],
    km2: str,
) -> HolderRow:
    look = atlas.looks[actor_id]
    return HolderRow(
        name=wording.actor(actor_id),
        full_name=wording.full_name(actor_id),
        note=wording.actors[actor_id].note,
        number=atlas.actor_numbers[actor_id],
        color=look.color,
        path=PATHS[look.shape],
        count=held[actor_id],
        claimed_count=claimed[actor_id],
        places=wording.places(held[actor_id]),
        km2=km2,
        share=round(held[actor_id] / max(1, len(atlas.places)), 3),
    )


def _keys(
    atlas: Atlas,
    wording: Wording,
    looks: Iterable[Tally],
    *,
    has_changes: bool,
) -> Iterable[KeyRow]:
    examples = _examples(atlas, looks)
    if has_changes:
        examples["changed"] = "0 0"
    for kind in (*SITE_KINDS, Kind.QUARTER):
        if kind in atlas.kinds:
            examples[kind.value] = "0 0"
    for key, text in wording.words["legend"].items():
        if key in examples:
            yield KeyRow(key=key, actors=examples[key], text=text)


def _examples(atlas: Atlas, looks: Iterable[Tally]) -> dict[str, str]:
    """Return, for each thing that occurs, the actors of its first occurrence."""
    found: dict[str, str] = {}
    number = atlas.actor_numbers

    def note(key: str, *actors: ActorId | None) -> None:
        numbers = [number[a] for a in actors if a is not None]
        found.setdefault(key, " ".join(map(str, [*numbers, 0, 0][:2])))

    for look in looks:
        control = look.control
        holder = control.actor_id
        if control.status is Status.HELD and control.basis is not None:
            is_hearsay = control.basis is Basis.CLAIMED
            note("assumed" if is_hearsay else control.basis.value, holder)
        if control.status is Status.CONTESTED:
            note("contested", *control.contested_by)
        if control.status is Status.UNKNOWN:
            note("unknown")
        if control.claimed_by and holder is not None:
            note("claimed", holder, control.claimed_by[0])
        if control.besieged_by and holder is not None:
            note("besieged", holder, control.besieged_by[0])
        if look.stale_count:
            note("stale", holder)
    return found
