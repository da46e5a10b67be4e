"""
Digests of states and events by their numbers in a stock, each worked out once.

What is kept from build to build need not be hashed again: an assessment that is the
very same is of an event, of voices and of reports that are the same.
"""

from __future__ import annotations

import hashlib
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
    _seen: list[Assessment | None] = field(default_factory=list)
    """For each event, the assessment that its digest is of."""

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
        missing = len(ids) - len(self._seen)
        self._seen += [None] * missing
        self._events += bytes(DIGEST_BYTES * missing)
        sources = _Sources(timeline.evidence)
        for key in keys.tolist():
            assessment = timeline.assessments[ids[key]]
            if self._seen[key] is not assessment:
                self._seen[key] = assessment
                event = timeline.evidence.events[ids[key]]
                start = key * DIGEST_BYTES
                digest = sources.digest(event, assessment)
                self._events[start : start + DIGEST_BYTES] = digest
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
