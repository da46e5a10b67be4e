"""Which places look otherwise than on the day before, and because of which event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geocontrol.model import EventId, Place, PlaceId
from geocontrol.render.atlas import Atlas


def change_counts(atlas: Atlas, days: Sequence[date]) -> dict[date, int]:
    """Count for each day the places that look otherwise than on the day before."""
    changed = atlas.ledger.changed.days
    ordinals = [day.toordinal() for day in days]
    begin, end = (changed.searchsorted(ordinals, side) for side in ("left", "right"))
    counts = dict(zip(days, (end - begin).tolist(), strict=True))
    return {day: n if day > atlas.project.first_day else 0 for day, n in counts.items()}


def changed_places(atlas: Atlas, day: date) -> list[Place]:
    """Return the listed places that look otherwise than on the day before."""
    if day <= atlas.project.first_day:
        return []
    return [atlas.places[number] for number in atlas.ledger.changed.within(day, day)]


def changed_by(atlas: Atlas, day: date) -> list[tuple[PlaceId, EventId]]:
    """Return the places that changed on a day, each with the event that changed it."""
    changed = changed_places(atlas, day)
    if not changed:
        return []
    ledger, places = atlas.ledger, atlas.places
    entered = {
        places[place].id: ledger.controls.items[state].event_id
        for place, state in ledger.turns.within(day, day)
    }
    begun = {
        (places[place].id, ledger.events.items[event])
        for event, place in ledger.steps.within(day, day)
    }
    causes = []
    for place in changed:
        cause = entered[place.id]
        if cause is None or (place.id, cause) not in begun:
            cause = _cause(atlas, place.id, day)
        causes.append((place.id, cause))
    return causes


def _cause(atlas: Atlas, place_id: PlaceId, day: date) -> EventId:
    """Return the event of a day that made a place look otherwise."""
    timeline = atlas.timeline
    ids = [step.event.id for step in timeline.steps(place_id) if step.day == day]
    if len(ids) == 1:
        return ids[0]
    after = timeline.control(place_id, day)
    if after.event_id in ids and after.event_id is not None:
        return after.event_id
    marks = [event_id for event_id in after.mark_ids if event_id in ids]
    return marks[-1] if marks else ids[-1]
