"""The file that `--out` names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geocontrol.errors import UsageError


def ending_of(out: str, known: Sequence[str]) -> str:
    """
    Return what the name of a file to be written ends in, without its dot.

    Parameters
    ----------
    out
        The value of `--out`.
    known
        Endings that say what to write.

    Raises
    ------
    UsageError
        If the ending is another, or a file stands where the folder should.
    """
    ending = Path(out).suffix.lower().removeprefix(".")
    if ending not in known:
        listed = " or ".join(f".{name}" for name in known)
        msg = f"--out must end in {listed}; got {out!r}"
        raise UsageError(msg)
    for folder in Path(out).parents:
        if folder.exists() and not folder.is_dir():
            what = f"{str(folder)!r} is a file, not a folder; name another"
            msg = f"--out {out!r}: {what}"
            raise UsageError(msg)
    return ending
