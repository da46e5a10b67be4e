"""`geocontrol schema`."""

from __future__ import annotations

import sys

import click

from geocontrol.io.dictionary import LIST_OF_NOUN


@click.command()
@click.argument("noun", metavar="KIND", type=click.Choice(sorted(LIST_OF_NOUN)))
def schema(noun: str) -> None:
    """
    Print the JSON Schema of files of one KIND of record, for an editor.

    KIND is actor, event, place, report, route or voice. The same files are in the
    package, in geocontrol/schemas.

    \b
    Example:
      geocontrol schema event > events.schema.json
    """  # noqa: D301
    from geocontrol.io.schemas import schema_text  # noqa: PLC0415

    sys.stdout.buffer.write(schema_text(LIST_OF_NOUN[noun]))
