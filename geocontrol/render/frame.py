"""
The frame of a day page: rendered once by folium, then filled for each day.

folium sees placeholders and never a record; what fills them is put between the
pieces as it is, and no template reads it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from branca.element import Figure
from folium.template import Template

from geocontrol.render.assets import (
    LARGE_PAGE_SCRIPTS,
    PAGE_SCRIPTS,
    boot_script,
    csp_hash,
    lean_leaflet_css,
    loader_script,
    own_style,
    packed,
    page_code,
    template_text,
)
from geocontrol.render.atlas import Atlas
from geocontrol.render.daymap import DayMap, StartCall, Verbatim, script_tag
from geocontrol.render.door import plain
from geocontrol.render.words import words

_SLOT = re.compile(r"<!--slot:(\w+)-->")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_POLICY_SLOT = "<!--slot:policy-->"
_COLORS = "<!--slot:colors-->"
_POLICY = (
    "default-src 'none'; script-src {hashes}; style-src {styles}; "
    "img-src data:; base-uri 'none'; form-action 'none'"
)


class PageFigure(Figure):
    """The page that a day's map stands in, with all that it needs."""

    _template = Template(template_text("frame.html"))

    def __init__(self, lang: str, code: str = "") -> None:
        super().__init__()
        self._id = "page"
        self.lang = lang
        self.dir = words(lang)["dir"]
        self.code = packed(code)
        self.boot = script_tag(boot_script())
        self.header._children.clear()  # noqa: SLF001


class SharedFigure(PageFigure):
    """The page that a day's map stands in, where pages share what they need."""

    _template = Template(template_text("frame-shared.html"))

    def __init__(self, lang: str, style_name: str) -> None:
        super().__init__(lang)
        self.style_name = style_name
        self.loader = script_tag(loader_script())


@dataclass(frozen=True, slots=True)
class Frame:
    """A page with slots to fill."""

    texts: tuple[bytes, ...]
    """What stands before, between and after the slots, UTF-8."""
    slots: tuple[str, ...]
    """The names of the slots."""

    def filled(self, slots: Mapping[str, Sequence[bytes]]) -> bytes:
        """
        Return a page, UTF-8.

        Parameters
        ----------
        slots
            Markup for each slot in one or more pieces, already escaped, UTF-8.

        Raises
        ------
        KeyError
            If a slot is left without markup.
        """
        first, *texts = self.texts
        pieces = [first]
        for name, text in zip(self.slots, texts, strict=True):
            pieces += [*slots[name], text]
        return b"".join(pieces)


def make_frame(atlas: Atlas, *, is_large: bool) -> Frame:
    """
    Let folium render the frame that all days of a build share.

    Parameters
    ----------
    atlas
        What all days share; only its extent, language and actors' colours are used.
    is_large
        Whether pages leave to the scripts what these can find out by themselves.

    Raises
    ------
    AssetError
        If the installed Leaflet is another than the one expected.
    """
    style = f"<style>{lean_leaflet_css()}{own_style()}</style>"
    code = page_code(LARGE_PAGE_SCRIPTS if is_large else PAGE_SCRIPTS)
    page = _rendered(PageFigure(atlas.lang, code), atlas, style)
    page = page.replace(_COLORS, _colors(atlas))
    scripts = [code, *_SCRIPT.findall(page)]
    return _policed(
        page,
        scripts=" ".join(map(csp_hash, scripts)),
        styles=" ".join(map(csp_hash, _STYLE.findall(page))),
    )


def make_shared_frame(atlas: Atlas, style_name: str) -> Frame:
    """
    Let folium render the frame of pages that share style and code.

    The policy lets the page's own loader, and nobody else, bring further scripts: a
    page opened from a disk has no address of its own that a policy could name.

    Parameters
    ----------
    atlas
        What all days share; only its extent and language are used.
    style_name
        Name of the style sheet, seen from the page.
    """
    page = _rendered(SharedFigure(atlas.lang, style_name), atlas, "")
    hashes = " ".join(map(csp_hash, _SCRIPT.findall(page)))
    return _policed(page, scripts=f"{hashes} 'strict-dynamic'", styles="'self'")


def page_style(atlas: Atlas) -> str:
    """Return the style of pages as a file of its own."""
    return f"{lean_leaflet_css()}{own_style()}{_colors(atlas)}\n"


def _rendered(figure: PageFigure, atlas: Atlas, style: str) -> str:
    day_map = DayMap(atlas.project.extent)
    figure.add_child(day_map)
    figure.header.add_child(Verbatim(style, "style"))
    day_map.add_child(StartCall())
    page: str = figure.render()
    return page


def _policed(page: str, *, scripts: str, styles: str) -> Frame:
    """Put in what a page may run and wear, and cut it at its slots."""
    policy = escape(_POLICY.format(hashes=scripts, styles=styles), quote=False)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    pieces = _SLOT.split(page.replace(_POLICY_SLOT, tag))
    return Frame(tuple(text.encode() for text in pieces[::2]), tuple(pieces[1::2]))


def _colors(atlas: Atlas) -> str:
    """Return the rule for the colour of each actor's swatch in the table."""
    return "".join(
        f".a{number}{{--c:{escape(plain(atlas.looks[actor_id].color))}}}"
        for number, actor_id in enumerate(atlas.actors)
    )
