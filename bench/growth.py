"""How the cost of a build grows: with places, with days, with what happens a day."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fit import power, shares
from measure import GEOCONTROL, figure, in_turns, least, run, script, slope, table
from versus import UNCLEAR, day_of, page_bytes

HALF = 2
TIMES = 3
"""How often each is run; of slopes the median counts, of builds the least costly."""
THOUSAND = 1000
PARTS = (
    "start-up",
    "1,000 places, once",
    "a page, whatever is on it",
    "1,000 places on a page",
    "1,000 changes read",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Wars that differ in one number only."""

    what: str
    wars: tuple[tuple[int, int, int], ...]
    """Places, days and changes a day of each."""
    varies: int
    """Which of the three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A build of a war, and of the first half of its days."""

    war: tuple[int, int, int]
    half: float
    whole: float
    """Seconds of processor time, start-up and reading included."""
    page: float
    """Seconds for one more day; what all days share is not in it."""
    size: float
    """Bytes of one more day."""
    memory: float


def sections(
    all_series: Sequence[Series], folder: Path, options: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield a table for each series, with its powers, and what each thing costs."""
    all_built: list[Build] = []
    for series in all_series:
        built = [_build(war, folder, options) for war in series.wars]
        all_built += built
        yield _series_table(series, built)
    yield _fitted(all_built)


def _series_table(series: Series, built: Sequence[Build]) -> str:
    columns = [
        [build.whole for build in built],
        [build.page * 1000 for build in built],
        [build.size / 1000 for build in built],
        [build.memory for build in built],
    ]
    sizes = [build.war[series.varies] for build in built]
    powers = [_shown(power(sizes, column)) for column in columns]
    rows = [
        (*(f"{number:,}" for number in build.war), *numbers)
        for build, *numbers in zip(built, *columns, strict=True)
    ]
    header = ("places", "days", "changes a day", "whole s", "a page ms", "kB", "MB")
    last = (f"**grows with {series.what} to the power**", "", "", *powers)
    return table(header, [*rows, last])


def _shown(number: float) -> str:
    return UNCLEAR if math.isnan(number) else f"**{figure(number)}**"


def _fitted(built: Sequence[Build]) -> str:
    """Say what each thing costs, from all builds and their halves."""
    rows, costs = [], []
    for build in built:
        places, days, changes = build.war
        for count, cost in ((days // HALF, build.half), (days, build.whole)):
            grand, told = places / THOUSAND, changes * (days - 1) / THOUSAND
            rows.append((1.0, grand, float(count), grand * count, told))
            costs.append(cost)
    found = shares(rows, costs)
    errors = [
        abs(math.fsum(a * b for a, b in zip(row, found, strict=True)) / cost - 1)
        for row, cost in zip(rows, costs, strict=True)
    ]
    lines = [(name, cost * 1000) for name, cost in zip(PARTS, found, strict=True)]
    note = (
        f"All {len(costs)} builds together (least squares of relative errors; the "
        f"median error is {sorted(errors)[len(errors) // 2]:.0%}, the largest "
        f"{max(errors):.0%}):"
    )
    return f"{note}\n\n{table(('what a build pays for', 'processor ms'), lines)}"


def _build(war: tuple[int, int, int], folder: Path, options: tuple[str, ...]) -> Build:
    places, days, changes = war
    home = folder / f"grown-{places}-{days}-{changes}"
    script("frontwar.py", places, days, changes, home)
    build = (*GEOCONTROL, "build", home / "maps" / "war.yaml", *options)
    half_out, whole_out = home / "half", home / "whole"
    first_half = ("--to", day_of(days // HALF))
    pairs = in_turns(
        partial(run, *build, "--out", half_out, *first_half, fresh=half_out),
        partial(run, *build, "--out", whole_out, fresh=whole_out),
        TIMES,
    )
    half, whole = (least(costs) for costs in zip(*pairs, strict=True))
    more = days - days // HALF
    size = page_bytes(whole_out) - page_bytes(half_out)
    return Build(
        war=war,
        half=half.processor,
        whole=whole.processor,
        page=slope(pairs, more)[0],
        size=size / more,
        memory=whole.memory,
    )
