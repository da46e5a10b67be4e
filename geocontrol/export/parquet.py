"""GeoParquet 1.1, for DuckDB, pandas and kepler.gl."""

from __future__ import annotations

import io

import orjson

from geocontrol.errors import UsageError
from geocontrol.export.selection import Selection, provenance
from geocontrol.territory.places import PLACE_COLUMNS, SPAN_COLUMNS, frame_of

_SCHEMA_VERSION = "1.1.0"


def parquet_bytes(selection: Selection) -> bytes:
    """
    Return a day or all spans as GeoParquet.

    Where the data come from is the key `geocontrol` of the file's metadata, JSON.

    Raises
    ------
    UsageError
        If pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        msg = "parquet needs pyarrow; install geocontrol[parquet]"
        raise UsageError(msg) from error
    columns = PLACE_COLUMNS if selection.day else SPAN_COLUMNS
    buffer = io.BytesIO()
    frame_of(selection.rows(), columns).to_parquet(
        buffer, index=False, schema_version=_SCHEMA_VERSION
    )
    table = pq.read_table(buffer)
    metadata = {
        **(table.schema.metadata or {}),
        b"geocontrol": orjson.dumps(provenance(selection)),
    }
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), out)
    return out.getvalue()
