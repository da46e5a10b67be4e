"""`geocontrol state`."""

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
    stream_option,
    tell_beyond,
)
from geocontrol.cli.taken import place_taken
from geocontrol.cli.words import since_in_words, status_in_words

_COLUMNS = (
    "place_id",
    "name",
    "name_ar",
    "kind",
    "governorate",
    "lon",
    "lat",
    "status",
    "actor_id",
    "contested_by",
    "claimed_by",
    "besieged_by",
    "basis",
    "since",
    "since_is_exact",
    "last_confirmed",
    "stale",
    "event_id",
    "claims",
)


@click.command()
@click.argument("day", type=DAY)
@click.option("--place", metavar="PLACE", help="Only this place: its id or its name.")
@map_option
@known_on_option
@perspective_option
@stream_option
@format_option("table", "json", "csv", "geojson")
def state(  # noqa: PLR0913
    day: date,
    *,
    place: str | None,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
    stream: bool,
    format_: str,
) -> None:
    """
    Tell who held what when DAY ended.

    Each entry of the gazetteer has a row, districts, governorates and the country too,
    which pages, figures and `statistics` do not count.

    \b
    Example:
      geocontrol state 2024-11-30
      geocontrol state 2024-11-30 --place hama --known-on 2024-12-01
      geocontrol state 2024-11-30 --perspective government --format csv
      geocontrol state 2024-11-30 --stream --format csv
    """  # noqa: D301
    from geocontrol.tables import state_rows  # noqa: PLC0415

    if stream:
        from geocontrol.cli.streamed import streamed_rows  # noqa: PLC0415

        rows = streamed_rows(map_path, day, place, (known_on, perspective))
    else:
        project, timeline = open_project(map_path, known_on, perspective)
        tell_beyond(project, day)
        place_id = place_taken(place, timeline.places) if place is not None else None
        rows = state_rows(timeline, day, place_id=place_id)
    if format_ == "json":
        output.print_json(rows)
    elif format_ == "csv":
        output.print_csv(rows, _COLUMNS)
    elif format_ == "geojson":
        output.print_geojson(rows)
    else:
        output.print_table(
            ["place", "state", "basis", "since", "confirmed", "claims"],
            (
                (
                    row["name"],
                    status_in_words(row),
                    row["basis"] or "",
                    since_in_words(row),
                    (row["last_confirmed"] or "") + (" (stale)" * row["stale"]),
                    str(len(row["claims"])),
                )
                for row in rows
            ),
        )
