"""
ACLED exports: control from the three sub-events that are transfers of territory.

Actor 1 is the new holder, as ACLED's codebook has it. Precision is kept: a week or a
month becomes a span of days, and what is known only to lie in a region is left out,
for its coordinates are those of the region's capital. Notes are ACLED's own words
and stay with ACLED; the event keeps its id, by which they can be looked up.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from geocontrol.curate.imports.eventtable import EventRow
from geocontrol.curate.imports.mapping import Layout, TableMapping
from geocontrol.curate.imports.newplaces import Spot
from geocontrol.curate.imports.placeindex import Asked
from geocontrol.curate.imports.rows import Row, read_rows
from geocontrol.curate.imports.target import Target
from geocontrol.errors import UsageError
from geocontrol.io.dictionary import FIRST_YEAR, LAST_YEAR
from geocontrol.model import Change

TRANSFERS = {
    "Government regains territory": Change.CAPTURED,
    "Non-state actor overtakes territory": Change.CAPTURED,
    "Non-violent transfer of territory": Change.HANDED_OVER,
}
COLUMNS = (
    "event_id_cnty event_date time_precision sub_event_type actor1 actor2 admin1 "
    "location latitude longitude geo_precision"
).split()
ACLED = TableMapping(
    layout=Layout.EVENTS,
    columns={},
    constant={"credibility": "2"},
    voice={"id": "acled", "name": "ACLED", "role": "aggregator", "reliability": "B"},
    report={"title": "[ACLED data export]", "publisher": "ACLED"},
)
_PRECISION = {"1": "exact", "2": "near"}
_DATE_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%d/%m/%Y")
_EXACT_DAY, _WEEK = "1", "2"


def acled_events(target: Target, files: Sequence[Path]) -> Iterator[EventRow]:
    """
    Yield the transfers of territory of ACLED exports.

    Raises
    ------
    UsageError
        If a file has not ACLED's columns.
    """
    for path in files:
        for number, row in enumerate(read_rows(path)):
            missing = [c for c in COLUMNS if c not in row.cells] if number == 0 else []
            if missing:
                msg = f"{path.name} is no ACLED export: no column {missing[0]!r}"
                raise UsageError(msg)
            event = _event(target, row)
            if event is not None:
                yield event


def _event(target: Target, row: Row) -> EventRow | None:
    cells = row.cells
    change = TRANSFERS.get(cells["sub_event_type"])
    if change is None:
        target.left_out["no transfer of territory"] += 1
        return None
    if cells["geo_precision"] not in _PRECISION:
        target.left_out["located only to a region"] += 1
        return None
    day = _day(cells["event_date"])
    if day is None:
        message = f"is no day of the years {FIRST_YEAR} to {LAST_YEAR}"
        text = cells["event_date"]
        target.problem(row.problem(f"event_date {text!r} {message}; correct it"))
        return None
    earliest, latest = span_of(day, cells["time_precision"])
    spot = Spot.read(cells["longitude"], cells["latitude"])
    precision = _PRECISION[cells["geo_precision"]]
    return EventRow(
        row=row,
        asked=Asked(cells["location"], cells["admin1"]),
        earliest=earliest,
        latest=latest,
        change=change,
        actor=cells["actor1"],
        lost_by=cells["actor2"],
        id_=cells["event_id_cnty"],
        note=(
            f"ACLED {cells['event_id_cnty']}, time precision "
            f"{cells['time_precision']}, geo precision {cells['geo_precision']}"
        ),
        spot=Spot(spot.lon, spot.lat, precision, "acled") if spot else None,
    )


def span_of(day: date, precision: str) -> tuple[date, date]:
    """
    Return the days between which an event lies, by ACLED's time precision.

    Examples
    --------
    >>> span_of(date(2020, 2, 10), "1") == (date(2020, 2, 10), date(2020, 2, 10))
    True
    >>> span_of(date(2020, 2, 10), "3") == (date(2020, 2, 1), date(2020, 2, 29))
    True
    """
    if precision == _EXACT_DAY:
        return day, day
    if precision == _WEEK:
        return day - timedelta(days=3), day + timedelta(days=3)
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=last)


def _day(text: str) -> date | None:
    """Return a day that a map can have; at the ends of the calendar no week has all."""
    for form in _DATE_FORMATS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None
