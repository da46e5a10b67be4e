"""Voices and reports in the order in which the events of a ledger first need them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import numpy as np

from geocontrol.assess import Assessment
from geocontrol.model import Report, ReportId, VoiceId
from geocontrol.render.ledger import Dated
from geocontrol.render.numbering import Ints
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

    def of(
        self, timeline: Timeline, event_keys: Ints, began: Ints
    ) -> tuple[Dated[VoiceId], Dated[ReportId]]:
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
        records = timeline.evidence.reports
        return (
            _by_first_day(self.stock.voices.things, voice, days, str),
            _by_first_day(
                self.stock.reports.things,
                report,
                days,
                lambda report_id: report_order(records[report_id]),
            ),
        )

    def _note(self, timeline: Timeline, event_keys: Ints) -> None:
        """Put in numbers who speaks of events that are weighed anew."""
        stock = self.stock
        missing = len(stock.events) - len(self._seen)
        self._seen += [None] * missing
        self._since.extend([0] * missing)
        for key in event_keys.tolist():
            assessment = timeline.assessments[stock.events.things[key]]
            if self._seen[key] is assessment:
                continue
            self._seen[key] = assessment
            self._since[key] = len(self._events)
            for weighed in assessment.claims:
                self._events.append(key)
                self._voices.append(stock.voices.of(weighed.claim.voice))
                self._reports.append(stock.reports.of(weighed.claim.report))

    def _claims(self) -> tuple[Ints, Ints, Ints]:
        """Return event, voice and report of each claim that holds."""
        events = np.array(self._events, dtype=np.int64)
        since = np.array(self._since, dtype=np.int64)
        held = np.arange(len(events)) >= since[events]
        voices, reports = np.array(self._voices), np.array(self._reports)
        return events[held], voices[held], reports[held]


def _by_first_day(
    things: Sequence[Item], keys: Ints, days: Ints, order: Callable[[Item], Any]
) -> Dated[Item]:
    """
    Return things by the day that first speaks of each, those of one day in an order.

    Parameters
    ----------
    things
        By their numbers.
    keys, days
        The numbers of things and when they are spoken of, an ordinal; or never.
    order
        What orders the things of one day.
    """
    first = np.full(len(things), NEVER)
    np.minimum.at(first, keys, days)
    spoken = np.flatnonzero(first < NEVER)
    began = list(
        zip(first[spoken].tolist(), [things[k] for k in spoken.tolist()], strict=True)
    )
    began.sort(key=lambda pair: (pair[0], order(pair[1])))
    return Dated(
        np.array([day for day, _ in began], dtype=np.int64),
        [thing for _, thing in began],
    )
