"""Text and rows set one below another in a column, measured before they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from geocontrol.render.figure.sheet import Box, Font, Shape, Sheet

_TRUE = 0.985
"""Lines are broken a little early: a device may set letters slightly wider."""

LEADING = 1.34
"""From baseline to baseline, in sizes of the font."""
_NUMBER = 4.2
"""Width of a column of numbers, in sizes of the font."""
_INDENT = 1.9
"""From the edge of a row to its text, in sizes of the font."""
_ROW, _ROW_LINE = 1.55, 1.16
"""Height of a row, and of each further line of it, in sizes of the font."""
_MOST_LINES = 40
"""What a stranger writes is cut after so many lines; nothing of ours is as long."""

Drawer = Callable[[float, float], None]
"""Draws at a left edge and a top, points."""
Swatch = Callable[[float, float], Sequence[Shape]]
"""Returns the shapes of a small mark around a spot."""


class Row(NamedTuple):
    """A small mark, what it stands for, and numbers in columns of their own."""

    swatch: Swatch
    text: str
    numbers: tuple[str, ...] = ()


class Flow:
    """
    A column that grows downwards.

    Parameters
    ----------
    sheet
        What it will be drawn on.
    width
        Of the column, points.
    """

    def __init__(self, sheet: Sheet, width: float) -> None:
        self.sheet = sheet
        self.width = width
        self.height = 0.0
        self._drawers: list[tuple[float, Drawer]] = []

    def gap(self, height: float) -> None:
        """Leave room."""
        self.height += height

    def paragraph(
        self, text: str, font: Font, *, color: str = "", leading: float = LEADING
    ) -> None:
        """Set a text, broken into lines."""
        lines = self.sheet.wrap(text, font, self.width * _TRUE)
        if len(lines) > _MOST_LINES:
            rest = " ".join(lines[_MOST_LINES - 1 :])
            last = self.sheet.shortened(rest + "…", font, self.width)
            lines = [*lines[: _MOST_LINES - 1], last]
        for line in lines:
            self._add(_line(self, line, font, color), font.size * leading)

    def lines(self, text: str, font: Font) -> int:
        """Return how many lines a text takes."""
        return len(self.sheet.wrap(text, font, self.width * _TRUE))

    def title(self, text: str, font: Font, leading: float) -> None:
        """Set one line, smaller where it would be too wide."""
        width = self.sheet.measure(text, font)[0]
        fit = min(1.0, self.width * _TRUE / width) if width else 1.0
        fitted = font._replace(size=font.size * fit)
        self._add(_line(self, text, fitted, ""), fitted.size * leading)

    def rule(self, color: str) -> None:
        """Draw a thin line across the column."""

        def draw(x: float, y: float) -> None:
            line = Box(x, y, x + self.width, y + 0.5)
            self.sheet.draw([Shape(line.path(), fill=color)])

        self._add(draw, 0.5)

    def rows(self, cells: Sequence[Row], font: Font, columns: int = 1) -> None:
        """Set rows of a small mark, a text and numbers, in so many columns."""
        gap = 2.0 * font.size
        width = (self.width - gap * (columns - 1)) / columns
        count = -(-len(cells) // columns)
        for row in range(count):
            set_cells = [
                (cell, self._broken(cell, font, width)) for cell in cells[row::count]
            ]
            most = max(len(lines) for _, lines in set_cells)
            height = font.size * (_ROW + _ROW_LINE * (most - 1))
            self._add(_row(self, set_cells, font, columns, gap), height)

    def _broken(self, cell: Row, font: Font, width: float) -> list[str]:
        """Return the lines of the text of a row."""
        room = width - (_INDENT + len(cell.numbers) * _NUMBER) * font.size
        lines = self.sheet.wrap(cell.text, font, room * _TRUE) or [""]
        return [self.sheet.shortened(line, font, room) for line in lines[:_MOST_LINES]]

    def beside(self, flows: Sequence[Flow], gap: float) -> None:
        """Set other columns side by side, in the direction of reading."""
        height = max((flow.height for flow in flows), default=0.0)

        def draw(x: float, y: float) -> None:
            at = x + self.width if self.sheet.is_rtl else x
            for flow in flows:
                if self.sheet.is_rtl:
                    at -= flow.width
                    flow.draw(at, y)
                    at -= gap
                else:
                    flow.draw(at, y)
                    at += flow.width + gap

        self._add(draw, height)

    def draw(self, x: float, y: float) -> None:
        """Draw it all, with the upper left corner at a spot."""
        for offset, drawer in self._drawers:
            drawer(x, y + offset)

    def _add(self, drawer: Drawer, height: float) -> None:
        self._drawers.append((self.height, drawer))
        self.height += height


def _line(flow: Flow, text: str, font: Font, color: str) -> Drawer:
    def draw(x: float, y: float) -> None:
        is_rtl = flow.sheet.is_rtl
        flow.sheet.text(
            x + flow.width if is_rtl else x,
            y + font.size,
            text,
            font,
            color=color,
            align="right" if is_rtl else "left",
        )

    return draw


def _row(
    flow: Flow,
    cells: Sequence[tuple[Row, Sequence[str]]],
    font: Font,
    columns: int,
    gap: float,
) -> Drawer:
    """Return what draws one row: mark, text, numbers, each column alike."""
    sheet = flow.sheet
    width = (flow.width - gap * (columns - 1)) / columns
    middle = 0.66 * _ROW * font.size

    def draw(x: float, y: float) -> None:
        for number, (cell, lines) in enumerate(cells):
            place = columns - 1 - number if sheet.is_rtl else number
            left = x + place * (width + gap)
            right = left + width
            start, end, sign = (right, left, -1) if sheet.is_rtl else (left, right, 1)
            ends = ("right", "left") if sheet.is_rtl else ("left", "right")
            sheet.draw(cell.swatch(start + sign * 0.75 * font.size, y + middle))
            at = start + sign * _INDENT * font.size
            base = y + middle + 0.35 * font.size
            for row, line in enumerate(lines):
                lower = base + row * _ROW_LINE * font.size
                sheet.text(at, lower, line, font, align=ends[0])
            for column, value in enumerate(reversed(cell.numbers)):
                at = end - sign * column * _NUMBER * font.size
                sheet.text(at, base, value, font, align=ends[1], color=sheet.theme.soft)

    return draw
