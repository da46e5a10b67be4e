"""What a Parquet table says of itself, held against the fields of its records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geocontrol.io.dictionary import DICTIONARY, FORMAT_VERSION
from geocontrol.io.fields import suggestion

VERSION_KEY = b"geocontrol.format_version"
VERSION = str(FORMAT_VERSION).encode()
MAX_ROWS = 10_000_000
MAX_COLUMNS = 1000
MAX_UNPACKED_MB = 4096
"""What its rows may take once unpacked: all together as the file itself says, and
those that are read at a time as it turns out."""


def schema_faults(file: Any, list_key: str) -> Iterator[str]:  # noqa: ANN401
    """
    Say what keeps the columns of a file from being fields of its records.

    Parameters
    ----------
    file
        A `pyarrow.parquet.ParquetFile`.
    list_key
        What its rows are: `events`, `reports` ...
    """
    schema = file.schema_arrow
    version = (schema.metadata or {}).get(VERSION_KEY, VERSION)
    if version != VERSION:
        yield (
            f"format_version {version.decode('ascii', 'replace')} is newer than this "
            f"program reads ({FORMAT_VERSION}); update geocontrol"
        )
        return
    if len(schema.names) > MAX_COLUMNS:
        yield f"has {len(schema.names):,} columns; no list has so many fields"
        return
    if file.metadata.num_rows > MAX_ROWS:
        yield f"has more than {MAX_ROWS:,} rows; split it"
    groups = map(file.metadata.row_group, range(file.metadata.num_row_groups))
    if sum(group.total_byte_size for group in groups) > MAX_UNPACKED_MB << 20:
        yield f"unpacks to more than {MAX_UNPACKED_MB} MB; split it"
    yield from _column_faults(schema, list_key)


def _column_faults(schema: Any, list_key: str) -> Iterator[str]:  # noqa: ANN401
    known = {field.key: field for field in DICTIONARY[list_key]}
    for name in sorted({n for n in schema.names if schema.names.count(n) > 1}):
        yield f"column {name!r} is given twice; keep one"
    for column in schema:
        if column.name not in known:
            hint = suggestion(column.name, known)
            yield f"column {column.name!r} is not known{hint}"
        elif not _has_text(column.type):
            yield (
                f"column {column.name!r} is of type {column.type}, which has no text; "
                "use strings, numbers, dates, or lists and structs of them"
            )
    for key, field in known.items():
        if field.is_required and key not in schema.names:
            yield f"column {key!r} is missing"


def _has_text(type_: Any) -> bool:  # noqa: ANN401
    """Tell whether each value of an Arrow type can be written in YAML."""
    import pyarrow.types as kinds  # noqa: PLC0415

    if kinds.is_dictionary(type_):
        return _has_text(type_.value_type)
    if kinds.is_map(type_):
        return kinds.is_string(type_.key_type) and _has_text(type_.item_type)
    if kinds.is_list(type_) or kinds.is_large_list(type_):
        return _has_text(type_.value_type)
    if kinds.is_struct(type_):
        return all(_has_text(type_.field(n).type) for n in range(type_.num_fields))
    accepted = (
        kinds.is_string,
        kinds.is_large_string,
        kinds.is_integer,
        kinds.is_floating,
        kinds.is_decimal,
        kinds.is_date,
        kinds.is_timestamp,
        kinds.is_null,
    )
    return any(is_kind(type_) for is_kind in accepted)
