"""
What an event cannot be: rules between its fields, each fault with the field to look at.

Every reader of events asks these, whatever form the events come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from geocontrol.model import Change, Claim, Report, Status

Fault = tuple[str, str]
"""What is wrong, and the field it is said of; an empty one is the record."""


def party_faults(
    change: Change, actor: str | None, lost_by: Sequence[str], *, is_named: bool
) -> Iterator[Fault]:
    """Yield what is wrong with who gains and who loses."""
    if change is Change.WITHDREW:
        if not lost_by:
            yield "lost_by is missing; a withdrawal says who left", ""
    elif change is Change.SUCCEEDED:
        if not actor:
            yield "actor is missing; a succession says who succeeds", ""
        if not lost_by:
            yield "lost_by is missing; a succession says whom", ""
    elif not is_named:
        yield f"actor is missing; {change} says by whom", ""
    if actor and actor in lost_by:
        yield f"{actor!r} cannot both gain and lose the place", "actor"


def result_faults(
    change: Change | None, status: Status | None, contested_by: Sequence[str]
) -> Iterator[Fault]:
    """Yield why a change cannot have this result."""
    if change is Change.BESIEGED and status is not None:
        yield "a siege leaves the state as it was; leave status out", "status"
    if change is Change.SUCCEEDED and status is not None:
        said = "a succession changes only who it is that holds a place"
        yield f"{said}; leave status out", "status"
    if not contested_by:
        return
    is_contested = status is Status.CONTESTED or (
        status is None and change is Change.ENTERED
    )
    if not is_contested:
        yield "contested_by goes with status contested only", "contested_by"
    if len(contested_by) == 1:
        yield (
            f"contested_by names {contested_by[0]!r} alone; it takes two to fight",
            "contested_by",
        )


def repeat_faults(claims: Sequence[Claim]) -> Iterator[Fault]:
    """Yield each claim that is listed twice."""
    if len(claims) < 2 or len(set(claims)) == len(claims):  # noqa: PLR2004
        return
    seen: set[Claim] = set()
    for claim in claims:
        if claim in seen:
            said = f"claim of {claim.voice!r} in {claim.report!r} is given twice"
            yield said, "claims"
        seen.add(claim)


def early_faults(
    earliest: date, claims: Iterable[Claim], reports: Mapping[str, Report]
) -> Iterator[Fault]:
    """Yield each report that tells of what had not happened yet."""
    for claim in claims:
        report = reports.get(claim.report)
        if report is not None and report.issued < earliest:
            said = (
                f"report {report.id!r} was issued on {report.issued}, before the "
                f"event ({earliest}); correct one of the dates"
            )
            yield said, "claims"
