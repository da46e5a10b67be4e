"""
What the pages of a large site share, as files of their own in `assets/`.

The name of a file has the hash of what it is made from, so that no page ever meets
the file of another build. Only the index keeps its name while events are edited: it
tells the names of those files that change with them, and pages need not be made again.
Its name has the hash of all that is no matter of days, because what it leads to counts
places and actors as the page does.

=================  =========================================================
`index`            the names of the files of months, places and what all days share
`style` `code`     what every page looks like and does
`fixed`            what all days share (see `geocontrol.render.pagedata`)
`days-YYYY-MM`     the states that a month opens with, and its turns
`places-N`         all that is told of some places: what their cards say
=================  =========================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from geocontrol.render.accounts import account_of
from geocontrol.render.addresses import PlannedFile, address, fixed_address
from geocontrol.render.assets import packed, shared_code
from geocontrol.render.atlas import Atlas
from geocontrol.render.door import json_block
from geocontrol.render.fingerprints import Fingerprints
from geocontrol.render.frame import page_style
from geocontrol.render.pagedata import states_block, told_block
from geocontrol.render.pagetables import LedgerTables, Shown, faces_of

FOLDER = "assets/"
INDEX = "index"
FIXED = "fixed"
PLACES_PER_FILE = 32
_NAME_DIGITS = 16


def month_of(day: date) -> str:
    """
    Return the key of the file that has the states of a day.

    Examples
    --------
    >>> month_of(date(2024, 11, 30))
    'days-2024-11'
    """
    return f"days-{day.isoformat()[:7]}"


def frame_files(shared: str) -> list[PlannedFile]:
    """
    Return the files that every page names: style and code.

    Parameters
    ----------
    shared
        The address of all that is no matter of days.
    """
    endings = {"style": "css", "code": "js"}
    return [_file(key, address(shared, key), end) for key, end in endings.items()]


def told_files(
    atlas: Atlas, days: Sequence[date], prints: Fingerprints, shared: str
) -> list[PlannedFile]:
    """
    Return the files that tell of all days, of months and of places.

    Parameters
    ----------
    atlas
        What all days share.
    days
        The days that have pages, in order and without gaps.
    prints
        Hashes of what is told.
    shared
        The address of all that is no matter of days.
    """
    files = [_file(FIXED, address(shared, fixed_address(atlas)))]
    for key, (first, last) in months_of(days).items():
        opening = prints.opening(first)
        files.append(_file(key, address(shared, opening, prints.turns(first, last))))
    for number, start in enumerate(range(0, len(atlas.places), PLACES_PER_FILE)):
        told = prints.places(start, start + PLACES_PER_FILE)
        files.append(_file(f"places-{number}", address(shared, start, told)))
    return files


def months_of(days: Sequence[date]) -> dict[str, tuple[date, date]]:
    """Return the first and last day of each month of a span, by its key."""
    groups = [(key, list(group)) for key, group in groupby(days, key=month_of)]
    return {key: (group[0], group[-1]) for key, group in groups}


def index_file(told: Sequence[PlannedFile], shared: str) -> PlannedFile:
    """Return the file that tells the names of others."""
    name = f"{FOLDER}{INDEX}.{shared[:_NAME_DIGITS]}.js"
    return PlannedFile(name, address(shared, index_text(told)), INDEX)


def index_text(files: Sequence[PlannedFile]) -> str:
    """Return the text of the index: the names of files by their keys."""
    names = {file.key: file.name.removeprefix(FOLDER) for file in files}
    return f"geocontrolFiles.list({json_block(names)});\n"


def _file(key: str, made_from: str, ending: str = "js") -> PlannedFile:
    name = f"{FOLDER}{key}.{made_from[:_NAME_DIGITS]}.{ending}"
    return PlannedFile(name, made_from, key)


@dataclass
class SharedMaker:
    """Maker of the files in `assets/`."""

    atlas: Atlas
    months: Mapping[str, tuple[date, date]]
    """The first and last day of each month, by its key."""

    @cached_property
    def _faces(self) -> Shown:
        return faces_of(self.atlas)

    def file(self, key: str) -> bytes:
        """Return the bytes of a file, by its key."""
        if key == "style":
            return page_style(self.atlas).encode()
        if key == "code":
            return shared_code().encode()
        if key == FIXED:
            return _taken(key, self.atlas.fixed)
        if key in self.months:
            span = self.months[key]
            return _taken(key, states_block(self.atlas, self._faces, *span))
        first = int(key.removeprefix("places-")) * PLACES_PER_FILE
        return _taken(key, self._told_of(first))

    def _told_of(self, first: int) -> dict[str, Any]:
        """Return all that is told of the places of one file."""
        atlas = self.atlas
        places = range(first, first + PLACES_PER_FILE)
        account = account_of(atlas.timeline, atlas.ledger, places)
        tables = LedgerTables(atlas, account)
        return told_block(account, tables, date.min, date.max)


def _taken(key: str, block: Mapping[str, Any]) -> bytes:
    return f'geocontrolFiles.take("{key}","{packed(json_block(block))}");\n'.encode()
