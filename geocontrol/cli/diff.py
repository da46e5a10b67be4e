"""`geocontrol diff`."""

from __future__ import annotations

from datetime import date

import click

from geocontrol.cli import output
from geocontrol.cli.options import (
    DAY,
    format_option,
    known_on_option,
    map_option,
    open_project,
    perspective_option,
    tell_beyond,
)
from geocontrol.cli.words import status_in_words

_COLUMNS = [
    "place_id",
    "name",
    *(
        f"{when}.{key}"
        for when in ("before", "after")
        for key in ("status", "actor_id", "contested_by", "claimed_by", "besieged_by")
    ),
    "event_id",
    "claims",
]


@click.command()
@click.argument("first", metavar="DAY", type=DAY)
@click.argument("second", metavar="DAY", type=DAY)
@map_option
@known_on_option
@perspective_option
@format_option("table", "json", "csv", "html")
def diff(
    first: date,
    second: date,
    *,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
    format_: str,
) -> None:
    """
    List the places that the ends of two days show differently.

    Districts, governorates and the country are listed too; pages and figures do not
    count them among the places that changed.

    \b
    Example:
      geocontrol diff 2024-11-29 2024-11-30
      geocontrol diff 2024-11-26 2024-12-08 --format csv
    """  # noqa: D301
    from geocontrol.tables import diff_rows  # noqa: PLC0415

    project, timeline = open_project(map_path, known_on, perspective)
    tell_beyond(project, first, second)
    rows = diff_rows(timeline, first, second)
    if format_ == "json":
        output.print_json(rows)
    elif format_ == "csv":
        output.print_csv(rows, _COLUMNS)
    elif format_ == "html":
        from geocontrol.render.difference import difference_page  # noqa: PLC0415

        click.echo(difference_page(timeline, first, second), nl=False)
    else:
        output.print_table(
            ["place", f"on {first}", f"on {second}", "claims"],
            (
                (
                    row["name"],
                    status_in_words(row["before"]),
                    status_in_words(row["after"]),
                    str(len(row["claims"])),
                )
                for row in rows
            ),
        )
