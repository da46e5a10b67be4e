"""
The block of data that a day page carries, and that its scripts draw from.

Days are numbers, counted from 1 January 1970. Records are rows, and speak of each
other by their number in the list. `format` is 1. The keys:

=============  ==========================================================
`day first last`  the page's day, and the first and last of the map
`stale_after`  days without a new assessed event until a state is stale
`extent`       west, south, east, north of the opening view
`words`        what the scripts say, in the page's language
`shapes`       path data of the marks, by the name of the shape
`actors`       id, name, short name, Arabic name, colour, shape
`regions`      name, Arabic name
`places`       id, name, Arabic name, kind, region, lon, lat, rank, precision,
               how often it looks otherwise than the day before, on all days
`controls`     status, holder, contested by, claimed by, besieged by, basis,
               since, since is exact, last confirmed, event, marked events
`spans`        for each place: day, control, day, control ...
`steps`        for each place: the events that bear on it
`events`       id, places, earliest, latest, change, status, actor, lost by,
               contested by, verdict, is assumed, note, claims, basis days
`voices`       name, role, reliability, speaks for
`reports`      title, publisher, agency, issued, url, archived url
`land`         see `geocontrol.render.areas`; nothing where there are no areas
`basemap`      see `geocontrol.render.basemap`
=============  ==========================================================

A claim is voice, report, code, credibility, note; its code is 1 if it asserts,
plus 2 if it is against the voice's interest or 4 if in its own, plus 8 while it
stands. Nobody, no event and no day are `-1`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from geocontrol.model import (
    Control,
)
from geocontrol.render.atlas import NOBODY, Atlas, day_number, make_atlas
from geocontrol.render.pagerows import DayRows, report_order

__all__ = [
    "NOBODY",
    "Atlas",
    "day_number",
    "make_atlas",
    "page_data",
    "report_order",
    "without_page_text",
]


def page_data(
    atlas: Atlas, day: date, land: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """
    Return the data block of one day: nothing in it is later than the day.

    Parameters
    ----------
    atlas
        What all days share.
    day
        The day that the page shows.
    land
        Its areas, as `geocontrol.render.areas.land_on` gives them.
    """
    timeline = atlas.timeline
    steps = {
        place.id: [s.event.id for s in timeline.steps(place.id) if s.day <= day]
        for place in atlas.places
    }
    events = sorted({event_id for ids in steps.values() for event_id in ids})
    tables = DayRows(atlas, events)
    controls: dict[Control, int] = {}
    spans = [
        [
            number
            for start, control in row
            if start <= day
            for number in (
                day_number(start),
                controls.setdefault(control, len(controls)),
            )
        ]
        for row in atlas.rows
    ]
    return {
        **atlas.fixed,
        "day": day_number(day),
        "land": land,
        "controls": [tables.control_row(control) for control in controls],
        "spans": spans,
        "steps": [
            list(dict.fromkeys(tables.event_numbers[e] for e in steps[place.id]))
            for place in atlas.places
        ],
        "events": [tables.event_row(event_id) for event_id in events],
        "voices": tables.voice_rows(),
        "reports": tables.report_rows(),
    }


def without_page_text(data: Mapping[str, Any]) -> dict[str, Any]:
    """
    Leave out of a data block what the page around it says anyway.

    Names of places stand in the table and reports in the list of sources, in the
    same order; the scripts of a day page read them there.
    """
    places = [[row[0], "", "", *row[3:]] for row in data["places"]]
    return {**data, "places": places, "reports": []}
