"""What two days show differently, as one HTML page to read, print or paste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geocontrol.model import AREA_KINDS
from geocontrol.render.assets import own_style
from geocontrol.render.door import render, safe_url, styled
from geocontrol.render.wording import Wording
from geocontrol.render.words import count_of, fill, long_day, words
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
    """Areas too."""
    changed: str
    """How many places they are, and how many areas, in words."""


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
    changes = [c for c in timeline.diff(first, second) if c.is_visible]
    view = DifferenceView(
        words=words(lang),
        lang=lang,
        title=fill(words(lang)["page"]["difference"], first=days[0], second=days[1]),
        first=days[0],
        second=days[1],
        places=tuple(_changed(timeline, wording, change, first) for change in changes),
        changed=_how_many(timeline, changes, lang),
    )
    page = render("difference.html.jinja", view)
    return styled(page, own_style("difference.css"))


def _how_many(timeline: Timeline, changes: Sequence[PlaceChange], lang: str) -> str:
    """Count places as every page does, and apart from them the areas."""
    page = words(lang)["page"]
    kinds = [timeline.places[change.place_id].kind for change in changes]
    areas = sum(kind in AREA_KINDS for kind in kinds)
    said = count_of(page, "changed_count", len(kinds) - areas)
    return f"{said} {count_of(page, 'areas_too', areas)}" if areas else said


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
