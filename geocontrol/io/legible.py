"""What a text from outside may not hold, and what is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_TEXT = 10_000
"""Characters of one field; more would be a book, or made to keep somebody waiting."""
_ILLEGIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Characters that steer a machine and stand in no sentence."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]")
"""Marks that turn or hide the text around them; direction is for whoever shows it."""


def is_legible(text: str) -> bool:
    """Tell whether a text is short, and no character steers a machine or turns it."""
    return not (
        len(text) > LONGEST_TEXT or _ILLEGIBLE.search(text) or _TURNING.search(text)
    )


def text_faults(text: str) -> Iterator[str]:
    r"""
    Yield what is wrong with a text, in words that follow its name.

    Examples
    --------
    >>> list(text_faults("Oak\x07"))
    ['holds the control character U+0007; delete it']
    """
    wrong = _ILLEGIBLE.search(text)
    if wrong:
        yield f"holds the control character U+{ord(wrong[0]):04X}; delete it"
    if len(text) > LONGEST_TEXT:
        yield f"is longer than {LONGEST_TEXT} characters; say less"


def unturned(text: str) -> str:
    r"""
    Return a text without marks that turn or hide it.

    Examples
    --------
    >>> unturned("\u202egpj.exe")
    'gpj.exe'
    """
    return _TURNING.sub("", text)
