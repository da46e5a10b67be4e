"""The columns that a mapping names: that a table has them, and the place they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geocontrol.curate.imports.placeindex import Asked
from geocontrol.curate.imports.rows import Row
from geocontrol.errors import UsageError


def refuse_missing(row: Row, columns: Mapping[str, str], keys: Iterable[str]) -> None:
    """
    Refuse a table that has not the columns of some fields.

    Parameters
    ----------
    row
        Its first.
    columns
        The headings of fields.
    keys
        The fields that are needed.

    Raises
    ------
    UsageError
        If the heading of one is not among those of the table.
    """
    for key in keys:
        column = columns.get(key, "")
        if column not in row.cells:
            listed = ", ".join(row.cells)
            msg = (
                f"{row.path.name}: no column {column!r} for the {key}; it has {listed}"
            )
            raise UsageError(msg)


def asked_of(row: Row, columns: Mapping[str, str]) -> Asked:
    """Return the name of a row's place, and of its area if there is such a column."""
    area = columns.get("area")
    return Asked(row.cells[columns["place"]], row.cells[area] if area else "")
