"""The explorer: every day of a map in one file, which asks for tiles at most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any

from geocontrol.model import Tiles
from geocontrol.render.assets import (
    CUTTING_SCRIPTS,
    DRAWING_SCRIPTS,
    boot_script,
    csp_hash,
    leaflet_css,
    own_style,
    packed,
    page_code,
)
from geocontrol.render.atlas import Atlas
from geocontrol.render.changed import change_counts
from geocontrol.render.dayview import day_name
from geocontrol.render.door import json_block, plain, render
from geocontrol.render.explorerdata import explorer_data, rule_in_words
from geocontrol.render.explorerland import fit_land
from geocontrol.render.landview import area_rule
from geocontrol.render.wording import Wording
from geocontrol.render.words import count_of, long_day, words

_OWN = (
    "rule step fold evidence address sprites paint naming otherwise ahead board tally "
    "news timebar placecard holders landparts land roads roadmap "
    "chart lens swipe names find searchbox svg picture save share zoom main explorer"
).split()
EXPLORER_SCRIPTS = (
    *DRAWING_SCRIPTS,
    "claims.js",
    "card.js",
    "table.js",
    "page.js",
    *CUTTING_SCRIPTS,
    *(f"explorer/{name}.js" for name in _OWN),
)
"""Scripts of the explorer: those of a day page, and its own."""
BACKDROP_SCRIPTS = (*EXPLORER_SCRIPTS, "explorer/backdrop.js")
"""The same, where the map asks for pictures of the ground."""
PACKED_BELOW = 1_500_000
"""Characters of data up to which packing them saves more time than it costs."""

_SLOT = re.compile(r"<!--slot:(\w+)-->")
_START = "geocontrol.explore();"
_POLICY = (
    "default-src 'none'; script-src {hashes}; style-src {style}; "
    "img-src {images}; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One day in the list of pages."""

    href: str
    iso: str
    label: str
    deck: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorerView:
    """What the page says before its scripts run."""

    words: Mapping[str, Any]
    lang: str
    dir: str
    title: str
    summary: str
    days: tuple[DayLine, ...]
    attributions: tuple[str, ...]
    rule: str
    area_rule: str
    data_hash: str


def explorer_page(
    atlas: Atlas, days: Sequence[date], land: Mapping[str, Any] | None = None
) -> str:
    """
    Return the page that holds every day.

    Parameters
    ----------
    atlas
        What all days of the map share.
    days
        The days that have a page of their own, in order.
    land
        The areas of these days, as `geocontrol.render.areas.LandDays.block` gives them.

    Raises
    ------
    AssetError
        If the installed Leaflet is another than the one expected.
    """
    tiles = atlas.project.tiles
    code, boot, policy = _scripts(tiles)
    content = explorer_data(atlas, days[0], days[-1])
    fitted = fit_land(land, len(atlas.places) * len(days))
    own_land = fitted.said if fitted else None
    for lang, own in content["words"].items():
        own["x"]["area_rule"] = _area_text(atlas, lang, own_land)
    data = json_block({**content, "land": own_land})
    is_small = len(data) < PACKED_BELOW
    slots = {
        "policy": policy,
        "style": _style(has_tiles=tiles is not None),
        "data": f'"{packed(data)}"' if is_small else data,
        "code": code,
        "scripts": f"<script>{boot}</script><script>{_START}</script>",
        "land": "\n".join(
            f'<script type="text/plain" class="geocontrol-land">{part}</script>'
            for part in (fitted.parts if fitted else ())
        ),
    }
    page = render("explorer.html.jinja", _view(atlas, days, own_land))
    return _SLOT.sub(lambda slot: slots[slot[1]], page)


@cache
def _scripts(tiles: Tiles | None) -> tuple[str, str, str]:
    """
    Return the packed code, what unpacks it, and the policy that lets both run.

    Nobody is asked for anything, but for tiles, if the map asks for them: the server
    that it names, for pictures.
    """
    code = page_code(BACKDROP_SCRIPTS if tiles else EXPLORER_SCRIPTS)
    boot = boot_script()
    hashes = " ".join(csp_hash(script) for script in (code, boot, _START))
    style = csp_hash(_style(has_tiles=tiles is not None))
    images = f"data: blob: {tiles.origin}" if tiles else "data: blob:"
    policy = escape(
        _POLICY.format(hashes=hashes, style=style, images=images), quote=False
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return packed(code), boot, tag


@cache
def _style(*, has_tiles: bool) -> str:
    style = leaflet_css() + own_style() + own_style("explorer/explorer.css")
    return style + own_style("explorer/backdrop.css") if has_tiles else style


def _view(
    atlas: Atlas, days: Sequence[date], land: Mapping[str, Any] | None
) -> ExplorerView:
    counts = change_counts(atlas, days)
    own = words(f"explorer-{atlas.lang}")
    return ExplorerView(
        words=own,
        lang=atlas.lang,
        dir=words(atlas.lang)["dir"],
        title=plain(atlas.project.title_in(atlas.lang)),
        summary=atlas.project.summary,
        days=tuple(
            DayLine(
                href=day_name(day),
                iso=day.isoformat(),
                label=long_day(day, atlas.lang),
                deck=own["opening"]
                if day <= atlas.project.first_day
                else count_of(own, "changed", counts[day]),
            )
            for day in days
        ),
        attributions=(
            *atlas.project.attributions,
            words(atlas.lang)["page"]["leaflet"],
        ),
        rule=rule_in_words(atlas, atlas.lang),
        area_rule=_area_text(atlas, atlas.lang, land),
        data_hash=atlas.project.data_hash,
    )


def _area_text(atlas: Atlas, lang: str, land: Mapping[str, Any] | None) -> str:
    """Say how areas are estimated, and which of their shapes did not fit."""
    if land is None:
        return ""
    own = words(f"explorer-{lang}")
    rule = area_rule(Wording(lang, atlas.project.evidence.actors), land)
    missing = own["left_out"] if land["left_out"] else ""
    return " ".join(filter(None, (rule, own["nearest_rule"], missing)))
