"""Laws of reading again: what is known of a project's files never shows in it."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import write_project

from geocontrol.errors import DataError
from geocontrol.io.check import checked_source
from geocontrol.io.eventcolumns import EventColumns
from geocontrol.io.events import EventParser
from geocontrol.io.memo import Memo
from geocontrol.io.parquetwrite import write_table
from geocontrol.io.yamlfile import read_yaml
from geocontrol.io.yamlwrite import format_file, raw_of

EVENTS = "seeds/war/events/2020-01"
MORE = "seeds/war/events/2020-02"
REPORTS = "seeds/war/reports"
VOICES = "seeds/war/voices"


def rows_of(path, list_key):
    return raw_of(read_yaml(path))[list_key]


def put(folder, name, rows, *, as_table):
    """Write the rows of a list, as text or as a table."""
    list_key = "events" if "/events/" in name else name.rpartition("/")[2]
    text, table = folder / f"{name}.yaml", folder / f"{name}.parquet"
    text.unlink(missing_ok=True)
    table.unlink(missing_ok=True)
    if as_table:
        write_table(table, list_key, rows)
    else:
        text.write_text(format_file(list_key, rows), encoding="utf-8")


def heard(folder, memo=None):
    """Return all that a reading finds: records with where they stand, or problems."""
    try:
        source = checked_source(folder / "maps/war.yaml", memo)
    except DataError as error:
        return error.problems
    registers = (source.places, source.seeds.reports, source.seeds.events)
    spots = [{key: f.where() for key, f in r.fields.items()} for r in registers]
    return source.content, source.data_hash, spots, [list(r.records) for r in registers]


def noted(rows, at, number):
    rows[at]["note"] = f"Told otherwise {number}"


def gone(rows, at, _):
    del rows[at]


def new(rows, at, number):
    rows.insert(at, {**rows[at], "id": f"{rows[at]['id']}-{number}"})


def twice(rows, at, _):
    rows.append(rows[at])


def swapped(rows, at, _):
    rows[at], rows[0] = rows[0], rows[at]


def wrong(rows, at, _):
    rows[at]["url" if "issued" in rows[at] else "note"] = "non\x00sense"


def late(rows, at, number):
    key = "issued" if "issued" in rows[at] else "event_date"
    rows[at][key] = f"2020-01-{1 + number:02}"


ALL_EDITS = [noted, gone, new, twice, swapped, wrong, late]


def edited(rows, edit, number):
    """Return rows of which one is edited."""
    rows = copy.deepcopy(rows)
    if rows:
        edit(rows, number % len(rows), number)
    return rows


EDITS = st.tuples(
    st.sampled_from([EVENTS, EVENTS, MORE, REPORTS, VOICES]),
    st.sampled_from(ALL_EDITS),
    st.integers(0, 8),
    st.booleans(),
)


@given(edits=st.lists(EDITS, max_size=8))
def test_a_project_read_again_is_a_project_read(edits, tmp_path_factory):
    """Whatever is edited, the records, their lines and all messages are the same."""
    folder, memo = tmp_path_factory.mktemp("war"), Memo()
    write_project(folder)
    lists = {
        name: rows_of(folder / f"{name}.yaml", name.rpartition("/")[2])
        for name in (REPORTS, VOICES)
    }
    lists[EVENTS] = rows_of(folder / f"{EVENTS}.yaml", "events")
    lists[MORE] = [{**row, "id": f"{row['id']}-more"} for row in lists[EVENTS]]
    assert heard(folder, memo) == heard(folder)
    for name, edit, number, as_table in edits:
        lists[name] = edited(lists[name], edit, number)
        put(folder, name, lists[name], as_table=as_table)

        assert heard(folder, memo) == heard(folder)


@pytest.fixture
def parsed(folder, monkeypatch):
    """Read the project once; then again, telling which events are parsed."""
    seen = []
    parse, columns = EventParser.event, EventColumns.__call__

    def slow(self, fields):
        seen.append(fields.record_id)
        return parse(self, fields)

    def quick(self, batch):
        seen.extend(batch.columns["id"].to_pylist())
        return columns(self, batch)

    monkeypatch.setattr(EventParser, "event", slow)
    monkeypatch.setattr(EventColumns, "__call__", quick)
    memo = Memo()

    def read():
        seen.clear()
        checked_source(folder / "maps/war.yaml", memo)
        return list(seen)

    return read


def test_of_a_table_only_the_rows_that_differ_are_read_again(folder, parsed):
    """Rows before and after an edit, a new row or one that went are known."""
    rows = rows_of(folder / f"{EVENTS}.yaml", "events")
    put(folder, EVENTS, rows, as_table=True)
    eve, ash, elm = (row["id"] for row in rows)

    assert parsed() == [eve, ash, elm]
    assert parsed() == []
    put(folder, EVENTS, edited(rows, noted, 1), as_table=True)
    assert parsed() == [ash]
    put(folder, EVENTS, edited(rows, new, 1), as_table=True)
    assert parsed() == [f"{ash}-1", ash]
    put(folder, EVENTS, rows, as_table=True)
    assert parsed() == []


def test_a_file_of_text_is_read_again_if_it_differs(folder, parsed):
    """Another file of the same list is not."""
    rows = rows_of(folder / f"{EVENTS}.yaml", "events")
    more = [{**row, "id": f"{row['id']}-more"} for row in rows]
    put(folder, MORE, more, as_table=False)

    assert len(parsed()) == 6
    put(folder, MORE, edited(more, noted, 0), as_table=False)
    assert parsed() == [row["id"] for row in more]


def test_events_are_read_again_if_what_they_speak_of_went(folder, parsed):
    """An event that was right is wrong without its report, or before its day."""
    reports = rows_of(folder / f"{REPORTS}.yaml", "reports")
    parsed()
    put(folder, REPORTS, edited(reports, new, 0), as_table=False)
    assert parsed() == []

    put(folder, REPORTS, edited(reports, late, 1), as_table=False)
    with pytest.raises(DataError, match="before the event"):
        parsed()
    put(folder, REPORTS, reports[1:], as_table=False)
    with pytest.raises(DataError, match="not a known report"):
        parsed()


def test_once_a_fault_is_mended_nothing_needs_to_be_read(folder, parsed):
    """What was known before the fault is known after it."""
    rows = rows_of(folder / f"{EVENTS}.yaml", "events")
    parsed()
    put(folder, EVENTS, edited(rows, wrong, 1), as_table=False)
    with pytest.raises(DataError, match="note"):
        parsed()
    put(folder, EVENTS, rows, as_table=False)
    good = (folder / f"{EVENTS}.yaml").read_bytes()
    parsed()
    put(folder, EVENTS, edited(rows, wrong, 1), as_table=False)
    with pytest.raises(DataError):
        parsed()
    (folder / f"{EVENTS}.yaml").write_bytes(good)

    assert parsed() == []
