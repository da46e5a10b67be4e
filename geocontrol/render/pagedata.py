"""
The blocks of data that a day page carries, and that its scripts draw from.

Days are numbers, counted from 1 January 1970. Records speak of each other by their
number in the list. `format` is 4. What all days share:

=============  ==========================================================
`first last`   the first and last day of the map
`stale_after`  days without a new assessed event until a state is stale
`extent`       west, south, east, north of the opening view
`words`        what the scripts say, in the page's language
`shapes`       path data of the marks, by the name of the shape
`actors`       id, name, short name, Arabic name, colour, shape, note
`regions`      name, Arabic name
`places`       id, name, Arabic name, kind, region, lon, lat, rank, precision,
               how often it looks otherwise than the day before, on all days
`quarters`     numbers of each quarter and of what it lies in
`basemap`      see `geocontrol.render.basemap`
=============  ==========================================================

What one day has of its own: `day`, and `land` (see `geocontrol.render.areas`;
nothing where there are no areas). What is told of a span of days, in blocks that
continue the lists of the blocks before (`geocontrol.render.ledger`):

=============  ==========================================================
`controls`     status, holder, contested by, claimed by, besieged by, basis,
               since, since is exact, last confirmed, event, marked events
`turns`        day, place, control, place, control ...: new states from then on
`steps`        day, event, place, event, place ...: where an event bears from then on
`events`       id, places, earliest, latest, change, status, actor, lost by,
               contested by, verdict, is assumed, note, number of claims
`claims`       voice, report, code, credibility, note: of one event after another
`voices`       name, role, reliability, speaks for
`reports`      title, publisher, agency, issued, url, archived url
=============  ==========================================================

All but `turns` and `steps` are tables told by columns, see
`geocontrol.render.columns`.

The code of a claim is 1 if it asserts, plus 2 if it is against the voice's interest or
4 if in its own, plus 8 while it stands. Nobody and no event are `-1`, no day is
`-1000000`. Where names or regions were otherwise on other days there are `ages` too:
see `geocontrol.render.ages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from geocontrol.render.ages import day_number
from geocontrol.render.atlas import Atlas
from geocontrol.render.ledger import Account, Pairs
from geocontrol.render.numbering import firsts, inverse, rows_of
from geocontrol.render.pagetables import LedgerTables, Shown, face_table


def page_data(
    atlas: Atlas, day: date, land: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """
    Return everything of one day as one block: nothing in it is later than the day.

    Parameters
    ----------
    atlas
        What all days share.
    day
        The day that the page shows.
    land
        Its areas, as `geocontrol.render.areas.LandDays.on` gives them.
    """
    tables = LedgerTables(atlas, atlas.ledger)
    told = told_block(atlas.ledger, tables, date.min, day)
    return {**atlas.fixed, **told, **day_data(day, land)}


def day_data(day: date, land: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what one day has of its own."""
    return {"day": day_number(day), "land": land}


def told_block(
    account: Account, tables: LedgerTables, first: date, last: date
) -> dict[str, Any]:
    """
    Return what a span of days adds to what was told before it.

    Parameters
    ----------
    account
        All that is told, of all places or of some.
    tables
        Its records as tables.
    first
        First day of the span.
    last
        Its last day.
    """
    event_ids = account.events.within(first, last)
    return {
        "controls": tables.controls(account.controls.within(first, last)),
        "turns": _by_day(account.turns, first, last),
        "steps": _by_day(account.steps, first, last),
        "events": tables.events(event_ids),
        "claims": tables.claims(event_ids),
        "voices": tables.voices(account.voices.within(first, last)),
        "reports": tables.reports(account.reports.within(first, last)),
    }


def states_block(atlas: Atlas, faces: Shown, first: date, last: date) -> dict[str, Any]:
    """
    Return the states of a span of days as a block that needs none before it.

    It tells who holds what and since when, but not who says so: states of which a map
    shows the same are one.

    Parameters
    ----------
    atlas
        What all days share.
    faces
        What a map shows of the states of its ledger.
    first
        First day of the span; the block opens with the states before it.
    last
        Its last day.
    """
    ledger, opening = atlas.ledger, rows_of([])
    if first > date.min:
        states = ledger.state(first - timedelta(days=1))
        places = np.flatnonzero(states >= 0)
        opening = np.stack([places, states[places]], axis=1)
    span = ledger.turns.span(first, last)
    eve = np.full(len(opening), first.toordinal() - 1)
    days = np.concatenate([eve, ledger.turns.days[span]])
    pairs = np.concatenate([opening, ledger.turns.items[span]])
    pairs[:, 1] = faces.number_of[pairs[:, 1]]
    shown, _ = firsts(pairs[:, 1])
    pairs[:, 1] = inverse(shown, len(faces.controls))[pairs[:, 1]]
    return {
        "controls": face_table(atlas, [faces.controls[n] for n in shown.tolist()]),
        "turns": _by_day(Pairs(days, pairs), date.min, date.max),
        "steps": [],
        "events": [],
        "claims": [],
        "voices": [],
        "reports": [],
    }


def _by_day(pairs: Pairs, first: date, last: date) -> list[list[int]]:
    """Return the pairs of a span of days, those of a day after its number."""
    span = pairs.span(first, last)
    flat: list[int] = pairs.items[span].ravel().tolist()
    days, begin = np.unique(pairs.days[span], return_index=True)
    begins = [*(2 * begin).tolist(), len(flat)]
    return [
        [_number(day), *flat[start:end]]
        for day, (start, end) in zip(days.tolist(), pairwise(begins), strict=True)
    ]


def _number(ordinal: int) -> int:
    return day_number(date.fromordinal(ordinal))


def without_names(fixed: Mapping[str, Any]) -> dict[str, Any]:
    """Leave the names of places to the table of the page, which lists them in order."""
    places = [[row[0], "", "", *row[3:]] for row in fixed["places"]]
    return {**fixed, "places": places}
