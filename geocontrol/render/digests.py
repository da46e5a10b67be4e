"""
Digests of states and events by their numbers in a stock, each worked out once.

What is kept from build to build need not be hashed again: a state never changes, and
whoever weighs an event anew says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import orjson

from geocontrol.assess import Assessment
from geocontrol.model import Control, ControlEvent, EventId, Evidence, Report, Voice
from geocontrol.render.numbering import Ints
from geocontrol.timeline import Timeline

Bytes = npt.NDArray[np.uint8]
DIGEST_BYTES = 32


@dataclass(slots=True)
class Digests:
    """The digests of what was asked for, by number."""

    _states: bytearray = field(default_factory=bytearray)
    _events: bytearray = field(default_factory=bytearray)
    _is_right: bytearray = field(default_factory=bytearray)
    """For each event, 1 if its digest is of what is told of it now."""

    def forget(self, keys: Iterable[int]) -> None:
        """Note that some events, by their numbers, are told otherwise than before."""
        for key in keys:
            if key < len(self._is_right):
                self._is_right[key] = 0

    def states(self, states: list[Control]) -> Bytes:
        """
        Return the digest of each state, a row each.

        Parameters
        ----------
        states
            By their numbers.
        """
        for control in states[len(self._states) // DIGEST_BYTES :]:
            self._states += _digest(control)
        return _rows(self._states)

    def events(self, ids: list[EventId], keys: Ints, timeline: Timeline) -> Bytes:
        """
        Return a digest for each event, of how it is weighed, and of who speaks of it.

        Parameters
        ----------
        ids
            Of the events, by their numbers.
        keys
            The numbers of those to be right; the digests of others may be of old.
        timeline
            Knows the events.
        """
        missing = len(ids) - len(self._is_right)
        self._is_right += bytes(missing)
        self._events += bytes(DIGEST_BYTES * missing)
        sources = _Sources(timeline.evidence)
        is_right = np.frombuffer(bytes(self._is_right), np.uint8)
        for key in keys[is_right[keys] == 0].tolist():
            event = timeline.evidence.events[ids[key]]
            digest = sources.digest(event, timeline.assessments[event.id])
            start = key * DIGEST_BYTES
            self._events[start : start + DIGEST_BYTES] = digest
            self._is_right[key] = 1
        return _rows(self._events)


class _Sources:
    """Hashes of voices and reports, each made when an event first needs it."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._made: dict[str, str] = {}

    def digest(self, event: ControlEvent, weighed: Assessment) -> bytes:
        """Return the digest of an event and of all that is said of it."""
        voices, reports = self._evidence.voices, self._evidence.reports
        told = [
            (
                self._of("voice", voices[w.claim.voice]),
                self._of("report", reports[w.claim.report]),
            )
            for w in weighed.claims
        ]
        return _digest(event, weighed, told)

    def _of(self, kind: str, record: Voice | Report) -> str:
        key = f"{kind} {record.id}"
        if key not in self._made:
            self._made[key] = _digest(record).hex()
        return self._made[key]


def _digest(*parts: object) -> bytes:
    return hashlib.sha256(orjson.dumps(parts)).digest()


def _rows(digests: bytearray) -> Bytes:
    return np.frombuffer(bytes(digests), np.uint8).reshape(-1, DIGEST_BYTES)
