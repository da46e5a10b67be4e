"""What two days show differently, as one HTML page to read, print or paste."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geocontrol.render.assets import own_style
from geocontrol.render.door import render, safe_url, styled
from geocontrol.render.wording import Wording
from geocontrol.render.words import fill, long_day, words
from geocontrol.tables import claim_rows, events_behind
from geocontrol.timeline import PlaceChange, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPlace:
    """One place with its two states and the claims behind the second."""

    name: str
    before: str
    after: str
    claims: tuple[Mapping[str, Any], ...]
    """Rows of `geocontrol.tables.claim_rows`; `url` is an https address or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """Everything that the page says."""

    words: Mapping[str, Any]
    lang: str
    title: str
    first: str
    second: str
    places: tuple[ChangedPlace, ...]


def difference_page(
    timeline: Timeline, first: date, second: date, *, lang: str = "en"
) -> str:
    """
    Return a self-contained page of the places that two days show differently.

    Parameters
    ----------
    timeline
        Who held what, as known and told.
    first
        The state when this day ends is compared ...
    second
        ... with the state when this day ends.
    lang
        Language of the page, BCP 47.
    """
    wording = Wording(lang, timeline.evidence.actors, second)
    days = long_day(first, lang), long_day(second, lang)
    view = DifferenceView(
        words=words(lang),
        lang=lang,
        title=fill(words(lang)["page"]["difference"], first=days[0], second=days[1]),
        first=days[0],
        second=days[1],
        places=tuple(
            _changed(timeline, wording, change, first)
            for change in timeline.diff(first, second)
            if change.is_visible
        ),
    )
    page = render("difference.html.jinja", view)
    return styled(page, own_style("difference.css"))


def _changed(
    timeline: Timeline, wording: Wording, change: PlaceChange, first: date
) -> ChangedPlace:
    claims = claim_rows(timeline, events_behind(change.after))
    return ChangedPlace(
        name=wording.place(timeline.places[change.place_id]),
        before=wording.then(first).control(change.before),
        after=wording.control(change.after),
        claims=tuple({**row, "url": safe_url(row["url"] or "")} for row in claims),
    )
