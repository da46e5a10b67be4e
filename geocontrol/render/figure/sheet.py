"""
A sheet to draw on: shapes and text at points from the upper left corner.

One matplotlib axes covers the sheet, a unit is a point, y runs down. Nothing that
a record holds is read as mathematics, and no character moves the text around it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba_array
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.transforms import Bbox, TransformedBbox

from geocontrol.render.door import plain
from geocontrol.render.figure.style import Theme, families

POINTS_PER_INCH = 72
_MEASURED_AT = 16
"""Text is measured so many times larger, where pixels do not round it."""
MISSING = "Glyph .* missing from"
"""How matplotlib warns of a letter that no typeface has."""
THIN = "\u2009"
"""A thin space, which sets capitals apart."""
_BREAKS = re.compile(r"[^\S\u2009]+")
_UPRIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""Letters of scripts that have no italics; slanted typefaces are without them."""


@contextmanager
def unhinted() -> Iterator[None]:
    """
    Measure text as it is, not as it would fit the pixels of a screen.

    A letter that no typeface of this machine has is measured, and later drawn, as a
    box, without a word on the command line. Every function that lays out a sheet is
    decorated with it.
    """
    with (
        mpl.rc_context({"text.hinting": "no_hinting"}),
        warnings.catch_warnings(),
    ):
        warnings.filterwarnings("ignore", message=MISSING)
        yield


class Shape(NamedTuple):
    """A filled and stroked outline."""

    path: Path
    fill: str = "none"
    edge: str = "none"
    width: float = 0.0
    dash: tuple[float, ...] = ()


class Box(NamedTuple):
    """A rectangle, y down."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes have a point in common that is on no edge."""
        return (
            self.x0 < other.x1
            and other.x0 < self.x1
            and self.y0 < other.y1
            and other.y0 < self.y1
        )

    def grown(self, by: float) -> Box:
        """Return the box with a margin around it."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def path(self) -> Path:
        """Return the outline."""
        x0, y0, x1, y1 = self
        return Path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], closed=True)


class Font(NamedTuple):
    """How a text is set."""

    size: float
    is_bold: bool = False
    is_italic: bool = False


class Sheet:
    """
    One figure, drawn from back to front.

    Parameters
    ----------
    width, height
        Points.
    theme
        Colours.
    lang
        Language of the text, BCP 47; Arabic runs from right to left.
    """

    def __init__(self, width: float, height: float, theme: Theme, lang: str) -> None:
        self.width, self.height = width, height
        self.theme = theme
        self.is_rtl = lang == "ar"
        self._families = list(families(lang))
        self.figure = Figure(
            figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH),
            dpi=POINTS_PER_INCH,
            facecolor=theme.paper,
        )
        canvas: Any = FigureCanvasAgg(self.figure)
        self._renderer = canvas.get_renderer()
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set(xlim=(0, width), ylim=(height, 0))
        self._order = 1
        self._measured: dict[tuple[str, Font], tuple[float, float, float]] = {}

    def set_height(self, height: float) -> None:
        """Make the sheet as high as what it holds; before anything is drawn."""
        self.height = height
        self.figure.set_figheight(height / POINTS_PER_INCH)
        self._axes.set_ylim(height, 0)

    def draw(self, shapes: Sequence[Shape], clip: Box | None = None) -> None:
        """Draw shapes over all that is drawn already, the first at the bottom."""
        if not shapes:
            return
        collection = PathCollection(
            [shape.path for shape in shapes],
            facecolors=_colors(shape.fill for shape in shapes),
            edgecolors=_colors(shape.edge for shape in shapes),
            linewidths=[shape.width for shape in shapes],
            linestyles=[(0, shape.dash or None) for shape in shapes],
            joinstyle="round",
            capstyle="round",
        )
        self._axes.add_collection(collection, autolim=False)
        self._place(collection, clip)

    def hatch(self, path: Path, color: str, pattern: str, clip: Box) -> None:
        """Fill an outline with lines; the pattern is one of matplotlib's."""
        collection = PathCollection(
            [path], facecolors="none", edgecolors=color, linewidths=0, hatch=pattern
        )
        self._axes.add_collection(collection, autolim=False)
        self._place(collection, clip)

    def text(  # noqa: PLR0913
        self,
        x: float,
        y: float,
        text: str,
        font: Font,
        *,
        color: str = "",
        align: str = "left",
        halo: float = 0.0,
    ) -> None:
        """
        Set one line of text with its baseline at `y`.

        A halo is the outline of the same text under it, so that a PDF still holds
        the text itself.
        """
        for outline in [halo, 0.0] if halo else [0.0]:
            artist = self._axes.text(
                x,
                y,
                clean(text),
                color=color or self.theme.ink,
                ha=align,
                va="baseline",
                fontproperties=self._properties(font, text),
                parse_math=False,
            )
            if outline:
                stroke = Stroke(linewidth=outline, foreground=self.theme.halo)
                artist.set_path_effects([stroke])
            self._place(artist, None)

    def measure(self, text: str, font: Font) -> tuple[float, float, float]:
        """Return width, height above and depth below the baseline of a text."""
        key = (text, font)
        if key not in self._measured:
            large = font._replace(size=font.size * _MEASURED_AT)
            width, height, depth = (
                float(length) / _MEASURED_AT
                for length in self._renderer.get_text_width_height_descent(
                    clean(text) or " ", self._properties(large, text), ismath=False
                )
            )
            self._measured[key] = (width, height - depth, depth)
        return self._measured[key]

    def wrap(self, text: str, font: Font, width: float) -> list[str]:
        """Break a text into lines no wider than `width`, between words."""
        words = text.split()
        lines: list[str] = []
        count = 1
        while words:
            count = self._fitting(words, font, width, count)
            lines.append(" ".join(words[:count]))
            words = words[count:]
        return lines

    def _fitting(
        self, words: Sequence[str], font: Font, width: float, guess: int
    ) -> int:
        """Return how many words fit into a line, one at least, starting at a guess."""

        def fits(count: int) -> bool:
            return self.measure(" ".join(words[:count]), font)[0] <= width

        count = max(1, min(guess, len(words)))
        while count > 1 and not fits(count):
            count -= 1
        while count < len(words) and fits(count + 1):
            count += 1
        return count

    def shortened(self, text: str, font: Font, width: float) -> str:
        """Return a text, cut with an ellipsis where it is wider than `width`."""
        if self.measure(text, font)[0] <= width:
            return text
        kept = text
        while self.measure(f"{kept[: len(kept) // 2]}…", font)[0] > width:
            kept = kept[: len(kept) // 2]
        while kept and self.measure(f"{kept}…", font)[0] > width:
            kept = kept[:-1].rstrip()
        return f"{kept}…"

    def _properties(self, font: Font, text: str) -> FontProperties:
        is_italic = font.is_italic and not _UPRIGHT.search(text)
        return FontProperties(
            family=self._families,
            size=font.size,
            weight="bold" if font.is_bold else "normal",
            style="italic" if is_italic else "normal",
        )

    def _place(self, artist: Any, clip: Box | None) -> None:  # noqa: ANN401
        artist.set_zorder(self._order)
        self._order += 1
        if clip is None:
            artist.set_clip_on(b=False)
        else:
            corners = Bbox([[clip.x0, clip.y1], [clip.x1, clip.y0]])
            artist.set_clip_box(TransformedBbox(corners, self._axes.transData))


def _colors(names: Iterable[str]) -> np.ndarray[Any, Any]:
    """Return red, green, blue and opacity of each colour, each read once."""
    numbers: dict[str, int] = {}
    rows = [numbers.setdefault(name, len(numbers)) for name in names]
    return np.asarray(to_rgba_array(list(numbers)))[rows]


def clean(text: str) -> str:
    """
    Return a text as one line that no character in it steers.

    Examples
    --------
    >>> clean("Khan   Shaykhun")
    'Khan Shaykhun'
    """
    one_line = _BREAKS.sub(" ", plain(text)).strip(" ")
    return "".join(c if c.isprintable() or c == THIN else "\ufffd" for c in one_line)
