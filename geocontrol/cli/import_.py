"""`geocontrol import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geocontrol.cli.main import DATA_PROBLEM
from geocontrol.cli.options import found_map, map_option
from geocontrol.cli.output import named, printable
from geocontrol.errors import UsageError

if TYPE_CHECKING:
    from geocontrol.curate.imports.run import Outcome

FORMATS = ("csv", "acled", "ucdp", "geojson", "geonames", "lpf")
SHOWN_NAMES = 10


@click.command(name="import")
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project folder.",
)
@map_option
@click.option(
    "--mapping",
    "mapping_path",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="YAML that says what columns and words mean; guessed otherwise.",
)
@click.option("--id", "import_id", metavar="ID", default="", help="Name of the import.")
@click.option("--replace", is_flag=True, help="Take the place of the same import.")
@click.option("--new-places", is_flag=True, help="Draft names that nothing resembles.")
@click.option("--skip-open", is_flag=True, help="Leave out names not decided on.")
def import_(  # noqa: PLR0913
    format_: str,
    files: tuple[Path, ...],
    *,
    folder: Path,
    map_path: str | None,
    mapping_path: Path | None,
    import_id: str,
    replace: bool,
    new_places: bool,
    skip_open: bool,
) -> None:
    """
    Draft records from other people's data into a project.

    FORMAT is csv, acled, ucdp, geojson, geonames or lpf. Names that the gazetteer
    does not have, or has twice, are listed in the seeds' aliases.yaml for you to
    decide; nothing is imported before. What is decided is remembered.

    \b
    Example:
      geocontrol import csv towns.csv --to . --mapping towns.yaml
      geocontrol import acled syria.csv --to . --map maps/syria-2024.yaml
    """  # noqa: D301
    from geocontrol.curate.imports.formats import import_files  # noqa: PLC0415
    from geocontrol.curate.imports.target import open_target  # noqa: PLC0415

    path = found_map(map_path if map_path is not None else str(folder))
    target = open_target(
        folder, map_path=str(path), skip_open=skip_open, new_places=new_places
    )
    outcome = import_files(
        format_,
        target,
        files,
        mapping_path,
        import_id=import_id,
        replace=replace,
    )
    for reason, count in sorted(outcome.left_out.items()):
        click.echo(f"left out, {reason}: {count}", err=True)
    if outcome.open_names:
        _list_open(outcome, target.aliases.path)
    if outcome.folder is None and outcome.open_names:
        sys.exit(DATA_PROBLEM)
    if outcome.folder is None:
        msg = "nothing in the files to import"
        raise UsageError(msg)
    click.echo(
        f"{outcome.events} events, {outcome.places} places drafted in "
        f"{named(outcome.folder)}; look at them, then geocontrol check",
        err=True,
    )


def _list_open(outcome: Outcome, path: Path) -> None:
    names = ", ".join(map(printable, outcome.open_names[:SHOWN_NAMES]))
    more = " ..." if len(outcome.open_names) > SHOWN_NAMES else ""
    count = len(outcome.open_names)
    click.echo(f"{count} to decide on in {named(path)}: {names}{more}", err=True)
    if outcome.folder is None:
        click.echo("nothing was imported; decide and run it again", err=True)
