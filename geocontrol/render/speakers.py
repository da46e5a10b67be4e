"""Voices and reports in the order in which the events of a ledger first need them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import numpy as np

from geocontrol.assess import Assessment
from geocontrol.model import EventId, Evidence, Report, ReportId, VoiceId
from geocontrol.render.ledger import ByDay
from geocontrol.render.numbering import Ints, in_order, inverse
from geocontrol.render.stock import NEVER, Stock
from geocontrol.timeline import Timeline

Item = TypeVar("Item", bound=str)


def report_order(report: Report) -> tuple[date, str, str]:
    """Return what orders the reports that a day is the first to cite."""
    return report.issued, report.publisher, report.id


@dataclass(slots=True)
class Speakers:
    """Who speaks of events and what is cited, kept from ledger to ledger."""

    stock: Stock
    _seen: list[Assessment | None] = field(default_factory=list)
    """For each event of the stock, the assessment whose claims are listed."""
    _since: array[int] = field(default_factory=lambda: array("q"))
    """For each event, from which row on what is said of it holds."""
    _events: array[int] = field(default_factory=lambda: array("q"))
    _voices: array[int] = field(default_factory=lambda: array("q"))
    _reports: array[int] = field(default_factory=lambda: array("q"))
    _ranked: Mapping[ReportId, Report] = field(default_factory=dict)
    """The reports that were ranked."""
    _ranks: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def of(
        self, timeline: Timeline, event_keys: Ints, began: Ints
    ) -> tuple[ByDay[VoiceId], ByDay[ReportId]]:
        """
        Return the voices and reports of events, those of one day in their order.

        Parameters
        ----------
        timeline
            Knows what is claimed.
        event_keys
            The events, by their numbers in the stock.
        began
            The first day of each event of the stock, an ordinal; or never.
        """
        self._note(timeline, event_keys)
        event, voice, report = self._claims()
        days = began[event]
        voices, reports = self.stock.voices.things, self.stock.reports.things
        return (
            _by_first_day(voices, voice, days, _rank(voices)),
            _by_first_day(reports, report, days, self._order(timeline.evidence)),
        )

    def _order(self, evidence: Evidence) -> Ints:
        """Return the rank of each report among those that one day first cites."""
        ids, records = self.stock.reports.things, evidence.reports
        if len(self._ranks) < len(ids) or self._ranked != records:
            self._ranked = records
            self._ranks = _rank(
                [report_order(records[i]) if i in records else _GONE for i in ids]
            )
        return self._ranks

    def _note(self, timeline: Timeline, event_keys: Ints) -> None:
        """Put in numbers who speaks of events that are weighed anew."""
        stock = self.stock
        missing = len(stock.events) - len(self._seen)
        self._seen += [None] * missing
        self._since.extend([0] * missing)
        weighed = list(map(timeline.assessments.get, stock.events.things))
        keys = event_keys.tolist()
        renewed = [key for key in keys if weighed[key] is not self._seen[key]]
        for key in renewed:
            self._seen[key] = weighed[key]
            self._since[key] = len(self._events)
            claims = timeline.assessments[stock.events.things[key]].claims
            self._events.extend([key] * len(claims))
            self._voices.extend(stock.voices.of(w.claim.voice) for w in claims)
            self._reports.extend(stock.reports.of(w.claim.report) for w in claims)
        stock.digests.forget(renewed)

    def _claims(self) -> tuple[Ints, Ints, Ints]:
        """Return event, voice and report of each claim that holds."""
        events = np.array(self._events, dtype=np.int64)
        since = np.array(self._since, dtype=np.int64)
        held = np.arange(len(events)) >= since[events]
        voices, reports = np.array(self._voices), np.array(self._reports)
        return events[held], voices[held], reports[held]


_GONE = (date.max, "", "")


def _rank(things: Sequence[Any]) -> Ints:
    """Return for each thing where it stands among them in their order."""
    order = sorted(range(len(things)), key=things.__getitem__)
    return inverse(np.array(order, dtype=np.int64), len(things))


def _by_first_day(
    things: Sequence[Item], keys: Ints, days: Ints, rank: Ints
) -> ByDay[Item]:
    """
    Return things by the day that first speaks of each, those of one day by rank.

    Parameters
    ----------
    things
        By their numbers.
    keys, days
        The numbers of things and when they are spoken of, an ordinal; or never.
    rank
        What orders the things of one day.
    """
    first = np.full(len(things), NEVER)
    np.minimum.at(first, keys, days)
    spoken = np.flatnonzero(first < NEVER)
    order = spoken[in_order(first[spoken], rank[spoken])]
    return ByDay(first[order], [things[key] for key in order.tolist()])


def speakers_of(
    timeline: Timeline, events: ByDay[EventId]
) -> tuple[ByDay[VoiceId], ByDay[ReportId]]:
    """
    Return the voices and reports of a few events as `Speakers` does of all.

    Parameters
    ----------
    timeline
        Knows what is claimed.
    events
        By the first day on which each bears on a place.
    """
    voices: dict[VoiceId, int] = {}
    reports: dict[ReportId, int] = {}
    for day, event_id in zip(events.days.tolist(), events.items, strict=True):
        for weighed in timeline.assessments[event_id].claims:
            voices.setdefault(weighed.claim.voice, day)
            reports.setdefault(weighed.claim.report, day)
    records = timeline.evidence.reports
    return (
        _dated(voices, str),
        _dated(reports, lambda report: report_order(records[report])),
    )


def _dated(first_day: dict[Item, int], order: Callable[[Item], Any]) -> ByDay[Item]:
    """Put things in the order of their first days, those of one day in their own."""
    things = sorted(first_day, key=lambda thing: (first_day[thing], order(thing)))
    days = np.array([first_day[thing] for thing in things], dtype=np.int64)
    return ByDay(days, things)
