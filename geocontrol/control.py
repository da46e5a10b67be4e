"""
How one event changes the control of one place.

`apply_event` is the whole of it: a state, an event with its verdict, and the
state after. It knows neither the calendar nor the other places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

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

_HEARSAY = frozenset({None, Basis.ASSUMED, Basis.CLAIMED})


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
    if step.basis is Basis.ASSUMED:
        return _set(before, step) if before.basis in _HEARSAY else before
    if step.verdict is not Verdict.ASSESSED:
        return _doubt(before, step)
    if event.change is Change.BESIEGED:
        return _besiege(before, event)
    if step.is_under_way:
        return _await(before, step)
    return _set(before, step)


def _set(before: Control, step: Step) -> Control:
    """Give the place the state that the event says it has."""
    event = step.event
    if event.status is Status.CONTESTED:
        rivals = event.contested_by or _rivals(before, event)
        return _contest(before, step, rivals)
    if event.status is Status.HELD and event.actor is not None:
        return _hold(before, step, event.actor)
    return _leave(before, step)


def _hold(before: Control, step: Step, actor: ActorId) -> Control:
    """Make an actor the holder, or confirm that it is."""
    event, day = step.event, step.day
    confirmed = None if step.basis is Basis.ASSUMED else day
    if before.status is Status.HELD and before.actor_id == actor:
        lifted = () if event.change is Change.REPELLED else before.besieged_by
        if before.basis in _HEARSAY:
            return Control(
                status=Status.HELD,
                actor_id=actor,
                basis=step.basis,
                since=day,
                since_is_exact=_is_exact(event),
                last_confirmed=confirmed,
                besieged_by=lifted,
                event_id=event.id,
            )
        is_better = before.basis is Basis.INHERITED and step.basis is Basis.ASSESSED
        return replace(
            before,
            basis=step.basis if is_better else before.basis,
            event_id=event.id if is_better else before.event_id,
            claimed_by=(),
            besieged_by=lifted,
            mark_ids=(),
            last_confirmed=confirmed,
        )
    return Control(
        status=Status.HELD,
        actor_id=actor,
        basis=step.basis,
        since=day,
        since_is_exact=_is_exact(event),
        last_confirmed=confirmed,
        event_id=event.id,
    )


def _leave(before: Control, step: Step) -> Control:
    """Take away whoever left; who stays behind is said to hold it, not known to."""
    event = step.event
    if before.status is Status.HELD and before.actor_id not in (None, *event.lost_by):
        return _mark(before, event)
    staying = tuple(a for a in before.contested_by if a not in event.lost_by)
    return Control(
        claimed_by=_sorted((*before.claimed_by, *staying), without=event.lost_by),
        basis=step.basis,
        since=step.day,
        since_is_exact=_is_exact(event),
        last_confirmed=step.day,
        event_id=event.id,
    )


def _contest(before: Control, step: Step, rivals: Iterable[ActorId]) -> Control:
    """Make the place contested by those named."""
    confirmed = None if step.basis is Basis.ASSUMED else step.day
    contested_by = _sorted(rivals)
    if before.status is Status.CONTESTED and before.contested_by == contested_by:
        return replace(before, last_confirmed=confirmed, claimed_by=(), mark_ids=())
    return Control(
        status=Status.CONTESTED,
        contested_by=contested_by,
        besieged_by=before.besieged_by,
        basis=step.basis,
        since=step.day,
        since_is_exact=_is_exact(step.event),
        last_confirmed=confirmed,
        event_id=step.event.id,
    )


def _await(before: Control, step: Step) -> Control:
    """Leave a place open while the day of its change is: between two, or to one."""
    if before.status is Status.HELD and before.actor_id == step.event.actor:
        return before
    rivals = _rivals(before, step.event)
    if len(rivals) > 1:
        return _contest(before, step, rivals)
    claimed = _claim(before, step.event)
    return replace(claimed, basis=step.basis, last_confirmed=step.day)


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
    moves = event.change in {
        Change.CAPTURED,
        Change.ENTERED,
        Change.HANDED_OVER,
        Change.OBSERVED,
    }
    is_holder = before.status is Status.HELD and before.actor_id == event.actor
    if not moves or event.actor is None or is_holder:
        return _mark(before, event)
    return _contest(before, step, _rivals(before, event))


def _claim(before: Control, event: ControlEvent) -> Control:
    """Leave the holder and mark who says that it took the place."""
    marked = _mark(before, event)
    actor = event.actor
    holders = (before.actor_id, *before.contested_by)
    if actor is None or actor in holders or event.change is Change.BESIEGED:
        return marked
    return replace(
        marked,
        claimed_by=_sorted((*before.claimed_by, actor)),
        basis=before.basis or Basis.CLAIMED,
    )


def _besiege(before: Control, event: ControlEvent) -> Control:
    """Leave the holder and mark who has surrounded the place."""
    marked = _mark(before, event)
    if event.actor is None:
        return marked
    return replace(marked, besieged_by=_sorted((*before.besieged_by, event.actor)))


def _mark(before: Control, event: ControlEvent) -> Control:
    """Leave everything as it was and keep the event among those shown."""
    if event.id in before.mark_ids:
        return before
    return replace(before, mark_ids=(*before.mark_ids, event.id))


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


def _is_exact(event: ControlEvent) -> bool:
    return event.change is not Change.OBSERVED and event.earliest == event.latest


def _sorted(
    actors: Iterable[ActorId], *, without: Iterable[ActorId] = ()
) -> tuple[ActorId, ...]:
    return tuple(sorted(set(actors) - set(without)))
