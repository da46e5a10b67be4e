"""Files that every page carries: Leaflet, and our own scripts and styles."""

from __future__ import annotations

import base64
import bz2
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from geocontrol.errors import GeocontrolError

LEAFLET_VERSION = "1.9.4"
LEAFLET_JS_SHA256 = "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"
LEAFLET_CSS_SHA256 = "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6"
DRAWING_SCRIPTS = (
    "dom.js",
    "world.js",
    "say.js",
    "view.js",
    "theme.js",
    "lines.js",
    "basemap.js",
    "areas.js",
    "marks.js",
    "nearness.js",
    "labels.js",
    "layer.js",
    "inset.js",
)
"""Scripts that draw a day on a map, in the order in which they build on each other."""
PAGE_SCRIPTS = (
    *DRAWING_SCRIPTS,
    "claims.js",
    "card.js",
    "table.js",
    "page.js",
    "pageworld.js",
    "start.js",
)
"""Scripts of a day page."""
CUTTING_SCRIPTS = ("cutter.js", "cells.js", "nearland.js")
"""Scripts that find the land of each place."""
LARGE_PAGE_SCRIPTS = (*PAGE_SCRIPTS[:-1], *CUTTING_SCRIPTS, "cutland.js", "start.js")
"""Scripts of a day page that finds out by itself what it can."""

_UNUSED_RULE = re.compile(
    r"(?<=\})[^{}@]*(?:popup|tooltip|control-layers|oldie|zoom-box|div-icon|vml)[^{}]*"
    r"\{[^{}]*\}"
)
_IMAGE_RULE = re.compile(r"[^{}]*\{[^{}]*url\([^{}]*\}")
_BLOCK_COMMENT = re.compile(
    r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL
)
_CAST = re.compile(r"/\*\* @type [^*]*\*/ ?")
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{2,}")


class AssetError(GeocontrolError, OSError):
    """A file that pages are made of is not the one this version was made with."""


@cache
def leaflet_js() -> str:
    """
    Return Leaflet's script, byte for byte as its authors published it.

    Raises
    ------
    AssetError
        If the installed file is another one.
    """
    return _verified("leaflet.js", LEAFLET_JS_SHA256)


@cache
def leaflet_css() -> str:
    """
    Return Leaflet's styles without the rules that load images.

    Raises
    ------
    AssetError
        If the installed file is another one.
    """
    css = re.sub(
        r"/\*.*?\*/", "", _verified("leaflet.css", LEAFLET_CSS_SHA256), flags=re.DOTALL
    )
    return squeeze_css(_IMAGE_RULE.sub("", css))


@cache
def lean_leaflet_css() -> str:
    """
    Return Leaflet's styles for a map without popups, tooltips and its own markers.

    Raises
    ------
    AssetError
        If the installed file is another one.
    """
    return _UNUSED_RULE.sub("", leaflet_css())


@cache
def own_script(names: Sequence[str] = PAGE_SCRIPTS) -> str:
    """Return our scripts as one, closed off from everything else on the page."""
    parts = "\n".join(squeeze(static_text(name)) for name in names)
    return f'(() => {{"use strict";\n{parts}\n}})();'


@cache
def own_style(name: str = "day.css") -> str:
    """Return one of our style sheets."""
    return squeeze_css(static_text(name))


def static_text(name: str) -> str:
    """Return a file of `static/` as text."""
    return (files("geocontrol.render") / "static" / name).read_text(encoding="utf-8")


def template_text(name: str) -> str:
    """Return a file of `templates/` as text."""
    path = files("geocontrol.render") / "templates" / name
    return path.read_text(encoding="utf-8")


def squeeze(text: str) -> str:
    r"""
    Take comments that fill whole lines, indents and blank lines out of a script.

    Examples
    --------
    >>> squeeze("// why\nf(\n  1);\n\n/** @type {x} */\ng();\n")
    'f(\n1);\ng();\n'
    """
    for pattern, better in (
        (_CAST, ""),
        (_BLOCK_COMMENT, ""),
        (_LINE_COMMENT, ""),
        (_INDENT, ""),
        (_BLANK_LINES, "\n"),
    ):
        text = pattern.sub(better, text)
    return text


def packed(text: str) -> str:
    """
    Pack a text as bzip2 in base64; `boot.js` unpacks it.

    Of the codecs at hand bzip2 is the one whose every implementation gives the same
    bytes, so that a page is the same wherever it is built.
    """
    return base64.b64encode(bz2.compress(text.encode(), 9)).decode("ascii")


def boot_script() -> str:
    """Return the script that unpacks and runs the code of a page."""
    return own_script(("unzip.js", "boot.js"))


@cache
def shared_code() -> str:
    """
    Return the code of pages that share it as a file of its own.

    Raises
    ------
    AssetError
        If the installed Leaflet is another one.
    """
    unzip = own_script(("unzip.js", "offer.js"))
    return f"{page_code(LARGE_PAGE_SCRIPTS)}\n{unzip}\n"


@cache
def loader_script() -> str:
    """Return the script that fetches what pages share."""
    return own_script(("loader.js",))


@cache
def page_code(names: Sequence[str] = PAGE_SCRIPTS) -> str:
    """
    Return Leaflet and our scripts as one text.

    Raises
    ------
    AssetError
        If the installed Leaflet is another one.
    """
    return f"{leaflet_js()}\n{own_script(names)}"


def squeeze_css(text: str) -> str:
    r"""
    Take comments and spaces that say nothing out of a style sheet.

    Examples
    --------
    >>> squeeze_css("a {\n  color: red;\n}\n@media print { b, i { margin: 0 1px; } }")
    'a{color:red}@media print{b,i{margin:0 1px}}'
    """
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,]) ?", r"\1", text)
    return re.sub(r"(?<=[a-z-]): ", ":", text).replace(";}", "}").strip()


def csp_hash(script: str) -> str:
    """Return the source expression that lets a page run this script."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _verified(name: str, sha256: str) -> str:
    path = files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name
    raw = path.read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != sha256:
        msg = (
            f"{name} has the hash {found!r}, expected {sha256!r} "
            f"(Leaflet {LEAFLET_VERSION}); install django-js-lib-leaflet==1.9.4.1"
        )
        raise AssetError(msg)
    return raw.decode("utf-8")
