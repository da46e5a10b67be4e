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
        self,
        text: str,
        font: Font,
        *,
        color: str = "",
        most_lines: int = 99,
        leading: float = LEADING,
    ) -> None:
        """Set a text, broken into lines and cut after the last allowed."""
        lines = self.sheet.wrap(text, font, self.width * _TRUE)
        if len(lines) > most_lines:
            rest = " ".join(lines[most_lines - 1 :])
            last = self.sheet.shortened(rest + "…", font, self.width)
            lines = [*lines[: most_lines - 1], last]
        for line in lines:
            self._add(_line(self, line, font, color), font.size * leading)

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
        """Set rows of a small mark, a text and a number, in so many columns."""
        height = font.size * 1.55
        count = -(-len(cells) // columns)
        for row in range(count):
            self._add(_row(self, cells[row::count], font, columns, height), height)

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
    cells: Sequence[Row],
    font: Font,
    columns: int,
    height: float,
) -> Drawer:
    """Return what draws one row: mark, text, number, each column alike."""
    sheet = flow.sheet
    gap = 2.0 * font.size
    width = (flow.width - gap * (columns - 1)) / columns

    def draw(x: float, y: float) -> None:
        for number, (swatch, text, numbers) in enumerate(cells):
            place = columns - 1 - number if sheet.is_rtl else number
            left = x + place * (width + gap)
            right = left + width
            start, end, sign = (right, left, -1) if sheet.is_rtl else (left, right, 1)
            ends = ("right", "left") if sheet.is_rtl else ("left", "right")
            sheet.draw(swatch(start + sign * 0.75 * font.size, y + 0.66 * height))
            indent = 1.9 * font.size
            room = width - indent - len(numbers) * _NUMBER * font.size
            shown = sheet.shortened(text, font, room)
            base = y + 0.66 * height + 0.35 * font.size
            sheet.text(start + sign * indent, base, shown, font, align=ends[0])
            for column, value in enumerate(reversed(numbers)):
                at = end - sign * column * _NUMBER * font.size
                sheet.text(at, base, value, font, align=ends[1], color=sheet.theme.soft)

    return draw
