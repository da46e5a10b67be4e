"""`geocontrol find`."""

from __future__ import annotations

import click

from geocontrol.cli import output
from geocontrol.cli.options import format_option, found_map, map_option
from geocontrol.cli.words import term_in_words
from geocontrol.find import find as find_places
from geocontrol.io.source import read_places


@click.command()
@click.argument("name")
@map_option
@format_option("table", "json")
def find(name: str, *, map_path: str | None, format_: str) -> None:
    """
    Find places by NAME, in any spelling or script, best first.

    \b
    Example:
      geocontrol find "Khan Shaykhun"
      geocontrol find سراقب --format json
    """  # noqa: D301
    places = read_places(found_map(map_path))
    matches = find_places(name, places)
    if format_ == "json":
        output.print_json(
            [
                {
                    "place_id": match.place.id,
                    "name": match.place.name,
                    "score": match.score,
                    "matched": match.matched,
                    "valid_from": match.term.valid_from or None,
                    "valid_to": match.term.valid_to or None,
                    "kind": match.place.kind.value,
                    "lies_in": match.lies_in,
                    "lon": match.place.lon,
                    "lat": match.place.lat,
                }
                for match in matches
            ]
        )
        return
    if not matches:
        click.echo(f"no place is called anything like {name!r}", err=True)
        return
    output.print_table(
        ["place", "name", "score", "matched", "kind", "lies in"],
        (
            (
                m.place.id,
                m.place.name,
                f"{m.score:.2f}",
                f"{m.matched}{term_in_words(m.term)}",
                m.place.kind,
                m.lies_in,
            )
            for m in matches
        ),
    )
