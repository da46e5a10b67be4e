"""The files of a site as its manifest lists them: names, keys and hashes."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from geocontrol.errors import UsageError

MANIFEST = "manifest.json"
ASSETS = "assets"
MAX_NAME = 200

_NAME = re.compile(r"(?:assets/)?(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?[A-Za-z0-9_-]")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_RESERVED = {MANIFEST, ASSETS}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """One file of a site."""

    name: str
    """Its path below the site's folder; `assets/` is the only folder there is."""
    sha256: str
    """Of its bytes, in hex."""
    key: str = ""
    """What its bytes were made from; empty when nobody said."""
    size: int = -1
    """Bytes; -1 when nobody counted."""

    @property
    def is_asset(self) -> bool:
        """Whether pages refer to it, so that it must come before and go after them."""
        return self.name.startswith(f"{ASSETS}/")


def is_site_name(name: str) -> bool:
    """
    Tell whether a file of this name may be written into, or removed from, a site.

    Examples
    --------
    >>> [is_site_name(name) for name in ("a.html", "assets/b-1.js", "404")]
    [True, True, True]
    >>> [is_site_name(name) for name in (".git", "../a", "/a", "x/a", "manifest.json")]
    [False, False, False, False, False]
    """
    return (
        len(name) <= MAX_NAME
        and _NAME.fullmatch(name) is not None
        and name.casefold() not in _RESERVED
    )


def listed_files(raw: bytes) -> dict[str, SiteFile]:
    """
    Read the files of a manifest, or of a line of a journal; what is odd is left out.

    Parameters
    ----------
    raw
        JSON with a list `files`, or anything at all.

    Returns
    -------
    files
        By name.
    """
    try:
        manifest = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return {}
    entries = manifest.get("files") if isinstance(manifest, dict) else None
    found = map(file_of, entries if isinstance(entries, list) else [])
    return {file.name: file for file in found if file and is_site_name(file.name)}


def file_of(entry: object) -> SiteFile | None:
    """Return what a line of a list says of a file, or `None` if it makes no sense."""
    if not isinstance(entry, dict):
        return None
    name, sha256 = entry.get("name"), entry.get("sha256")
    key, size = entry.get("key", ""), entry.get("size", -1)
    if not isinstance(name, str) or not isinstance(key, str) or type(size) is not int:
        return None
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        return None
    return SiteFile(name=name, sha256=sha256, key=key, size=size)


def manifest_bytes(about: Mapping[str, Any], files: Iterable[SiteFile]) -> bytes:
    """Return the manifest that lists files after what is said of them all."""
    entries = [{"name": f.name, "sha256": f.sha256, "key": f.key} for f in files]
    text = orjson.dumps({**about, "files": entries}, option=orjson.OPT_INDENT_2)
    return text + b"\n"


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def holds(path: Path, file: SiteFile) -> bool:
    """Tell whether a path is a plain file with the very bytes of a site's file."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or file.size not in {-1, found.st_size}:
            return False
        with path.open("rb", buffering=0) as opened:
            return sha256_of(opened.read(found.st_size + 1)) == file.sha256
    except OSError:
        return False


def plain_files(folder: Path) -> set[str]:
    """Return the names of the files in a folder, and below its assets, but no links."""
    there: set[str] = set()
    for inner, before in ((folder, ""), (folder / ASSETS, ASSETS + "/")):
        if inner.is_dir() and not (before and inner.is_symlink()):
            with os.scandir(inner) as entries:
                found = [e.name for e in entries if e.is_file(follow_symlinks=False)]
            there.update(f"{before}{name}" for name in found)
    return there


def place_of(folder: Path, name: str) -> Path:
    """
    Return where a file of a site lies, if nothing would be written through a link.

    Raises
    ------
    UsageError
        If the file, or the folder of assets, is a symbolic link, or if one stands
        where the other should.
    """
    path = folder / name
    if "/" in name:
        _refuse_unless(path.parent, stat.S_ISDIR, "a folder")
    _refuse_unless(path, stat.S_ISREG, "a file")
    return path


def is_removable(folder: Path, name: str) -> bool:
    """
    Tell whether a file of a former site is there; a folder of its name is somebody's.

    Raises
    ------
    UsageError
        If the file, or the folder of assets, is a symbolic link.
    """
    if (folder / name).is_dir() and not (folder / name).is_symlink():
        return False
    return place_of(folder, name).exists()


def _refuse_unless(path: Path, is_right: Any, wanted: str) -> None:  # noqa: ANN401
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        why = "is a symbolic link, and a site is not written through links"
    elif not is_right(mode):
        why = f"is not {wanted}, and the site needs its name"
    else:
        return
    msg = f"{path} {why}; move it away or choose another folder"
    raise UsageError(msg)
