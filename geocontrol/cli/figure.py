"""`geocontrol figure`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from geocontrol.cli.options import (
    DAY,
    known_actor,
    known_on_option,
    map_option,
    perspective_option,
)
from geocontrol.errors import UsageError
from geocontrol.io.atomic import write_files
from geocontrol.project import Project

_FORMATS = ("svg", "png", "pdf")


@click.command()
@click.argument("day", type=DAY)
@click.option(
    "--out", metavar="FILE", help="FILE.svg, .png or .pdf; else SVG to standard output."
)
@click.option(
    "--theme",
    type=click.Choice(["colour", "grey", "dark"]),
    default="colour",
    show_default=True,
)
@click.option(
    "--size",
    type=click.Choice(["column", "page", "slide"]),
    default="page",
    show_default=True,
)
@click.option(
    "--crop",
    metavar="PART",
    default="",
    help="A governorate, or west,south,east,north in degrees.",
)
@click.option(
    "--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True
)
@click.option("--dpi", type=click.IntRange(50, 1200), default=300, show_default=True)
@click.option("--marks-only", is_flag=True, help="Without areas of control.")
@map_option
@known_on_option
@perspective_option
def figure(  # noqa: PLR0913
    day: date,
    *,
    out: str | None,
    theme: str,
    size: str,
    crop: str,
    lang: str,
    dpi: int,
    marks_only: bool,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
) -> None:
    """
    Draw the map of DAY for a report, without a browser.

    \b
    Example:
      geocontrol figure 2024-11-30 --out aleppo.pdf
      geocontrol figure 2024-11-30 --crop idlib --theme grey --out idlib.svg
      geocontrol figure 2024-12-08 --size slide --lang ar --out damascus.png
    """  # noqa: D301
    format_ = _format(out)
    project = Project.open(map_path)
    timeline = project.timeline(
        known_on=known_on, perspective=known_actor(project, perspective)
    )
    from geocontrol.render.figure.dayfigure import Options, day_figure  # noqa: PLC0415
    from geocontrol.render.figure.estimate import (  # noqa: PLC0415
        areas_on,
        project_territory,
    )
    from geocontrol.render.figure.output import figure_bytes  # noqa: PLC0415
    from geocontrol.render.figure.scene import make_scene  # noqa: PLC0415
    from geocontrol.render.figure.sentences import alt_text  # noqa: PLC0415

    scene = make_scene(project, timeline, day, lang=lang)
    territory = None if marks_only else project_territory(project)
    areas = areas_on(territory, timeline, day) if territory else None
    drawn = day_figure(scene, Options(theme=theme, size=size, crop=crop), areas)
    content = figure_bytes(drawn.sheet, format_, title=alt_text(scene), dpi=dpi)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_files({Path(out): content})


def _format(out: str | None) -> str:
    suffix = Path(out).suffix.lower().removeprefix(".") if out else "svg"
    if suffix not in _FORMATS:
        msg = f"--out {out!r} must end in .svg, .png or .pdf"
        raise UsageError(msg)
    return suffix
