"""
A user's own mark on what their builds made.

A site may come from anybody, and its manifest may say anything of its files. So a
build seals what it writes down for the next one, with a key that is this user's alone:
`geocontrol/site.key` where programs keep their state. Without the key, or under
another, nothing is believed and everything is made anew.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32
KEY_NAME = "site.key"


@dataclass(frozen=True, slots=True)
class Signet:
    """What seals are made with."""

    key: bytes = b""
    """Known to one user; empty if none could be kept."""
    trouble: str = ""
    """Why there is no key."""

    def seal(self, kind: str, data: bytes) -> str:
        """
        Return the seal of some bytes, hexadecimal; empty if there is no key.

        Parameters
        ----------
        kind
            What the bytes are, so that none is taken for something else.
        data
            The bytes.
        """
        if not self.key:
            return ""
        return hmac.digest(self.key, kind.encode() + b"\0" + data, "sha256").hex()

    def fits(self, seal: object, kind: str, data: bytes) -> bool:
        """Tell whether a seal was made of these bytes, with this key."""
        if not self.key or not isinstance(seal, str):
            return False
        return hmac.compare_digest(seal.encode(), self.seal(kind, data).encode())


def own_signet() -> Signet:
    """
    Return the signet of whoever runs this process; made when it is first needed.

    A key that is damaged, or that others can read, is replaced by a new one. Where
    none can be kept there is a signet without a key, which fits nothing.
    """
    try:
        path = state_folder() / KEY_NAME
        return Signet(_read_key(path) or _new_key(path))
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Signet(trouble=reason)


def state_folder() -> Path:
    """
    Return where this user's programs keep what they know between runs.

    Raises
    ------
    RuntimeError
        If nobody knows where this user is at home.
    """
    name = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_STATE_HOME"
    base = Path(os.environ.get(name, ""))
    if not base.is_absolute():  # such a one is to be ignored, says its specification
        base = Path.home() / ".local" / "state"
    return base / "geocontrol"


def _read_key(path: Path) -> bytes:
    """Return the key of a file if it is whole and nobody else's; none otherwise."""
    with suppress(OSError):
        found = path.lstat()
        if stat.S_ISREG(found.st_mode) and _is_private(found):
            key = path.read_bytes()
            return key if len(key) == KEY_BYTES else b""
    return b""


def _is_private(found: os.stat_result) -> bool:
    """Tell whether a file is this user's, and closed to all others."""
    if sys.platform == "win32":  # a user's folder is closed as a whole there
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _new_key(path: Path) -> bytes:
    """Put a new key in a file; of two that come at once, the last one stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{KEY_NAME}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return _read_key(path)
