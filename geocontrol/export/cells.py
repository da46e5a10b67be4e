"""
Cells that no spreadsheet runs.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula. Text
that begins so, or with a blank that a spreadsheet skips, or with an apostrophe, gets
an apostrophe in front. To read it back, drop one leading apostrophe.
Numbers and days are not text and stay as they are. The explorer guards the cells that
it saves by the same letters (`render/static/explorer/save.js`).
"""

from __future__ import annotations

_GUARD = "'"
_GUARDED = frozenset("=+-@\t\r\n '＝＋－＠")


def guarded(value: object) -> object:
    """
    Return a cell that no spreadsheet runs.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Hama"), guarded(-1.5), guarded(True)
    ("'=1+1", 'Hama', -1.5, 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value[:1] in _GUARDED and value:
        return _GUARD + value
    return value
