"""`geocontrol serve`."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geocontrol.cli.build import default_folder
from geocontrol.cli.options import (
    assets_option,
    explorer_option,
    found_map,
    jobs_option,
)
from geocontrol.cli.output import progress_shown
from geocontrol.cli.server import SiteServer
from geocontrol.errors import FolderHeldError, GeocontrolError, Problem
from geocontrol.io.records import open_file

if TYPE_CHECKING:
    from geocontrol.render.workshop import Workshop

LOOK_SECONDS = 0.3
Snapshot = dict[Path, tuple[int, int]]


@click.command()
@click.argument("map_path", metavar="[MAP|DIR]", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--out", metavar="DIR", help="Where to build; maps/<name>/ by default.")
@assets_option
@explorer_option
@jobs_option
def serve(
    map_path: str | None,
    *,
    port: int,
    out: str | None,
    assets: str,
    with_explorer: bool,
    jobs: int,
) -> None:
    """
    Build MAP, show it in a browser on this machine, and build anew on every change.

    Only this machine can see it. While the data are wrong the last good pages stay,
    with the problems below them. What an edit does not touch stays in memory, so that
    the pages of thousands of places and days are right again in seconds. Stop with
    Ctrl-C.

    \b
    Example:
      geocontrol serve
      geocontrol serve maps/syria-2024.yaml --port 8123
      geocontrol serve --assets shared --no-explorer
    """  # noqa: D301
    from geocontrol.render.workers import Processes  # noqa: PLC0415
    from geocontrol.render.workshop import Workshop  # noqa: PLC0415

    path = found_map(map_path, option="")
    workshop = Workshop(
        path,
        out or default_folder(path),
        is_shared=assets == "shared",
        with_explorer=with_explorer,
        engine=Processes(jobs),
    )
    watch = Watch(workshop)
    watch.build()
    try:
        server = SiteServer(workshop.folder, port)
    except OSError as error:
        msg = f"port {port} cannot be used ({error.strerror}); choose another --port"
        raise click.UsageError(msg) from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"serving {server.url} (Ctrl-C stops)", err=True)
    try:
        while True:
            time.sleep(LOOK_SECONDS)
            watch.look(server)
    finally:
        server.shutdown()
        server.server_close()


class Watch:
    """
    A project's files, built again when one of them has changed.

    Parameters
    ----------
    workshop
        Builds its site.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._map_path = workshop.map_path
        self._seen = self._snapshot()
        self._is_waiting = False  # for another build to leave the folder

    def look(self, server: SiteServer) -> None:
        """Build if anything has changed or is still to be built; tell the browsers."""
        now = self._snapshot()
        was_waiting = self._is_waiting
        if now == self._seen and not was_waiting:
            return
        self._seen, self._is_waiting = now, False
        began = time.monotonic()
        try:
            self.build()
        except GeocontrolError as error:
            self._is_waiting = isinstance(error, FolderHeldError)
            server.changed(str(error))
            if not (was_waiting and self._is_waiting):
                click.echo(str(error), err=True)
        else:
            server.changed()
            seconds = time.monotonic() - began
            click.echo(f"built anew in {seconds:.1f} s", err=True)

    def build(self) -> None:
        """
        Write the site.

        Raises
        ------
        GeocontrolError
            If the project has problems, or its folder cannot be written or is held
            by another build; then the last pages stay.
        """
        with progress_shown(self._map_path.stem) as progress:
            self._workshop.build(progress)

    def _snapshot(self) -> Snapshot:
        return {path: _stamp(path) for path in sorted(set(self._inputs()))}

    def _inputs(self) -> Iterable[Path]:
        """Yield the map file and everything in the folders that it names."""
        yield self._map_path
        problems: list[Problem] = []
        top = open_file(self._map_path, problems)
        for key in ("gazetteer", "seeds"):
            text = top.text(key) if top else ""
            if text:
                yield from (self._map_path.parent / text).rglob("*.*")


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size
