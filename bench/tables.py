"""A project as an analyst's two tables: its places, and who took each on which day."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from geocontrol.model import Span
from geocontrol.project import Project

PLACES = ("place_id", "name", "name_ar", "lat", "lon", "admin1", "population")
EVENTS = ("place_id", "date", "holder", "kind", "source_url", "note")
NOBODY = "nobody"


def write_tables(project: Project, folder: Path) -> None:
    """Write `places.csv` and `events.csv`: what the timeline says, row by row."""
    _write(folder / "places.csv", PLACES, _places(project))
    _write(folder / "events.csv", EVENTS, _events(project))


def _places(project: Project) -> Iterator[tuple[object, ...]]:
    for place in project.places.values():
        if place.lon is None or place.lat is None:
            continue
        region = project.places[place.within].name if place.within else ""
        arabic = place.name_in("ar")
        people = place.population or ""
        yield place.id, place.name, arabic, place.lat, place.lon, region, people


def _events(project: Project) -> Iterator[tuple[object, ...]]:
    timeline = project.timeline()
    for place in project.places.values():
        if place.lon is None:
            continue
        for span in timeline.history(place.id):
            yield place.id, span.valid_from, *_told(project, span)


def _told(project: Project, span: Span) -> tuple[str, str, str, str]:
    """Return holder, change, link and note of a span."""
    evidence = project.evidence
    actor_id, event_id = span.control.actor_id, span.control.event_id
    holder = evidence.actors[actor_id].name if actor_id else NOBODY
    if event_id is None:
        return holder, "", "", ""
    event = evidence.events[event_id]
    link = evidence.reports[event.claims[0].report].url if event.claims else ""
    return holder, event.change.value, link, event.note


def _write(
    path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
