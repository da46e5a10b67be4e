"""What is told of some of the places of a ledger."""

from __future__ import annotations

from typing import TypeVar

from geocontrol.render.ledger import Account, ByDay, Ledger, Pairs
from geocontrol.render.numbering import firsts, inverse
from geocontrol.render.speakers import speakers_of
from geocontrol.timeline import Timeline

Item = TypeVar("Item")


def account_of(timeline: Timeline, ledger: Ledger, places: range) -> Account:
    """
    Tell of some places what a ledger of no others would.

    Parameters
    ----------
    timeline
        What the ledger was made from.
    ledger
        All that is told.
    places
        The numbers of places in a row, which they keep; all else is numbered anew.
    """
    turns = _about(ledger.turns, places, column=0)
    controls, turns = _renumbered(ledger.controls, turns, column=1)
    steps = _about(ledger.steps, places, column=1)
    events, steps = _renumbered(ledger.events, steps, column=0)
    voices, reports = speakers_of(timeline, events)
    return Account(
        controls=controls,
        turns=turns,
        events=events,
        steps=steps,
        voices=voices,
        reports=reports,
    )


def _about(pairs: Pairs, places: range, *, column: int) -> Pairs:
    """Return the pairs that have one of some places in a column."""
    place = pairs.items[:, column]
    held = (place >= places.start) & (place < places.stop)
    return Pairs(pairs.days[held], pairs.items[held])


def _renumbered(
    things: ByDay[Item], pairs: Pairs, *, column: int
) -> tuple[ByDay[Item], Pairs]:
    """Give the things in a column new numbers, as they come."""
    keys, first = firsts(pairs.items[:, column])
    items = pairs.items.copy()
    items[:, column] = inverse(keys, len(things.items))[items[:, column]]
    named = [things.items[key] for key in keys.tolist()]
    return ByDay(pairs.days[first], named), Pairs(pairs.days, items)
