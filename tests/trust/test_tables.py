"""
Parquet tables that lie, or were made to harm whoever reads them.

Of a footer, every seventh byte is spoilt; each of them with `GEOCONTROL_FUZZ`.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geocontrol.errors import DataError
from geocontrol.io import parquetfile, parquetwrite
from geocontrol.io.check import check
from geocontrol.io.convert import convert
from geocontrol.project import Project

MAP = "maps/war.yaml"
TABLE = "seeds/war/events/events.parquet"
FOOTER = -8
"""Where the length of the footer stands: four bytes, then `PAR1`."""
STEP = 1 if "GEOCONTROL_FUZZ" in os.environ else 7
"""Every so many bytes of a footer are spoilt."""


@pytest.fixture
def table(folder):
    """The drawn war as tables; the one of its events."""
    convert(folder / MAP, "parquet")
    return folder / TABLE


def footer_of(data):
    """Return where the footer of a table begins, in bytes."""
    return len(data) + FOOTER - int.from_bytes(data[FOOTER:-4], "little")


def repeated(table, name, values):
    """Make a column of one row, or of each row, something else; the rest is a row's."""
    rows = pq.read_table(table).slice(0, 1)
    first = pa.array([0] * len(values))
    columns = {
        key: values if key == name else rows.column(key).combine_chunks().take(first)
        for key in rows.column_names
    }
    pq.write_table(pa.table(columns), table, store_schema=False, compression="zstd")


def with_column(table, name, values):
    rows = pq.read_table(table)
    at = rows.column_names.index(name)
    pq.write_table(rows.set_column(at, name, values), table)


def test_a_stream_does_not_believe_what_a_table_says_of_itself(
    folder, run, monkeypatch
):
    """Row groups that claim to begin later than they do are read all the same."""
    monkeypatch.setattr(parquetwrite, "BATCH_ROWS", 1)
    convert(folder / MAP, "parquet")
    question = ("state", "2020-01-04", "--stream", "--format", "json")
    before = run(*question)
    data = (folder / TABLE).read_bytes()
    footer = data[(at := footer_of(data)) :]
    for day in pq.read_table(folder / TABLE).column("event_date").to_pylist():
        truth = (day["earliest"] - date(1970, 1, 1)).days.to_bytes(4, "little")
        assert truth in footer
        footer = footer.replace(truth, (20_000).to_bytes(4, "little"))
    (folder / TABLE).write_bytes(data[:at] + footer)

    assert json.loads(before[1])
    assert run(*question) == before


EACH_BYTE = """
import sys
from datetime import date
from pathlib import Path
from geocontrol.cli.streamed import streamed_rows
from geocontrol.errors import GeocontrolError
from geocontrol.project import Project
table, start = Path(sys.argv[1]), int(sys.argv[2])
good = table.read_bytes()
for at in range(start, len(good) - 8, int(sys.argv[3])):
    print(at, flush=True)
    changed = good[at] ^ (1 << at % 8)
    table.write_bytes(good[:at] + bytes([changed]) + good[at + 1 :])
    for read in (
        lambda: streamed_rows("maps/war.yaml", date(2020, 1, 3), None, (None, None)),
        lambda: Project.open("maps/war.yaml"),
    ):
        try:
            read()
        except GeocontrolError as error:
            assert str(error)
"""


def test_no_byte_of_a_footer_ends_the_process(folder, table):
    """A spoilt description of a table is refused or read: never a crash."""
    start = footer_of(table.read_bytes())
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", EACH_BYTE, str(table), str(start), str(STEP)],
        check=False,
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout.split()[-1] + done.stderr


@pytest.mark.parametrize(
    "values",
    [
        lambda count: pa.array([2**31 - 1] * count, pa.int32()).cast(pa.date32()),
        lambda count: pa.array([2**52] * count, pa.timestamp("ms")),
        lambda count: pa.array([1] * count, pa.timestamp("ns", "No/Where")),
        lambda count: pa.array([datetime(2020, 1, 2, tzinfo=UTC)] * count).cast(
            pa.timestamp("ns", "+99:99")
        ),
    ],
)
def test_a_day_beyond_all_days_is_told_with_its_row(folder, table, run, values):
    """What no calendar has is a fault of its row, read whole or part by part."""
    rows = len(pq.read_table(table))
    with_column(table, "event_date", values(rows))

    found = [str(problem) for problem in check(folder)]
    code, _, err = run("state", "2020-01-04", "--stream")

    assert found[0].startswith(f"{TABLE}:row 1: ")
    assert "event_date" in found[0]
    assert code == 1
    assert f"{TABLE}:row 1: " in err
    with pytest.raises(DataError, match="event_date"):
        Project.open(folder)


def in_words(count, word):
    """Return a column that says one word again and again, and takes no room for it."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), [word])


def told_of(folder, run):
    """Return what is said of the table of events, read whole and part by part."""
    found = [str(problem) for problem in check(folder)]
    code, _, err = run("state", "2020-01-04", "--stream")
    assert code == 1
    assert "Traceback" not in err
    return found, err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to a bound")
def test_a_text_said_again_and_again_does_not_fill_memory(
    folder, table, run, monkeypatch
):
    """A table of a few kilobytes that unpacks to gigabytes is refused in one line."""
    monkeypatch.setattr(parquetfile, "MAX_UNPACKED_MB", 400)
    repeated(table, "note", in_words(2000, "x" * 1_000_000))
    assert table.stat().st_size < 10_000

    found, err = told_of(folder, run)

    assert found == [
        f"{TABLE}: cannot be read from row 1 on: unpacks to more than 400 MB; split it"
    ]
    assert "unpacks to more than 400 MB; split it" in err


@pytest.mark.parametrize("deep", [False, True])
def test_a_list_without_end_is_refused(folder, table, run, monkeypatch, deep):
    """A row of millions of items is no row, however little room it takes."""
    monkeypatch.setattr(parquetfile, "MAX_VALUES", 10_000)
    if deep:
        word = in_words(6_000, "ash").cast(pa.string())
        claims = pa.StructArray.from_arrays([word, word], ["voice", "report"])
        repeated(table, "claims", pa.ListArray.from_arrays([0, 6_000], claims))
    else:
        items = in_words(20_000, "ash")
        repeated(table, "place", pa.ListArray.from_arrays([0, 20_000], items))

    found, err = told_of(folder, run)

    said = "has more than 10,000 values in 1 rows; split it"
    assert found == [f"{TABLE}: cannot be read from row 1 on: {said}"]
    assert said in err


def test_a_table_of_thousands_of_columns_is_one_line(folder, table):
    """Columns that nobody knows are not told one by one without end."""
    rows = pq.read_table(table)
    more = {f"c{n}": pa.nulls(len(rows)) for n in range(1000)}
    given = dict(zip(rows.column_names, rows.columns, strict=True))
    pq.write_table(pa.table(given | more), table)

    count = f"{len(rows.column_names) + 1000:,}"
    said = f"{TABLE}: has {count} columns; no list has so many fields"
    assert [str(problem) for problem in check(folder)] == [said]


@pytest.mark.parametrize("depth", [3, 60])
def test_lists_of_lists_are_told_in_a_line(folder, table, run, depth):
    """A column nested without sense is refused, and nothing goes as deep as it."""
    values = pa.nulls(len(pq.read_table(table)), pa.string())
    for _ in range(depth):
        values = pa.ListArray.from_arrays([*range(len(values) + 1)], values)
    with_column(table, "note", values)

    found, err = told_of(folder, run)

    assert found[0].startswith(TABLE)
    assert TABLE in err


BOUNDED = """
import resource
from geocontrol.memory import memory_bounded

before = resource.getrlimit(resource.RLIMIT_AS)
bytes(200 << 20)
try:
    with memory_bounded(100):
        bytes(200 << 20)
except MemoryError:
    print("refused")
with memory_bounded(100):
    print(len(bytes(50 << 20)) >> 20)
print(resource.getrlimit(resource.RLIMIT_AS) == before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to a bound")
def test_the_bound_of_memory_is_lifted_again():
    """
    What may be taken later is what could be taken before.

    In a process of its own: one that has run for long holds addresses that nobody uses,
    and gives them out without asking the system for more.
    """
    told = subprocess.run(
        [sys.executable, "-c", BOUNDED], capture_output=True, text=True, check=True
    )

    assert told.stdout.split() == ["refused", "50", "True"]


def test_a_mapping_has_texts_for_keys(folder, table, run):
    """What has numbers for the names of its fields is no record."""
    rows = len(pq.read_table(table))
    numbered = pa.map_(pa.int32(), pa.string())
    with_column(table, "event_date", pa.array([[(1, "x")]] * rows, numbered))

    found, _ = told_of(folder, run)

    assert len(found) == 1
    assert found[0].startswith(f"{TABLE}: column 'event_date' is of type map<int32")
