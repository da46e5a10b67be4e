"""A brief on some days: one HTML file that stands alone, to send, print or archive."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geocontrol.errors import UsageError
from geocontrol.model import PlaceId, ReportId
from geocontrol.project import Project
from geocontrol.render.assets import own_style
from geocontrol.render.atlas import Atlas, make_atlas
from geocontrol.render.changes import EventLine, day_changes
from geocontrol.render.citation import Citation, citation
from geocontrol.render.door import render, styled
from geocontrol.render.figure.dayfigure import Options
from geocontrol.render.figure.output import figure_bytes
from geocontrol.render.figure.phrases import days_in_words, phrases
from geocontrol.render.figure.scene import Scene, reports_used
from geocontrol.render.figure.sentences import (
    alt_text,
    banners,
    changes_sentence,
    holders_sentence,
    method_sentence,
    origin_sentence,
)
from geocontrol.render.figure.series import FigureMaker, days_between
from geocontrol.render.tongues import DATA_LANG, without_name
from geocontrol.render.wording import Wording
from geocontrol.render.words import fill, long_day
from geocontrol.tables import events_behind
from geocontrol.territory.tables import route_rows
from geocontrol.timeline import Timeline

_MAP_DPI = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure inside the page."""

    data: str
    """A `data:` address."""
    alt: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDay:
    """One day of the brief."""

    name: str
    sentence: str
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlace:
    """One place that differs between the first day and the last."""

    id: PlaceId
    name: str
    kind: str
    before: str
    after: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRoad:
    """One road on the last day."""

    name: str
    state: str
    stretches: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Everything that the brief says."""

    words: Mapping[str, Any]
    lang: str
    data_lang: str
    """Language of what is quoted from the data, written from left to right."""
    unnamed: frozenset[PlaceId]
    """Places that are called by their name in that language."""
    title: str
    title_lang: str
    heading: str
    banners: tuple[str, ...]
    summary: tuple[str, ...]
    pictures: tuple[Picture, ...]
    days: tuple[ReportDay, ...]
    places: tuple[ReportPlace, ...]
    roads: tuple[ReportRoad, ...]
    sources: tuple[Citation, ...]
    method: str
    attributions: tuple[str, ...]
    origin: str


def report_page(
    project: Project,
    timeline: Timeline,
    first: date,
    last: date,
    *,
    lang: str = "en",
    has_areas: bool = True,
) -> str:
    """
    Return a self-contained brief on what changed between the ends of two days.

    Parameters
    ----------
    project
        The map.
    timeline
        Its days, as known on a day and told by a side.
    first
        The day whose end is compared ...
    last
        ... with the end of this one.
    lang
        Language of the brief, BCP 47.
    has_areas
        Whether areas of control lie under the marks of the map.

    Raises
    ------
    UsageError
        If the days run backwards or are one.
    """
    days = days_between(first, last)
    if len(days) == 1:
        msg = f"a report takes two days, such as {first} and the day after"
        raise UsageError(msg)
    maker = FigureMaker(project, timeline, Options(), lang=lang, has_areas=has_areas)
    atlas = make_atlas(project, timeline, lang)
    wording = Wording(lang, project.evidence.actors, last)
    sources = reports_used(timeline, last)
    numbers = {report.id: n for n, report in enumerate(sources, start=1)}
    scene = maker.scene(last, since=first)
    view = ReportView(
        words=phrases(lang),
        lang=lang,
        data_lang=DATA_LANG,
        unnamed=without_name(project.places.values(), lang, last),
        title=scene.title,
        title_lang=lang if _has_title(project, lang) else DATA_LANG,
        heading=days_in_words(first, last, lang),
        banners=tuple(banners(scene)),
        summary=tuple(_summary(maker, scene, first)),
        pictures=_pictures(maker, scene, days),
        days=tuple(_day(maker, atlas, wording, day, numbers) for day in days[1:]),
        places=tuple(_places(scene, wording, numbers)),
        roads=tuple(_roads(project, timeline, wording, last)),
        sources=tuple(citation(report, numbers[report.id], lang) for report in sources),
        method=method_sentence(scene),
        attributions=project.attributions,
        origin=origin_sentence(scene),
    )
    return styled(render("report.html.jinja", view), own_style("report.css"))


def _has_title(project: Project, lang: str) -> bool:
    return any(title.lang == lang for title in project.titles)


def _summary(maker: FigureMaker, scene: Scene, first: date) -> list[str]:
    """Say who held how much at the start and at the end, and what changed."""
    words = phrases(scene.lang)
    return [
        *(
            fill(
                words["report_end_of"],
                day=long_day(each.day, scene.lang),
                sentence=holders_sentence(each),
            )
            for each in (maker.scene(first), scene)
        ),
        changes_sentence(scene),
    ]


def _pictures(
    maker: FigureMaker, scene: Scene, days: Sequence[date]
) -> tuple[Picture, ...]:
    words = phrases(scene.lang)
    compared = figure_bytes(
        maker.day(scene.day, since=scene.since), "png", dpi=_MAP_DPI
    )
    chart = figure_bytes(maker.series("chart", list(days)), "svg")
    alt = alt_text(scene)
    return (
        Picture(
            data=_data_address("image/png", compared),
            alt=alt,
            caption=words["changed_between"],
        ),
        Picture(
            data=_data_address("image/svg+xml", chart),
            alt=holders_sentence(scene),
            caption=words["chart_areas" if maker.has_areas else "chart_title"],
        ),
    )


def _data_address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"


def _day(
    maker: FigureMaker,
    atlas: Atlas,
    wording: Wording,
    day: date,
    numbers: Mapping[ReportId, int],
) -> ReportDay:
    return ReportDay(
        name=long_day(day, wording.lang),
        sentence=changes_sentence(maker.scene(day)),
        events=day_changes(atlas, wording.then(day), day, numbers).lines,
    )


def _places(
    scene: Scene, wording: Wording, numbers: Mapping[ReportId, int]
) -> list[ReportPlace]:
    """Return the places that differ, by name, with the numbers of their sources."""
    timeline = scene.timeline
    rows = []
    for change in scene.changes:
        place = scene.project.places[change.place_id]
        cited = {
            numbers[weighed.claim.report]
            for event_id in events_behind(change.after)
            for weighed in timeline.assessments[event_id].claims
        }
        rows.append(
            ReportPlace(
                id=place.id,
                name=wording.place(place),
                kind=wording.words["kind"][place.kind.value],
                before=wording.then(scene.since or scene.day).control(change.before),
                after=wording.control(change.after),
                sources=tuple(sorted(cited)),
            )
        )
    return sorted(rows, key=lambda row: row.name)


def _roads(
    project: Project, timeline: Timeline, wording: Wording, day: date
) -> list[ReportRoad]:
    words = phrases(wording.lang)
    routes = {route.id: route for route in project.routes}
    return [
        ReportRoad(
            name=routes[row["route_id"]].name_in(wording.lang),
            state=words["report_road_open" if row["open"] else "report_road_cut"],
            stretches=tuple(
                _stretch(project, wording, stretch) for stretch in row["stretches"]
            ),
        )
        for row in route_rows(project, timeline, day)
    ]


def _stretch(project: Project, wording: Wording, row: Mapping[str, Any]) -> str:
    """Say from where to where a stretch goes, and who holds it."""
    words = phrases(wording.lang)
    names = [wording.place(project.places[row[end]]) for end in ("from", "to")]
    is_held = row["status"] == "held" and row["actor_id"]
    holder = wording.actor(row["actor_id"]) if is_held else words[row["status"]]
    ends = names[0] if names[0] == names[1] else f"{names[0]} – {names[1]}"
    return f"{ends}: {holder}"
