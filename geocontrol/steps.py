"""Where and when an event bears on places, and in which order a place's steps count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from geocontrol.control import Step
from geocontrol.model import (
    EXPANDING_CHANGES,
    Basis,
    Change,
    ControlEvent,
    EventId,
    PlaceId,
    Verdict,
)
from geocontrol.nesting import descendants_of

StepKey = tuple[date, bool, int, EventId]
"""By which the steps of one place are ordered."""


def step_key(place_id: PlaceId, step: Step) -> StepKey:
    """Return what orders a step among those of a place: its own word comes after."""
    event = step.event
    return step.day, place_id in event.places, event.order, event.id


def keyed_steps(
    event: ControlEvent,
    verdict: Verdict,
    within: Mapping[PlaceId, list[PlaceId]],
    *,
    is_told: bool,
) -> Iterator[tuple[PlaceId, StepKey, Step]]:
    """
    Yield each step of an event with its place, and the key that orders a place's steps.

    Parameters
    ----------
    event
        What happened.
    verdict
        What its claims amount to.
    within
        What lay directly within each place on the last possible day of the event.
    is_told
        Whether the voices of one side are believed.
    """
    for place_id, is_named in reach_of(event, within).items():
        for step in _dated(event, verdict, is_named=is_named, is_told=is_told):
            yield place_id, step_key(place_id, step), step


def reach_of(
    event: ControlEvent, within: Mapping[PlaceId, list[PlaceId]]
) -> dict[PlaceId, bool]:
    """
    Return the places an event bears on, and whether each is named by it.

    A region stands for what lies in it on the last possible day of the event.

    Parameters
    ----------
    event
        What happened.
    within
        What lay directly within each place on that day.
    """
    reach = dict.fromkeys(event.places, True)
    expands = event.change in EXPANDING_CHANGES
    if expands and any(place_id in within for place_id in event.places):
        spared = set(event.excepted).union(
            *(descendants_of(place_id, within) for place_id in event.excepted)
        )
        for place_id in event.places:
            for inner in descendants_of(place_id, within) - spared:
                reach.setdefault(inner, False)
    return reach


def _dated(
    event: ControlEvent, verdict: Verdict, *, is_named: bool, is_told: bool
) -> Iterable[Step]:
    """Say on which days an event bears on a place, and as what."""
    if event.is_assumed:
        yield Step(event=event, day=event.latest, verdict=verdict, basis=Basis.ASSUMED)
        return
    basis = Basis.ASSESSED if is_named else Basis.INHERITED
    if is_told:
        basis = Basis.CLAIMED
    is_open = event.earliest < event.latest
    if verdict is not Verdict.ASSESSED:
        yield Step(event=event, day=event.earliest, verdict=verdict, basis=basis)
        return
    passes_on = event.actor is not None and event.change not in {
        Change.OBSERVED,
        Change.REPELLED,
        Change.BESIEGED,
        Change.SUCCEEDED,
    }
    if is_open and passes_on:
        yield Step(
            event=event,
            day=event.earliest,
            verdict=verdict,
            basis=basis,
            is_under_way=True,
        )
    yield Step(event=event, day=event.latest, verdict=verdict, basis=basis)
