"""
Everything that is wrong or doubtful in a project.

An error is a record that cannot be used. A warning is a record that can, and that
somebody should look at again: it never stops a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geocontrol.curate.doubtful_events import (
    contradictions,
    late_reports,
    one_text_twice,
    unconfirmed_captures,
)
from geocontrol.curate.doubtful_places import (
    far_from_their_area,
    far_from_their_city,
    near_duplicates,
)
from geocontrol.curate.doubtful_sources import (
    entered_twice,
    never_cited,
    sides_unsaid,
    untraceable_reports,
)
from geocontrol.curate.doubtful_times import (
    deeds_after_succession,
    names_of_one_time,
)
from geocontrol.errors import Level, Problem
from geocontrol.io.check import read_checked
from geocontrol.io.source import Source, find_map
from geocontrol.project import Project
from geocontrol.timeline import Timeline

_IDLE = "reviews a warning that is not given any more; delete it from reviewed"

Rule = Callable[[Source, Project], Iterator[Problem]]

RuleOfStates = Callable[[Source, Project, Timeline], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    entered_twice,
    far_from_their_area,
    far_from_their_city,
    late_reports,
    names_of_one_time,
    near_duplicates,
    never_cited,
    one_text_twice,
    sides_unsaid,
    untraceable_reports,
)
"""What is doubtful of records, one function a rule."""
RULES_OF_STATES: tuple[RuleOfStates, ...] = (
    contradictions,
    deeds_after_succession,
    unconfirmed_captures,
)
"""What is doubtful of the states that follow from them, which are derived once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What came of looking through a project."""

    problems: list[Problem]
    """Every error, or if there is none every warning, in the order of the files."""
    reviewed: int = 0
    """How many warnings the map file says that somebody has looked at."""


def look_through(path: str | Path | None = None) -> Review:
    """
    Look for the errors of a project, or if there is none for what is doubtful.

    Parameters
    ----------
    path
        A map file, a project folder, or `None` for the current one.

    Raises
    ------
    UsageError
        If there is no map file there, or several.
    """
    source, problems = read_checked(find_map(path))
    if source is None or problems:
        return Review(problems=problems)
    found = doubts(source)
    shown = [p for p in found if not any(r.covers(p) for r in source.reviewed)]
    idle = (r for r in source.reviewed if not any(map(r.covers, found)))
    told = [Problem(r.where, _IDLE, Level.WARNING) for r in idle]
    return Review(problems=sorted([*shown, *told]), reviewed=len(found) - len(shown))


def doubts(source: Source) -> list[Problem]:
    """Return the warnings of a project without errors, in the order of its files."""
    project = Project.of(source)
    timeline = project.timeline()
    found = {problem for rule in RULES for problem in rule(source, project)}
    for rule in RULES_OF_STATES:
        found.update(rule(source, project, timeline))
    return sorted(found)
