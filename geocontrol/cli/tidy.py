"""`geocontrol tidy`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from geocontrol.cli.main import DATA_PROBLEM
from geocontrol.cli.options import found_map
from geocontrol.cli.output import named
from geocontrol.errors import DataError, Problem, UsageError
from geocontrol.io.atomic import write_files
from geocontrol.io.convert import FORMS, convert
from geocontrol.io.links import read_in
from geocontrol.io.source import read_source
from geocontrol.io.yamlwrite import canonical

_BY_HAND = frozenset({"aliases.yaml", "routes.yaml"})
"""Files whose form is their writer's."""


@click.command()
@click.argument("map_path", metavar="[MAP|DIR]", required=False)
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; exit 1 if any."
)
@click.option(
    "--to",
    "form",
    type=click.Choice(FORMS),
    help="Rewrite places, reports and events as Parquet tables, or as YAML again.",
)
def tidy(map_path: str | None, *, only_check: bool, form: str | None) -> None:
    """
    Bring the data files of a project to their canonical form.

    The order of keys, quotes and line breaks change; what is said does not. A file
    with comments between its records is left alone.

    With --to parquet, places, reports and events become one table each, for projects
    of many thousand records; with --to yaml they become text again, events by month,
    places by governorate. Comments at the head of those files are not kept.

    \b
    Example:
      geocontrol tidy
      geocontrol tidy --check
      geocontrol tidy --to parquet
    """  # noqa: D301
    if form is not None:
        if only_check:
            msg = "--check goes without --to"
            raise UsageError(msg)
        _rewrite(found_map(map_path, option=""), form)
        return
    changed, problems = _untidy(found_map(map_path, option=""))
    for path in changed:
        click.echo(named(path))
    for problem in problems:
        click.echo(str(problem), err=True)
    if not only_check:
        write_files(changed)
    word = "to tidy" if only_check else "tidied"
    click.echo(f"{len(changed)} files {word}", err=True)
    if problems or (only_check and changed):
        sys.exit(DATA_PROBLEM)


def _rewrite(map_path: Path, form: str) -> None:
    files = convert(map_path, form)
    for path in files:
        click.echo(named(path))
    click.echo(f"{len(files)} files written as {form}", err=True)


def _untidy(map_path: Path) -> tuple[dict[Path, bytes], list[Problem]]:
    """Return the files that are not canonical as they should be, and the refused."""
    found: list[Problem] = []
    source = read_source(map_path, found, with_events=False)
    if source is None:
        raise DataError(sorted(found))
    paths = [
        *read_in(source.gazetteer_folder, "gazetteer"),
        *read_in(source.seeds_folder, "seeds"),
    ]
    changed: dict[Path, bytes] = {}
    problems: list[Problem] = []
    for path in paths:
        if path.suffix != ".yaml" or path.name in _BY_HAND:
            continue
        try:
            text = canonical(path).encode()
        except DataError as error:
            problems += error.problems
            continue
        if text != path.read_bytes():
            changed[path] = text
    return changed, problems
