"""`geocontrol statistics`."""

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
    "places",
    "population",
    "places_counted",
    "area_km2",
    "low_km2",
    "high_km2",
    "front_km",
)


@click.command()
@click.argument("day", type=DAY, required=False)
@map_option
@known_on_option
@perspective_option
@format_option("table", "json", "csv")
def statistics(
    day: date | None,
    *,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
    format_: str,
) -> None:
    """
    Count places, people, land and fronts of each actor when DAY ended.

    Without DAY, every day of the map. Places are counted as on pages: also those that
    nobody locates, but no district, governorate or country. People are those of the
    places whose population is known (`places_counted` of them).

    \b
    Example:
      geocontrol statistics 2024-12-05
      geocontrol statistics --format csv
    """  # noqa: D301
    project, timeline = open_project(map_path, known_on, perspective)
    if day:
        tell_beyond(project, day)
    from geocontrol.territory.tables import figure_rows  # noqa: PLC0415

    rows = figure_rows(project, timeline, [day] if day else project.days)
    if format_ == "json":
        output.print_json(rows)
    elif format_ == "csv":
        output.print_csv(rows, _COLUMNS)
    else:
        method = project.area_policy.method
        output.print_table(
            ["day", "actor", "status", "places", "people", "km²", "front km"],
            (
                (
                    row["day"],
                    row["actor_id"] or " and ".join(row["contested_by"]),
                    row["status"],
                    str(row["places"]),
                    f"{row['population']:,}",
                    f"{row['area_km2']:,.0f}"
                    + (
                        f" ({row['low_km2']:,.0f}–{row['high_km2']:,.0f})"
                        if has_range(row, method)
                        else ""
                    ),
                    f"{row['front_km']:,.0f}",
                )
                for row in rows
            ),
        )
        if not all(has_range(row, method) for row in rows):
            click.echo(NO_RANGE, err=True)
