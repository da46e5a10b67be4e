"""The text around a day's map: what each template is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from geocontrol.render.atlas import Atlas
from geocontrol.render.changes import day_changes
from geocontrol.render.eventlist import EventList, event_list
from geocontrol.render.landview import RoadLine, area_rule, road_lines
from geocontrol.render.legend import Legend, day_legend
from geocontrol.render.sourcelist import (
    SourceList,
    report_numbers,
    source_list,
    sources_line,
)
from geocontrol.render.wording import Wording
from geocontrol.render.words import count_of, fill, long_day, weekday, words

TICKS = 31
"""Days in the strip of a page, where there are more days than fit."""
_KEPT = 4096
"""Ticks kept: each day stands in the strips of those around it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tick:
    """One day in the strip of days. The pages around it have the very same."""

    href: str
    number: int
    month: str
    """Written where a month begins."""
    label: str
    height: float
    """0 to 1, by the number of places that changed."""
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopView:
    """What stands above the map."""

    words: Mapping[str, Any]
    title: str
    weekday: str
    day_iso: str
    day_long: str
    deck: str
    ticks: tuple[Tick, ...]
    has_more_days: bool
    """Whether there are days that the strip has no room for."""
    previous: str
    next: str
    banners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestView:
    """What stands beside and below the map."""

    words: Mapping[str, Any]
    is_first: bool
    legend: Legend
    changes: EventList
    also: EventList
    is_large: bool
    """Whether the table is left to the scripts: browsers stumble over such pages."""
    rule: str
    area_rule: str
    """How areas are estimated; empty where there are none."""
    roads: tuple[RoadLine, ...]
    sources: SourceList
    source_count: int
    sources_line: str
    data_hash: str
    attributions: tuple[str, ...]


def day_name(day: date) -> str:
    """Return the file name of a day's page."""
    return f"{day.isoformat()}.html"


def day_views(
    atlas: Atlas,
    day: date,
    counts: Mapping[date, int],
    land: Mapping[str, Any] | None = None,
    *,
    data_hash: str = "",
    is_large: bool = False,
) -> tuple[TopView, RestView]:
    """
    Return all text of a day's page.

    Parameters
    ----------
    atlas
        What all days of the map share.
    day
        The day shown.
    counts
        Places changed on each day that has a page, in order.
    land
        The areas of the day, as `geocontrol.render.areas.LandDays.on` gives them.
    data_hash
        The hash of what the page shows, hexadecimal.
    is_large
        Whether the table is left to the scripts.
    """
    wording = Wording(atlas.lang, atlas.project.evidence.actors, day)
    return (
        _top(atlas, wording, day, counts),
        _rest(atlas, wording, day, land, data_hash=data_hash, is_large=is_large),
    )


def _top(
    atlas: Atlas, wording: Wording, day: date, counts: Mapping[date, int]
) -> TopView:
    days = list(counts)
    at = (day - days[0]).days
    return TopView(
        words=wording.words,
        title=title(atlas),
        weekday=weekday(day, atlas.lang),
        day_iso=day.isoformat(),
        day_long=long_day(day, atlas.lang),
        deck=deck(atlas, day, counts[day]),
        ticks=_ticks(atlas.lang, day, counts),
        has_more_days=len(days) > TICKS,
        previous=day_name(days[at - 1]) if at else "",
        next=day_name(days[at + 1]) if at + 1 < len(days) else "",
        banners=banners(atlas),
    )


def title(atlas: Atlas) -> str:
    """Return the title of the map in the language of its pages."""
    return atlas.project.title_in(atlas.lang)


def deck(atlas: Atlas, day: date, count: int) -> str:
    """Say in a line how much changed on a day."""
    page = words(atlas.lang)["page"]
    if day <= atlas.project.first_day:
        return str(page["opening"])
    return count_of(page, "changed_count", count)


def banners(atlas: Atlas) -> tuple[str, ...]:
    """Say as known on which day and as told by whom the days are, if not plainly so."""
    wording = Wording(atlas.lang, atlas.project.evidence.actors)
    page, timeline = wording.words["page"], atlas.timeline
    said = []
    if timeline.known_on is not None:
        known_on = long_day(timeline.known_on, atlas.lang)
        said.append(fill(page["known_on"], day=known_on))
    if timeline.perspective is not None:
        teller = wording.actor(timeline.perspective)
        said.append(fill(page["perspective"], actor=teller))
    return tuple(said)


def strip_days(days: Sequence[date], today: date) -> Sequence[date]:
    """Return the days in the strip of a page: all, or those around it."""
    start = min((today - days[0]).days - TICKS // 2, len(days) - TICKS)
    start = max(0, start)
    return days[start : start + TICKS]


def _ticks(lang: str, today: date, counts: Mapping[date, int]) -> tuple[Tick, ...]:
    shown = {day: counts[day] for day in strip_days(list(counts), today)}
    most = max(shown.values(), default=0) or 1
    return tuple(
        _tick(
            lang,
            day,
            count,
            round((count / most) ** 0.5, 2),
            at == 0 or day.day == 1,
            day == today,
        )
        for at, (day, count) in enumerate(shown.items())
    )


@lru_cache(_KEPT)
def _tick(
    lang: str,
    day: date,
    count: int,
    height: float,
    opens_month: bool,  # noqa: FBT001
    is_current: bool,  # noqa: FBT001
) -> Tick:
    said = words(lang)
    changed = count_of(said["page"], "changed_count", count)
    return Tick(
        href=day_name(day),
        number=day.day,
        month=said["months_short"][day.month - 1] if opens_month else "",
        label=f"{long_day(day, lang)}: {changed}",
        height=height,
        is_current=is_current,
    )


def _rest(
    atlas: Atlas,
    wording: Wording,
    day: date,
    land: Mapping[str, Any] | None,
    *,
    data_hash: str,
    is_large: bool,
) -> RestView:
    policy = atlas.project.policy
    page = wording.words["page"]
    numbers = report_numbers(atlas)
    changes = day_changes(atlas, wording, day, numbers)
    return RestView(
        words=wording.words,
        is_first=day <= atlas.project.first_day,
        legend=day_legend(
            atlas, wording, day, has_changes=changes.place_count > 0, land=land
        ),
        roads=road_lines(atlas, wording, day),
        area_rule=area_rule(wording, land),
        changes=event_list(changes.lines, atlas.lang),
        also=event_list(changes.also, atlas.lang),
        is_large=is_large,
        rule=fill(
            page["rule"],
            strong=policy.strong_reliability,
            weak=policy.weak_voices_needed,
            stale=policy.stale_after_days,
        ),
        sources=source_list(atlas, day, numbers),
        source_count=atlas.ledger.reports.until(day),
        sources_line=sources_line(atlas, wording, day),
        data_hash=data_hash,
        attributions=(*atlas.project.attributions, page["leaflet"]),
    )
