"""The command group. A command's code is imported when that command runs."""

from __future__ import annotations

import importlib
import keyword
import os
import sys

import click

from geocontrol import __version__
from geocontrol.errors import DataError, GeocontrolError, one_line

DATA_PROBLEM, WRONG_USAGE = 1, 2
SHOWN_PROBLEMS = 10
WRITING = frozenset("build export figure import init new report serve tidy".split())
"""Commands after which one asks whether anything was written."""

COMMANDS = {
    "areas": "Estimate the land each actor held, in km², with its range.",
    "build": "Write the site: a page for each day, and an index.",
    "check": "List every problem of a project as file:line.",
    "diff": "List what two days show differently.",
    "embed": "Print what to paste to show a day.",
    "export": "Write a day, or all spans, for other tools.",
    "figure": "Draw a day for a report: SVG, PNG or PDF.",
    "find": "Find places by name, in any spelling or script.",
    "history": "Tell who held a place, span by span.",
    "import": "Draft records from other people's data.",
    "init": "Make a new project folder that builds at once.",
    "routes": "Tell who held which stretch of each road.",
    "new": "Append a checked place, event, report, voice or actor.",
    "locate": "Propose coordinates for a name, from gazetteers on the net.",
    "serve": "Build, show in a browser on this machine, and build on change.",
    "schema": "Print the JSON Schema of a kind of record, for an editor.",
    "tidy": "Bring data files to their canonical form.",
    "report": "Write a brief on what changed between two days.",
    "state": "Tell who held what when a day ended.",
    "statistics": "Count places, people, land and fronts by day.",
}
"""Each command is the function of its name in the module of its name; one that is a
word of Python's own has an underscore behind it there."""


class _Group(click.Group):
    """A group that knows its commands by name and loads the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in COMMANDS:
            return None
        code_name = f"{name}_" if keyword.iskeyword(name) else name
        module = importlib.import_module(f"geocontrol.cli.{code_name}")
        return getattr(module, code_name)  # type: ignore[no-any-return]

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="geocontrol")
def cli() -> None:
    """
    Control maps you can cite: who held what on each day, and who says so.

    \b
    Example:
      geocontrol state 2024-11-30 --map syria-2024
      geocontrol build maps/syria-2024.yaml
    """  # noqa: D301


def _show_problems(error: DataError) -> None:
    count = len(error.problems)
    for problem in error.problems[:SHOWN_PROBLEMS]:
        click.echo(str(problem), err=True)
    more = "; geocontrol check lists them all" if count > SHOWN_PROBLEMS else ""
    plural = "s" * (count != 1)
    done = "written" if WRITING.intersection(sys.argv[1:2]) else "answered"
    click.echo(f"{count} problem{plural}; nothing was {done}{more}", err=True)


def main() -> None:
    """Run the command line; end with 0, 1 (problems in the data) or 2 (usage)."""
    try:
        cli.main(prog_name="geocontrol", standalone_mode=False)
    except DataError as error:
        _show_problems(error)
        sys.exit(DATA_PROBLEM)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GeocontrolError as error:
        click.echo(one_line(f"geocontrol: {error}"), err=True)
        sys.exit(WRONG_USAGE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        click.echo(one_line(f"geocontrol: {what}{error.strerror or error}"), err=True)
        sys.exit(DATA_PROBLEM)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("geocontrol: stopped", err=True)
        sys.exit(130)
