"""`days.html`: the list of all days of a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from geocontrol.render.assets import own_style
from geocontrol.render.atlas import Atlas
from geocontrol.render.changed import changed_places
from geocontrol.render.dayview import banners, day_name, deck, title
from geocontrol.render.door import render, styled
from geocontrol.render.words import long_day, weekday, words

_PLACES_NAMED = 6
_BY_IMPORTANCE = attrgetter("rank")
"""Places come in the order of their names, and of one rank stay in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysView:
    """The list of days."""

    words: Mapping[str, Any]
    lang: str
    title: str
    summary: str
    days: tuple[DayRow, ...]
    banners: tuple[str, ...]
    attributions: tuple[str, ...]
    data_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One day in the list."""

    href: str
    iso: str
    height: float
    """0 to 1, by the number of places that changed."""
    weekday: str
    day_long: str
    deck: str
    places: tuple[str, ...]
    """The most important places that changed."""
    comma: str
    """What stands between their names."""


def days_page(atlas: Atlas, counts: Mapping[date, int]) -> str:
    """
    Return the list of days as a page.

    Parameters
    ----------
    atlas
        What all days share.
    counts
        Places changed on each day that has a page, in order.
    """
    most = max(counts.values(), default=0) or 1
    view = DaysView(
        words=words(atlas.lang),
        lang=atlas.lang,
        title=title(atlas),
        summary=atlas.project.summary,
        days=tuple(
            DayRow(
                href=day_name(day),
                iso=day.isoformat(),
                height=round((count / most) ** 0.5, 2),
                weekday=weekday(day, atlas.lang),
                day_long=long_day(day, atlas.lang),
                deck=deck(atlas, day, count),
                places=_places(atlas, day),
                comma=words(atlas.lang)["comma"],
            )
            for day, count in counts.items()
        ),
        banners=banners(atlas),
        attributions=atlas.project.attributions,
        data_hash=atlas.project.data_hash,
    )
    return styled(render("days.html.jinja", view), own_style("days.css"))


def _places(atlas: Atlas, day: date) -> tuple[str, ...]:
    most = sorted(changed_places(atlas, day), key=_BY_IMPORTANCE)[:_PLACES_NAMED]
    of_day = atlas.timeline.places_on(day)
    return tuple(of_day[place.id].name_in(atlas.lang) for place in most)
