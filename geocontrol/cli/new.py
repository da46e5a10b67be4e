"""`geocontrol new`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from geocontrol.cli.options import found_map, map_option
from geocontrol.cli.output import named
from geocontrol.curate.newrecord import NOUNS, fields_of
from geocontrol.errors import DataError, Problem
from geocontrol.io.dictionary import Field, Form

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
      geocontrol new place --name Anadan --kind town --within idlib-governorate
      geocontrol new report --title "Fall of Hama" --publisher AP --issued 2024-12-05
      geocontrol new event --place Hama --event-date 2024-12-05 --change captured \\
        --actor hts --claim sohr,ap-2024-12-05-hama,asserts,2
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

    command: Callable[..., None] = run
    for field in reversed(fields_of(noun)):
        command = _option(field)(command)
    help_ = (
        f"Append a checked {noun}.\n\n\b\nExample:\n  geocontrol new {noun} --help\n"
    )
    return click.command(name=noun, help=help_)(map_option(command))


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
    for field in fields_of(noun):
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


for _noun in NOUNS:
    new.add_command(_command(_noun))
