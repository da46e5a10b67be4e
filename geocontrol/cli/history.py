"""`geocontrol history`."""

from __future__ import annotations

from datetime import date

import click

from geocontrol.cli import output
from geocontrol.cli.options import (
    format_option,
    known_on_option,
    map_option,
    open_timeline,
    perspective_option,
    stream_option,
)
from geocontrol.cli.taken import place_taken
from geocontrol.cli.words import status_in_words
from geocontrol.tables import history_rows


@click.command()
@click.argument("place")
@map_option
@known_on_option
@perspective_option
@stream_option
@format_option("table", "json")
def history(
    place: str,
    *,
    map_path: str | None,
    known_on: date | None,
    perspective: str | None,
    stream: bool,
    format_: str,
) -> None:
    """
    Tell who held PLACE (its id or its name), span by span.

    The claims of a span are all that bear on it until it ends; `state` has those that
    bear on it up to its day.

    \b
    Example:
      geocontrol history saraqib
      geocontrol history "Khan Shaykhun" --format json
    """  # noqa: D301
    if stream:
        from geocontrol.cli.streamed import streamed_timeline  # noqa: PLC0415

        timeline = streamed_timeline(map_path, place, (known_on, perspective))
    else:
        timeline = open_timeline(map_path, known_on, perspective)
    rows = history_rows(timeline, place_taken(place, timeline.places))
    if format_ == "json":
        output.print_json(rows)
    else:
        output.print_table(
            ["from", "to", "state", "basis", "event", "claims"],
            (
                (
                    row["valid_from"],
                    row["valid_to"] or "",
                    status_in_words(row),
                    row["basis"] or "",
                    row["event_id"] or "",
                    str(len(row["claims"])),
                )
                for row in rows
            ),
        )
