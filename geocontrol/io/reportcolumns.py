"""Reports straight from the columns of a table, as far as they are plainly right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geocontrol.io import columns as col
from geocontrol.io.columns import WRONG, NotPlainError, Words
from geocontrol.io.fields import is_lang
from geocontrol.io.legible import is_legible
from geocontrol.io.parquetfile import Batch
from geocontrol.io.sources import is_https, is_sha256
from geocontrol.model import Report

_KEYS = "id title publisher issued agency url archived_url sha256 lang note".split()


def plain_reports(batch: Batch) -> list[Report | None] | None:
    """Return the report of each row, or `None` where it is not plainly right."""
    try:
        return list(_reports(batch))
    except NotPlainError:
        return None


def _reports(batch: Batch) -> Iterator[Report | None]:
    import pyarrow as pa  # noqa: PLC0415

    given = dict(zip(batch.columns.schema.names, batch.columns.columns, strict=True))
    empty = pa.nulls(len(batch))
    column: dict[str, Any] = {key: given.get(key, empty) for key in _KEYS}
    required = Words(lambda text: text if text.strip() and is_legible(text) else WRONG)
    address = Words(lambda text: text if not text or is_https(text) else WRONG)
    sha256 = Words(lambda text: text if not text or is_sha256(text) else WRONG)
    lang = Words(lambda text: (text if is_lang(text) else WRONG) if text else "en")
    values = zip(
        col.slugs(column["id"]),
        col.words(column["title"], required),
        col.words(column["publisher"], required),
        col.days(column["issued"]),
        col.texts(column["agency"]),
        col.words(column["url"], address),
        col.words(column["archived_url"], address),
        col.words(column["sha256"], sha256),
        col.words(column["lang"], lang),
        col.texts(column["note"]),
        strict=True,
    )
    for row in values:
        plain = dict(zip(_KEYS, row, strict=True))
        yield None if WRONG in row else Report(**plain)
