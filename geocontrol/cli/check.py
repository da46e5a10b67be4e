"""`geocontrol check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from geocontrol.cli import output
from geocontrol.cli.main import DATA_PROBLEM
from geocontrol.cli.options import format_option, found_map
from geocontrol.errors import Level, Problem, one_line


@click.command()
@click.argument("map_path", metavar="[MAP|DIR]", required=False)
@format_option("text", "json", "github")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
def check(map_path: str | None, *, format_: str, strict: bool) -> None:
    """
    List every problem as file:line: [record] message.

    MAP is a map file or a project folder; by default the current folder. An error
    is a record that cannot be used: it stops a build, and the exit status is 1. A
    warning is a record to look at again; warnings are looked for once there is no
    error. Those that the map file lists under `reviewed`, each with a reason, are
    counted and not shown.

    \b
    Example:
      geocontrol check
      geocontrol check maps/syria-2024.yaml --strict
      geocontrol check --format github
    """  # noqa: D301
    from geocontrol.curate.review import look_through  # noqa: PLC0415

    found = look_through(found_map(map_path, option=""))
    problems = found.problems
    if format_ == "json":
        output.print_json([_row(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(_annotation(problem) if format_ == "github" else str(problem))
    errors = sum(problem.level is Level.ERROR for problem in problems)
    _sum_up(problems, errors, found.reviewed)
    if errors or (strict and problems):
        sys.exit(DATA_PROBLEM)


def _sum_up(problems: Sequence[Problem], errors: int, reviewed: int) -> None:
    more = f" ({reviewed} more reviewed)" if reviewed else ""
    if not problems:
        click.echo(f"no problems{more}", err=True)
    elif not errors:
        count = len(problems)
        click.echo(f"no errors, {count} warning{'s' * (count != 1)}{more}", err=True)


def _row(problem: Problem) -> dict[str, str | int | None]:
    where = problem.where
    return {
        "path": where.path.as_posix(),
        "line": where.line,
        "record": where.record_id or None,
        "level": problem.level.value,
        "message": problem.message,
    }


def _annotation(problem: Problem) -> str:
    """Return a workflow command, as GitHub shows beside the line of a change."""
    where = problem.where
    path = _escaped(where.path.as_posix()).replace(":", "%3A").replace(",", "%2C")
    record = f"[{where.record_id}] " if where.record_id else ""
    message = _escaped(f"{record}{problem.message}")
    return f"::{problem.level} file={path},line={where.line}::{message}"


def _escaped(text: str) -> str:
    return one_line(text).replace("%", "%25")
