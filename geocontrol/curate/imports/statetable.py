"""Tables of who holds what on which day: a row for each, or a column for each day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from geocontrol.curate.imports.columns import asked_of, refuse_missing
from geocontrol.curate.imports.draft import Draft
from geocontrol.curate.imports.mapping import Layout, TableMapping
from geocontrol.curate.imports.rows import Row, read_rows
from geocontrol.curate.imports.states import NOT, StateWords, Told, anybody_but
from geocontrol.curate.imports.target import TableSource, Target, is_known
from geocontrol.errors import UsageError
from geocontrol.io.yamlwrite import Raw
from geocontrol.model import PlaceId, Status
from geocontrol.nesting import children_of

Cell = tuple[Row, date, str]
Days = dict[date, dict[PlaceId, Told]]


def draft_states(
    days: Days, mapping: TableMapping, table: TableSource
) -> Iterator[dict[str, Raw]]:
    """
    Yield an event for each state that is shown on a day, with all its places.

    A cell that says unknown ends what was known of a place before; a cell that says
    nothing, and a place that a day's table does not have, leave it as it was.
    """
    before: dict[PlaceId, Told] = {}
    for day in sorted(days):
        table.saw(day)
        for told, places in _grouped(days[day]):
            if told.status is not Status.UNKNOWN:
                yield _event(table, mapping, day, told, places)
                continue
            for old, forgotten in _grouped(
                {p: before[p] for p in places if p in before}
            ):
                if old.status is not Status.UNKNOWN:
                    yield _event(table, mapping, day, told, forgotten, old)
        before.update(days[day])


def read_states(
    target: Target, files: Sequence[Path], mapping: TableMapping, words: StateWords
) -> Days:
    """
    Return what the tables say of each place on each day.

    Raises
    ------
    UsageError
        If a column that the mapping names is not in a table.
    """
    days: Days = defaultdict(dict)
    for path in files:
        for row, day, word in _cells(target, path, mapping):
            place_id = target.place(asked_of(row, mapping.columns))
            if not words.knows(word):
                target.note_word(word, words)
                continue
            told = words.told(word)
            if place_id is None or told is None:
                continue
            other = days[day].setdefault(place_id, told)
            if other != told:
                target.problem(
                    row.problem(
                        f"{place_id!r} has two states on {day}; keep one row or tell "
                        f"two places of a name apart by their area"
                    )
                )
    return days


def _cells(target: Target, path: Path, mapping: TableMapping) -> Iterator[Cell]:
    """Yield each statement of a table: its row, its day and its word."""
    day_of_file = mapping.day_of_file(path)
    columns: dict[str, date] | None = None
    for row in read_rows(path):
        if columns is None:
            columns = _day_columns(row, mapping, path)
        if mapping.layout is Layout.MATRIX:
            for heading, day in columns.items():
                yield row, day, row.cells[heading]
            continue
        text = row.cells.get(mapping.columns.get("day", ""), "")
        found = day_of_file or mapping.day(text)
        if found is None:
            target.problem(
                row.problem(f"day {text!r} is not of the form {mapping.date_format}")
            )
        else:
            yield row, found, row.cells[mapping.columns["state"]]


def _day_columns(row: Row, mapping: TableMapping, path: Path) -> dict[str, date]:
    """Return the columns that are days, after a look that the others are there."""
    wanted = ["place", *(k for k in ("area", "day") if k in mapping.columns)]
    if mapping.layout is Layout.STATES:
        wanted.append("state")
    refuse_missing(row, mapping.columns, wanted)
    days = {h: d for h in row.cells if (d := mapping.day(h)) is not None}
    if mapping.layout is Layout.MATRIX and not days:
        msg = f"{path.name}: no heading is a day of the form {mapping.date_format!r}"
        raise UsageError(msg)
    return days


def _grouped(states: dict[PlaceId, Told]) -> list[tuple[Told, list[PlaceId]]]:
    groups: defaultdict[Told, list[PlaceId]] = defaultdict(list)
    for place_id, told in states.items():
        groups[told].append(place_id)
    return [(told, sorted(groups[told])) for told in sorted(groups, key=_rank)]


def _rank(told: Told) -> tuple[str, tuple[str, ...]]:
    return told.status.value, told.holders


def _event(
    table: TableSource,
    mapping: TableMapping,
    day: date,
    told: Told,
    places: list[PlaceId],
    old: Told | None = None,
) -> dict[str, Raw]:
    holders = "-".join((old or told).holders)
    record: dict[str, Raw] = {
        "id": f"{table.import_id}-{day}-{told.status}-{holders}",
        "place": list(places) if len(places) > 1 else str(places[0]),
        "event_date": day.isoformat(),
        "change": "observed",
        "claims": [table.claim(mapping.constant)],
    }
    if told.status is Status.HELD:
        record["actor"] = told.holders[0]
    elif told.status is Status.CONTESTED:
        record |= {"actor": "", "status": "contested", "contested_by": [*told.holders]}
    else:
        lost_by = old.holders if old else ()
        record |= {"actor": "", "status": "unknown", "lost_by": [*lost_by]}
    return record


def everybody_else(records: Sequence[str], known: set[str]) -> list[dict[str, Raw]]:
    """Return the actors that stand for anybody but one, for the ids that need one."""
    return [
        {
            "id": actor_id,
            "name": f"Anybody but {actor_id.removeprefix(anybody_but(''))}",
            "note": f"A table that tells only {NOT} to be held by that actor",
        }
        for actor_id in sorted(set(records) - known)
        if actor_id.startswith(anybody_but(""))
    ]


def write_states(
    target: Target, days: Days, mapping: TableMapping, table: TableSource, draft: Draft
) -> None:
    """
    Draft the events of a table of states, and the actors that it needs.

    Spans speak for each place by itself: what lies in a region is excepted from what
    is said of the region.
    """
    register = target.source.seeds.actors
    known = {i for i in register.fields if is_known(register, i, draft.folder)}
    used: list[str] = []
    is_alone = mapping.layout is Layout.SPANS
    within = children_of(target.index.places) if is_alone else {}
    for record in draft_states(days, mapping, table):
        named = record["place"]
        places = {
            PlaceId(str(p)) for p in (named if isinstance(named, list) else [named])
        }
        inner = {child for p in places for child in within.get(p, ())} - places
        if inner:
            record["except"] = [*sorted(inner)]
        draft.add_event(record)
        used += [str(record["actor"]), *map(str, record.get("lost_by", ()))]
    draft.add_list("actors", everybody_else(used, known))
