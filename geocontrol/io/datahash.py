"""The hash of what a project's records say, by which its maps are cited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _HashedEvidence:
    """Evidence that is JSON already; the order of its fields is hashed."""

    actors: Mapping[ActorId, orjson.Fragment]
    voices: Mapping[VoiceId, Voice]
    reports: Mapping[Any, Any]
    events: Mapping[Any, Any]


def data_hash(content: Mapping[str, Any]) -> str:
    """
    Hash what the records say, whatever files and order they came in.

    Pictures of the ground are not hashed: they say nothing of control.

    Parameters
    ----------
    content
        The fields of a project, but for its hash.
    """
    evidence: Evidence = content["evidence"]
    places = {key: _hashed(place) for key, place in content["places"].items()}
    return _hash(content, places, evidence.reports, evidence.events)


class Hasher:
    """Hashes what the records of one project say, again and again as it is edited."""

    def __init__(self) -> None:
        self._records: dict[str, Mapping[Any, Any]] = {}
        self._told: dict[str, dict[Any, orjson.Fragment]] = {}

    def hash(self, content: Mapping[str, Any]) -> str:
        """
        Return what `data_hash` returns, sooner if most records are as they were.

        Parameters
        ----------
        content
            The fields of a project, but for its hash.
        """
        evidence: Evidence = content["evidence"]
        return _hash(
            content,
            self._as_json("places", content["places"], _hashed),
            self._as_json("reports", evidence.reports, _fragment),
            self._as_json("events", evidence.events, _fragment),
        )

    def _as_json(
        self,
        kind: str,
        records: Mapping[Any, Any],
        as_json: Callable[[Any], orjson.Fragment],
    ) -> dict[str, orjson.Fragment]:
        """Return records as JSON; one that is the very same is not written again."""
        known, told = self._records.get(kind, {}), self._told.setdefault(kind, {})
        for key in edited_keys(records, known):
            if key in records:
                told[key] = as_json(records[key])
            else:
                del told[key]
        self._records[kind] = records
        return told


def _hash(
    content: Mapping[str, Any],
    places: Mapping[Any, orjson.Fragment],
    reports: Mapping[Any, Any],
    events: Mapping[Any, Any],
) -> str:
    """Hash the content of a project; reports and events may be JSON already."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    evidence: Evidence = content["evidence"]
    told = {
        **content,
        "titles": [_hashed(name) for name in content["titles"]],
        "places": places,
        "routes": [_hashed(route) for route in content["routes"]],
        "evidence": _HashedEvidence(
            actors={key: _hashed(actor) for key, actor in evidence.actors.items()},
            voices=evidence.voices,
            reports=reports,
            events=events,
        ),
    }
    told.pop("tiles", None)
    return hashlib.sha256(orjson.dumps(told, option=options)).hexdigest()


def _fragment(told: object) -> orjson.Fragment:
    """Return something as JSON; copied, because orjson leaves room behind each text."""
    return orjson.Fragment(memoryview(orjson.dumps(told)).tobytes())


def _hashed(record: Place | Actor | Route | Name) -> orjson.Fragment:
    """Return a record as JSON, its fields in the order in which they are declared."""
    return _fragment(_said(record))


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
