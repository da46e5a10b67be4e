"""Names and successions whose days somebody should look at again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from geocontrol.errors import Level, Problem
from geocontrol.io.fields import Fields
from geocontrol.io.source import Source
from geocontrol.model import Change, ControlEvent, Name, PlaceId, Verdict
from geocontrol.nesting import Nesting, descendants_of
from geocontrol.project import Project
from geocontrol.timeline import Timeline


def names_of_one_time(source: Source, project: Project) -> Iterator[Problem]:
    """Doubt two dated names in one language that have a day in common."""
    for place_id, place in project.places.items():
        yield from _meeting(source.places.fields[place_id], place.names)
    for actor_id, actor in project.evidence.actors.items():
        yield from _meeting(source.seeds.actors.fields[actor_id], actor.names)


def _meeting(fields: Fields, names: tuple[Name, ...]) -> Iterator[Problem]:
    dated = [name for name in names if not name.term.is_open]
    for one, other in combinations(dated, 2):
        if one.lang == other.lang and one.term.meets(other.term):
            day = max(one.term.start, other.term.start)
            yield Problem(
                fields.where("names"),
                f"{other.text!r} and {one.text!r} are both the name in {one.lang} on "
                f"{day}; the first is shown",
                Level.WARNING,
            )


def deeds_after_succession(
    source: Source, project: Project, timeline: Timeline
) -> Iterator[Problem]:
    """Doubt a succession whose predecessor takes places there after it."""
    nesting = Nesting(project.places)
    events = project.evidence.events
    believed = [
        events[event_id]
        for event_id, assessment in timeline.assessments.items()
        if assessment.verdict is Verdict.ASSESSED
    ]
    deeds = sorted(
        (event for event in believed if event.actor is not None),
        key=lambda event: (event.earliest, event.id),
    )
    for succession in believed:
        if succession.change is not Change.SUCCEEDED:
            continue
        children = nesting.children(succession.latest)
        reach = set(succession.places).union(
            *(descendants_of(place_id, children) for place_id in succession.places)
        )
        late = next((e for e in deeds if _is_late(e, succession, reach)), None)
        if late is not None:
            yield Problem(
                source.seeds.events.fields[succession.id].where("event_date"),
                f"{late.actor!r} is succeeded on {succession.latest} and still acts "
                f"on {late.earliest} ({late.id!r}); correct one of them",
                Level.WARNING,
            )


def _is_late(
    event: ControlEvent, succession: ControlEvent, reach: set[PlaceId]
) -> bool:
    """Tell whether a predecessor acts where it was succeeded, after that."""
    return (
        event.actor in succession.lost_by
        and event.earliest > succession.latest
        and not reach.isdisjoint(event.places)
    )
