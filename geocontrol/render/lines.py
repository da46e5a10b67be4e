"""Lines packed as short text, so that a page stays small."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

PER_DEGREE = 10_000
"""Steps to a degree: a packed line keeps four decimals, some ten metres."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Digits of five bits, and of five bits with more to follow."""


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
            write_step(here - before, digits)
        last = point
    return "".join(digits)


def write_step(step: int, digits: list[str]) -> None:
    """Add the digits of a number."""
    number = step << 1 if step >= 0 else (-step << 1) | 1
    while number > 31:  # noqa: PLR2004
        digits.append(ALPHABET[(number & 31) | 32])
        number >>= 5
    digits.append(ALPHABET[number])


Ints = npt.NDArray[np.int64]

_DIGITS = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
_BITS = 5


def pack_parts(points: Ints, line: Ints) -> list[tuple[str, str]]:
    """
    Pack many lines at once, each as its first point and its steps.

    The two together are what `pack` gives; a line that goes on where another ends is
    that one's text and its own steps.

    Parameters
    ----------
    points
        Corners of lines, one line after another, in steps of `PER_DEGREE`, lon first.
    line
        The number of the line that each corner is of, 0 and up without a gap.

    Examples
    --------
    >>> points = np.array([[0, 0], [1, -1], [17, 0], [5, 5]])
    >>> pack_parts(points, np.array([0, 0, 0, 1]))
    [('AA', 'CDgBC'), ('KK', '')]
    """
    before = np.concatenate([points[:1], points[:-1]])
    first = np.concatenate([[True], line[1:] != line[:-1]])
    moves = first | (points != before).any(axis=1)
    steps = np.where(first[:, None], points, points - before)[moves]
    numbers = np.where(steps < 0, -steps << 1 | 1, steps << 1).ravel()
    size = np.ones(len(numbers), dtype=np.int64)
    for place in range(1, 1 + int(numbers.max()).bit_length() // _BITS):
        size += numbers >> _BITS * place > 0
    start = np.cumsum(size) - size
    digits = np.empty(start[-1] + size[-1], dtype=np.uint8)
    for place in range(int(size.max())):
        there = size > place
        value = numbers[there] >> _BITS * place
        more = (size[there] > place + 1) << _BITS
        digits[start[there] + place] = _DIGITS[value & 31 | more]
    text = digits.tobytes().decode()
    begins = start[::2][first[moves]].tolist()
    rest = [*start[::2][1:], len(text)]
    heads = np.array(rest)[first[moves]].tolist()
    ends = [*begins[1:], len(text)]
    return [
        (text[begin:head], text[head:end])
        for begin, head, end in zip(begins, heads, ends, strict=True)
    ]
