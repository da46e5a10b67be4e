"""
Places with their control as frames: one row for a day, or one for each span.

The columns of both frames are declared here, once.

===================  ======================  =======================================
`place_id`           text                    slug, never empty
`name`, `name_ar`    text                    as shown; Arabic where there is one
`kind`               text                    `city`, `town`, `village` ...
`within`             text                    the place that it lies in
`governorate`        text                    the governorate that it lies in
`lon`, `lat`         number                  degrees, WGS 84; none where unlocated
`status`             text                    `held`, `contested`, `unknown`
`actor_id`           text                    the holder
`contested_by`       text                    actor ids, joined by spaces
`claimed_by`         text                    actor ids, joined by spaces
`besieged_by`        text                    actor ids, joined by spaces
`basis`              text                    `assessed`, `inherited` ...
`since`              day                     from when the status and holder stand
`since_is_exact`     truth                   false where it was only seen that day
`last_confirmed`     day                     latest assessed word that agrees
`event_id`           text                    the event that set it
`claims`             whole number            how many claims it rests on
===================  ======================  =======================================

A day has `stale` besides; spans have `valid_from` and `valid_to` (days, half open,
none while it lasts) and `stale_from` (the first stale day, if nothing is heard).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import geopandas as gpd
import pandas as pd

from geocontrol.tables import Row, history_rows, state_rows
from geocontrol.timeline import Timeline

CRS = "EPSG:4326"
DAY_DTYPE = "datetime64[s]"

_CONTROL_COLUMNS: Mapping[str, str] = {
    "place_id": "str",
    "name": "str",
    "name_ar": "str",
    "kind": "str",
    "within": "str",
    "governorate": "str",
    "lon": "float64",
    "lat": "float64",
    "status": "str",
    "actor_id": "str",
    "contested_by": "str",
    "claimed_by": "str",
    "besieged_by": "str",
    "basis": "str",
    "since": DAY_DTYPE,
    "since_is_exact": "boolean",
    "last_confirmed": DAY_DTYPE,
    "event_id": "str",
    "claims": "int64",
}
PLACE_COLUMNS: Mapping[str, str] = {**_CONTROL_COLUMNS, "stale": "bool"}
"""Columns of a day and their types, without `geometry`."""
SPAN_COLUMNS: Mapping[str, str] = {
    "valid_from": DAY_DTYPE,
    "valid_to": DAY_DTYPE,
    **_CONTROL_COLUMNS,
    "stale_from": DAY_DTYPE,
}
"""Columns of spans and their types, without `geometry`."""

_PLACE_KEYS = ("name", "name_ar", "kind", "within", "governorate", "lon", "lat")


def day_frame(timeline: Timeline, day: date) -> gpd.GeoDataFrame:
    """
    Return who held each place when a day ended.

    Parameters
    ----------
    timeline
        Who held what, as known and told.
    day
        The state when this day ends.

    Returns
    -------
    places
        One row for every place of the gazetteer, in its order: `PLACE_COLUMNS`
        and `geometry` (points, WGS 84, none where a place is not located).
    """
    return frame_of(state_rows(timeline, day), PLACE_COLUMNS)


def span_frame(timeline: Timeline) -> gpd.GeoDataFrame:
    """
    Return who held each place, span by span.

    A place that nothing is said of has no row. Of a span that was confirmed several
    times, `last_confirmed` is the last of them.

    Returns
    -------
    spans
        Places in the order of the gazetteer, each with its spans from first to
        last: `SPAN_COLUMNS` and `geometry` (points, WGS 84).
    """
    return frame_of(span_rows(timeline), SPAN_COLUMNS)


def span_rows(timeline: Timeline) -> list[Row]:
    """
    Return a row for each span of each place, with what is said of the place.

    Its names and what it lies in are those of the first day of the span.
    """
    limit = timedelta(days=timeline.policy.stale_after_days + 1)
    rows = []
    for place in state_rows(timeline, date.max):
        about = {key: place[key] for key in _PLACE_KEYS}
        is_dated = bool(timeline.places[place["place_id"]].terms)
        for span in history_rows(timeline, place["place_id"]):
            if is_dated:
                first = date.fromisoformat(span["valid_from"])
                [then] = state_rows(timeline, first, place_id=place["place_id"])
                about = {key: then[key] for key in _PLACE_KEYS}
            confirmed = span["last_confirmed"]
            stale_from = date.fromisoformat(confirmed) + limit if confirmed else None
            rows.append(
                {**span, **about, "stale_from": stale_from and stale_from.isoformat()}
            )
    return rows


def frame_of(rows: Iterable[Row], columns: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Return rows of plain values as points in WGS 84 with declared columns."""
    values = [[cell(row, name) for name in columns] for row in rows]
    frame = pd.DataFrame(values, columns=list(columns), dtype="object")
    typed = frame.astype(dict(columns))
    points = gpd.points_from_xy(typed["lon"], typed["lat"])
    located = typed["lon"].notna().to_numpy()
    geometry = gpd.GeoSeries(points, crs=CRS).where(located, None)
    return gpd.GeoDataFrame(typed, geometry=geometry, crs=CRS)


def cell(row: Row, column: str) -> object:
    """
    Return one cell of a table: ids joined by spaces, claims counted.

    Examples
    --------
    >>> cell({"claimed_by": ["hts", "sna"]}, "claimed_by")
    'hts sna'
    >>> cell({"claims": [{"voice": "sohr"}]}, "claims")
    1
    """
    value = row[column]
    if column == "claims":
        return len(value)
    return " ".join(value) if isinstance(value, list) else value
