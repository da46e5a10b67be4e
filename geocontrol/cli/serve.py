"""`geocontrol serve`."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from pathlib import Path

import click

from geocontrol.cli.build import default_folder
from geocontrol.cli.options import found_map
from geocontrol.cli.server import SiteServer
from geocontrol.errors import GeocontrolError, Problem
from geocontrol.io.check import checked_source
from geocontrol.io.records import open_file
from geocontrol.project import Project

LOOK_SECONDS = 0.5
Snapshot = dict[Path, tuple[int, int]]


@click.command()
@click.argument("map_path", metavar="[MAP|DIR]", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--out", metavar="DIR", help="Where to build; maps/<name>/ by default.")
def serve(map_path: str | None, *, port: int, out: str | None) -> None:
    """
    Build MAP, show it in a browser on this machine, and build anew on every change.

    Only this machine can see it. While the data are wrong the last good pages stay,
    with the problems below them. Stop with Ctrl-C.

    \b
    Example:
      geocontrol serve
      geocontrol serve maps/syria-2024.yaml --port 8123
    """  # noqa: D301
    path = found_map(map_path)
    watch = Watch(path, Path(out) if out else default_folder(path))
    watch.build()
    try:
        server = SiteServer(watch.folder, port)
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
    map_path
        The map file.
    folder
        Where the site is written.
    """

    def __init__(self, map_path: Path, folder: Path) -> None:
        self.folder = folder
        self._map_path = map_path
        self._seen = self._snapshot()

    def look(self, server: SiteServer) -> None:
        """Build if anything has changed, and tell the browsers."""
        now = self._snapshot()
        if now == self._seen:
            return
        self._seen = now
        try:
            self.build()
        except GeocontrolError as error:
            server.changed(str(error))
            click.echo(str(error), err=True)
        else:
            server.changed()
            click.echo("built anew", err=True)

    def build(self) -> None:
        """
        Write the site.

        Raises
        ------
        GeocontrolError
            If the project has problems, or its folder cannot be written or is held
            by another build; then the last pages stay.
        """
        from geocontrol.render.site import write_site  # noqa: PLC0415

        project = Project.of(checked_source(self._map_path))
        write_site(project, project.timeline(), self.folder)

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
