"""Figures of several days: a grid, a chart, an animation, or what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from geocontrol.errors import UsageError
from geocontrol.memory import collection_paused
from geocontrol.project import Project
from geocontrol.render.atlas import actor_looks
from geocontrol.render.figure.animation import animation_bytes
from geocontrol.render.figure.chart import chart_figure
from geocontrol.render.figure.dayfigure import Options, day_figure
from geocontrol.render.figure.grid import grid_figure
from geocontrol.render.figure.output import figure_bytes
from geocontrol.render.figure.scene import Scene, make_scene
from geocontrol.render.figure.sentences import alt_text
from geocontrol.render.figure.sheet import Sheet
from geocontrol.territory.land import areas_by_day, project_territory
from geocontrol.territory.parts import DayAreas
from geocontrol.timeline import Timeline

KINDS = ("day", "changes", "grid", "chart", "animate")
MOST_DAYS = 400
"""A series of more days is a typing error."""


class FigureMaker:
    """
    Makes the figures of one map, laying out its land only once.

    Parameters
    ----------
    project
        The map.
    timeline
        Its days, as known on a day and told by a side.
    options
        Theme, size and crop of every figure.
    lang
        Language, BCP 47.
    has_areas
        Whether areas of control lie under the marks.
    """

    @collection_paused()
    def __init__(
        self,
        project: Project,
        timeline: Timeline,
        options: Options,
        *,
        lang: str = "en",
        has_areas: bool = True,
    ) -> None:
        self._project = project
        self._timeline = timeline
        self._options = options
        self._lang = lang
        self._looks = actor_looks(project, timeline)
        self._territory = project_territory(project) if has_areas else None

    @property
    def has_areas(self) -> bool:
        """Whether areas of control lie under the marks."""
        return self._territory is not None

    @collection_paused()
    def scene(self, day: date, since: date | None = None) -> Scene:
        """Return what a figure of a day shows."""
        return make_scene(
            self._project,
            self._timeline,
            day,
            lang=self._lang,
            since=since,
            looks=self._looks,
        )

    @collection_paused()
    def areas(self, days: list[date]) -> dict[date, DayAreas]:
        """Return the areas of days, or nothing where figures have none."""
        if self._territory is None:
            return {}
        return areas_by_day(
            self._territory, self._timeline, days, self._project.first_day
        )

    def day(self, day: date, since: date | None = None) -> Sheet:
        """Draw a day, or a day compared with an earlier one."""
        areas = self.areas([day]).get(day)
        return day_figure(self.scene(day, since), self._options, areas).sheet

    def frames(self, days: list[date]) -> Iterator[Sheet]:
        """Draw days one after another, their areas equally sure of themselves."""
        areas = self.areas(days)
        for day in days:
            made = areas.get(day)
            yield day_figure(self.scene(day), self._options, made).sheet

    def series(self, kind: str, days: list[date]) -> Sheet:
        """Draw a grid or a chart of days."""
        scenes = [self.scene(day) for day in days]
        draw = grid_figure if kind == "grid" else chart_figure
        return draw(scenes, self._options, self.areas(days))


def render_figure(
    maker: FigureMaker,
    kind: str,
    first: date,
    last: date,
    format_: str,
    *,
    dpi: int = 300,
) -> bytes:
    """
    Return a figure of one or several days as a file.

    Parameters
    ----------
    maker
        Of the map.
    kind
        One of `KINDS`.
    first, last
        Days; the same for the figure of a day.
    format_
        `svg`, `png` or `pdf`; `png` or `webp` to animate.
    dpi
        Dots per inch of a picture.

    Raises
    ------
    UsageError
        If the days run backwards or do not suit the kind, or the format does not.
    """
    days = days_between(first, last)
    if kind == "animate":
        return animation_bytes(maker.frames(days), format_, dpi=dpi)
    if kind in {"grid", "chart"}:
        sheet = maker.series(kind, days)
        title = alt_text(maker.scene(last))
    elif kind == "changes":
        if len(days) == 1:
            before = first - timedelta(days=1)
            msg = f"to show what changed takes two days, such as {before}..{last}"
            raise UsageError(msg)
        sheet = maker.day(last, since=first)
        title = alt_text(maker.scene(last, since=first))
    else:
        if len(days) > 1:
            msg = "several days need --grid, --changes, --chart or --animate"
            raise UsageError(msg)
        sheet = maker.day(first)
        title = alt_text(maker.scene(first))
    return figure_bytes(sheet, format_, title=title, dpi=dpi)


def days_between(first: date, last: date) -> list[date]:
    """
    Return every day from the first to the last.

    Raises
    ------
    UsageError
        If they run backwards, or there are too many.
    """
    count = (last - first).days + 1
    if not 1 <= count <= MOST_DAYS:
        msg = f"{first}..{last} must be 1 to {MOST_DAYS} days, the first one first"
        raise UsageError(msg)
    return [first + timedelta(days=n) for n in range(count)]
