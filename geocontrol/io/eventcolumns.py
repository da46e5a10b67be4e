"""
Control events straight from the columns of a table, as far as they are plainly right.

A row that is not plainly right, for whatever reason, is left to `EventParser.event`,
which knows what to say of it: so a table gives the records and the messages that YAML
gives, only sooner.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from geocontrol.io import columns as col
from geocontrol.io.columns import WRONG, NotPlainError, slug_in, word_of
from geocontrol.io.dictionary import CREDIBILITIES, MAX_ORDER
from geocontrol.io.eventrules import (
    early_faults,
    party_faults,
    repeat_faults,
    result_faults,
)
from geocontrol.io.events import EventParser, result_of
from geocontrol.io.parquetfile import Batch
from geocontrol.model import Change, Claim, ControlEvent, Stance, Status

Value = Any
"""What a word means, or `WRONG`."""


class EventColumns:
    """
    Makes events of the columns of a table.

    Parameters
    ----------
    parser
        Knows the registers that events refer to.
    """

    def __init__(self, parser: EventParser) -> None:
        self._reports = parser.reports.records
        actors = parser.actors.fields
        self._place = slug_in(parser.places.fields.__contains__)
        self._actor = slug_in(actors.__contains__, default=None)
        self._named_actor = slug_in(actors.__contains__)
        self._event = slug_in(lambda _: True)
        self._voice = slug_in(parser.voices.fields.__contains__)
        self._report = slug_in(self._reports.__contains__)
        self._change, self._stance = word_of(Change), word_of(Stance)
        self._status = word_of(Status, default=None)
        basis = {"": False, "assumed": True}
        self._basis = col.Words(lambda word: basis.get(word, WRONG))

    def __call__(self, batch: Batch) -> list[ControlEvent | None] | None:
        """Return the event of each row, or `None` where it is not plainly right."""
        try:
            return list(self._events(batch))
        except NotPlainError:
            return None

    def _events(self, batch: Batch) -> Iterator[ControlEvent | None]:
        import pyarrow as pa  # noqa: PLC0415

        given = dict(
            zip(batch.columns.schema.names, batch.columns.columns, strict=True)
        )
        empty = pa.nulls(len(batch))
        column = {key: given.get(key, empty) for key in _KEYS}
        earliest, latest = col.members(column["event_date"], "earliest", "latest")
        return map(
            self._plain,
            col.slugs(column["id"]),
            col.word_lists(column["place"], self._place),
            col.word_lists(column["except"], self._place),
            col.days(earliest),
            col.days(latest),
            col.wholes(column["order"], 0, MAX_ORDER, default=0),
            col.words(column["change"], self._change),
            col.words(column["status"], self._status),
            col.words(column["actor"], self._actor),
            col.word_lists(column["lost_by"], self._named_actor),
            col.word_lists(column["contested_by"], self._named_actor),
            col.words(column["basis"], self._basis),
            col.word_lists(column["supersedes"], self._event),
            self._claims(column["claims"]),
            col.texts(column["note"]),
        )

    def _claims(self, column: Value) -> Iterator[Value]:
        """Yield the claims of each row."""
        items, bounds = col.spread(column)
        if items.null_count:
            raise NotPlainError
        voice, report, stance, credibility, note = col.members(items, *_CLAIM_KEYS)
        claims = [
            WRONG
            if WRONG in row
            else Claim(
                voice=row[0],
                report=row[1],
                stance=row[2],
                credibility=row[3],
                note=row[4],
            )
            for row in zip(
                col.words(voice, self._voice),
                col.words(report, self._report),
                col.words(stance, self._stance),
                col.wholes(credibility, *CREDIBILITIES),
                col.texts(note),
                strict=True,
            )
        ]
        for start, end in bounds:
            row = tuple(claims[start:end])
            yield row if row and WRONG not in row else WRONG

    def _plain(  # noqa: PLR0913, PLR0917 - the columns of a table
        self,
        id_: Value,
        places: Value,
        excepted: Value,
        earliest: Value,
        latest: Value,
        order: Value,
        change: Value,
        status: Value,
        actor: Value,
        lost_by: Value,
        contested_by: Value,
        is_assumed: Value,
        supersedes: Value,
        claims: Value,
        note: str,
    ) -> ControlEvent | None:
        """Return the event of a row if nothing at all can be said against it."""
        row = (id_, places, excepted, earliest, latest, order, change, status, actor)
        rest = (lost_by, contested_by, is_assumed, supersedes, claims)
        if WRONG in row or WRONG in rest or not places or latest < earliest:
            return None
        faults = chain(
            party_faults(change, actor, lost_by, is_named=actor is not None),
            result_faults(change, status, contested_by),
            repeat_faults(claims),
            () if is_assumed else early_faults(earliest, claims, self._reports),
        )
        if any(faults):
            return None
        return ControlEvent(
            id=id_,
            places=places,
            excepted=excepted,
            earliest=earliest,
            latest=latest,
            order=order,
            change=change,
            status=status or result_of(change, actor),
            actor=actor,
            lost_by=lost_by,
            contested_by=tuple(sorted(contested_by)),
            is_assumed=is_assumed,
            supersedes=supersedes,
            claims=claims,
            note=note,
        )


_KEYS = (
    "id place except event_date order change status actor lost_by contested_by basis "
    "supersedes claims note"
).split()
_CLAIM_KEYS = "voice report stance credibility note".split()
