"""Actors, voices, reports and control events: a seeds folder to registers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from geocontrol.errors import Problem, Where
from geocontrol.io.eventcolumns import EventColumns
from geocontrol.io.events import EventParser
from geocontrol.io.memo import Memo, read_list
from geocontrol.io.records import (
    Drafts,
    Register,
    check_reference,
    shown_path,
)
from geocontrol.io.reportcolumns import plain_reports
from geocontrol.io.seedfiles import SeedFiles
from geocontrol.io.sources import parse_actor, parse_report, parse_voice
from geocontrol.model import (
    Actor,
    ActorId,
    ControlEvent,
    EventId,
    Evidence,
    Place,
    Report,
    ReportId,
    Voice,
    VoiceId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeds:
    """The registers of one seeds folder."""

    actors: Register[Actor]
    voices: Register[Voice]
    reports: Register[Report]
    events: Register[ControlEvent]

    def evidence(self) -> Evidence:
        """Return the records, ordered by id whatever files they came in."""
        return Evidence(
            actors=cast("dict[ActorId, Actor]", self.actors.ordered()),
            voices=cast("dict[VoiceId, Voice]", self.voices.ordered()),
            reports=cast("dict[ReportId, Report]", self.reports.ordered()),
            events=cast("dict[EventId, ControlEvent]", self.events.ordered()),
        )


def read_seeds(
    folder: Path,
    places: Register[Place],
    problems: list[Problem],
    drafts: Drafts | None = None,
    *,
    with_events: bool = True,
    memo: Memo | None = None,
) -> Seeds:
    """
    Read the evidence of a seeds folder, noting each fault of a record.

    Parameters
    ----------
    folder
        Holds `actors.yaml`, `voices.yaml`, `reports.yaml` and `events/*.yaml`; each
        folder in its `imports` holds the same, as far as it adds to them.
    places
        The gazetteer that events speak of.
    problems
        Where faults are noted.
    drafts
        Files as they would be, read instead of those on disk.
    with_events
        Read the events too; there may be a million, and not all need them.
    memo
        What was made of the files before.
    """
    found = SeedFiles(folder, drafts)
    read = partial(read_list, problems=problems, drafts=drafts, memo=memo)
    actors = read(found.of("actors"), "actors", parse_actor)
    voices = read(
        found.of("voices"), "voices", partial(parse_voice, actors), basis=(actors,)
    )
    reports = read(found.of("reports"), "reports", parse_report, plain=plain_reports)
    paths = found.events() if with_events else []
    if not paths and with_events:
        message = "has no events/*.yaml or *.parquet; a map needs at least one"
        problems.append(Problem(Where(shown_path(folder)), message))
    parser = EventParser(places, actors, voices, reports)
    events = read(
        paths,
        "events",
        parser.event,
        plain=EventColumns(parser),
        basis=(places, actors, voices, reports),
    )
    for event_id, event in events.records.items():
        if event.supersedes:
            _check_supersedes(events, event_id, event)
    return Seeds(actors=actors, voices=voices, reports=reports, events=events)


def _check_supersedes(
    events: Register[ControlEvent], event_id: str, event: ControlEvent
) -> None:
    """Note a successor of nothing, and one that in the end succeeds itself."""
    fields = events.fields[event_id]
    for old in event.supersedes:
        check_reference(fields, "supersedes", old, events, "event")
    older, seen = list(event.supersedes), set[str]()
    while older:
        old_id = older.pop()
        if old_id == event_id:
            fields.problem(f"{event_id!r} supersedes itself, in the end", "supersedes")
            return
        if old_id in events.records and old_id not in seen:
            seen.add(old_id)
            older += events.records[old_id].supersedes
