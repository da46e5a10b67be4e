"""A numbered source, as a brief lists it."""

from __future__ import annotations

from dataclasses import dataclass

from geocontrol.model import Report
from geocontrol.render.door import safe_url
from geocontrol.render.tongues import direction, title_lang
from geocontrol.render.words import long_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One report."""

    number: int
    title: str
    title_lang: str
    title_dir: str
    by: str
    issued: str
    url: str
    archived_url: str


def citation(report: Report, number: int, lang: str) -> Citation:
    """Return a report with its number, its day in the words of a language."""
    return Citation(
        number=number,
        title=report.title,
        title_lang=title_lang(report),
        title_dir=direction(title_lang(report)),
        by=report.byline,
        issued=long_day(report.issued, lang),
        url=safe_url(report.url),
        archived_url=safe_url(report.archived_url),
    )
