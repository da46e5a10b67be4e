"""
Records to a Parquet table, its columns those of the data dictionary.

The same records give the same bytes. Rows keep the order they are given in: written in
the order of their days, a reader that wants some days can leave the rest alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from geocontrol.errors import UsageError
from geocontrol.io.dictionary import DICTIONARY, Field, Form
from geocontrol.io.fields import month_or_year
from geocontrol.io.parquetfile import BATCH_ROWS
from geocontrol.io.parquetschema import VERSION, VERSION_KEY
from geocontrol.io.yamlwrite import Raw


def parquet_library() -> ModuleType:
    """
    Return `pyarrow.parquet`.

    Raises
    ------
    UsageError
        If pyarrow is not installed.
    """
    try:
        return import_module("pyarrow.parquet")
    except ImportError as error:
        msg = "parquet needs pyarrow; install geocontrol[parquet]"
        raise UsageError(msg) from error


def write_table(
    target: Path | IO[bytes], list_key: str, records: Iterable[Mapping[str, Raw]]
) -> None:
    """
    Write records as one table, a row group for every 16,384 of them.

    Parameters
    ----------
    target
        A path, or a file open for bytes.
    list_key
        What they are: `events`, `reports` ...
    records
        Their fields as YAML has them; taken one after the other, never held at once.

    Raises
    ------
    UsageError
        If pyarrow is not installed.
    """
    pq = parquet_library()
    import pyarrow as pa  # noqa: PLC0415

    fields = DICTIONARY[list_key]
    dated = {field.key for field in fields if field.form is Form.DATED}
    if dated:
        records = list(records)
        dated = {key for key in dated if any(_is_list(r, key) for r in records)}
    schema = table_schema(list_key, dated)
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for group in _groups(iter(records)):
            rows = [_row(record, fields, dated) for record in group]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def table_schema(list_key: str, dated: Collection[str] = ()) -> Any:  # noqa: ANN401
    """
    Return the `pyarrow.Schema` of a list of records.

    Parameters
    ----------
    list_key
        What they are.
    dated
        Fields of which some record gives days; the others are plain ids.
    """
    import pyarrow as pa  # noqa: PLC0415

    columns = [
        pa.field(f.key, pa.list_(_struct(f)) if f.key in dated else _type(f))
        for f in DICTIONARY[list_key]
    ]
    return pa.schema(columns, {VERSION_KEY: VERSION})


def _groups(
    records: Iterator[Mapping[str, Raw]],
) -> Iterator[list[Mapping[str, Raw]]]:
    while group := list(islice(records, BATCH_ROWS)):
        yield group


def _is_list(record: Mapping[str, Raw], key: str) -> bool:
    return isinstance(record.get(key), list)


def _struct(field: Field) -> Any:  # noqa: ANN401
    """Return the type of the records that a field lists."""
    import pyarrow as pa  # noqa: PLC0415

    return pa.struct([(f.key, _type(f)) for f in field.inner])


def _type(field: Field) -> Any:  # noqa: ANN401
    import pyarrow as pa  # noqa: PLC0415

    if field.form is Form.RECORDS:
        return pa.list_(_struct(field))
    types = {
        Form.SLUGS: pa.list_(pa.string()),
        Form.DAY: pa.date32(),
        Form.SPAN: pa.struct([("earliest", pa.date32()), ("latest", pa.date32())]),
        Form.NUMBER: pa.float64(),
        Form.WHOLE: pa.int64(),
        Form.PAIRS: pa.map_(pa.string(), pa.string()),
    }
    return types.get(field.form, pa.string())


def _row(
    record: Mapping[str, Raw], fields: Iterable[Field], dated: Collection[str] = ()
) -> dict[str, Any]:
    given = [field for field in fields if field.key in record]
    row = {f.key: _value(record[f.key], f) for f in given if f.key not in dated}
    for field in given:
        if field.key in dated:
            raw = record[field.key]
            row[field.key] = [{field.inner[0].key: raw}] if _is_id(raw) else raw
    return row


def _is_id(raw: Raw) -> bool:
    return isinstance(raw, str)


def _value(raw: Raw, field: Field) -> Any:  # noqa: ANN401
    """Return the value of a field as its column holds it."""
    if field.form is Form.SLUGS:
        return [raw] if isinstance(raw, str) else raw
    if field.form is Form.SPAN:
        return _span(raw)
    if field.form is Form.RECORDS:
        return [_row(item, field.inner) for item in raw if isinstance(item, dict)]
    if isinstance(raw, dict):
        return list(raw.items())
    readers: dict[Form, Callable[[str], Any]] = {
        Form.DAY: date.fromisoformat,
        Form.NUMBER: float,
        Form.WHOLE: int,
    }
    return readers.get(field.form, str)(str(raw))


def _span(raw: Raw) -> dict[str, date]:
    if isinstance(raw, dict):
        return {key: date.fromisoformat(str(raw[key])) for key in raw}
    text = str(raw)
    earliest, latest = month_or_year(text) or (date.fromisoformat(text),) * 2
    return {"earliest": earliest, "latest": latest}
