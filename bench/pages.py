"""
Measure geocontrol's pages beside the yardstick, and write `bench/RESULTS.md`.

    python bench/pages.py [--full | --large | --tiny] [--out FILE] [--folder DIR]

The same drawn war goes to `folium_yardstick.py` as its two tables and to `geocontrol
build` as a project. Each run is a process of its own; processor time is what counts,
because others may be busy on the machine. `--full` adds a decade of war. `--large`
measures that and plain pages of the largest size alone, in a third of the time.
`--tiny` only shows that everything here still runs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import again
import decade
import growth
from growth import Series
from measure import BENCH, machine
from versus import VARIANTS, Size, Variant, compare

HEAD = """# Results

Written by `make bench`; do not edit. One run on one machine: read the ratios. A page's
cost is the slope between two numbers of days, so that start-up and reading are not in
it: the median of several slopes, the two run in turns. The whole run has everything.
Pages are built alone (`--no-explorer`) where nothing else is said: the yardstick has
nothing like the explorer, which has a row of its own. It draws areas by the nearest
place: the rows that do so too do the same work, the others estimate them by kriging
with 90 % ranges."""
GROWTH = """## Growth

A page is one more day of a build with shared assets. With the power 0 the cost stays,
with 1 it doubles when the number doubles."""


GROWN = ("--assets", "shared", "--no-explorer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to measure."""

    sizes: tuple[Size, ...]
    series: tuple[Series, ...]
    again: tuple[tuple[int, int, str], ...]
    """Places, days and assets of the sites that are built again."""
    starts: int
    variants: tuple[Variant, ...] = VARIANTS
    decade: tuple[int, int, int] | None = None
    """Places, days and events."""


QUICK = Plan(
    sizes=(
        Size(places=100, days=(16, 116), yardstick_days=(4, 24), times=3),
        Size(places=1000, days=(16, 116), yardstick_days=(1, 4), times=3),
        Size(places=8000, days=(16, 116), yardstick_days=(1, 3)),
    ),
    series=(
        Series(
            what="places",
            wars=tuple((places, 200, 20) for places in (1000, 2000, 4000, 8000)),
            varies=0,
        ),
        Series(
            what="days",
            wars=tuple((500, days, 10) for days in (50, 100, 200, 400)),
            varies=1,
        ),
        Series(
            what="changes a day",
            wars=tuple((1000, 120, changes) for changes in (20, 40, 80)),
            varies=2,
        ),
    ),
    again=((1000, 24, "inside"), (1000, 24, "shared")),
    starts=5,
)
FULL = Plan(
    sizes=QUICK.sizes,
    series=QUICK.series,
    again=(*QUICK.again, (8000, 24, "inside"), (8000, 24, "shared")),
    starts=15,
    decade=(8000, 5000, 200_000),
)
LARGE = Plan(
    sizes=(replace(FULL.sizes[-1], times=3),),
    series=(),
    again=(),
    starts=5,
    variants=tuple(variant for variant in VARIANTS if variant.is_plain),
    decade=FULL.decade,
)
TINY = Plan(
    sizes=(Size(places=40, days=(1, 2), yardstick_days=(1, 2), times=1),),
    series=(),
    again=((30, 2, "shared"),),
    starts=1,
    variants=VARIANTS[:1],
    decade=(60, 40, 200),
)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--full", action="store_const", const=FULL, dest="plan")
    which.add_argument("--large", action="store_const", const=LARGE, dest="plan")
    which.add_argument("--tiny", action="store_const", const=TINY, dest="plan")
    parser.add_argument("--out", type=Path, default=BENCH / "RESULTS.md")
    parser.add_argument("--folder", type=Path, help="Where to work; a temporary one.")
    args = parser.parse_args()
    parts = []
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        try:
            for part in report(args.plan or QUICK, Path(folder)):
                print(part, end="\n\n", flush=True)
                parts.append(part)
        except KeyboardInterrupt:
            parts.append("*Stopped here, before all was measured.*")
    args.out.write_text("\n\n".join(parts) + "\n", "utf-8")
    print(f"written to {args.out}", file=sys.stderr)


def report(plan: Plan, folder: Path) -> Iterator[str]:
    """Yield the parts of the results, each as soon as it is measured."""
    yield HEAD
    yield "\n".join(f"- {line}" for line in machine())
    yield "## Beside the yardstick"
    for size in plan.sizes:
        yield compare(size, plan.variants, folder)
    if plan.again:
        yield "## Building again"
    for places, days, assets in plan.again:
        yield again.rebuilds(places, days, folder, assets)
    yield "## Start-up"
    yield again.start_up(plan.starts)
    if plan.series:
        yield GROWTH
        yield from growth.sections(plan.series, folder, GROWN)
    if plan.decade:
        yield decade.section(*plan.decade, folder)


if __name__ == "__main__":
    main()
