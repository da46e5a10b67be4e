"""Voices and reports that can be used, and that somebody should look at again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from geocontrol.errors import Level, Problem
from geocontrol.io.records import Register
from geocontrol.io.source import Source
from geocontrol.model import Role
from geocontrol.project import Project

_SIDED = frozenset({Role.PARTY, Role.STATE_MEDIA, Role.PARTISAN_MEDIA})
"""Roles that by their name serve somebody."""


def sides_unsaid(source: Source, project: Project) -> Iterator[Problem]:
    """Doubt voices that would count as independent although their role takes a side."""
    for voice in project.evidence.voices.values():
        if voice.role in _SIDED and voice.speaks_for is None:
            yield Problem(
                source.seeds.voices.fields[voice.id].where("role"),
                f"a {voice.role} voice without speaks_for counts as independent; say "
                "whom it serves, or give it another role",
                Level.WARNING,
            )


def untraceable_reports(source: Source, project: Project) -> Iterator[Problem]:
    """Doubt reports that nobody can look up, and links that nobody archived."""
    fields = source.seeds.reports.fields
    reports = project.evidence.reports.values()
    for report in reports:
        if not (report.url or report.archived_url or report.sha256):
            yield Problem(
                fields[report.id].where(),
                "has no url, archived_url or sha256; nobody can look it up",
                Level.WARNING,
            )
    rotting = [r.id for r in reports if r.url and not (r.archived_url or r.sha256)]
    if rotting:
        first = min(fields[report_id].where("url") for report_id in rotting)
        yield Problem(
            first,
            f"{len(rotting)} of {len(reports)} reports have a url and neither an "
            "archived_url nor a sha256, this one first; links rot",
            Level.WARNING,
        )


def entered_twice(source: Source, project: Project) -> Iterator[Problem]:
    """Doubt reports that have one address."""
    fields = source.seeds.reports.fields
    known = [r for r in project.evidence.reports.values() if r.url]
    known.sort(key=lambda r: (r.url, fields[r.id].where()))
    for first, second in pairwise(known):
        if first.url == second.url:
            yield Problem(
                fields[second.id].where("url"),
                f"has the address of {first.id!r}; one document is one report",
                Level.WARNING,
            )


def never_cited(source: Source, project: Project) -> Iterator[Problem]:
    """Doubt voices and reports that no claim names."""
    claims = [c for e in project.evidence.events.values() for c in e.claims]
    yield from _unused(source.seeds.voices, {c.voice for c in claims}, "voice")
    yield from _unused(source.seeds.reports, {c.report for c in claims}, "report")


def _unused(register: Register[Any], used: set[str], noun: str) -> Iterator[Problem]:
    for record_id in register.records.keys() - used:
        where = register.fields[record_id].where("id")
        yield Problem(where, f"no claim names this {noun}", Level.WARNING)
