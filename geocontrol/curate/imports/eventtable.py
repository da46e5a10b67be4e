"""Tables of events: one row, one change of control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from geocontrol.curate.imports.columns import refuse_missing
from geocontrol.curate.imports.draft import Draft
from geocontrol.curate.imports.mapping import TableMapping
from geocontrol.curate.imports.newplaces import Spot
from geocontrol.curate.imports.placeindex import Asked
from geocontrol.curate.imports.rows import Row, read_rows
from geocontrol.curate.imports.target import TableSource, Target
from geocontrol.curate.slugs import slug
from geocontrol.errors import Problem
from geocontrol.io.fields import suggestion
from geocontrol.io.yamlwrite import Raw
from geocontrol.model import Change, PlaceId, Stance, Status

_HTTPS = "https://"
_GRADES = tuple("123456")
"""Of credibility."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A change of control as a table tells it, before its words are understood."""

    row: Row
    asked: Asked
    earliest: date
    latest: date
    change: Change
    actor: str
    lost_by: str = ""
    id_: str = ""
    note: str = ""
    spot: Spot | None = None
    report: dict[str, str] = field(default_factory=dict)
    """Fields of the report of this row alone; without a url, that of the table."""
    claim: dict[str, str] = field(default_factory=dict)
    """Stance and credibility of this row alone; without them, those of the table."""


class EventDrafter:
    """
    Makes records of the rows of a table of events.

    Parameters
    ----------
    target
        The project.
    mapping
        How the table is read.
    table
        The table as a source.
    """

    def __init__(
        self, target: Target, mapping: TableMapping, table: TableSource
    ) -> None:
        self._target = target
        self._mapping = mapping
        self._table = table
        ours = {*Change, *Stance}
        self._words = target.states(
            {word: is_ for word, is_ in mapping.values.items() if is_ not in ours}
        )
        self._taken: set[int] = set()
        self.reports: dict[str, dict[str, Raw]] = {}
        """Reports of rows, by address."""

    def write(self, rows: Iterable[EventRow], draft: Draft) -> None:
        """Draft an event for each row that is understood."""
        for event in rows:
            place_id = self._target.place(event.asked, event.spot)
            actor, lost_by = self._party(event.actor), self._party(event.lost_by)
            if place_id is None or actor is None or lost_by is None:
                continue
            if event.change is Change.WITHDREW and not lost_by:
                self._target.problem(event.row.problem("withdrew needs lost_by"))
            elif event.change is not Change.WITHDREW and not actor:
                self._target.problem(
                    event.row.problem(f"{event.change} needs an actor")
                )
            elif actor and actor == lost_by:
                self._target.problem(
                    event.row.problem(f"{actor!r} cannot both gain and lose the place")
                )
            else:
                draft.add_event(self._record(event, place_id, actor, lost_by))

    def _party(self, word: str) -> str | None:
        """Return the actor of a word, nothing for no word, `None` if not understood."""
        if not word:
            return ""
        if not self._words.knows(word):
            self._target.note_word(word, self._words)
            return None
        told = self._words.told(word)
        if told is None:
            self._target.left_out["decided to skip"] += 1
            return None
        return told.holders[0] if told.status is Status.HELD else ""

    def _record(
        self, event: EventRow, place_id: PlaceId, actor: str, lost_by: str
    ) -> dict[str, Raw]:
        self._table.saw(event.latest)
        day = event.earliest.isoformat()
        span: Raw = {"earliest": day, "latest": event.latest.isoformat()}
        told = {**self._mapping.constant, **event.claim}
        claim = self._table.claim(told, event.note)
        if event.report:
            claim["report"] = self._report(event)
        record: dict[str, Raw] = {
            "id": self._free_id(event.id_ or f"{day}-{place_id}"),
            "place": place_id,
            "event_date": day if event.earliest == event.latest else span,
            "change": event.change.value,
            "actor": actor,
            "lost_by": lost_by,
            "claims": [claim],
        }
        return {key: value for key, value in record.items() if value}

    def _free_id(self, base: str) -> str:
        """Return an id not used so far; hashes keep a million of them in memory."""
        name, number = f"{self._table.import_id}-{slug(base)}", 1
        found = name
        while hash(found) in self._taken:
            number += 1
            found = f"{name}-{number}"
        self._taken.add(hash(found))
        return found

    def _report(self, event: EventRow) -> str:
        url = event.report["url"]
        if url not in self.reports:
            number = len(self.reports) + 1
            self.reports[url] = {
                "id": f"{self._table.import_id}-report-{number}",
                "title": event.report.get("title") or "[Report of a table's row]",
                "publisher": event.report.get("publisher") or "not stated",
                "issued": event.report.get("issued") or event.latest.isoformat(),
                "url": url,
            }
        return str(self.reports[url]["id"])


def csv_events(
    target: Target, files: Sequence[Path], mapping: TableMapping
) -> Iterator[EventRow]:
    """
    Yield the events of CSV files.

    Raises
    ------
    UsageError
        If a column that the mapping names is not in a table.
    """
    for path in files:
        day_of_file = mapping.day_of_file(path)
        for number, row in enumerate(read_rows(path)):
            if number == 0:
                refuse_missing(row, mapping.columns, mapping.columns)
            event = _csv_event(target, row, mapping, day_of_file)
            if event is not None:
                yield event


def _csv_event(
    target: Target, row: Row, mapping: TableMapping, day_of_file: date | None
) -> EventRow | None:
    def cell(key: str) -> str:
        column = mapping.columns.get(key)
        return row.cells[column] if column else mapping.constant.get(key, "")

    spans = [mapping.span(cell(key) or cell("day")) for key in ("earliest", "latest")]
    earliest = spans[0][0] if spans[0] else day_of_file
    latest = spans[1][1] if spans[1] else day_of_file
    word = mapping.values.get(cell("change"), cell("change")) or Change.OBSERVED
    if earliest is None or latest is None or latest < earliest:
        target.problem(
            row.problem(f"day {cell('day')!r} is not of the form {mapping.date_format}")
        )
    elif word not in set(Change):
        target.problem(_unknown(row, "change", word, Change))
    else:
        return EventRow(
            row=row,
            asked=Asked(cell("place"), cell("area")),
            earliest=earliest,
            latest=latest,
            change=Change(word),
            actor=cell("actor"),
            lost_by=cell("lost_by"),
            id_=cell("id"),
            note=cell("note"),
            spot=Spot.read(cell("lon"), cell("lat")),
            report=_report_of(target, row, mapping, latest),
            claim=_claim_of(target, row, mapping),
        )
    return None


def _unknown(row: Row, key: str, word: str, words: type[StrEnum]) -> Problem:
    known = [known.value for known in words]
    hint = suggestion(word, known) or f"; one of {' '.join(known)}"
    return row.problem(f"{key} {word!r} is not known{hint}")


def _claim_of(target: Target, row: Row, mapping: TableMapping) -> dict[str, str]:
    """Return what a row's own cells say of its claim; a blank one says nothing."""
    keys = [key for key in ("stance", "credibility") if key in mapping.columns]
    cells = {key: row.cells[mapping.columns[key]] for key in keys}
    found = {key: cell for key, cell in cells.items() if cell}
    if "stance" in found:
        word = found["stance"] = mapping.values.get(found["stance"], found["stance"])
        if word not in set(Stance):
            target.problem(_unknown(row, "stance", word, Stance))
    grade = found.get("credibility", _GRADES[0])
    if grade not in _GRADES:
        message = f"credibility {grade!r} must be a whole number from 1 to 6"
        target.problem(row.problem(message))
    return found


def _report_of(
    target: Target, row: Row, mapping: TableMapping, latest: date
) -> dict[str, str]:
    """Return the fields of a row's own report, if it has an address."""
    keys = ("url", "publisher", "title", "issued")
    found = {k: row.cells[mapping.columns[k]] for k in keys if k in mapping.columns}
    if not found.get("url", "").startswith(_HTTPS):
        return {}
    if found.get("issued"):
        issued = mapping.day(found["issued"])
        if issued is None or issued < latest:
            target.problem(
                row.problem(
                    f"issued {found['issued']!r} is no day on or after {latest}"
                )
            )
        else:
            found["issued"] = issued.isoformat()
    return found
