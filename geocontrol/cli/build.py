"""`geocontrol build`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from geocontrol.cli.options import (
    DAY,
    found_map,
    known_actor,
    known_on_option,
    perspective_option,
)
from geocontrol.errors import UsageError
from geocontrol.io.check import checked_source
from geocontrol.io.mapfile import MAX_DAYS
from geocontrol.io.records import shown_path
from geocontrol.project import Project


@click.command()
@click.argument("map_path", metavar="[MAP]", required=False)
@click.option("--out", metavar="DIR", help="Where to write; maps/<name>/ by default.")
@click.option("--from", "first", type=DAY, metavar="DAY", help="First day to write.")
@click.option("--to", "last", type=DAY, metavar="DAY", help="Last day to write.")
@known_on_option
@perspective_option
@click.option(
    "--assets",
    type=click.Choice(["inside", "shared"]),
    default="inside",
    show_default=True,
    help="Pages that can go anywhere alone, or small ones beside a folder `assets`.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes that write pages side by side.",
)
def build(  # noqa: PLR0913
    map_path: str | None,
    *,
    out: str | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    perspective: str | None,
    assets: str,
    jobs: int,
) -> None:
    """
    Write the site of MAP: a page for each day, and an index.

    \b
    Example:
      geocontrol build
      geocontrol build maps/syria-2024.yaml --from 2024-11-29 --to 2024-12-01
      geocontrol build --known-on 2024-12-01 --out /tmp/as-known
      geocontrol build --assets shared --jobs 4
    """  # noqa: D301
    path = found_map(map_path)
    with _kept_in_memory():
        project = Project.of(checked_source(path))
        days = _span(project, first, last)
        timeline = project.timeline(
            known_on=known_on, perspective=known_actor(project, perspective)
        )
    folder = Path(out) if out is not None else default_folder(path)
    _check_folder(folder)
    from geocontrol.render.site import write_site  # noqa: PLC0415

    with _progress() as progress:
        written = write_site(
            project,
            timeline,
            folder,
            first=days[0],
            last=days[1],
            is_shared=assets == "shared",
            jobs=jobs,
            progress=progress,
        )
    click.echo(
        f"{len(written)} files in {shown_path(folder)}; open index.html", err=True
    )


def _span(project: Project, first: date | None, last: date | None) -> tuple[date, date]:
    first, last = first or project.first_day, last or project.last_day
    if first > last:
        msg = f"--from {first} is after --to {last}"
        raise UsageError(msg)
    if (last - first).days > MAX_DAYS:
        msg = f"{first} to {last} is more than a century"
        raise UsageError(msg)
    return first, last


def _check_folder(folder: Path) -> None:
    """
    Refuse a place where no folder can be.

    Raises
    ------
    UsageError
        If it is a file, or lies below one.
    """
    above = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not above.is_dir() or not str(folder).strip():
        msg = f"--out {str(folder)!r} is no folder: {above} is a file"
        raise UsageError(msg)


def default_folder(path: Path) -> Path:
    """
    Return the folder beside the map file; a shipped map goes to ./maps.

    Raises
    ------
    UsageError
        If it is a link: whoever made the project would say where we write.
    """
    is_shipped = "site-packages" in path.parts
    folder = (Path("maps") if is_shipped else path.parent) / path.stem
    if folder.is_symlink():
        msg = f"{str(folder)!r} is a link to {folder.resolve()}; name that with --out"
        raise UsageError(msg)
    return folder


@contextmanager
def _kept_in_memory() -> Iterator[None]:
    """
    Spare the collector of garbage what is made here and stays.

    It would go through millions of records again and again to find that none of
    them is garbage: half of the time of a large build.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show a bar and the time left on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("files", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
