"""
Measure the figure of a day: timeline, land, drawing, writing, and the whole command.

    python bench/bigwar.py 8000 100 24000 FOLDER --format parquet
    python bench/figures.py FOLDER [--times 5] [--size page]

The day lies half way between the first and the last. Each time all is made anew from
a project that is open; the commands start Python and read the project too. Processor
time, of each part the least of some times: other work on a machine can only add.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from measure import GEOCONTROL, run, table, timed

from geocontrol.project import Project
from geocontrol.render.figure.dayfigure import Options
from geocontrol.render.figure.output import FORMATS, figure_bytes
from geocontrol.render.figure.series import FigureMaker
from geocontrol.render.figure.style import SIZES

HEADER = ("", "timeline", "land", "drawing", "writing", "all, s", "kB", "command, s")


def main() -> None:
    """Print what the figure of one day costs in each format."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="of a project with one map")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--size", choices=SIZES, default="page")
    given = parser.parse_args()
    (map_path,) = (given.folder / "maps").glob("*.yaml")
    options = Options(size=given.size)
    print(table(HEADER, figure_rows(map_path, options, given.times)))


def figure_rows(map_path: Path, options: Options, times: int) -> list[list[object]]:
    """Return a row for each format: its parts, their sum, its size, the command."""
    project = Project.open(map_path)
    day = project.first_day + (project.last_day - project.first_day) / 2
    rows: list[list[object]] = []
    for format_ in FORMATS:
        out = map_path.parent / f"figure-of-a-day.{format_}"
        words = ("figure", day, "--map", map_path, "--out", out, "--size", options.size)
        command = run(*GEOCONTROL, *words, times=times).processor
        size = out.stat().st_size
        out.unlink()
        costs = []
        for _ in range(times):
            timeline, told = timed(project.timeline)
            maker, laid = timed(partial(FigureMaker, project, timeline, options))
            sheet, drawn = timed(partial(maker.day, day))
            _, written = timed(partial(figure_bytes, sheet, format_))
            costs.append((told, laid, drawn, written))
        least = [min(part) for part in zip(*costs, strict=True)]
        rows.append([format_.upper(), *least, sum(least), size // 1000, command])
    return rows


if __name__ == "__main__":
    main()
