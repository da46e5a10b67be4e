"""Themes, sizes and typefaces of figures. Lengths are points, 72 to an inch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from geocontrol.model import ActorId
from geocontrol.render.palette import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours of the ground and of ink; the same as those of the pages."""

    is_dark: bool = False
    is_grey: bool = False
    """Whether holders are told apart by lightness, shape and pattern; see `grey`."""
    paper: str = "#ffffff"
    water: str = "#dbe5ea"
    land: str = "#f5f1e9"
    neighbour: str = "#e7e4dd"
    line: str = "#cdc7ba"
    border: str = "#8f897d"
    river: str = "#a9c4d0"
    ink: str = "#1b1a18"
    soft: str = "#55514a"
    faint: str = "#8b867b"
    halo: str = "#f9f6f0"
    none: str = "#77736a"

    def color(self, color: str) -> str:
        """Return an actor's colour as it shows on this ground."""
        if not self.is_dark:
            return color
        red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
        light = (0.3 * red + 0.59 * green + 0.11 * blue) / 255
        return mix(color, "#ffffff", 0.32 - 0.4 * light) if light < DIM else color


DIM = 0.4
"""Below this lightness, 0 to 1, a colour is lifted on a dark ground."""

THEMES: Mapping[str, Theme] = {
    "colour": Theme(),
    "grey": Theme(
        is_grey=True,
        water="#e4e4e4",
        land="#f7f7f7",
        neighbour="#e9e9e9",
        line="#cfcfcf",
        border="#8c8c8c",
        river="#c4c4c4",
        ink="#161616",
        soft="#4f4f4f",
        faint="#868686",
        halo="#fbfbfb",
        none="#757575",
    ),
    "dark": Theme(
        is_dark=True,
        paper="#191816",
        water="#121a20",
        land="#2c2b28",
        neighbour="#1f1f1d",
        line="#4a4741",
        border="#8a8478",
        river="#33505e",
        ink="#f4f1ea",
        soft="#c9c4b9",
        faint="#8f8a80",
        halo="#232220",
        none="#a8a398",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a figure is, and how large what is on it."""

    width: float
    height: float
    """At most; a figure is no higher than what it holds."""
    margin: float
    body: float
    """Size of running text."""
    day: float
    """Size of the day."""
    marks: float
    """Scale of the marks; 1 on a screen."""
    names: float
    """Scale of the names on the map."""
    least_rank: int
    """The last rank of places that are named."""
    is_wide: bool = False
    """Whether text stands beside the map rather than above and below it."""
    has_inset: bool = True
    has_list: bool = True
    """Whether what changed stands in a list of its own."""


SIZES: Mapping[str, Size] = {
    "column": Size(
        width=255,
        height=500,
        margin=9,
        body=6.2,
        day=17,
        marks=0.42,
        names=0.66,
        least_rank=2,
        has_inset=False,
        has_list=False,
    ),
    "page": Size(
        width=510,
        height=720,
        margin=14,
        body=7.6,
        day=28,
        marks=0.62,
        names=0.84,
        least_rank=4,
    ),
    "slide": Size(
        width=960,
        height=540,
        margin=24,
        body=11,
        day=38,
        marks=0.78,
        names=1.06,
        least_rank=4,
        is_wide=True,
    ),
}

GREYS = (
    "#4a4a4a",
    "#a2a2a2",
    "#d9d9d9",
    "#757575",
    "#bcbcbc",
    "#1f1f1f",
    "#8b8b8b",
    "#ececec",
    "#5f5f5f",
    "#343434",
)
PATTERNS = ("", "....", "----", "\\\\\\\\", "||||", "xxxx", "++++", "oo", "**", "//")
"""Fill areas of the grey theme, in the order of `GREYS`; as matplotlib names them."""

_LATIN = ("Noto Sans", "Liberation Sans", "Arial")
_ARABIC = ("Noto Sans Arabic", "Noto Naskh Arabic")
_SHIPPED = "DejaVu Sans"
"""Comes with matplotlib, and has both scripts."""


@cache
def families(lang: str) -> tuple[str, ...]:
    """Return the typefaces for a language that this machine has, best first."""
    from matplotlib.font_manager import fontManager  # noqa: PLC0415

    installed = set(fontManager.get_font_names())
    latin = [name for name in _LATIN if name in installed][:1]
    arabic = [name for name in _ARABIC if name in installed][:1]
    order = [*arabic, *latin] if lang == "ar" else [*latin, *arabic]
    return (*order, _SHIPPED)


@cache
def mix(first: str, second: str, share: float) -> str:
    """
    Mix two `#rrggbb` colours.

    Parameters
    ----------
    first, second
        Colours.
    share
        Of the second, 0 to 1.

    Examples
    --------
    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    parts = (
        round(a + (b - a) * share + 1e-9)
        for a, b in (
            (int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)
        )
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def grey(looks: Mapping[ActorId, Look]) -> dict[ActorId, Look]:
    """Give each actor a grey of its own, far from those of its neighbours in order."""
    return {
        actor_id: Look(color=GREYS[number % len(GREYS)], shape=look.shape)
        for number, (actor_id, look) in enumerate(looks.items())
    }
