"""The reports that a day's page cites, as it lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from geocontrol.model import ReportId
from geocontrol.render.atlas import Atlas
from geocontrol.render.door import escaped, filled_part, finished, safe_url
from geocontrol.render.wording import Wording
from geocontrol.render.words import fill, short_day, words

LISTED_SOURCES = 400
"""Pages of a map with more sources list only those of what was said of their day."""
_PUBLISHERS_NAMED = 7
_KEPT = 4096
"""Origins kept: reports of one day and publisher have the same."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Origin:
    """Who printed a report, and when."""

    publisher: str
    issued_iso: str
    issued: str


@dataclass(frozen=True, slots=True)
class SourceList:
    """The reports that a page lists."""

    is_excerpt: bool
    """Whether it lists only those that it mentions."""
    items: str
    """Each an element `li`, to which citations lead; finished markup."""


def lists_all_sources(atlas: Atlas) -> bool:
    """Tell whether pages list every report, so that their data need not."""
    return len(atlas.ledger.reports.items) <= LISTED_SOURCES


class Mentions(dict[ReportId, int]):
    """Numbers that reports get when they are first mentioned on a page."""

    def __missing__(self, report: ReportId) -> int:
        """Give a report the next number."""
        self[report] = len(self) + 1
        return self[report]


def report_numbers(atlas: Atlas) -> dict[ReportId, int]:
    """
    Return the numbers by which a page cites reports, from 1.

    They are the same on all pages that list all sources. Where there are too many,
    a page numbers those that it mentions: one more source then changes no number on
    the pages of other days.
    """
    if lists_all_sources(atlas):
        return dict(atlas.ledger.report_numbers)
    return Mentions()


def source_list(atlas: Atlas, day: date, numbers: Mapping[ReportId, int]) -> SourceList:
    """
    List what is cited up to a day, or what its page mentions, by number.

    Parameters
    ----------
    atlas
        What all days of the map share.
    day
        The day shown.
    numbers
        What `report_numbers` returned, once the page has been written.
    """
    count = atlas.ledger.reports.until(day)
    if lists_all_sources(atlas):
        cited = atlas.ledger.reports.items[:count]
    else:
        cited = list(numbers)
    is_excerpt = len(cited) < count
    reports = [atlas.project.evidence.reports[report] for report in cited]
    (archived,) = escaped([words(atlas.lang)["page"]["archived"]])
    items = []
    for number, report, title, url, copy in zip(
        [numbers[report] for report in cited],
        reports,
        escaped([report.title for report in reports]),
        escaped([safe_url(report.url) for report in reports]),
        escaped([safe_url(report.archived_url) for report in reports]),
        strict=True,
    ):
        value = f" value={number}" if is_excerpt else ""
        name = _link(url, title, ' dir="auto"') if url else f"<bdi>{title}</bdi>"
        origin = _origin(
            atlas.lang, report.byline, report.issued, atlas.project.last_day.year
        )
        kept = f" · {_link(copy, archived)}" if copy else ""
        printed = filled_part("origin", origin)
        items.append(f"<li id=r{number}{value}>{name} {printed}{kept}</li>\n")
    return SourceList(is_excerpt, finished("".join(items)))


def _link(url: str, text: str, more: str = "") -> str:
    """Return a link out of what is escaped."""
    return f'<a href="{url}" rel="noopener"{more}>{text}</a>'


@lru_cache(_KEPT)
def _origin(lang: str, byline: str, issued: date, year: int) -> Origin:
    return Origin(
        publisher=byline,
        issued_iso=issued.isoformat(),
        issued=short_day(issued, lang, year=year),
    )


def sources_line(atlas: Atlas, wording: Wording, day: date) -> str:
    """Say in a line how many reports are cited up to a day, and whose most."""
    page = wording.words["page"]
    count = atlas.ledger.reports.until(day)
    if not count:
        return str(page["no_sources"])
    names = atlas.ledger.most_cited(day, _PUBLISHERS_NAMED)
    return fill(
        page["sources_line"], count=count, names=wording.words["comma"].join(names)
    )
