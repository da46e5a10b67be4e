"""
How one event changes the control of one place.

`apply_event` is the whole of it: a state, an event with its verdict, and the
state after. It knows neither the calendar nor the other places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from geocontrol.model import (
    ActorId,
    Basis,
    Change,
    Control,
    ControlEvent,
    Status,
    Verdict,
)

UNKNOWN = Control()
"""What is known of a place of which nothing was said."""

_KEYS = tuple(field.name for field in fields(Control))
MOVING = frozenset({Change.CAPTURED, Change.ENTERED, Change.HANDED_OVER})
"""Changes by which somebody comes into a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An event as it bears on one place on one day."""

    event: ControlEvent
    day: date
    verdict: Verdict
    basis: Basis
    """What a state that this event sets rests on."""
    is_under_way: bool = False
    """True from the first possible day of the event until its last."""


def apply_step(before: Control, step: Step) -> Control:
    """Return the control of a place after an event that concerns it."""
    event = step.event
    if step.basis is Basis.ASSUMED and not _is_hearsay(before):
        return before
    if event.change is Change.SUCCEEDED:
        return succeed(before, step)
    if step.basis is not Basis.ASSUMED and step.verdict is not Verdict.ASSESSED:
        return _doubt(before, step)
    if event.change is Change.BESIEGED:
        return _besiege(before, event)
    if step.is_under_way:
        return _await(before, step)
    return _set(before, step)


def succeed(before: Control, step: Step) -> Control:
    """
    Put an heir where its predecessors are, and leave all else as it was.

    Nobody takes a place by succession: what the state rests on, and when it was last
    confirmed, stay; the events by which the predecessor had it stay beside it. Where
    no predecessor is, nothing happens.
    """
    event, heir, gone = step.event, step.event.actor, set(step.event.lost_by)
    there = {before.actor_id, *before.contested_by}
    if heir is None or not gone & (there | {*before.claimed_by, *before.besieged_by}):
        return before
    if step.basis is not Basis.ASSUMED and step.verdict is not Verdict.ASSESSED:
        is_doubt = gone & there and step.verdict is not Verdict.REJECTED
        return _doubt(before, step) if is_doubt else _mark(before, event)
    after = _with_heir(before, heir, gone)
    if not gone & there:
        return _mark(after, event)
    earlier = (before.event_id, *before.mark_ids)
    return _with(
        after,
        since=step.day,
        since_is_exact=_is_exact(event),
        event_id=event.id,
        mark_ids=tuple(e for e in earlier if e is not None and e != event.id),
    )


def _with_heir(before: Control, heir: ActorId, gone: set[ActorId]) -> Control:
    """Return a state with an heir for its predecessors, who is no rival to itself."""
    passed = {
        key: _sorted(heir if actor in gone else actor for actor in ids)
        for key, ids in (
            ("contested_by", before.contested_by),
            ("claimed_by", before.claimed_by),
            ("besieged_by", before.besieged_by),
        )
    }
    holder = heir if before.actor_id in gone else before.actor_id
    status, rivals = before.status, passed["contested_by"]
    if len(rivals) == 1 < len(before.contested_by):
        status, holder, rivals = Status.HELD, heir, ()
    own = {holder, *rivals}
    return _with(
        before,
        status=status,
        actor_id=holder,
        contested_by=rivals,
        claimed_by=tuple(a for a in passed["claimed_by"] if a not in own),
        besieged_by=tuple(a for a in passed["besieged_by"] if a != holder),
    )


def _is_hearsay(control: Control) -> bool:
    """Tell whether a state gives way to every dated statement, even to background."""
    if control.basis is Basis.CLAIMED:
        return control.status is Status.UNKNOWN
    return control.basis in {None, Basis.ASSUMED}


def _set(before: Control, step: Step) -> Control:
    """Give the place the state that the event says it has."""
    event = step.event
    if event.status is Status.CONTESTED:
        if event.contested_by:
            return _contest(before, step, event.contested_by)
        if _holds(before, event.actor):
            return _hold(before, step, event.actor)
        return _open(before, step)
    if event.status is Status.HELD and event.actor is not None:
        return _hold(before, step, event.actor)
    return _leave(before, step)


def _hold(before: Control, step: Step, actor: ActorId | None) -> Control:
    """Make an actor the holder, or confirm that it is."""
    event = step.event
    if _holds(before, actor) and not _is_hearsay(before):
        return _confirm(before, step)
    lifts = event.change is Change.REPELLED or not _holds(before, actor)
    return Control(
        status=Status.HELD,
        actor_id=actor,
        besieged_by=() if lifts else before.besieged_by,
        basis=step.basis,
        since=step.day,
        since_is_exact=_is_exact(event),
        last_confirmed=_confirmed(step),
        event_id=event.id,
    )


def _confirm(before: Control, step: Step) -> Control:
    """Keep a state that an event says again; a nearer word takes its place."""
    event = step.event
    lifts = event.change is Change.REPELLED
    after = _with(
        before,
        claimed_by=(),
        besieged_by=() if lifts else before.besieged_by,
        last_confirmed=_confirmed(step),
        mark_ids=(event.id,),
    )
    if before.basis is not Basis.INHERITED or step.basis is not Basis.ASSESSED:
        return after
    nearer = _with(after, basis=step.basis, event_id=event.id, mark_ids=())
    if event.change not in MOVING:
        return nearer
    return _with(nearer, since=step.day, since_is_exact=_is_exact(event))


def _leave(before: Control, step: Step) -> Control:
    """Take away whoever left; who stays behind is said to hold it, not known to."""
    event = step.event
    there = {before.actor_id, *before.contested_by} - {None}
    if there and not there & set(event.lost_by):
        besiegers = _sorted(before.besieged_by, without=event.lost_by)
        return _with(_mark(before, event), besieged_by=besiegers)
    if not there and before.event_id is not None:
        return _mark(before, event)
    if not there and step.basis is Basis.INHERITED:
        return before
    return Control(
        claimed_by=_sorted(
            (*before.claimed_by, *before.contested_by), without=event.lost_by
        ),
        basis=step.basis,
        since=step.day,
        since_is_exact=_is_exact(event),
        last_confirmed=_confirmed(step),
        event_id=event.id,
    )


def _open(before: Control, step: Step) -> Control:
    """Leave a place open between those who are at it, or to the one who is."""
    rivals = _rivals(before, step.event)
    if len(rivals) > 1:
        return _contest(before, step, rivals)
    claimed = _claim(before, step.event)
    return _with(claimed, basis=step.basis, last_confirmed=_confirmed(step))


def _contest(before: Control, step: Step, rivals: Iterable[ActorId]) -> Control:
    """Make the place contested by those named, or confirm that it is."""
    contested_by = _sorted(rivals)
    is_same = before.contested_by == contested_by
    if before.status is Status.CONTESTED and is_same and not _is_hearsay(before):
        return _confirm(before, step)
    return Control(
        status=Status.CONTESTED,
        contested_by=contested_by,
        besieged_by=before.besieged_by,
        basis=step.basis,
        since=step.day,
        since_is_exact=_is_exact(step.event),
        last_confirmed=_confirmed(step),
        event_id=step.event.id,
    )


def _await(before: Control, step: Step) -> Control:
    """Leave a place open while the day of its change is: between two, or to one."""
    return before if _holds(before, step.event.actor) else _open(before, step)


def _doubt(before: Control, step: Step) -> Control:
    """Record what is claimed, disputed or rejected."""
    if step.verdict is Verdict.CLAIMED:
        return _claim(before, step.event)
    if step.verdict is Verdict.DISPUTED:
        return _dispute(before, step)
    return _mark(before, step.event)


def _dispute(before: Control, step: Step) -> Control:
    """Leave open between holder and gainer what independent voices dispute."""
    event = step.event
    moves = event.change in {*MOVING, Change.OBSERVED, Change.SUCCEEDED}
    if not moves or event.actor is None or _holds(before, event.actor):
        return _mark(before, event)
    return _open(before, step)


def _claim(before: Control, event: ControlEvent) -> Control:
    """Leave the holder and mark who says that it took the place."""
    marked = _mark(before, event)
    actor = event.actor
    holders = (before.actor_id, *before.contested_by)
    if actor is None or actor in holders or event.change is Change.BESIEGED:
        return marked
    return _with(
        marked,
        claimed_by=_sorted((*before.claimed_by, actor)),
        basis=before.basis or Basis.CLAIMED,
    )


def _besiege(before: Control, event: ControlEvent) -> Control:
    """Leave the holder and mark who has surrounded the place."""
    marked = _mark(before, event)
    if event.actor is None or _holds(before, event.actor):
        return marked
    return _with(marked, besieged_by=_sorted((*before.besieged_by, event.actor)))


def _mark(before: Control, event: ControlEvent) -> Control:
    """Leave everything as it was and keep the event among those shown."""
    if event.id in before.mark_ids:
        return before
    return _with(before, mark_ids=(*before.mark_ids, event.id))


def _with(before: Control, **changes: Any) -> Control:  # noqa: ANN401
    """Return a state with some of its values changed, faster than `replace` does."""
    values = {key: getattr(before, key) for key in _KEYS}
    return Control(**{**values, **changes})


def _rivals(before: Control, event: ControlEvent) -> set[ActorId]:
    """
    Return those between whom a place is open: who had it, and who gains it.

    The loser that the event names stands in where nothing else is known, but not
    where it is known that nobody was left.
    """
    had = {before.actor_id, *before.contested_by} - {None}
    if not had and before.event_id is None:
        had = set(event.lost_by)
    return {actor for actor in (*had, event.actor) if actor is not None}


def _holds(control: Control, actor: ActorId | None) -> bool:
    return control.status is Status.HELD and control.actor_id == actor


def _confirmed(step: Step) -> date | None:
    """Return the day that an event confirms; background confirms none."""
    return None if step.basis is Basis.ASSUMED else step.day


def _is_exact(event: ControlEvent) -> bool:
    return event.change is not Change.OBSERVED and event.earliest == event.latest


def _sorted(
    actors: Iterable[ActorId], *, without: Iterable[ActorId] = ()
) -> tuple[ActorId, ...]:
    return tuple(sorted(set(actors) - set(without)))
