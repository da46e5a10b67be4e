"""
What each file of a site is made from, as a hash: its content address.

A file whose address is the same as in the last build is the same file and is not
made again. An address covers this very code and what it runs on, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import orjson

from geocontrol.render.atlas import Atlas
from geocontrol.render.sameness import program
from geocontrol.render.sourcelist import lists_all_sources


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of a site."""

    name: str
    address: str
    """The hash of what it is made from."""
    key: str = ""
    """By which pages ask for it, if it is one of those that they share."""

    @property
    def entry(self) -> tuple[str, str]:
        """Its name and its address."""
        return self.name, self.address


def address(*parts: object) -> str:
    """
    Return the hash of some parts, hexadecimal.

    Examples
    --------
    >>> address("a", 1) == address("a", 1) != address("a1")
    True
    """
    raw = orjson.dumps(parts, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS)
    return hashlib.sha256(raw).hexdigest()


def map_address(atlas: Atlas, days: Sequence[date]) -> str:
    """
    Return the address of all data that are no matter of days: map and gazetteer.

    The order of actors is one of them, though it comes from all days together: whatever
    is told speaks of actors by their numbers.

    Parameters
    ----------
    atlas
        What all days share.
    days
        The days that have pages.
    """
    project, timeline = atlas.project, atlas.timeline
    told_otherwise = {"evidence", "data_hash", "tiles"}  # by day, or by one file
    return address(
        {
            field.name: _plain(getattr(project, field.name))
            for field in fields(project)
            if field.name not in told_otherwise
        },
        dict(project.evidence.actors),
        atlas.fixed["actors"],  # the numbers by which everything speaks of them
        [atlas.lang, timeline.known_on, timeline.perspective],
        [days[0], days[-1], lists_all_sources(atlas)],
    )


def fixed_address(atlas: Atlas) -> str:
    """Return the address of what all days share, some of which comes from events."""
    return address(dict(atlas.fixed))


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value


def code_address() -> str:
    """Return the address of this package and of what pages are made with."""
    return address(dict(program()))
