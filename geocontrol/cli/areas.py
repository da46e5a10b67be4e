"""`geocontrol areas`."""

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
from geocontrol.cli.words import NO_RANGE, has_range

_COLUMNS = (
    "day",
    "actor_id",
    "status",
    "contested_by",
    "area_km2",
    "low_km2",
    "high_km2",
)


@click.command()
@click.argument("day", type=DAY, required=False)
@map_option
@known_on_option
@perspective_option
@format_option("table", "json", "csv")
def areas(
    day: date | None,
    *,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
    format_: str,
) -> None:
    """
    Estimate the land that each actor held when DAY ended, in km².

    Without DAY, every day of the map. An estimate from points: low and high are the
    ends of a 90 % interval, and land farther from any place than the map file says
    belongs to no row. Land that nobody is known to hold has no interval, nor has any
    by the nearest place.

    \b
    Example:
      geocontrol areas 2024-12-05
      geocontrol areas --format csv
    """  # noqa: D301
    project, timeline = open_project(map_path, known_on, perspective)
    if day:
        tell_beyond(project, day)
    from geocontrol.territory.tables import area_rows  # noqa: PLC0415

    rows = area_rows(project, timeline, [day] if day else project.days)
    if format_ == "json":
        output.print_json(rows)
    elif format_ == "csv":
        output.print_csv(rows, _COLUMNS)
    else:
        method = project.area_policy.method
        output.print_table(
            ["day", "actor", "status", "km²", "low", "high"],
            (
                (
                    row["day"],
                    row["actor_id"] or " and ".join(row["contested_by"]),
                    row["status"],
                    f"{row['area_km2']:,.0f}",
                    *(
                        f"{row[key]:,.0f}" if has_range(row, method) else ""
                        for key in ("low_km2", "high_km2")
                    ),
                )
                for row in rows
            ),
        )
        if not all(has_range(row, method) for row in rows):
            click.echo(NO_RANGE, err=True)
