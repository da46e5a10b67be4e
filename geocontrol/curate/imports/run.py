"""An import from files to a project: drafted whole, checked, and put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as fields_replaced
from datetime import date
from functools import partial
from pathlib import Path

from geocontrol.curate.imports.acled import ACLED, acled_events
from geocontrol.curate.imports.areas import read_areas
from geocontrol.curate.imports.draft import Draft, sha256_of
from geocontrol.curate.imports.eventtable import EventDrafter, EventRow, csv_events
from geocontrol.curate.imports.mapping import (
    Layout,
    TableMapping,
    guess_mapping,
    named_columns,
    refuse_lost_columns,
)
from geocontrol.curate.imports.rows import headings_of
from geocontrol.curate.imports.spantable import read_spans
from geocontrol.curate.imports.states import StateWords
from geocontrol.curate.imports.statetable import Days, read_states, write_states
from geocontrol.curate.imports.target import TableSource, Target, is_known
from geocontrol.curate.slugs import file_slug
from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.append import extended, problems_of
from geocontrol.io.atomic import write_files
from geocontrol.io.fields import Fields
from geocontrol.io.sources import parse_report, parse_voice
from geocontrol.io.yamlfile import Table
from geocontrol.io.yamlwrite import Raw, node_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an import."""

    folder: Path | None
    """Where the drafts are; `None` when names wait for a decision."""
    events: int = 0
    places: int = 0
    left_out: Mapping[str, int]
    open_names: Sequence[str] = ()


def import_csv(
    target: Target,
    files: Sequence[Path],
    mapping: TableMapping | None = None,
    *,
    import_id: str = "",
    replace: bool = False,
) -> Outcome:
    """
    Draft the events that CSV files tell of.

    Parameters
    ----------
    target
        The project.
    files
        Tables of one form.
    mapping
        How they are read; guessed from the headings of the first otherwise.
    import_id
        Slug; the first file's name otherwise.
    replace
        Take the place of an earlier import of that id.

    Raises
    ------
    DataError
        If rows are wrong; then nothing is written.
    UsageError
        If the headings are not understood or have no place in the layout, or the
        import is there already.
    """
    if mapping is None:
        mapping = guess_mapping(headings_of(files[0]))
    elif not mapping.columns:
        mapping = fields_replaced(mapping, columns=named_columns(headings_of(files[0])))
    refuse_lost_columns(mapping)
    target.new_kind = mapping.constant.get("kind", "")
    table = _table(files, mapping, import_id)
    draft = Draft(
        target.seeds, table.import_id, format_="csv", files=files, replace=replace
    )
    if mapping.layout is not Layout.EVENTS:
        read = read_spans if mapping.layout is Layout.SPANS else read_states
        return _run(
            target,
            draft,
            table,
            files,
            lambda: _write_states(read, target, files, mapping, table, draft),
        )
    drafter = EventDrafter(target, mapping, table)
    return _run_events(
        target, draft, table, files, drafter, csv_events(target, files, mapping)
    )


def import_areas(
    target: Target,
    files: Sequence[Path],
    mapping: TableMapping,
    *,
    import_id: str = "",
    replace: bool = False,
) -> Outcome:
    """
    Draft what outlines of control say of the places inside them, day by day.

    Parameters are those of `import_csv`; the columns `day` and `state` name
    properties of the features.

    Raises
    ------
    DataError
        If a file is no GeoJSON of areas; then nothing is written.
    UsageError
        If a column has no place in it, or the import is there already.
    """
    refuse_lost_columns(mapping)
    table = _table(files, mapping, import_id)
    draft = Draft(
        target.seeds, table.import_id, format_="geojson", files=files, replace=replace
    )
    return _run(
        target,
        draft,
        table,
        files,
        lambda: _write_states(read_areas, target, files, mapping, table, draft),
    )


def _write_states(
    read: Callable[[Target, Sequence[Path], TableMapping, StateWords], Days],
    target: Target,
    files: Sequence[Path],
    mapping: TableMapping,
    table: TableSource,
    draft: Draft,
) -> None:
    days = read(target, files, mapping, target.states(mapping.values))
    write_states(target, days, mapping, table, draft)


def import_acled(
    target: Target,
    files: Sequence[Path],
    mapping: TableMapping | None = None,
    *,
    import_id: str = "",
    replace: bool = False,
) -> Outcome:
    """
    Draft the transfers of territory of ACLED exports.

    Parameters are those of `import_csv`; of a mapping its `values`, `voice` and
    `report` are used.

    Raises
    ------
    DataError
        If rows are wrong; then nothing is written.
    UsageError
        If a file is no ACLED export, or the import is there already.
    """
    given = mapping or ACLED
    known = TableMapping(
        layout=Layout.EVENTS,
        columns={},
        values=given.values,
        constant={**ACLED.constant, **given.constant},
        voice={**ACLED.voice, **given.voice},
        report={**ACLED.report, **given.report},
    )
    table = _table(files, known, import_id)
    draft = Draft(
        target.seeds, table.import_id, format_="acled", files=files, replace=replace
    )
    drafter = EventDrafter(target, known, table)
    return _run_events(
        target, draft, table, files, drafter, acled_events(target, files)
    )


def _table(files: Sequence[Path], mapping: TableMapping, import_id: str) -> TableSource:
    name = import_id or file_slug(files[0].stem)
    return TableSource(name, mapping.voice, mapping.report)


def _run_events(
    target: Target,
    draft: Draft,
    table: TableSource,
    files: Sequence[Path],
    drafter: EventDrafter,
    rows: Iterable[EventRow],
) -> Outcome:
    return _run(
        target,
        draft,
        table,
        files,
        lambda: drafter.write(rows, draft),
        lambda: list(drafter.reports.values()),
    )


Records = Callable[[], list[dict[str, Raw]]]


def _run(
    target: Target,
    draft: Draft,
    table: TableSource,
    files: Sequence[Path],
    write: Callable[[], None],
    reports: Records = list,
) -> Outcome:
    """Draft everything; then put it in its place, or take it all away again."""
    with draft:
        write()
        if target.problems:
            raise DataError(sorted(target.problems))
        open_names = target.aliases.open_names
        if open_names:
            target.aliases.save()
        if (open_names and not target.skip_open) or not draft.events:
            return Outcome(
                folder=None, left_out=target.left_out, open_names=tuple(open_names)
            )
        _add_sources(target, draft, table, files, reports())
        new_places = target.drafts.records
        folder = _put(target, draft, table.import_id)
    return Outcome(
        folder=folder,
        events=draft.events,
        places=len(new_places),
        left_out=target.left_out,
        open_names=tuple(open_names),
    )


def _put(target: Target, draft: Draft, import_id: str) -> Path:
    """
    Put an import and its new places into the project, if that is right with them.

    Raises
    ------
    DataError
        With the problems that the whole would have and has not now; then nothing of
        the import is left.
    """
    path = target.source.gazetteer_folder / "places" / f"{import_id}.yaml"
    places = target.drafts.records
    changed = {path.resolve(): extended(path, "places", places)} if places else {}
    draft.place()
    found = problems_of(target.map_path, changed)
    if found:
        draft.take_back()
        new = found - problems_of(target.map_path)
        if new:
            raise DataError(sorted(new))
        draft.place()
    write_files(changed)
    return draft.keep()


def _add_sources(
    target: Target,
    draft: Draft,
    table: TableSource,
    files: Sequence[Path],
    reports: list[dict[str, Raw]],
) -> None:
    """Add the table as a voice and a report, unless the project has them already."""
    seeds = target.source.seeds
    name = files[0].name
    sha256 = sha256_of(files[0]) if len(files) == 1 else ""
    voice, report = table.voice_record(name), table.report_record(name, sha256)
    _refuse_wrong_sources(target, voice, report, table.last)
    if not is_known(seeds.voices, table.voice_id, draft.folder):
        draft.add_list("voices", [voice])
    if not is_known(seeds.reports, table.report_id, draft.folder):
        reports = [report, *reports]
    draft.add_list("reports", reports)


def _refuse_wrong_sources(
    target: Target, voice: dict[str, Raw], report: dict[str, Raw], last: date | None
) -> None:
    """Refuse a voice or a report of the mapping that `check` would refuse."""
    problems: list[Problem] = []
    actors = target.source.seeds.actors
    for noun, record, parse in (
        ("voice", voice, partial(parse_voice, actors)),
        ("report", report, parse_report),
    ):
        node = node_of(record)
        if isinstance(node, Table):
            fields = Fields(
                node, Path("the mapping"), problems, f"{noun} {record['id']}"
            )
            fields.slug("id", required=True)
            parse(fields)
            fields.finish()
    if not problems and last is not None and str(report["issued"]) < last.isoformat():
        message = (
            f"issued {report['issued']} is before the last day it tells of, {last}"
        )
        where = Where(Path("the mapping"), 1, f"report {report['id']}")
        problems.append(Problem(where, message))
    if problems:
        raise DataError(problems)
