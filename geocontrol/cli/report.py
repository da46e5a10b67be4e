"""`geocontrol report`."""

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
from geocontrol.io.atomic import write_files

_FORMATS = ("html", "pdf")


@click.command()
@click.argument("first", metavar="DAY", type=DAY)
@click.argument("last", metavar="DAY", type=DAY)
@click.option(
    "--out",
    metavar="FILE",
    help="FILE.html, or FILE.pdf where there is a browser; else HTML to standard "
    "output.",
)
@lang_option
@click.option("--marks-only", is_flag=True, help="Without areas of control.")
@map_option
@known_on_option
@perspective_option
def report(  # noqa: PLR0913
    first: date,
    last: date,
    *,
    out: str | None,
    lang: str,
    marks_only: bool,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
) -> None:
    """
    Write a brief on what changed between the ends of two days, as one file.

    \b
    Example:
      geocontrol report 2024-11-29 2024-12-01 --out aleppo.html
      geocontrol report 2024-12-06 2024-12-08 --lang ar --out damascus.pdf
    """  # noqa: D301
    ending = "html" if out is None else ending_of(out, _FORMATS)
    project, timeline = open_project(map_path, known_on, perspective)
    tell_beyond(project, first, last)
    from geocontrol.render.report import report_page  # noqa: PLC0415

    page = report_page(
        project, timeline, first, last, lang=lang, has_areas=not marks_only
    )
    if out is None:
        sys.stdout.buffer.write(page.encode())
    elif ending == "pdf":
        from geocontrol.render.printing import pdf_bytes  # noqa: PLC0415

        write_files({Path(out): pdf_bytes(page)})
    else:
        write_files({Path(out): page.encode()})
