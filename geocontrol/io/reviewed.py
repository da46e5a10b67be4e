"""Warnings that somebody has looked at, as a map file lists them with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from geocontrol.errors import Level, Problem, Where
from geocontrol.io.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One warning that is no longer to be shown."""

    record_id: str
    """The record it is about, as `check` gives it in brackets; nothing for none."""
    warning: str
    """Words of the warning."""
    where: Where

    def covers(self, problem: Problem) -> bool:
        """Tell whether this is the warning that was looked at."""
        return (
            problem.level is Level.WARNING
            and problem.where.record_id == self.record_id
            and self.warning in problem.message
        )


def read_reviewed(top: Fields) -> tuple[Reviewed, ...]:
    """Return the `reviewed` list of a map file, noting entries without a reason."""
    entries = []
    for fields in top.records("reviewed"):
        record_id = fields.text("record")
        warning = fields.text("warning", required=True)
        fields.text("reason", required=True)
        fields.finish()
        if warning.strip():
            where = fields.where()
            entries.append(Reviewed(record_id=record_id, warning=warning, where=where))
    return tuple(entries)
