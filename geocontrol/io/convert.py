"""
Records of a project from YAML to Parquet tables, and back.

Places, reports and events change their form; actors and voices are few, and graded by
hand. Nothing is written unless the new files read as the very same records.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geocontrol.errors import DataError, Problem, UsageError, Where
from geocontrol.io.atomic import write_files
from geocontrol.io.events import EventParser
from geocontrol.io.files import MAX_BYTES
from geocontrol.io.gazetteer import parse_place
from geocontrol.io.parquetfile import SUFFIX
from geocontrol.io.parquetwrite import write_table
from geocontrol.io.records import Register, files_in, read_register, shown_path
from geocontrol.io.save import event_fields, place_fields, report_fields
from geocontrol.io.source import Source, read_source
from geocontrol.io.sources import parse_report
from geocontrol.io.yamlwrite import Raw, canonical, format_file
from geocontrol.model import ControlEvent, Kind, Place
from geocontrol.nesting import around

FORMS = ("parquet", "yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The files of one list in one folder, and what they say."""

    list_key: str
    paths: Sequence[Path]
    register: Register[Any]
    parse: Callable[[Any], Any]
    fields: Callable[[Any], dict[str, Raw]]
    name: Callable[[Any], str]
    """The file, without suffix, that a record has in YAML."""
    order: Callable[[Any], Any] = lambda record: record.id

    def records(self) -> list[Any]:
        """Return the records of these files in the order they are written."""
        paths = {shown_path(path) for path in self.paths}
        fields = self.register.fields
        mine = (
            record
            for record_id, record in self.register.records.items()
            if fields[record_id].where().path in paths
        )
        return sorted(mine, key=self.order)


def convert(map_path: Path, form: str) -> list[Path]:
    """
    Write places, reports and events of a project in a form, and return the new files.

    What has that form already is left alone; the files that are replaced are removed
    when the new ones are in place. Comments at the head of a file are not kept.

    Parameters
    ----------
    map_path
        The map file of the project.
    form
        One of `FORMS`.

    Raises
    ------
    DataError
        If the project has problems, a file has comments between its records, or a
        record would not be the same afterwards.
    UsageError
        If pyarrow is not installed, or a file would be too large for YAML.
    """
    problems: list[Problem] = []
    source = read_source(map_path, problems)
    if problems or source is None:
        raise DataError(sorted(problems))
    suffix = SUFFIX if form == "parquet" else ".yaml"
    groups = [g for g in _groups(source) if any(p.suffix != suffix for p in g.paths)]
    new: dict[Path, bytes] = {}
    for group in groups:
        records = group.records()
        for path in group.paths:
            _refuse_comments(path)
        files = _table(group, records) if suffix == SUFFIX else _texts(group, records)
        _check_same(group, records, files)
        new |= files
    write_files(new)
    for path in {path for group in groups for path in group.paths} - new.keys():
        path.unlink()
    return sorted(new)


def _groups(source: Source) -> Iterator[_Group]:
    seeds, places = source.seeds, source.places
    parser = EventParser(places, seeds.actors, seeds.voices, seeds.reports)
    yield _Group(
        list_key="places",
        paths=files_in(source.gazetteer_folder / "places"),
        register=places,
        parse=parse_place,
        fields=place_fields,
        name=lambda place: _governorate(place, places.records),
    )
    own = source.seeds_folder
    for folder in (own, *sorted((own / "imports").glob("[!.]*/"))):
        yield _Group(
            list_key="reports",
            paths=[path for path in files_in(folder) if path.stem == "reports"],
            register=seeds.reports,
            parse=parse_report,
            fields=report_fields,
            name=lambda _: "reports",
        )
        yield _Group(
            list_key="events",
            paths=files_in(folder / "events"),
            register=seeds.events,
            parse=parser.event,
            fields=event_fields,
            name=_month,
            order=lambda event: (event.latest, event.id),
        )


def _governorate(place: Place, places: Mapping[str, Place]) -> str:
    above = around(place, Kind.GOVERNORATE, places)  # type: ignore[arg-type]
    return above.id if above else place.id


def _month(event: ControlEvent) -> str:
    return event.latest.isoformat()[:7]


def _table(group: _Group, records: Iterable[Any]) -> dict[Path, bytes]:
    path = group.paths[0].with_name(f"{group.list_key}{SUFFIX}")
    buffer = io.BytesIO()
    write_table(buffer, group.list_key, map(group.fields, records))
    return {path: buffer.getvalue()}


def _texts(group: _Group, records: Iterable[Any]) -> dict[Path, bytes]:
    files: defaultdict[str, list[dict[str, Raw]]] = defaultdict(list)
    for record in records:
        files[group.name(record)].append(group.fields(record))
    texts: dict[Path, bytes] = {}
    for name, rows in sorted(files.items()):
        path = group.paths[0].with_name(f"{name}.yaml")
        texts[path] = format_file(group.list_key, rows).encode()
        if len(texts[path]) > MAX_BYTES:
            msg = f"{shown_path(path)} would have more than {MAX_BYTES >> 20} MB"
            raise UsageError(msg)
    return texts


def _refuse_comments(path: Path) -> None:
    """Refuse a text whose comments would be lost."""
    if path.suffix != SUFFIX and b"#" in path.read_bytes():
        canonical(path)


def _check_same(
    group: _Group, records: Sequence[Any], files: Mapping[Path, bytes]
) -> None:
    """Refuse files that would not read as the same records."""
    problems: list[Problem] = []
    again: Register[Any] = read_register(
        list(files), group.list_key, group.parse, problems, files
    )
    changed = [r for r in records if again.records.get(r.id) != r]
    where = [group.register.fields[record.id].where() for record in changed]
    message = "would not be the same record in the other form; nothing was written"
    problems += [Problem(Where(w.path, w.line, w.record_id), message) for w in where]
    if problems or len(again.records) != len(records):
        raise DataError(sorted(problems))
