"""`geocontrol routes`."""

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


@click.command()
@click.argument("day", type=DAY)
@map_option
@known_on_option
@perspective_option
@format_option("table", "json")
def routes(
    day: date,
    *,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
    format_: str,
) -> None:
    """
    Tell who held which stretch of each road when DAY ended, and where it was cut.

    \b
    Example:
      geocontrol routes 2024-11-30
      geocontrol routes 2024-12-05 --format json
    """  # noqa: D301
    project, timeline = open_project(map_path, known_on, perspective)
    tell_beyond(project, day)
    from geocontrol.territory.tables import route_rows  # noqa: PLC0415

    rows = route_rows(project, timeline, day)
    if format_ == "json":
        output.print_json(rows)
        return
    output.print_table(
        ["route", "open", "stretches", "cut"],
        (
            (
                row["name"],
                "yes" if row["open"] else "no",
                "; ".join(
                    f"{s['from']} – {s['to']}: {s['actor_id'] or s['status']}"
                    for s in row["stretches"]
                ),
                "; ".join(
                    f"{c['from']} – {c['to']}"
                    + (f" since {c['since']}" if c["since"] else "")
                    for c in row["cuts"]
                ),
            )
            for row in rows
        ),
    )
