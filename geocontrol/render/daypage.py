"""The page of a day, put together from what is made once and what is the day's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, Protocol

from geocontrol.render.areas import LandDays
from geocontrol.render.assets import packed
from geocontrol.render.atlas import Atlas
from geocontrol.render.dayview import RestView, day_views
from geocontrol.render.door import json_block, plain, render
from geocontrol.render.frame import Frame
from geocontrol.render.pagedata import day_data, without_names
from geocontrol.render.placetable import PlaceTable, lists_all_places
from geocontrol.render.shared import PLACES_PER_FILE, month_of
from geocontrol.render.told import Told
from geocontrol.render.words import words

_SLOT = re.compile(r"<!--slot:(\w+)-->")


class Cargo(Protocol):
    """What pages carry in themselves, and what they leave to others."""

    @property
    def is_large(self) -> bool:
        """Whether the table is left to the scripts."""

    def rows(self, day: date) -> str:
        """Return the rows of the table as markup."""

    def data(self, day: date, own: Mapping[str, Any]) -> list[bytes]:
        """Return the data block of a page in pieces, given what is the day's own."""


@dataclass(slots=True)
class WholeCargo:
    """Pages carry everything, whatever many have in common being packed once."""

    atlas: Atlas
    told: Told
    """What is told of the days that have pages."""
    _table: PlaceTable = field(init=False)
    _fixed: bytes = b""

    def __post_init__(self) -> None:
        """Start with nothing made."""
        self._table = PlaceTable(self.atlas)

    @property
    def is_large(self) -> bool:
        """Whether the table is left to the scripts."""
        return not lists_all_places(self.atlas)

    def rows(self, day: date) -> str:
        """Return the rows of the table as markup."""
        return "" if self.is_large else self._table.rows(day)

    def data(self, day: date, own: Mapping[str, Any]) -> list[bytes]:
        """
        Return packed texts, and what is left as it is.

        Of many places that is the day's own, too: to pack it would save a fifth of
        it, and take longer than all else.
        """
        if not self._fixed:
            fixed = self.atlas.fixed
            text = json_block(fixed if self.is_large else without_names(fixed))
            self._fixed = packed(text).encode()
        mine = json_block(own)
        if not self.is_large:
            mine = f'"{packed(mine)}"'
        told = [piece for block in self.told.blocks(day) for piece in (block, b",")]
        before = [b'{"fixed":"', self._fixed, b'","told":[', *told[:-1]]
        return [*before, b'],"own":', mine.encode(), b"}"]


@dataclass(frozen=True, slots=True)
class SharedCargo:
    """Pages carry what the day has of its own, and name the files with the rest."""

    lang: str
    files: Sequence[str]
    """The names of the index and of code, within `assets/`."""

    @property
    def is_large(self) -> bool:
        """Whether the table is left to the scripts."""
        return True

    def rows(self, day: date) -> str:  # noqa: ARG002
        """Return nothing: the scripts make the table."""
        return ""

    def data(self, day: date, own: Mapping[str, Any]) -> list[bytes]:
        """Return which files the page needs, and the day's own."""
        block = json_block(
            {
                "files": list(self.files),
                "month": month_of(day),
                "per_file": PLACES_PER_FILE,
                "missing": words(self.lang)["page"]["files_missing"],
                "own": own,
            }
        )
        return [block.encode()]


@dataclass(frozen=True, slots=True)
class DayPages:
    """Maker of the pages of a build."""

    atlas: Atlas
    frame: Frame
    cargo: Cargo
    counts: Mapping[date, int]
    """Places changed on each day that has a page, in order."""
    land: LandDays
    hashes: Mapping[date, str]
    """For each day, the hash of the data that its page carries."""

    def page(self, day: date) -> bytes:
        """Return the page of a day, UTF-8."""
        land = self.land.on(day)
        top, rest = day_views(
            self.atlas,
            day,
            self.counts,
            land,
            data_hash=self.hashes[day],
            is_large=self.cargo.is_large,
        )
        return self.frame.filled(
            {
                "title": [escape(plain(f"{top.day_long} – {top.title}")).encode()],
                "top": [render("top.html.jinja", top).encode()],
                "rest": self._rest(day, rest),
                "data": self.cargo.data(day, day_data(day, land)),
            }
        )

    def _rest(self, day: date, view: RestView) -> list[bytes]:
        """Return what stands beside and below the map; long lists pass no template."""
        lists = {
            "changes": view.changes.items,
            "also": view.also.items,
            "rows": self.cargo.rows(day),
            "sources": view.sources.items,
        }
        texts = _SLOT.split(render("rest.html.jinja", view))
        texts[1::2] = [lists[name] for name in texts[1::2]]
        return [text.encode() for text in texts]
