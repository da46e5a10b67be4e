"""`geocontrol figure`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from geocontrol.cli.options import (
    DAY,
    known_on_option,
    lang_option,
    map_option,
    open_project,
    perspective_option,
    tell_beyond,
)
from geocontrol.cli.outfile import ending_of
from geocontrol.errors import UsageError
from geocontrol.io.atomic import write_files
from geocontrol.memory import kept_in_memory

_FORMATS = ("svg", "png", "pdf")
_MOVING_FORMATS = ("png", "webp")
_TO = ".."


class _Days(click.ParamType[tuple[date, ...]]):
    """A day, or two days joined by dots."""

    name = "day"

    def convert(
        self,
        value: str | tuple[date, ...],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[date, ...]:
        if isinstance(value, tuple):
            return value
        return tuple(DAY.convert(part, param, ctx) for part in value.split(_TO, 1))


@click.command()
@click.argument("days", metavar="DAY[..DAY]", type=_Days(), nargs=-1, required=True)
@click.option("--grid", "kind", flag_value="grid", help="A small map for each day.")
@click.option(
    "--changes",
    "kind",
    flag_value="changes",
    help="What differs between the ends of two days.",
)
@click.option(
    "--chart", "kind", flag_value="chart", help="How much each holder has, by day."
)
@click.option(
    "--animate",
    "kind",
    flag_value="animate",
    help="Day after day, as animated PNG or WebP.",
)
@click.option(
    "--out",
    metavar="FILE",
    help="FILE.svg, .png or .pdf (.png or .webp to animate); else SVG to "
    "standard output.",
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
@lang_option
@click.option("--dpi", type=click.IntRange(50, 1200), help="Of a picture. [300, or 96]")
@click.option("--marks-only", is_flag=True, help="Without areas of control.")
@map_option
@known_on_option
@perspective_option
def figure(  # noqa: PLR0913
    days: tuple[tuple[date, ...], ...],
    *,
    kind: str | None,
    out: str | None,
    theme: str,
    size: str,
    crop: str,
    lang: str,
    dpi: int | None,
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
      geocontrol figure 2024-11-27..2024-12-08 --grid --out twelve-days.pdf
      geocontrol figure --changes 2024-11-29 2024-12-05 --out changes.svg
    """  # noqa: D301
    first, last = _span(days)
    kind = kind or "day"
    format_ = _format(out, kind)
    with kept_in_memory():
        project, timeline = open_project(map_path, known_on, perspective)
    tell_beyond(project, first, last)
    from geocontrol.render.figure.dayfigure import Options  # noqa: PLC0415
    from geocontrol.render.figure.series import (  # noqa: PLC0415
        FigureMaker,
        render_figure,
    )

    options = Options(theme=theme, size=size, crop=crop)
    maker = FigureMaker(project, timeline, options, lang=lang, has_areas=not marks_only)
    dots = dpi or (96 if kind == "animate" else 300)
    content = render_figure(maker, kind, first, last, format_, dpi=dots)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_files({Path(out): content})


def _span(days: tuple[tuple[date, ...], ...]) -> tuple[date, date]:
    given = [day for part in days for day in part]
    if len(given) > 2:  # noqa: PLR2004
        msg = "give one day, or two as DAY..DAY or DAY DAY"
        raise UsageError(msg)
    return given[0], given[-1]


def _format(out: str | None, kind: str) -> str:
    if kind == "animate":
        return ending_of(out or "", _MOVING_FORMATS)
    return ending_of(out, _FORMATS) if out else "svg"
