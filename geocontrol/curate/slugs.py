"""Ids out of names: small letters, digits and hyphens."""

from __future__ import annotations

from collections.abc import Container

from anyascii import anyascii

from geocontrol.names import fold

MAX_LENGTH = 60
_DEVICES = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{n}{i}" for n in ("com", "lpt") for i in range(10)),
    ]
)


def slug(text: str) -> str:
    """
    Return an id that a name suggests, or nothing if it has no letters.

    Examples
    --------
    >>> slug("Tall Rif‘at"), slug("خان شيخون"), slug("--")
    ('tall-rifat', 'khn-shykhwn', '')
    """
    words = anyascii(fold(text)).casefold()
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in words)
    return "-".join(kept.split())[:MAX_LENGTH].strip("-")


def file_slug(name: str) -> str:
    """
    Return the name of a new file or folder that a name suggests.

    Examples
    --------
    >>> file_slug("Towns (2)"), file_slug("con"), file_slug("؟")
    ('towns-2', 'con-1', 'unnamed')
    """
    found = slug(name) or "unnamed"
    return found if is_file_name(found) else f"{found}-1"


def is_file_name(text: str) -> bool:
    """
    Tell whether an id can name a file on any machine, as Windows' devices cannot.

    Examples
    --------
    >>> is_file_name("towns-2"), is_file_name("nul"), is_file_name("../x")
    (True, False, False)
    """
    return slug(text) == text != "" and text not in _DEVICES


def free_slug(text: str, taken: Container[str], *more: str) -> str:
    """
    Return an id that nobody has yet, with more words or a number if need be.

    Examples
    --------
    >>> free_slug("Suran", {"suran"}, "Aleppo"), free_slug("Suran", {"suran"})
    ('suran-aleppo', 'suran-2')
    """
    base = slug(text) or "unnamed"
    candidates = [base, *(f"{base}-{slug(word)}" for word in more if slug(word))]
    free = next((c for c in candidates if c not in taken), None)
    number = 2
    while free is None:
        free = f"{base}-{number}" if f"{base}-{number}" not in taken else None
        number += 1
    return free
