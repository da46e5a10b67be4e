"""`geocontrol schema`."""

from __future__ import annotations

import sys

import click

from geocontrol.io.dictionary import LIST_OF_NOUN

_MAP = "map"


@click.command()
@click.argument(
    "noun", metavar="KIND", type=click.Choice(sorted([*LIST_OF_NOUN, _MAP]))
)
def schema(noun: str) -> None:
    """
    Print the JSON Schema of files of one KIND, for an editor.

    KIND is actor, event, place, report, route or voice, of which a file holds many,
    or map. The same files are in the package, in geocontrol/schemas.

    \b
    Example:
      geocontrol schema event > events.schema.json
    """  # noqa: D301
    from geocontrol.io.schemas import MAPS, schema_text  # noqa: PLC0415

    key = MAPS if noun == _MAP else LIST_OF_NOUN[noun]
    sys.stdout.buffer.write(schema_text(key))
