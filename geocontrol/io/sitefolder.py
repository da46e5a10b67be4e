"""The folder that a site is built into: never half written, and only what changed."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from geocontrol.errors import FolderHeldError, SiteFolderError, UsageError
from geocontrol.io.files import read_if_fit
from geocontrol.io.knownfiles import KnownFiles
from geocontrol.io.lock import locked
from geocontrol.io.signet import own_signet
from geocontrol.io.sitefiles import (
    MANIFEST,
    SiteFile,
    holds,
    is_removable,
    is_site_name,
    listed_files,
    manifest_bytes,
    place_of,
    plain_files,
    sha256_of,
)
from geocontrol.io.sitestage import STAGE, Plan, Stage, manifest_file

_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def open_site_folder(
    path: str | Path, known_files: KnownFiles | None = None
) -> Iterator[SiteFolder]:
    """
    Open the folder of a site for one build, and hold it against any other.

    What an earlier build had decided on when it was cut off is carried out first. A
    build that ends before `commit` leaves the site as it was; its finished files stay
    hidden beside it, for the next build to take up, unless the disk was full.

    Parameters
    ----------
    path
        The folder; made if it is missing.
    known_files
        What this process knows of its files from earlier builds.

    Raises
    ------
    FolderHeldError
        If another build is writing there.
    UsageError
        If the way leads through a symbolic link.
    SiteFolderError
        If the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with (
    ...     tempfile.TemporaryDirectory() as place,
    ...     open_site_folder(place) as folder,
    ... ):
    ...     if folder.reuse("a.html", key="page of a") is None:
    ...         sha256 = folder.put("a.html", "page of a", b"<!doctype html>")
    ...     [path.name for path in folder.commit({"title": "A"})]
    ['a.html', 'manifest.json']
    """
    site = Path(path)
    was_there = site.exists()
    try:
        with ExitStack() as held:
            with _telling(site, "nothing was written there"):
                site.mkdir(parents=True, exist_ok=True)
                _hold(held, site)
            folder = SiteFolder(site, known_files or KnownFiles())
            try:
                yield folder
            except SiteFolderError as error:
                folder.make_room_after(error)
                raise
    finally:
        if not was_there:
            with suppress(OSError):  # not empty: there is a site
                site.rmdir()


class SiteFolder:
    """
    A site on disk, and the next one in the making. Made by `open_site_folder`.

    Parameters
    ----------
    site
        The folder, held by a lock.
    known_files
        What is known of its files.
    """

    def __init__(self, site: Path, known_files: KnownFiles) -> None:
        self._site = site
        self._known_files = known_files
        self._files: dict[str, SiteFile] = {}
        self._staged: set[str] = set()
        self._folded: set[str] = set()
        with _telling(site, "the next build will finish the last one"):
            self._stage = Stage(site, own_signet())
            left = self._finish_last_build()
            manifest = self._old_manifest()
        listed = listed_files(manifest)
        self._owned = left | listed.keys()
        self._is_ours = self._stage.is_sealed(manifest)
        self._known = listed if self._is_ours else {}

    def reuse(self, name: str, key: str) -> str | None:
        """
        Take a file into the new site that is on disk already, if it is.

        Parameters
        ----------
        name
            Its name: letters, digits, `.`, `_` and `-`, below `assets/` or not.
        key
            What its bytes are made from.

        Returns
        -------
        sha256
            Of its bytes, which have been read and are right, now or by an earlier
            build of this process that knows the file again; `None` if there is no
            such file, or it was made from something else, or changed by somebody, or
            by a build of somebody else.

        Raises
        ------
        UsageError
            If the name cannot be a file of a site, or was given before.
        """
        path = self._check(name)
        file = self._known.get(name)
        if file and file.key == key and self._known_files.holds(path, file):
            self._take(file)
            return file.sha256
        file = self._stage.whole(name, key)
        if file:
            self._take(file, staged=True)
            return file.sha256
        return None

    def put(self, name: str, key: str, data: bytes) -> str:
        """
        Add a file to the new site. It waits beside the site until `commit`.

        Parameters
        ----------
        name
            Its name, as for `reuse`.
        key
            What its bytes were made from.
        data
            Its bytes. If the site has them in this file already, nothing is written.

        Returns
        -------
        sha256
            Of the bytes.

        Raises
        ------
        UsageError
            If the name cannot be a file of a site, or was given before.
        SiteFolderError
            If it cannot be written.
        """
        path = self._check(name)
        file = SiteFile(name=name, key=key, sha256=sha256_of(data), size=len(data))
        is_there = holds(path, file)
        if not is_there:
            with _telling(self._site, "the site there is as it was"):
                self._stage.put(file, data)
        self._take(file, staged=not is_there)
        return file.sha256

    def commit(self, about: Mapping[str, Any]) -> list[Path]:
        """
        Turn the site into the files that were put and reused, and no others.

        Files that the last manifest listed and this one does not are removed; what
        no manifest listed is left alone.

        Parameters
        ----------
        about
            JSON values that the manifest holds before its list of files.

        Returns
        -------
        paths
            Of the files in the order of their names, then of the manifest.

        Raises
        ------
        UsageError
            If the way leads through a symbolic link; the site is as it was.
        SiteFolderError
            If the site cannot be written; the message says what stands there.
        """
        files = sorted(self._files.values(), key=lambda file: file.name)
        manifest = manifest_bytes(about, files)
        with _telling(self._site, "the site there is as it was"):
            plan = self._plan(manifest)
            is_same = manifest == self._old_manifest() and plan.is_only_manifest
            if not is_same:
                self._stage.make_ready(plan, manifest)
        with _telling(self._site, "the next build will finish this one"):
            if not is_same:
                self._stage.carry_out(plan)
            elif not self._is_ours:
                self._stage.put_seal(plan.seal)
            self._stage.clear()
        self._owned, self._staged = set(self._files), set()
        return [self._site / name for name in (*sorted(self._files), MANIFEST)]

    def make_room_after(self, error: SiteFolderError) -> None:
        """Remove what waits, if the disk was full and nothing has moved yet."""
        if error.errno in _NO_ROOM and self._stage.read_plan() is None:
            with suppress(OSError):
                self._stage.clear()

    def _finish_last_build(self) -> set[str]:
        """Carry out a plan that was left; return its files if some of them are bad."""
        plan = self._stage.read_plan()
        if plan is None:
            return set()
        if self._stage.can_carry_out(plan):
            self._stage.carry_out(plan)
            self._stage.clear()
            return set()
        return plan.names - {MANIFEST}

    def _plan(self, manifest: bytes) -> Plan:
        """Return how to get from the site on disk to the new one, if there is a way."""
        there = plain_files(self._site)
        for name in self._files.keys() - there:
            place = place_of(self._site, name)
            if name not in self._staged:
                msg = f"{place} has gone since the build began; build again"
                raise UsageError(msg)
        gone = sorted(n for n in self._owned if n.casefold() not in self._folded)
        staged = [file for name, file in self._files.items() if name in self._staged]
        return Plan(
            moves=(*staged, manifest_file(manifest)),
            removals=tuple(n for n in gone if is_removable(self._site, n)),
            seal=self._stage.seal_of(manifest),
        )

    def _old_manifest(self) -> bytes:
        return read_if_fit(place_of(self._site, MANIFEST))

    def _take(self, file: SiteFile, *, staged: bool = False) -> None:
        self._files[file.name] = file
        self._folded.add(file.name.casefold())
        if staged:
            self._staged.add(file.name)

    def _check(self, name: str) -> Path:
        """
        Return where a file of the new site lies, if it may have that name.

        Raises
        ------
        UsageError
            If it may not, or was given before.
        """
        if not is_site_name(name):
            msg = f"{name!r} cannot be the name of a file of a site"
            raise UsageError(msg)
        if name.casefold() in self._folded:
            msg = f"two files of a site cannot both be named {name!r}"
            raise UsageError(msg)
        return place_of(self._site, name)


def _hold(held: ExitStack, site: Path) -> None:
    """Take the lock of a site, or say in one line why that cannot be."""
    stage = site / STAGE
    if stage.is_symlink() or (stage.exists() and not stage.is_dir()):
        msg = f"{stage} is not a folder of geocontrol's own; move it away"
        raise UsageError(msg)
    try:
        held.enter_context(locked(stage))
    except BlockingIOError as error:
        msg = f"another build is writing to {site}; wait for it, or choose another"
        raise FolderHeldError(msg) from error


@contextmanager
def _telling(site: Path, outcome: str) -> Iterator[None]:
    """Turn an error of the system into a line that also says what stands now."""
    try:
        yield
    except OSError as error:
        msg = f"{site} cannot be written: {error.strerror or error}; {outcome}"
        told = SiteFolderError(msg)
        told.errno = error.errno
        raise told from error
