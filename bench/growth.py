"""How the cost of a build grows: with places, with days, with what happens a day."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import GEOCONTROL, figure, run, script, table
from versus import UNCLEAR, day_of, page_bytes

HALF = 2


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
    """A build of a war."""

    war: tuple[int, int, int]
    whole: float
    """Seconds of processor time, start-up, reading and explorer included."""
    page: float
    """Seconds for one more day; what all days share is not in it."""
    size: float
    """Bytes of one more day."""
    memory: float


def sections(
    all_series: Sequence[Series], folder: Path, options: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield a table for each series, with the power in which the cost grows."""
    for series in all_series:
        built = [_build(war, folder, options) for war in series.wars]
        rows = [
            (
                *(f"{number:,}" for number in build.war),
                build.whole,
                build.page * 1000,
                build.size / 1000,
                build.memory,
            )
            for build in built
        ]
        sizes = [build.war[series.varies] for build in built]
        powers = [
            power(sizes, [value(build) for build in built])
            for value in (
                lambda build: build.whole,
                lambda build: build.page,
                lambda build: build.size,
                lambda build: build.memory,
            )
        ]
        header = ("places", "days", "changes a day", "whole s", "a page ms", "kB", "MB")
        last = (f"**grows with {series.what} to the power**", "", "", *powers)
        yield table(header, [*rows, last])


def _build(war: tuple[int, int, int], folder: Path, options: tuple[str, ...]) -> Build:
    places, days, changes = war
    home = folder / f"grown-{places}-{days}-{changes}"
    script("frontwar.py", places, days, changes, home)
    build = (*GEOCONTROL, "build", home / "maps" / "war.yaml", *options)
    few = run(*build, "--out", home / "few", "--to", day_of(days // HALF))
    many = run(*build, "--out", home / "many")
    more = days - days // HALF
    size = page_bytes(home / "many") - page_bytes(home / "few")
    return Build(
        war=war,
        whole=many.processor,
        page=(many.processor - few.processor) / more,
        size=size / more,
        memory=many.memory,
    )


def power(sizes: Sequence[int], costs: Sequence[float]) -> str:
    """Return the power of sizes with which costs grow: a line through logarithms."""
    if min(costs) <= 0:
        return UNCLEAR
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x_mean, y_mean = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    pairs = zip(xs, ys, strict=True)
    over = math.fsum((x - x_mean) * (y - y_mean) for x, y in pairs)
    return f"**{figure(over / math.fsum((x - x_mean) ** 2 for x in xs))}**"
