"""Commands that read events part by part: the same answers, and honest limits."""

import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow.parquet import ParquetFile
from worlds import FILES

from geocontrol.errors import UsageError
from geocontrol.io import parquetwrite
from geocontrol.io.convert import convert
from geocontrol.model import PlaceId
from geocontrol.stream import DayStates, open_stream

MAP = "maps/war.yaml"
EVENTS = "seeds/war/events/2020-01.yaml"


@pytest.mark.parametrize(
    "question",
    [
        ("state", "2020-01-04"),
        ("state", "2020-01-04", "--place", "elm"),
        ("state", "2020-01-04", "--known-on", "2020-01-03", "--perspective", "red"),
        ("history", "ash"),
    ],
)
@pytest.mark.parametrize("form", ["yaml", "parquet"])
def test_a_streamed_answer_is_the_answer(folder, run, question, form):
    """Whatever is asked of a day or a place, reading part by part changes nothing."""
    convert(folder / MAP, form)
    whole = run(*question, "--format", "json")
    streamed = run(*question, "--format", "json", "--stream")

    assert whole[0] == 0
    assert json.loads(whole[1])
    assert streamed == whole


WORDS = {
    "texts": pa.string(),
    "large texts": pa.large_string(),
    "categories": pa.dictionary(pa.int32(), pa.string()),
    "small categories": pa.dictionary(pa.int8(), pa.large_string()),
}


@pytest.mark.parametrize("question", [("state", "2020-01-04"), ("history", "ash")])
@pytest.mark.parametrize("is_list", [False, True], ids=["alone", "listed"])
@pytest.mark.parametrize("words", WORDS)
def test_a_streamed_answer_is_the_answer_of_any_table(
    folder, run, words, is_list, question
):
    """Whatever type a column of ids has that is read whole, it is read in parts."""
    convert(folder / MAP, "parquet")
    path = folder / "seeds/war/events/events.parquet"
    table = pq.read_table(path)
    [places] = zip(*table["place"].to_pylist(), strict=True)
    column = pa.array(places).cast(WORDS[words])
    if is_list:
        column = pa.ListArray.from_arrays(range(len(places) + 1), column)
    index = table.schema.get_field_index("place")
    pq.write_table(table.set_column(index, "place", column), path)
    whole = run(*question, "--format", "json")
    streamed = run(*question, "--format", "json", "--stream")

    assert whole[0] == 0
    assert json.loads(whole[1])
    assert streamed == whole


@pytest.mark.parametrize(
    "column",
    [pa.nulls(3), pa.array([[]] * 3, pa.list_(pa.null())), pa.array([1, 2, 3])],
    ids=["gaps", "empty lists", "numbers"],
)
def test_a_column_of_no_ids_is_told_of_row_by_row(folder, run, column):
    """Where places are no texts, a stream says of each row what a reading says."""
    convert(folder / MAP, "parquet")
    path = folder / "seeds/war/events/events.parquet"
    table = pq.read_table(path)
    index = table.schema.get_field_index("place")
    pq.write_table(table.set_column(index, "place", column), path)
    whole = run("history", "ash")

    assert whole[0] == 1
    assert run("history", "ash", "--stream") == whole


def test_a_faulty_row_stops_a_stream(folder, run):
    """Rows that are read are checked as ever."""
    text = FILES[EVENTS].replace("actor: blue", "actor: bleu", 1)
    (folder / EVENTS).write_text(text, encoding="utf-8")

    code, _, err = run("state", "2020-01-04", "--stream")

    assert code == 1
    assert "actor 'bleu' is not a known actor" in err


def test_a_faulty_row_of_a_table_keeps_its_number(folder, run):
    """A row that was picked out of a table is named by its place in the file."""
    convert(folder / MAP, "parquet")
    table = folder / "seeds/war/events/events.parquet"
    spoilt = pq.read_table(table).to_pylist()
    row = next(n for n, r in enumerate(spoilt, 1) if r["place"] == ["elm"])
    spoilt[row - 1]["change"] = "taken"
    pq.write_table(pa.Table.from_pylist(spoilt, pq.read_schema(table)), table)

    code, _, err = run("history", "elm", "--stream")

    assert code == 1
    assert f"events.parquet:row {row}: [{spoilt[row - 1]['id']}] change 'taken'" in err


def test_a_folded_day_answers_for_itself_alone(folder):
    """Other days are not there, and nobody is told that they are unknown."""
    day = DayStates(open_stream(folder / MAP), date(2020, 1, 4))

    with pytest.raises(UsageError, match="only 2020-01-04 was folded, not 2020-01-05"):
        day.control(PlaceId("ash"), date(2020, 1, 5))


def test_what_begins_after_the_day_is_not_read(folder, monkeypatch):
    """Row groups whose first day is later are left alone."""
    monkeypatch.setattr(parquetwrite, "BATCH_ROWS", 1)
    convert(folder / MAP, "parquet")
    source, read = open_stream(folder / MAP), []
    whole = ParquetFile.read_row_group

    def count(self, number, columns=None):
        read.append((number, columns))
        return whole(self, number, columns=columns)

    monkeypatch.setattr(ParquetFile, "read_row_group", count)
    DayStates(source, date(2020, 1, 3))

    assert [number for number, columns in read if columns is None] == [0, 1]
    days, rest = [["event_date.earliest"]] * 3, [["supersedes"]] * 3
    assert [columns for _, columns in read if columns] == [*days, *rest]


def test_two_words_of_one_day_stand_in_the_order_of_their_ids(folder, run):
    """A stream tells what a timeline tells, in whatever order events are written."""
    claim = "{voice: watch, report: post-5, stance: asserts, credibility: 2}"
    added = "".join(
        f"- id: 2020-01-05-{name}\n  place: ash\n  event_date: 2020-01-05\n"
        f"  change: observed\n  actor: {actor}\n  claims:\n  - {claim}\n"
        for name, actor in (("z", "red"), ("a", "blue"))
    )
    (folder / EVENTS).write_text(FILES[EVENTS] + added, encoding="utf-8")
    question = ("state", "2020-01-05", "--format", "json")

    _, whole, _ = run(*question)
    holders = {row["place_id"]: row["actor_id"] for row in json.loads(whole)}
    assert holders["ash"] == "red"
    assert run(*question, "--stream")[1] == whole
