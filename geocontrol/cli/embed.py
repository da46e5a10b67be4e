"""`geocontrol embed`."""

from __future__ import annotations

from datetime import date

import click

from geocontrol.cli.options import (
    DAY,
    beyond_map,
    known_on_option,
    lang_option,
    map_option,
    open_project,
    perspective_option,
    tell_beyond,
)
from geocontrol.errors import UsageError


@click.command()
@click.argument("day", type=DAY)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["iframe", "srcdoc", "markdown", "quarto"]),
    default="iframe",
    show_default=True,
    help="A frame, a frame that carries the page in itself, or a picture.",
)
@click.option(
    "--src",
    "source",
    default="",
    metavar="ADDRESS",
    help="Of the page or picture; by default the day's file name.",
)
@lang_option
@map_option
@known_on_option
@perspective_option
def embed(  # noqa: PLR0913
    day: date,
    *,
    kind: str,
    source: str,
    lang: str,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
) -> None:
    """
    Print what to paste into a page or report to show DAY, with its alt text.

    An iframe is short and shows a built page by its address: of either kind of
    --assets on the web, from a disk only one with its assets inside. A srcdoc
    needs no address and costs the whole page, a fifth more than its file (some
    350 kB for Syria) for each day; it always carries the page that stands alone,
    as one with shared assets would not find them.

    \b
    Example:
      geocontrol embed 2024-11-30 --src https://example.org/maps/2024-11-30.html
      geocontrol embed 2024-11-30 --as srcdoc > aleppo.html
      geocontrol embed 2024-11-30 --as markdown --src figures/aleppo.png
    """  # noqa: D301
    project, timeline = open_project(map_path, known_on, perspective)
    beyond = beyond_map(project, day)
    if beyond and not source and kind != "srcdoc":
        msg = f"{beyond}; no page is built of it, so give --src or another day"
        raise UsageError(msg)
    tell_beyond(project, day)
    from geocontrol.render.embed import embed as embedded  # noqa: PLC0415
    from geocontrol.render.figure.scene import make_scene  # noqa: PLC0415

    scene = make_scene(project, timeline, day, lang=lang)
    click.echo(embedded(scene, kind, source), nl=False)
