"""`geocontrol new`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from geocontrol.cli.options import found_map, map_option
from geocontrol.cli.output import named, printable
from geocontrol.errors import DataError, Problem
from geocontrol.io.dictionary import DICTIONARY, LIST_OF_NOUN, Field, Form

_EXAMPLES = {
    "place": '--name "Kafr Karmin" --kind village --within aleppo-governorate',
    "event": "--place Hama --event-date 2024-12-05 --change captured --actor hts \\\n"
    "    --lost-by government --claim syrian-army,ap-2024-12-05-hama,asserts,1",
    "report": '--title "Fall of Hama" --publisher AP --issued 2024-12-05',
    "voice": '--name "AP photographers" --role news_agency --reliability A',
    "actor": '--name "Coast Shield" --side government',
}
_MANY = {Form.SLUGS, Form.RECORDS, Form.PAIRS}
_SHAPES = {
    "names": "LANG=TEXT",
    "links": "REGISTER=ID",
    "claims": "VOICE,REPORT,STANCE,CREDIBILITY[,NOTE]",
    "event_date": "DAY|DAY..DAY",
}
_SINGULAR = {"names": "name-in", "links": "link", "claims": "claim"}


@click.group()
def new() -> None:
    """
    Append a record to the file where its like are, after checking the project.

    What is missing is asked for on a terminal. Nothing is written that `geocontrol
    check` would refuse.

    \b
    Example:
      geocontrol new place --name "Kafr Karmin" --kind village \\
        --within aleppo-governorate
      geocontrol new report --title "Fall of Hama" --publisher AP --issued 2024-12-05
      geocontrol new event --place Hama --event-date 2024-12-05 --change captured \\
        --actor hts --lost-by government \\
        --claim syrian-army,ap-2024-12-05-hama,asserts,1
    """  # noqa: D301


def _command(noun: str) -> click.Command:
    """Return the command for one kind of record, an option for each field."""

    def run(map_path: str | None, **words: Any) -> None:  # noqa: ANN401
        from geocontrol.curate.newrecord import add_record  # noqa: PLC0415
        from geocontrol.io.source import read_source  # noqa: PLC0415

        path = found_map(map_path)
        problems: list[Problem] = []
        source = read_source(path, problems)
        if source is None:
            raise DataError(sorted(problems))
        given = {key: _listed(value) for key, value in words.items()}
        if sys.stdin.isatty():
            given = _asked(noun, given)
        added = add_record(path, source, noun, given)
        click.echo(f"{noun} {added.record_id} added to {named(added.path)}", err=True)
        if noun == "place":
            _tell_alike(path, added.record_id)

    command: Callable[..., None] = run
    for field in reversed(_fields_of(noun)):
        command = _option(field)(command)
    example = f"geocontrol new {noun} {_EXAMPLES[noun]}"
    help_ = f"Append a checked {noun}.\n\n\b\nExample:\n  {example}\n"
    return click.command(name=noun, help=help_)(map_option(command))


def _fields_of(noun: str) -> tuple[Field, ...]:
    return DICTIONARY[LIST_OF_NOUN[noun]]


def _tell_alike(path: Path, place_id: str) -> None:
    """Say of which places the one just added may be a second record."""
    from geocontrol.curate.alike import alike  # noqa: PLC0415
    from geocontrol.io.source import read_places  # noqa: PLC0415
    from geocontrol.model import PlaceId  # noqa: PLC0415

    places = read_places(path)
    for doubt in alike(places[PlaceId(place_id)], places.values()):
        click.echo(printable(f"place {place_id} {doubt}"), err=True)


def _option(field: Field) -> Callable[[Callable[..., None]], Callable[..., None]]:
    flag = _SINGULAR.get(field.key, field.key).replace("_", "-")
    return click.option(
        f"--{flag}",
        field.key,
        multiple=field.form in _MANY,
        metavar=_SHAPES.get(field.key),
        type=_type(field),
        help=field.meaning,
    )


def _type(field: Field) -> click.ParamType[Any]:
    return click.Choice(field.words) if field.form is Form.WORD else click.STRING


def _listed(value: str | Sequence[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def _asked(noun: str, given: dict[str, list[str]]) -> dict[str, list[str]]:
    """Ask for what is missing; an empty answer leaves a field out."""
    for field in _fields_of(noun):
        if given.get(field.key) or (field.key == "id"):
            continue
        is_choice = field.is_required and field.form is Form.WORD
        shape = _SHAPES.get(field.key) or "|".join(() if is_choice else field.words)
        hint = f" ({shape})" if shape else ""
        if field.is_required:
            answer = click.prompt(f"{field.key}{hint}", type=_type(field), err=True)
        else:
            label = f"{field.key}{hint}, optional"
            answer = click.prompt(label, default="", show_default=False, err=True)
        given[field.key] = [answer] if answer else []
    return given


for _noun in _EXAMPLES:
    new.add_command(_command(_noun))
