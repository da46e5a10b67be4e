"""
Files of a site that wait beside it, and how they take their places.

The folder `.geocontrol/` within a site holds, while one is being built or after a
build was cut off:

* `+NAME`      the bytes of a file; `/` in its name is another `+` here
* `journal`    a line for each of them, written once its bytes are whole
* `next.json`  the plan: which of them move into the site, and what then goes

The plan is the turning point. Before it stands there, the site is as it was; from
then on whoever opens the folder carries the plan out to its end, and may do so as
often as need be. What is read back is trusted for its hash and for the seal of whoever
wrote it down, never for its name or date.

One file stays there between builds: `seal`, by which its builder's next build knows
the manifest for its own. It is no part of the site.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from geocontrol.io.disk import sync_file, sync_files, sync_folder, write_all
from geocontrol.io.files import read_if_fit
from geocontrol.io.lock import LOCK_NAME, NO_FOLLOW
from geocontrol.io.signet import Signet
from geocontrol.io.sitefiles import (
    ASSETS,
    MANIFEST,
    SiteFile,
    file_of,
    holds,
    is_removable,
    is_site_name,
    place_of,
    sha256_of,
)

STAGE = ".geocontrol"
PLAN = "next.json"
JOURNAL = "journal"
SEAL = "seal"

_NEW_FILE = os.O_WRONLY | os.O_CREAT | NO_FOLLOW | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What turns a site into the next one."""

    moves: tuple[SiteFile, ...]
    """Files to move in from the stage, the manifest among them."""
    removals: tuple[str, ...]
    """Names of files that the next site does not have."""
    seal: str = ""
    """Of the next manifest, by whoever made it."""

    @property
    def is_only_manifest(self) -> bool:
        """Whether no other file comes or goes."""
        return len(self.moves) == 1 and not self.removals

    @property
    def names(self) -> set[str]:
        """Every file that was or will be the site's own."""
        return {file.name for file in self.moves} | set(self.removals)


class Stage:
    """
    The folder where the next site waits.

    Parameters
    ----------
    site
        The folder of the site; the stage lies in it and is held by a lock.
    signet
        Of whoever builds.
    """

    def __init__(self, site: Path, signet: Signet) -> None:
        self._site = site
        self._signet = signet
        self._folder = site / STAGE
        self._journal = self._read_journal()
        self._is_torn = not self._read(JOURNAL).endswith(b"\n")

    def put(self, file: SiteFile, data: bytes) -> None:
        """
        Write a file to the stage, and note it when it is whole.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        self._write(self._staged(file.name), data)
        entry = asdict(file)
        seal = self._signet.seal(JOURNAL, orjson.dumps(entry))
        line = orjson.dumps({**entry, "seal": seal}) + b"\n"
        line = b"\n" + line if self._is_torn else line
        self._is_torn = True
        self._append(line)
        self._is_torn = False
        self._journal[file.name] = file

    def whole(self, name: str, key: str) -> SiteFile | None:
        """Return a staged file if it was made from `key` and its bytes are right."""
        file = self._journal.get(name)
        if file and file.key == key and holds(self._staged(name), file):
            return file
        return None

    def read_plan(self) -> Plan | None:
        """Return the plan that a build left, or `None` if there is none to be read."""
        try:
            raw = orjson.loads(self._read(PLAN))
            found = [file_of(entry) for entry in raw["moves"]]
            removals = tuple(raw["removals"])
            seal = str(raw.get("seal", ""))
        except (orjson.JSONDecodeError, KeyError, TypeError):
            return None
        moves = tuple(file for file in found if file)
        is_ours = all(
            isinstance(name, str) and (is_site_name(name) or name == MANIFEST)
            for name in (*(file.name for file in moves), *removals)
        )
        if len(moves) < len(found) or not is_ours or MANIFEST in removals:
            return None
        return Plan(moves=moves, removals=removals, seal=seal)

    def is_sealed(self, manifest: bytes) -> bool:
        """Tell whether whoever builds now has made the site of a manifest, too."""
        seal = self._read(SEAL).decode("ascii", "replace").strip()
        return self._signet.fits(seal, MANIFEST, manifest)

    def seal_of(self, manifest: bytes) -> str:
        """Return the seal of whoever builds now on a manifest."""
        return self._signet.seal(MANIFEST, manifest)

    def put_seal(self, seal: str) -> None:
        """
        Write the seal of the site's manifest, or remove it if there is none.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        if not seal:
            (self._folder / SEAL).unlink(missing_ok=True)
            return
        waiting = self._folder / f"{SEAL}.part"
        self._write(waiting, seal.encode() + b"\n")
        sync_file(waiting)
        waiting.replace(self._folder / SEAL)

    def make_ready(self, plan: Plan, manifest: bytes) -> None:
        """
        Force what a plan moves to disk, and then the plan itself.

        Raises
        ------
        OSError
            If something cannot be written; then there is no plan.
        """
        self._write(self._staged(MANIFEST), manifest)
        text = orjson.dumps(
            {
                "moves": [asdict(f) for f in plan.moves],
                "removals": plan.removals,
                "seal": plan.seal,
            }
        )
        waiting = self._folder / f"{PLAN}.part"
        self._write(waiting, text)
        sync_files([*(self._staged(file.name) for file in plan.moves), waiting])
        sync_folder(self._folder)
        waiting.replace(self._folder / PLAN)
        sync_folder(self._folder)

    def can_carry_out(self, plan: Plan) -> bool:
        """Tell whether each file of a plan is whole: staged still, or moved already."""
        return all(
            holds(self._staged(file.name), file) or self._is_in_place(file)
            for file in plan.moves
        )

    def carry_out(self, plan: Plan) -> None:
        """
        Move in what is staged and remove what goes; once more does no harm.

        Assets come before the pages that refer to them, and those of a new name before
        those that replace one, which may refer to them; the manifest comes last. What
        goes, goes after that, assets after pages. So no page ever lacks an asset.

        Raises
        ------
        OSError
            If a file cannot be moved or removed; the plan stays for the next time.
        UsageError
            If the way leads through a symbolic link.
        """
        assets = [file for file in plan.moves if file.is_asset]
        assets.sort(key=lambda file: (self._site / file.name).exists())
        manifest = [file for file in plan.moves if file.name == MANIFEST]
        pages = [f for f in plan.moves if not f.is_asset and f.name != MANIFEST]
        for files in (assets, pages, manifest):
            self._move_in(files)
        self.put_seal(plan.seal)
        self._remove([name for name in plan.removals if "/" not in name])
        self._remove([name for name in plan.removals if "/" in name])

    def clear(self) -> None:
        """
        Remove everything in the stage but the lock and the seal, the plan first.

        Raises
        ------
        OSError
            If something cannot be removed.
        """
        there = {path.name for path in self._folder.iterdir()}
        for name in (PLAN, *sorted(there - {LOCK_NAME, SEAL})):
            path = self._folder / name
            if path.is_symlink() or not path.is_dir():
                path.unlink(missing_ok=True)
        self._journal = {}
        self._is_torn = False

    def _staged(self, name: str) -> Path:
        return self._folder / f"+{name.replace('/', '+')}"

    def _is_in_place(self, file: SiteFile) -> bool:
        return not self._staged(file.name).exists() and holds(
            self._site / file.name, file
        )

    def _move_in(self, files: Iterable[SiteFile]) -> None:
        folders = set()
        for file in files:
            staged, place = self._staged(file.name), place_of(self._site, file.name)
            if staged.exists():
                if file.is_asset:
                    place.parent.mkdir(exist_ok=True)
                staged.replace(place)
            folders |= {place.parent, self._site}
        for folder in sorted(folders, reverse=True):
            sync_folder(folder)

    def _remove(self, names: Iterable[str]) -> None:
        folders = set()
        for name in names:
            if is_removable(self._site, name):
                (self._site / name).unlink()
                folders.add((self._site / name).parent)
        for folder in folders:
            sync_folder(folder)
        if self._site / ASSETS in folders:
            with suppress(OSError):  # others may have files there
                (self._site / ASSETS).rmdir()

    def _read_journal(self) -> dict[str, SiteFile]:
        files = {}
        for line in self._read(JOURNAL).split(b"\n"):
            with suppress(orjson.JSONDecodeError):
                entry = orjson.loads(line)
                file = file_of(entry)
                if file and self._signet.fits(
                    entry.get("seal"), JOURNAL, orjson.dumps(asdict(file))
                ):
                    files[file.name] = file
        return files

    def _read(self, name: str) -> bytes:
        """Return the bytes of a file in the stage; none if it cannot be ours."""
        return read_if_fit(self._folder / name)

    def _append(self, line: bytes) -> None:
        journal = self._folder / JOURNAL
        if journal.is_symlink():
            journal.unlink()
        handle = os.open(journal, _NEW_FILE | os.O_APPEND, 0o666)
        try:
            write_all(handle, line)
        finally:
            os.close(handle)

    def _write(self, path: Path, data: bytes) -> None:
        """Write a new file; one of that name, or a link, is removed first."""
        path.unlink(missing_ok=True)
        handle = os.open(path, _NEW_FILE | os.O_EXCL, 0o666)
        try:
            write_all(handle, data)
        finally:
            os.close(handle)


def manifest_file(data: bytes) -> SiteFile:
    """Return the manifest as a file of a plan."""
    return SiteFile(name=MANIFEST, sha256=sha256_of(data), size=len(data))
