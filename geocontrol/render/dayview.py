"""The text around a day's map: what each template is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geocontrol.model import EventId, Report
from geocontrol.render.atlas import NOBODY, Atlas
from geocontrol.render.changes import DayChanges, EventLine, day_changes
from geocontrol.render.door import safe_url
from geocontrol.render.landview import RoadLine, area_rule, road_lines
from geocontrol.render.legend import Legend, day_legend
from geocontrol.render.pagerows import report_order
from geocontrol.render.wording import Wording
from geocontrol.render.words import count_of, fill, long_day, short_day, weekday

_PUBLISHERS_NAMED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One day in the strip of days."""

    iso: str
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
    previous: str
    next: str
    banners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One place in the table."""

    id: str
    name: str
    other_name: str
    kind: str
    region: str
    actor: int
    """Number of the holder; -1 for none."""
    control: str
    since: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One report in the list of sources."""

    title: str
    publisher: str
    url: str
    archived_url: str
    issued_iso: str
    issued: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestView:
    """What stands beside and below the map."""

    words: Mapping[str, Any]
    other_lang: str
    is_first: bool
    legend: Legend
    changes: tuple[EventLine, ...]
    also: tuple[EventLine, ...]
    rows: tuple[TableRow, ...]
    rule: str
    area_rule: str
    """How areas are estimated; empty where there are none."""
    roads: tuple[RoadLine, ...]
    sources: tuple[SourceLine, ...]
    sources_line: str
    data_hash: str
    attributions: tuple[str, ...]


def day_name(day: date) -> str:
    """Return the file name of a day's page."""
    return f"{day.isoformat()}.html"


def change_counts(atlas: Atlas, days: Sequence[date]) -> dict[date, int]:
    """Count the places that look otherwise than on the day before."""
    listed = {place.id for place in atlas.places}
    first = atlas.project.first_day
    return {
        day: sum(
            change.is_visible and change.place_id in listed
            for change in (atlas.timeline.changes(day) if day > first else ())
        )
        for day in days
    }


def day_views(
    atlas: Atlas,
    day: date,
    counts: Mapping[date, int],
    land: Mapping[str, Any] | None = None,
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
        The areas of the day, as `geocontrol.render.areas.land_on` gives them.
    """
    wording = Wording(atlas.lang, atlas.project.evidence.actors)
    reports = _reports(atlas, day)
    numbers = {report.id: n for n, report in enumerate(reports, start=1)}
    changes = day_changes(atlas, wording, day, numbers)
    return (
        _top(atlas, wording, day, counts),
        _rest(atlas, wording, day, changes, reports, land),
    )


def _top(
    atlas: Atlas, wording: Wording, day: date, counts: Mapping[date, int]
) -> TopView:
    words = wording.words
    days = list(counts)
    at = days.index(day)
    is_first = day <= atlas.project.first_day
    deck = count_of(words["page"], "changed_count", counts[day])
    return TopView(
        words=words,
        title=_title(atlas),
        weekday=weekday(day, atlas.lang),
        day_iso=day.isoformat(),
        day_long=long_day(day, atlas.lang),
        deck=words["page"]["opening"] if is_first else deck,
        ticks=_ticks(atlas, wording, day, counts),
        previous=day_name(days[at - 1]) if at else "",
        next=day_name(days[at + 1]) if at + 1 < len(days) else "",
        banners=tuple(_banners(atlas, wording)),
    )


def _title(atlas: Atlas) -> str:
    titles = {name.lang: name.text for name in atlas.project.titles}
    return titles.get(atlas.lang, atlas.project.title)


def _banners(atlas: Atlas, wording: Wording) -> list[str]:
    page, timeline = wording.words["page"], atlas.timeline
    banners = []
    if timeline.known_on is not None:
        known_on = long_day(timeline.known_on, atlas.lang)
        banners.append(fill(page["known_on"], day=known_on))
    if timeline.perspective is not None:
        teller = wording.actor(timeline.perspective)
        banners.append(fill(page["perspective"], actor=teller))
    return banners


def _ticks(
    atlas: Atlas, wording: Wording, today: date, counts: Mapping[date, int]
) -> tuple[Tick, ...]:
    most = max(counts.values(), default=0) or 1
    months = wording.words["months_short"]
    return tuple(
        Tick(
            iso=day.isoformat(),
            href=day_name(day),
            number=day.day,
            month=months[day.month - 1] if at == 0 or day.day == 1 else "",
            label=f"{long_day(day, atlas.lang)}: "
            + count_of(wording.words["page"], "changed_count", count),
            height=round((count / most) ** 0.5, 2),
            is_current=day == today,
        )
        for at, (day, count) in enumerate(counts.items())
    )


def _rest(
    atlas: Atlas,
    wording: Wording,
    day: date,
    changes: DayChanges,
    reports: Sequence[Report],
    land: Mapping[str, Any] | None,
) -> RestView:
    policy = atlas.project.policy
    page = wording.words["page"]
    return RestView(
        words=wording.words,
        other_lang="en" if atlas.lang == "ar" else "ar",
        is_first=day <= atlas.project.first_day,
        legend=day_legend(
            atlas, wording, day, has_changes=changes.place_count > 0, land=land
        ),
        roads=road_lines(atlas, wording, day),
        area_rule=area_rule(wording, land),
        changes=changes.lines,
        also=changes.also,
        rows=_rows(atlas, wording, day),
        rule=fill(
            page["rule"],
            strong=policy.strong_reliability,
            weak=policy.weak_voices_needed,
            stale=policy.stale_after_days,
        ),
        sources=tuple(_source(atlas, report) for report in reports),
        sources_line=_sources_line(page, reports),
        data_hash=atlas.project.data_hash,
        attributions=(*atlas.project.attributions, page["leaflet"]),
    )


def _rows(atlas: Atlas, wording: Wording, day: date) -> tuple[TableRow, ...]:
    words = wording.words
    number = {actor_id: n for n, actor_id in enumerate(atlas.actors)}
    rows = []
    for place in atlas.places:
        control = atlas.timeline.control(place.id, day)
        region = atlas.region_of[place.id]
        is_dated = control.since is not None and control.basis not in {None, "assumed"}
        other = place.name_in("ar") if atlas.lang != "ar" else place.name
        name = wording.place(place)
        rows.append(
            TableRow(
                id=place.id,
                name=name,
                other_name="" if other == name else other,
                kind=words["kind"][place.kind.value],
                region=wording.region(atlas.regions[region]) if region >= 0 else "",
                actor=NOBODY if control.actor_id is None else number[control.actor_id],
                control=wording.control(control),
                since=short_day(control.since, atlas.lang, year=day.year)
                if control.since and is_dated
                else "",
                basis=words["basis"][control.basis.value] if control.basis else "",
            )
        )
    return tuple(rows)


def _reports(atlas: Atlas, day: date) -> list[Report]:
    """Return the reports that speak of events up to a day, by date."""
    event_ids: set[EventId] = {
        step.event.id
        for place in atlas.places
        for step in atlas.timeline.steps(place.id)
        if step.day <= day
    }
    used = {
        weighed.claim.report
        for event_id in event_ids
        for weighed in atlas.timeline.assessments[event_id].claims
    }
    reports = atlas.project.evidence.reports
    return sorted((reports[r] for r in used), key=report_order)


def _source(atlas: Atlas, report: Report) -> SourceLine:
    by = report.publisher
    if report.agency and report.agency != by:
        by = f"{by} ({report.agency})"
    return SourceLine(
        title=report.title,
        publisher=by,
        url=safe_url(report.url),
        archived_url=safe_url(report.archived_url),
        issued_iso=report.issued.isoformat(),
        issued=short_day(report.issued, atlas.lang, year=atlas.project.last_day.year),
    )


def _sources_line(page: Mapping[str, Any], reports: Sequence[Report]) -> str:
    if not reports:
        return str(page["no_sources"])
    makers = Counter(report.agency or report.publisher for report in reports)
    names = sorted(makers, key=lambda name: (-makers[name], name))
    return fill(
        page["sources_line"],
        count=len(reports),
        names=", ".join(names[:_PUBLISHERS_NAMED]),
    )
