"""`geocontrol export`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from geocontrol.cli.options import (
    DAY,
    known_on_option,
    map_option,
    open_project,
    perspective_option,
    tell_beyond,
)
from geocontrol.errors import UsageError
from geocontrol.io.atomic import write_files

_FORMATS = ("geojson", "csv", "gpkg", "parquet", "kml", "kmz", "lpf")
_BINARY = frozenset({"gpkg", "parquet", "kmz"})
_STYLED = frozenset({"gpkg", "kml", "kmz"})
_FORMATS_OF_ENDING = {
    **{f".{name}": (name,) for name in _FORMATS if name != "lpf"},
    ".geojson": ("geojson", "lpf"),
    ".json": ("geojson", "lpf"),
    ".jsonld": ("lpf",),
}
"""What a file may hold by whose ending other tools choose how to read it."""


class _DayOrAll(click.ParamType[date | str]):
    """A day, or the word all."""

    name = "day|all"

    def convert(
        self,
        value: str | date,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date | str:
        return "all" if value == "all" else DAY.convert(value, param, ctx)


@click.command()
@click.argument("day", metavar="DAY|all", type=_DayOrAll())
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    required=True,
    help="What to write.",
)
@click.option("--out", metavar="FILE", help="Where to write; else to standard output.")
@click.option("--hxl", is_flag=True, help="HXL hashtags under the headings of a CSV.")
@map_option
@known_on_option
@perspective_option
def export(  # noqa: PLR0913
    day: date | str,
    *,
    format_: str,
    out: str | None,
    hxl: bool,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
) -> None:
    """
    Write who held what when DAY ended, or all spans, for other tools.

    QGIS guesses how spans follow its Temporal Controller, and shows each a day early:
    tell it once to use what the GeoPackage says, for each layer, by Layer Properties,
    Style, Restore Default.

    \b
    Example:
      geocontrol export 2024-11-30 --format gpkg --out aleppo-falls.gpkg
      geocontrol export all --format csv --hxl --out spans.csv
      geocontrol export all --format kmz --out google-earth.kmz
      geocontrol export all --format lpf > gazetteer.jsonld
    """  # noqa: D301
    if out is None and format_ in _BINARY and sys.stdout.isatty():
        msg = f"{format_} is no text; give a file with --out"
        raise UsageError(msg)
    _check_ending(out, format_)
    project, timeline = open_project(map_path, known_on, perspective)
    if isinstance(day, date):
        tell_beyond(project, day)
    from geocontrol.export.formats import export_bytes  # noqa: PLC0415
    from geocontrol.export.selection import Selection  # noqa: PLC0415

    looks = {}
    if format_ in _STYLED:
        from geocontrol.render.atlas import actor_looks  # noqa: PLC0415

        looks = actor_looks(project, timeline)
    selection = Selection(
        project=project,
        timeline=timeline,
        day=day if isinstance(day, date) else None,
        looks=looks,
    )
    content = export_bytes(selection, format_, hxl=hxl)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_files({Path(out): content})


def _check_ending(out: str | None, format_: str) -> None:
    """
    Refuse a file whose ending belongs to another format; others are free.

    Raises
    ------
    UsageError
        If other tools would take the file for what it is not.
    """
    ending = Path(out).suffix.lower() if out is not None else ""
    fitting = _FORMATS_OF_ENDING.get(ending, (format_,))
    if format_ not in fitting:
        meant = " or ".join(fitting)
        msg = (
            f"--out {out!r} has the ending of {meant} and --format is {format_}; "
            "change one of them"
        )
        raise UsageError(msg)
