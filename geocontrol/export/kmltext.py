"""Who says so, as the text that opens beside a mark in Google Earth."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Any

from geocontrol.io.sources import is_https
from geocontrol.tables import Row


def claims_text(row: Row) -> str:
    """
    Return the claims behind a row, event by event, as HTML whose data are escaped.

    Examples
    --------
    >>> claims_text({"claims": []})
    ''
    """
    lines: list[str] = []
    for event_id, claims in groupby(row["claims"], key=lambda claim: claim["event_id"]):
        told = list(claims)
        lines.append(f"<b>{escape(event_id)}</b>: {escape(told[0]['verdict'])}")
        lines.extend(_claim(claim) for claim in told)
    return "<br>\n".join(lines)


def _claim(claim: dict[str, Any]) -> str:
    """Say who asserts or denies it, with grade and interest, and in which report."""
    grade = f"{claim['reliability']}{claim['credibility']}"
    weight = [grade, claim["interest"]]
    if claim["replaced"]:
        weight.append("replaced by a later word")
    said = f"{claim['voice_name']} {claim['stance']} ({', '.join(weight)})"
    note = f": {claim['note']}" if claim["note"] else ""
    report = f"{claim['publisher']}, {claim['issued']}"
    return f"{escape(said + note)} – {_title(claim)}, {escape(report)}"


def _title(claim: dict[str, Any]) -> str:
    """Return the title of the report, a link where its address is plain `https`."""
    title, url = escape(claim["title"]), claim["url"] or ""
    if not is_https(url):
        return title
    return f'<a href="{escape(url)}">{title}</a>'
