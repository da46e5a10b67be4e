"""The hash of what a project's records say, by which its maps are cited."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any

import orjson

from geocontrol.dated import ALWAYS
from geocontrol.edited import edited_keys
from geocontrol.model import (
    Actor,
    ActorId,
    Evidence,
    Name,
    Place,
    Route,
    Voice,
    VoiceId,
)

_DATED_FIELDS = frozenset({"term", "short", "within_dated", "side_dated"})
"""Fields that came with days; a record that does not use them is hashed as before."""


_TOGETHER = 1000
"""Records of a part that is written anew if one of them is another."""
_MARK = re.compile(rb"\0(\w+)\0")
"""Where a list stands in JSON, which has no such bytes of its own."""
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class _HashedEvidence:
    """Evidence that is JSON already; the order of its fields is hashed."""

    actors: Mapping[ActorId, orjson.Fragment]
    voices: Mapping[VoiceId, Voice]
    reports: orjson.Fragment
    events: orjson.Fragment


def data_hash(content: Mapping[str, Any]) -> str:
    """
    Hash what the records say, whatever files and order they came in.

    Pictures of the ground are not hashed: they say nothing of control.

    Parameters
    ----------
    content
        The fields of a project, but for its hash.
    """
    return Hasher().hash(content)


class Hasher:
    """Hashes what the records of one project say, again and again as it is edited."""

    def __init__(self) -> None:
        self._lists = {
            "places": _Listing(_hashed),
            "reports": _Listing(_itself),
            "events": _Listing(_itself),
        }

    def hash(self, content: Mapping[str, Any]) -> str:
        """
        Return what `data_hash` returns, sooner if most records are as they were.

        Parameters
        ----------
        content
            The fields of a project, but for its hash.
        """
        evidence: Evidence = content["evidence"]
        records = {
            "places": content["places"],
            "reports": evidence.reports,
            "events": evidence.events,
        }
        mark = {key: orjson.Fragment(b"\0%b\0" % key.encode()) for key in records}
        told = {
            **content,
            "titles": [_hashed(name) for name in content["titles"]],
            "places": mark["places"],
            "routes": [_hashed(route) for route in content["routes"]],
            "evidence": _HashedEvidence(
                actors={key: _hashed(actor) for key, actor in evidence.actors.items()},
                voices=evidence.voices,
                reports=mark["reports"],
                events=mark["events"],
            ),
        }
        told.pop("tiles", None)
        made = hashlib.sha256()
        pieces = _MARK.split(orjson.dumps(told, option=_OPTIONS))
        for number, piece in enumerate(pieces):
            if number % 2:
                key = piece.decode()
                self._lists[key].put_into(made, records[key])
            else:
                made.update(piece)
        return made.hexdigest()


class _Listing:
    """Records as one JSON object, in the order of their keys, written part by part."""

    def __init__(self, as_json: Callable[[Any], object]) -> None:
        self._as_json = as_json
        self._records: Mapping[str, Any] = {}
        self._keys: list[list[str]] = []
        """The keys of each part, in order."""
        self._parts: list[bytes] = []

    def put_into(self, made: hashlib._Hash, records: Mapping[str, Any]) -> None:
        """Hash the records; parts of which all are the very same are not written."""
        edited = edited_keys(records, self._records)
        if not self._parts or _TOGETHER * len(edited) > len(records):
            keys = sorted(records)
            starts = range(0, len(keys), _TOGETHER)
            self._keys = [keys[at : at + _TOGETHER] for at in starts]
            self._parts = [self._written(records, part) for part in self._keys]
        else:
            for number in self._sorted_in(edited, records):
                self._parts[number] = self._written(records, self._keys[number])
            self._keys = [keys for keys in self._keys if keys]
            self._parts = [part for part in self._parts if part]
        self._records = records
        made.update(b"{")
        for number, part in enumerate(self._parts):
            made.update(b"," if number else b"")
            made.update(part)
        made.update(b"}")

    def _sorted_in(self, edited: Iterable[str], records: Mapping[str, Any]) -> set[int]:
        """Put keys where they belong, or take them out; return the parts concerned."""
        firsts = [keys[0] for keys in self._keys]
        numbers = set()
        for key in edited:
            number = max(0, bisect_right(firsts, key) - 1)
            keys = self._keys[number]
            at = bisect_left(keys, key)
            is_there = at < len(keys) and keys[at] == key
            if key in records and not is_there:
                keys.insert(at, key)
            elif key not in records:
                del keys[at]
            numbers.add(number)
        return numbers

    def _written(self, records: Mapping[str, Any], keys: Sequence[str]) -> bytes:
        told = {key: self._as_json(records[key]) for key in keys}
        return orjson.dumps(told, option=_OPTIONS)[1:-1]


def _itself(record: object) -> object:
    return record


def _hashed(record: Place | Actor | Route | Name) -> orjson.Fragment:
    """Return a record as JSON, its fields in the order in which they are declared."""
    return orjson.Fragment(orjson.dumps(_said(record)))


def _said(record: Place | Actor | Route | Name) -> dict[str, Any]:
    """
    Return a record as it is hashed: without fields for days that it does not use.

    A map that has no dated records keeps the hash by which it is cited.
    """
    said = {each.name: getattr(record, each.name) for each in fields_of(record)}
    for key in _DATED_FIELDS & said.keys():
        if not said[key] or said[key] == ALWAYS:
            del said[key]
    if "names" in said:
        said["names"] = [_said(name) for name in said["names"]]
    return said
