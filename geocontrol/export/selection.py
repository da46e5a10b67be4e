"""What an export holds, and where it says that it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from geocontrol import __version__
from geocontrol.dated import Ages
from geocontrol.model import Actor, ActorId, Policy
from geocontrol.project import Project
from geocontrol.tables import Row, claim_rows, state_rows
from geocontrol.territory.places import PLACE_COLUMNS, SPAN_COLUMNS, span_rows
from geocontrol.timeline import Timeline

FORMAT_VERSION = 1


class MarkLook(Protocol):
    """How an actor's marks look, e.g. `geocontrol.render.palette.Look`."""

    @property
    def color(self) -> str:
        """`#rrggbb`."""

    @property
    def shape(self) -> str:
        """`disc`, `square`, `diamond` ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """One day of a timeline, or all of it."""

    project: Project
    timeline: Timeline
    day: date | None = None
    """The state when this day ends; `None` for every span."""
    looks: Mapping[ActorId, MarkLook] = field(default_factory=dict)
    """Colours and shapes, for formats that are styled."""

    @property
    def actors(self) -> Mapping[ActorId, Actor]:
        """The actors by the names of the day, or of all spans by their last."""
        ages = Ages(self.timeline.evidence.actors)
        return ages.on(self.day) if self.day else ages.last()

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns of tables, and their types: those of frames, and event ids."""
        columns = PLACE_COLUMNS if self.day else SPAN_COLUMNS
        return {**columns, "event_ids": "str"}

    def rows(self) -> list[Row]:
        """
        Return a row for each place of the day, or for each span.

        `event_ids` are the events that it rests on, the one that set it first; they
        lead to the rows of `claim_rows`.
        """
        if self.day is None:
            rows = span_rows(self.timeline)
        else:
            rows = state_rows(self.timeline, self.day)
        return [{**row, "event_ids": _events_of(row)} for row in rows]

    def event_rows(self) -> list[Row]:
        """Return a row for each event that may have begun by then, and each place."""
        rows: list[Row] = []
        for event_id, assessment in self.timeline.assessments.items():
            event = self.timeline.evidence.events[event_id]
            if self.day is not None and event.earliest > self.day:
                continue
            places = self.timeline.places_on(event.latest)
            about = {
                "event_id": event_id,
                "earliest": event.earliest.isoformat(),
                "latest": event.latest.isoformat(),
                "change": event.change.value,
                "status": event.status.value if event.status else None,
                "actor_id": event.actor,
                "lost_by": list(event.lost_by),
                "contested_by": list(event.contested_by),
                "verdict": assessment.verdict.value,
                "is_assumed": event.is_assumed,
                "note": event.note or None,
                "claims": assessment.claims,
            }
            rows.extend(
                {
                    **about,
                    "place_id": place_id,
                    "name": places[place_id].name,
                    "lon": places[place_id].lon,
                    "lat": places[place_id].lat,
                }
                for place_id in event.places
            )
        return rows

    def claim_rows(self) -> list[Row]:
        """Return a row for each claim on the events of `event_rows`."""
        event_ids = dict.fromkeys(row["event_id"] for row in self.event_rows())
        return claim_rows(self.timeline, event_ids)


def _events_of(row: Row) -> list[str]:
    """Return the events behind a state, in order: each has a claim, or is no event."""
    return list(dict.fromkeys(claim["event_id"] for claim in row["claims"]))


def provenance(selection: Selection) -> dict[str, Any]:
    """Return what every export says of itself: method, known-on, hash, licence."""
    project, timeline = selection.project, selection.timeline
    policy = timeline.policy
    day = selection.day
    return {
        "format_version": FORMAT_VERSION,
        "generator": f"geocontrol {__version__}",
        "map": project.id,
        "title": project.title,
        "day": day.isoformat() if day else None,
        "known_on": timeline.known_on.isoformat() if timeline.known_on else None,
        "perspective": timeline.perspective,
        "policy": {
            "strong_reliability": policy.strong_reliability,
            "weak_voices_needed": policy.weak_voices_needed,
            "stale_after_days": policy.stale_after_days,
        },
        "method": method(policy, timeline.perspective),
        "data_hash": project.data_hash,
        "attribution": list(project.attributions),
    }


def method(policy: Policy, perspective: ActorId | None = None) -> str:
    """
    Say in two sentences how claims became control.

    Examples
    --------
    >>> method(Policy(), ActorId("hts"))[:46]
    'Only what voices that speak for the side of ht'
    """
    stale = f"After {policy.stale_after_days} days without one a state is stale."
    if perspective is not None:
        return (
            f"Only what voices that speak for the side of {perspective} say; "
            f"not the assessed state. {stale}"
        )
    return (
        "Assessed: asserted by an independent voice, or one speaking against its "
        f"interest, of reliability {policy.strong_reliability} or better, or by "
        f"{policy.weak_voices_needed} weaker ones, with no independent denial; a "
        f"side's own word is kept as a claim. {stale}"
    )
