"""`geocontrol build`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from geocontrol.cli.options import (
    DAY,
    assets_option,
    explorer_option,
    found_maps,
    jobs_option,
    known_actor,
    known_on_option,
    perspective_option,
)
from geocontrol.cli.output import named, progress_shown
from geocontrol.errors import UsageError
from geocontrol.memory import kept_in_memory

if TYPE_CHECKING:
    from geocontrol.project import Project
    from geocontrol.render.workers import Engine
    from geocontrol.timeline import Timeline


@click.command()
@click.argument("map_paths", metavar="[MAP]...", nargs=-1)
@click.option(
    "--out",
    metavar="DIR",
    help="Where to write; maps/<name>/ by default. Several maps go to DIR/<name>/.",
)
@click.option("--from", "first", type=DAY, metavar="DAY", help="First day to write.")
@click.option("--to", "last", type=DAY, metavar="DAY", help="Last day to write.")
@known_on_option
@perspective_option
@assets_option
@explorer_option
@jobs_option
@click.option(
    "--engine",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Who makes pages: this machine's processes, or a dask cluster's workers.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="The cluster's scheduler, such as tcp://host:8786; without one, --engine "
    "dask starts --jobs workers here.",
)
def build(  # noqa: PLR0913
    map_paths: tuple[str, ...],
    *,
    out: str | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    perspective: str | None,
    assets: str,
    with_explorer: bool,
    jobs: int,
    engine: str,
    scheduler: str | None,
) -> None:
    """
    Write the site of each MAP: a page for each day, and an index.

    MAP is a map file, a project folder, or a folder of map files, which are all built.

    \b
    Example:
      geocontrol build
      geocontrol build maps/syria-2024.yaml --from 2024-11-29 --to 2024-12-01
      geocontrol build --known-on 2024-12-01 --out /tmp/as-known
      geocontrol build --assets shared --jobs 4
      geocontrol build maps --engine dask --scheduler tcp://head:8786
    """  # noqa: D301
    from geocontrol.io.signet import own_signet  # noqa: PLC0415

    if scheduler is not None and engine != "dask":
        msg = "--scheduler goes with --engine dask"
        raise UsageError(msg)
    paths = found_maps(map_paths)
    folders = _folders(paths, out)
    with kept_in_memory():
        drawings = [
            _Drawing.of(path, folder, first, last, (known_on, perspective))
            for path, folder in zip(paths, folders, strict=True)
        ]
    with _engine(engine, scheduler, jobs) as workers:
        for drawing in drawings:
            drawing.write(
                workers, is_shared=assets == "shared", with_explorer=with_explorer
            )
    if trouble := own_signet().trouble:
        note = f"no key can be kept ({trouble}): the next build makes every file anew"
        click.echo(note, err=True)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One map that is read and fit to be built."""

    project: Project
    timeline: Timeline
    folder: Path
    days: tuple[date, date]

    @classmethod
    def of(
        cls,
        path: Path,
        folder: Path,
        first: date | None,
        last: date | None,
        told: tuple[date | None, str | None],
    ) -> Self:
        from geocontrol.io.check import checked_source  # noqa: PLC0415
        from geocontrol.project import Project  # noqa: PLC0415

        project = Project.of(checked_source(path))
        days = _span(project, first, last)
        known_on, perspective = told
        timeline = project.timeline(
            known_on=known_on, perspective=known_actor(project, perspective)
        )
        _check_folder(folder)
        return cls(project, timeline, folder, days)

    def write(self, workers: Engine, *, is_shared: bool, with_explorer: bool) -> None:
        """Write the site, with a bar on a terminal."""
        from geocontrol.render.site import write_site  # noqa: PLC0415
        from geocontrol.render.siteplan import fits_explorer  # noqa: PLC0415

        with progress_shown(self.project.id) as progress:
            written = write_site(
                self.project,
                self.timeline,
                self.folder,
                first=self.days[0],
                last=self.days[1],
                is_shared=is_shared,
                with_explorer=with_explorer,
                engine=workers,
                progress=progress,
            )
        where = named(self.folder)
        click.echo(f"{len(written)} files in {where}; open index.html", err=True)
        if not with_explorer:
            return
        if not fits_explorer(self.project):
            events = f"{len(self.project.evidence.events):,} events"
            note = f"index.html lists the days: no one file can hold {events}"
            click.echo(note, err=True)
        elif tiles := self.project.tiles:
            note = f"index.html asks {tiles.origin} for pictures of the ground"
            click.echo(note, err=True)


@contextmanager
def _engine(name: str, scheduler: str | None, jobs: int) -> Iterator[Engine]:
    """Return whoever makes the pages, until they are made."""
    from geocontrol.render.workers import Processes  # noqa: PLC0415

    if name == "processes":
        yield Processes(jobs)
        return
    from geocontrol.render.cluster import open_cluster  # noqa: PLC0415

    with open_cluster(scheduler, jobs=jobs) as cluster:
        yield cluster


def _folders(paths: Sequence[Path], out: str | None) -> list[Path]:
    """
    Return the folder that each map is written to.

    Raises
    ------
    UsageError
        If two maps would go to one folder.
    """
    from geocontrol.io.records import shown_path  # noqa: PLC0415

    if out is not None and len(paths) == 1:
        return [Path(out)]
    folders = [
        Path(out) / p.stem if out is not None else default_folder(p) for p in paths
    ]
    for folder in folders:
        if folders.count(folder) > 1:
            msg = f"two maps would go to {shown_path(folder)}; build one at a time"
            raise UsageError(msg)
    return folders


def _span(project: Project, first: date | None, last: date | None) -> tuple[date, date]:
    from geocontrol.io.mapfile import MAX_DAYS  # noqa: PLC0415

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
