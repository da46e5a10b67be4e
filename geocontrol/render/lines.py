"""Lines packed as short text, so that a page stays small."""

from __future__ import annotations

from collections.abc import Sequence

PER_DEGREE = 10_000
"""Steps to a degree: a packed line keeps four decimals, some ten metres."""

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def pack(line: Sequence[Sequence[float]]) -> str:
    """
    Pack a line or ring of lon, lat as the steps from each point to the next.

    A step is written in digits of five bits, the lowest first; a digit above 31
    says that another one follows; the lowest bit of a number is its sign. Points
    that fall on the one before are left out.

    Parameters
    ----------
    line
        Positions, degrees, WGS 84, lon first.

    Examples
    --------
    >>> pack([[0.0, 0.0], [0.0001, -0.0001], [0.0017, 0.0]])
    'AACDgBC'
    """
    digits: list[str] = []
    last = (0, 0)
    for position in line:
        point = (round(position[0] * PER_DEGREE), round(position[1] * PER_DEGREE))
        if digits and point == last:
            continue
        for here, before in zip(point, last, strict=True):
            _write(here - before, digits)
        last = point
    return "".join(digits)


def _write(step: int, digits: list[str]) -> None:
    number = step << 1 if step >= 0 else (-step << 1) | 1
    while number > 31:  # noqa: PLR2004
        digits.append(_ALPHABET[(number & 31) | 32])
        number >>= 5
    digits.append(_ALPHABET[number])
