"""Laws of reading again: what is known of a project's files never shows in it."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from edits import (
    ALL_EDITS,
    EVENTS,
    MORE,
    PLACES,
    REPORTS,
    VOICES,
    edited,
    gone,
    late,
    new,
    noted,
    put,
    rows_of,
    wrong,
)
from hypothesis import example, given
from hypothesis import strategies as st
from worlds import write_project

from geocontrol.errors import DataError
from geocontrol.io.check import checked_source
from geocontrol.io.eventcolumns import EventColumns
from geocontrol.io.events import EventParser
from geocontrol.io.memo import Memo


def heard(folder, memo=None):
    """Return all that a reading finds: records with where they stand, or problems."""
    try:
        source = checked_source(folder / "maps/war.yaml", memo)
    except DataError as error:
        return error.problems
    registers = (source.places, source.seeds.reports, source.seeds.events)
    spots = [{key: f.where() for key, f in r.fields.items()} for r in registers]
    return source.content, source.data_hash, spots, [list(r.records) for r in registers]


EDITS = st.tuples(
    st.sampled_from([EVENTS, EVENTS, EVENTS, MORE, REPORTS, VOICES]),
    st.sampled_from(ALL_EDITS),
    st.integers(0, 8),
)


@given(
    edits=st.lists(EDITS, min_size=1, max_size=8),
    tables=st.sets(st.sampled_from([EVENTS, MORE, REPORTS, VOICES])),
)
@example(edits=[(EVENTS, new, 0), (EVENTS, gone, 0)], tables={EVENTS})
@example(edits=[(MORE, noted, 0), (EVENTS, new, 1), (MORE, gone, 1)], tables={MORE})
def test_a_project_read_again_is_a_project_read(edits, tables, tmp_path_factory):
    """Whatever is edited, the records, their lines and all messages are the same."""
    folder, memo = tmp_path_factory.mktemp("war"), Memo()
    write_project(folder)
    lists = {
        name: rows_of(folder / f"{name}.yaml", name.rpartition("/")[2])
        for name in (REPORTS, VOICES)
    }
    lists[EVENTS] = rows_of(folder / f"{EVENTS}.yaml", "events")
    lists[MORE] = [{**row, "id": f"{row['id']}-more"} for row in lists[EVENTS]]
    for name in tables & {EVENTS, REPORTS, VOICES}:
        put(folder, name, lists[name], as_table=True)
    assert heard(folder, memo) == heard(folder)
    for name, edit, number in edits:
        lists[name] = edited(lists[name], edit, number)
        put(folder, name, lists[name], as_table=name in tables)

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


def test_what_was_read_beside_a_fault_is_not_relied_on(folder):
    """Nobody complained of a word while the file that it refers to was broken."""
    memo, actors = Memo(), folder / "seeds/war/actors.yaml"
    good = actors.read_text()
    actors.write_text("]")
    assert heard(folder, memo) == heard(folder)
    actors.write_text(good.replace("id: red", "id: rot"))
    assert heard(folder, memo) == heard(folder)


def test_an_event_is_not_right_because_its_report_was_faulty(folder):
    """It may be of a day after its report, which a faulty report does not tell."""
    memo, reports = Memo(), rows_of(folder / f"{REPORTS}.yaml", "reports")
    for issued in ("nonsense", "2020-01-02"):
        reports[1]["issued"] = issued
        put(folder, REPORTS, reports, as_table=False)
        assert heard(folder, memo) == heard(folder)


def test_a_table_without_rows_is_no_fault(folder):
    """There is nothing to know of it, and what stands beside it is read."""
    memo = Memo()
    put(folder, MORE, [], as_table=True)
    assert heard(folder, memo) == heard(folder)


def test_a_zero_below_zero_is_a_zero_in_words_too(folder):
    """A table may have numbers for what is read as text."""
    memo, rows = Memo(), rows_of(folder / f"{PLACES}.yaml", "places")
    put(folder, PLACES, rows, as_table=True)
    path = folder / f"{PLACES}.parquet"
    table = pq.read_table(path)
    at = table.schema.get_field_index("name")
    for zero in (0.0, -0.0):
        pq.write_table(table.set_column(at, "name", pa.array([zero] * len(rows))), path)
        assert heard(folder, memo) == heard(folder)


def test_a_zero_below_zero_is_a_zero(folder):
    """The two are equal, so that nobody could tell a row from the one before."""
    memo, rows = Memo(), rows_of(folder / f"{PLACES}.yaml", "places")
    wide = (folder / "gazetteer/shire/outline.geojson").read_text()
    (folder / "gazetteer/shire/outline.geojson").write_text(wide.replace("36,", "-1,"))
    for lon in ("0", "-0", "0.0", "-0.0"):
        rows[2]["lon"] = lon
        put(folder, PLACES, rows, as_table=True)
        assert heard(folder, memo) == heard(folder)
