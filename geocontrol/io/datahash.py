"""The hash of what a project's records say, by which its maps are cited."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any

import orjson

from geocontrol.dated import ALWAYS
from geocontrol.model import (
    Actor,
    ActorId,
    ControlEvent,
    EventId,
    Evidence,
    Name,
    Place,
    Report,
    ReportId,
    Route,
    Voice,
    VoiceId,
)

_DATED_FIELDS = frozenset({"term", "short", "within_dated", "side_dated"})
"""Fields that came with days; a record that does not use them is hashed as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _HashedEvidence:
    """Evidence whose actors are JSON already; the order of its fields is hashed."""

    actors: Mapping[ActorId, orjson.Fragment]
    voices: Mapping[VoiceId, Voice]
    reports: Mapping[ReportId, Report]
    events: Mapping[EventId, ControlEvent]


def data_hash(content: Mapping[str, Any]) -> str:
    """
    Hash what the records say, whatever files and order they came in.

    Pictures of the ground are not hashed: they say nothing of control.
    """
    options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    evidence: Evidence = content["evidence"]
    told = {
        **content,
        "titles": [_hashed(name) for name in content["titles"]],
        "places": {key: _hashed(place) for key, place in content["places"].items()},
        "routes": [_hashed(route) for route in content["routes"]],
        "evidence": _HashedEvidence(
            actors={key: _hashed(actor) for key, actor in evidence.actors.items()},
            voices=evidence.voices,
            reports=evidence.reports,
            events=evidence.events,
        ),
    }
    told.pop("tiles", None)
    return hashlib.sha256(orjson.dumps(told, option=options)).hexdigest()


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
