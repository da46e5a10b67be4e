"""`geocontrol check`."""

from __future__ import annotations

import sys

import click

from geocontrol.cli.main import DATA_PROBLEM
from geocontrol.io.check import check as check_project


@click.command()
@click.argument("map_path", metavar="[MAP|DIR]", required=False)
def check(map_path: str | None) -> None:
    """
    List every problem as file:line: [record] message.

    MAP is a map file or a project folder; by default the current folder.

    \b
    Example:
      geocontrol check
      geocontrol check maps/syria-2024.yaml
    """  # noqa: D301
    problems = check_project(map_path)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        sys.exit(DATA_PROBLEM)
    click.echo("no problems", err=True)
