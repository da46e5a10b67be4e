"""`geocontrol routes`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from geocontrol.territory.tables import Row


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
        ["route", "open", "from", "to", "state"],
        (
            (row["name"], "yes" if row["open"] else "no", *part)
            for row in rows
            for part in _parts(row)
        ),
    )


def _parts(row: Row) -> Iterator[tuple[str, str, str]]:
    """Return the ends and the state of each stretch and cut, along the road."""
    cuts = list(row["cuts"])
    for stretch in row["stretches"]:
        first, last = stretch["from"], stretch["to"]
        state = stretch["actor_id"] or stretch["status"]
        yield first, last if last != first else "", state
        while cuts and cuts[0]["from"] == last:
            cut = cuts.pop(0)
            since = f" since {cut['since']}" if cut["since"] else ""
            yield cut["from"], cut["to"], f"cut{since}"
