"""
Lines of many days, told once.

A day moves a border here and there and leaves the rest. So a line is cut into pieces
at some of its corners, chosen by where they lie and not by what is around them: what
did not move is cut as before, whichever way the line runs now. Each piece is told
once, for all days and both ways (after content-defined chunking, as rsync and backup
programs have it: Muthitacharoen, Chen and Mazières, 2001).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from geocontrol.render.lines import ALPHABET, write_step

CUT_AT = 8
"""One corner of so many, on the average, is the end of a piece."""

Ints = npt.NDArray[np.int64]
_VALUE = np.full(256, -1, dtype=np.int64)
_VALUE[np.frombuffer(ALPHABET.encode(), np.uint8)] = np.arange(len(ALPHABET))
_PRIMES = np.array([73_856_093, 19_349_663])


def numbers_of(text: str) -> Ints:
    """
    Read numbers as `geocontrol.render.lines` writes them.

    Examples
    --------
    >>> numbers_of("AACDgBC").tolist()
    [0, 0, 1, -1, 16, 1]
    """
    digits = _VALUE[np.frombuffer(text.encode(), np.uint8)]
    is_last = digits < 32  # noqa: PLR2004 - a digit above says that another follows
    number = np.cumsum(np.r_[0, is_last[:-1]])
    first = np.r_[0, np.flatnonzero(is_last)[:-1] + 1]
    shift = 5 * (np.arange(len(digits)) - first[number])
    folded = np.zeros(number[-1] + 1, dtype=np.int64)
    np.add.at(folded, number, (digits & 31) << shift)
    return np.where(folded & 1, -(folded >> 1), folded >> 1)


def text_of(numbers: Iterable[int]) -> str:
    """
    Write numbers as `numbers_of` reads them.

    Examples
    --------
    >>> text_of([0, 0, 1, -1, 16, 1])
    'AACDgBC'
    """
    digits: list[str] = []
    for number in numbers:
        write_step(number, digits)
    return "".join(digits)


class LineBook:
    """Lines and their pieces, in the order in which they are first told."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        """The steps of each piece, the smaller way round."""
        self.lines: list[str] = []
        """Of each line its first corner, and its pieces as steps between numbers,
        doubled, plus one where the piece runs the other way."""
        self._piece_numbers: dict[bytes, int] = {}
        self._line_numbers: dict[str, int] = {}

    def number(self, line: str) -> int:
        """Return the number of a packed line; tell it if it is new."""
        known = self._line_numbers.get(line)
        if known is None:
            known = self._line_numbers[line] = len(self.lines)
            self.lines.append(self._told(line))
        return known

    def _told(self, line: str) -> str:
        steps = numbers_of(line).reshape(-1, 2)
        corners = np.cumsum(steps, axis=0)
        mixed = np.bitwise_xor.reduce(corners * _PRIMES, axis=1) >> 7
        ends = np.flatnonzero(mixed % CUT_AT == 0)
        steps = steps[1:]
        bounds = np.unique(np.r_[0, ends, len(steps)])
        numbers = corners[0].tolist()
        last = 0
        for start, end in pairwise(bounds.tolist()):
            piece, is_back = self._piece(steps[start:end])
            numbers.append(2 * (piece - last) + is_back)
            last = piece + 1
        return text_of(numbers)

    def _piece(self, steps: Ints) -> tuple[int, bool]:
        """Return the number of a piece, and whether it is told the other way."""
        back = -steps[::-1]
        forth_key, back_key = steps.tobytes(), back.tobytes()
        is_back = back_key < forth_key
        key = back_key if is_back else forth_key
        known = self._piece_numbers.get(key)
        if known is None:
            known = self._piece_numbers[key] = len(self.pieces)
            told = back if is_back else steps
            self.pieces.append(text_of(told.ravel().tolist()))
        return known, is_back
