"""GeoParquet 1.1, for DuckDB, pandas and kepler.gl."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from geocontrol.export.layers import CLAIM_COLUMNS
from geocontrol.export.selection import Selection, provenance
from geocontrol.io.parquetwrite import parquet_library
from geocontrol.tables import Row
from geocontrol.territory.places import DAY_DTYPE, frame_of

if TYPE_CHECKING:
    import pyarrow as pa

_SCHEMA_VERSION = "1.1.0"


def parquet_bytes(selection: Selection) -> bytes:
    """
    Return a day or all spans as GeoParquet.

    The column `evidence` holds the claims behind a row, a list of structures; that
    of their number is `claims`. Where the data come from is the key `geocontrol` of
    the file's metadata, JSON.

    Raises
    ------
    UsageError
        If pyarrow is not installed.
    """
    pq = parquet_library()
    rows = selection.rows()
    buffer = io.BytesIO()
    frame_of(rows, selection.columns).to_parquet(
        buffer, index=False, schema_version=_SCHEMA_VERSION
    )
    table = pq.read_table(buffer)
    table = table.add_column(table.num_columns - 1, "evidence", _evidence(rows))
    metadata = {
        **(table.schema.metadata or {}),
        b"geocontrol": orjson.dumps(provenance(selection)),
    }
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), out)
    return out.getvalue()


def _evidence(rows: Iterable[Row]) -> pa.Array:
    """Return the claims of each row as a list of structures, days as days."""
    import pyarrow as pa  # noqa: PLC0415

    kinds = {
        "str": pa.string(),
        "int64": pa.int64(),
        "bool": pa.bool_(),
        DAY_DTYPE: pa.date32(),
    }
    claim = pa.struct([(name, kinds[kind]) for name, kind in CLAIM_COLUMNS.items()])
    lists = [[_dated(row) for row in each["claims"]] for each in rows]
    return pa.array(lists, type=pa.list_(claim))


def _dated(claim: Row) -> dict[str, Any]:
    return {**claim, "issued": date.fromisoformat(claim["issued"])}
