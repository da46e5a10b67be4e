"""A drawn war to the files of a project."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from bigwarland import SYRIA
from bigwarplot import Plot

from geocontrol.io.parquetwrite import write_table
from geocontrol.io.save import (
    actor_fields,
    event_fields,
    place_fields,
    report_fields,
    voice_fields,
)
from geocontrol.io.yamlwrite import Raw, format_file, format_mapping


def write_project(plot: Plot, folder: Path, *, format_: str = "yaml") -> Path:
    """Write a project, its longest lists in a format, and return its map file."""
    is_table = format_ == "parquet"
    gazetteer, seeds, maps = (folder / n for n in ("gazetteer", "seeds", "maps"))
    for each in (gazetteer / "places", seeds / "events", maps):
        each.mkdir(parents=True, exist_ok=True)
    for name in ("outline.geojson", "basemap.geojson"):
        shutil.copyfile(SYRIA / name, gazetteer / name)
    places = (place_fields(place) for place in (*plot.regions, *plot.places))
    if is_table:
        write_table(gazetteer / "places" / "places.parquet", "places", places)
    else:
        _write_places(places, gazetteer / "places")
    _write(seeds / "actors.yaml", "actors", [actor_fields(a) for a in plot.actors])
    _write(seeds / "voices.yaml", "voices", [voice_fields(v) for v in plot.voices])
    if is_table:
        events = (event_fields(e) for _, month in plot.months() for e in month)
        write_table(seeds / "events" / "events.parquet", "events", events)
    else:
        for month, drawn in plot.months():
            path = seeds / "events" / f"{month}.yaml"
            _write(path, "events", [event_fields(event) for event in drawn])
    reports = [report_fields(report) for _, report in sorted(plot.reports.items())]
    if is_table:
        write_table(seeds / "reports.parquet", "reports", reports)
    else:
        _write(seeds / "reports.yaml", "reports", reports)
    path = maps / "war.yaml"
    path.write_text(format_mapping(_map(plot)), "utf-8")
    return path


def _write_places(places: Iterable[dict[str, Raw]], folder: Path) -> None:
    files: defaultdict[str, list[dict[str, Raw]]] = defaultdict(list)
    for place in places:
        files[str(place.get("within", place["id"]))].append(place)
    for name, records in files.items():
        _write(folder / f"{name}.yaml", "places", records)


def _map(plot: Plot) -> dict[str, Raw]:
    days = (plot.last_day - plot.first_day).days + 1
    return {
        "title": f"A drawn war: {len(plot.places):,} places, {days:,} days",
        "titles": [{"text": "حرب مرسومة", "lang": "ar"}],
        "summary": "Invented from end to end, for measuring.",
        "gazetteer": "../gazetteer",
        "seeds": "../seeds",
        "first_day": plot.first_day.isoformat(),
        "last_day": plot.last_day.isoformat(),
        "extent": ["35.5", "32.2", "42.5", "37.4"],
        "areas": {"method": "kriging", "radius_km": "30"},
        "languages": ["en", "ar"],
        "attributions": [
            "Drawn, not observed",
            "Basemap: Natural Earth, public domain",
        ],
    }


def _write(path: Path, list_key: str, records: list[dict[str, Raw]]) -> None:
    path.write_text(format_file(list_key, records), "utf-8")
