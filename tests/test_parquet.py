"""Tables in Parquet beside YAML: the same records, the same faults, sooner."""

import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests_paths import site_files

from geocontrol.errors import DataError
from geocontrol.io.check import check
from geocontrol.io.convert import convert
from geocontrol.io.events import EventParser
from geocontrol.io.parquetwrite import write_table
from geocontrol.io.yamlfile import read_yaml
from geocontrol.io.yamlwrite import format_file, raw_of
from geocontrol.project import Project
from geocontrol.render.site import write_site

ROOT = Path(__file__).parent.parent
EVENTS = "seeds/war/events/2020-01.yaml"
TABLE = "seeds/war/events/events.parquet"
REPORTS = "seeds/war/reports.yaml"
MAP = "maps/war.yaml"


def records(path, list_key="events"):
    return raw_of(read_yaml(path))[list_key]


def as_text(folder, rows):
    (folder / EVENTS).write_text(format_file("events", rows), encoding="utf-8")


def as_table(folder, rows):
    """Write rows with the types of the data dictionary."""
    (folder / EVENTS).unlink()
    write_table(folder / TABLE, "events", rows)


def as_words(folder, rows):
    """Write rows as a table of texts, as a program without our schema may do."""
    (folder / EVENTS).unlink()
    keys = {key for row in rows for key in row}
    columns = {key: [row.get(key) for row in rows] for key in sorted(keys)}
    pq.write_table(pa.table(columns), folder / TABLE)


def faults(folder):
    return sorted((p.where.record_id, p.message) for p in check(folder))


def copy_of_syria(folder):
    for name in ("gazetteer", "seeds", "maps"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("syria-2024")
        )
    shutil.copytree(ROOT / "seeds/syria-2024", folder / "seeds/syria-2024")
    shutil.rmtree(folder / "seeds/syria-2024/imports", ignore_errors=True)


def test_a_table_is_the_same_project(tmp_path):
    """Syria as tables has the records, the hash and the timeline of Syria as text."""
    (tmp_path / "a").mkdir()
    copy_of_syria(tmp_path / "a")
    before = Project.open(tmp_path / "a/maps/syria-2024.yaml")
    convert(tmp_path / "a/maps/syria-2024.yaml", "parquet")
    after = Project.open(tmp_path / "a/maps/syria-2024.yaml")

    assert not list(tmp_path.glob("a/seeds/*/events/*.yaml"))
    assert after == before
    assert after.data_hash == before.data_hash
    assert after.timeline().assessments == before.timeline().assessments
    assert all(
        after.timeline().row(p) == before.timeline().row(p) for p in list(before.places)
    )


def test_a_table_is_the_same_site(folder):
    """The pages of a project as tables are, byte for byte, those of it as text."""
    write_site(Project.open(folder), Project.open(folder).timeline(), folder / "a")
    convert(folder / MAP, "parquet")
    write_site(Project.open(folder), Project.open(folder).timeline(), folder / "b")

    assert (folder / TABLE).exists()
    for page in site_files(folder / "a"):
        assert page.read_bytes() == (folder / "b" / page.name).read_bytes()


def test_back_to_text_is_the_same_project(folder):
    """Records that went to a table and back say what they said."""
    before = Project.open(folder)
    convert(folder / MAP, "parquet")
    convert(folder / MAP, "yaml")

    assert not list(folder.rglob("*.parquet"))
    assert Project.open(folder) == before
    assert Project.open(folder).data_hash == before.data_hash


def test_right_rows_are_read_from_the_columns(folder, monkeypatch):
    """A row without a fault never goes the slow way."""

    def slow(*_):
        raise AssertionError

    as_table(folder, records(folder / EVENTS))
    monkeypatch.setattr(EventParser, "event", slow)

    assert len(Project.open(folder).evidence.events) == 3


def test_tables_of_the_same_records_are_the_same_bytes(folder):
    """A table depends on its records alone."""
    rows = records(folder / EVENTS)
    write_table(folder / "a.parquet", "events", rows)
    write_table(folder / "b.parquet", "events", iter(rows))

    assert (folder / "a.parquet").read_bytes() == (folder / "b.parquet").read_bytes()


# what is changed in the event of 4 January: values of fields, of its first claim
SPOILT = {
    "unknown place": ({"place": "asch"}, {}),
    "place twice": ({"place": ["elm", "elm"]}, {}),
    "no place": ({"place": []}, {}),
    "unknown exception": ({"except": ["asch"]}, {}),
    "no slug": ({"actor": "Re d"}, {}),
    "unknown actor": ({"actor": "bleu"}, {}),
    "unknown loser": ({"lost_by": ["bleu"]}, {}),
    "gains what it loses": ({"lost_by": "red"}, {}),
    "nobody": ({"actor": None}, {}),
    "withdrawal of nobody": ({"change": "withdrew", "lost_by": None}, {}),
    "unknown change": ({"change": "taken"}, {}),
    "unknown status": ({"status": "lost"}, {}),
    "siege with a result": ({"change": "besieged", "status": "held"}, {}),
    "rivals without a fight": ({"contested_by": ["red", "blue"]}, {}),
    "fight of one": ({"status": "contested", "contested_by": ["red"]}, {}),
    "unknown rival": ({"status": "contested", "contested_by": ["red", "bleu"]}, {}),
    "basis that is derived": ({"basis": "assessed"}, {}),
    "order off the scale": ({"order": "1001"}, {}),
    "backward span": (
        {"event_date": {"earliest": "2020-01-04", "latest": "2020-01-03"}},
        {},
    ),
    "day beyond the years": (
        {"event_date": {"earliest": "0999-12-31", "latest": "2020-01-04"}},
        {},
    ),
    "report before its event": ({"event_date": "2020-01-28"}, {}),
    "unknown predecessor": ({"supersedes": ["2020-01-01-never"]}, {}),
    "its own successor": ({"supersedes": ["2020-01-04-elm"]}, {}),
    "id of another": ({"id": "2020-01-03-ash"}, {}),
    "id in capitals": ({"id": "2020-01-04-Elm"}, {}),
    "no claims": ({"claims": []}, {}),
    "unknown voice": ({}, {"voice": "heralt"}),
    "no voice": ({}, {"voice": None}),
    "unknown report": ({}, {"report": "post-55"}),
    "unknown stance": ({}, {"stance": "doubts"}),
    "grade off the scale": ({}, {"credibility": "7"}),
}


def spoilt(folder, name):
    """Return the events with one spoilt, gaps left out."""
    of_event, of_claim = SPOILT[name]
    rows = records(folder / EVENTS)
    row = next(row for row in rows if row["id"] == "2020-01-04-elm")
    row.update(of_event)
    if row["claims"]:
        row["claims"][0] |= of_claim
        row["claims"][0] = {k: v for k, v in row["claims"][0].items() if v}
    index = rows.index(row)
    rows[index] = {k: v for k, v in row.items() if v is not None}
    return rows


@pytest.mark.parametrize("name", SPOILT)
def test_a_table_has_the_faults_of_its_text(folder, name):
    """Whatever can be wrong with an event is said in the same words of a table."""
    rows = spoilt(folder, name)
    as_text(folder, rows)
    said = faults(folder)
    as_table(folder, rows)

    assert said
    assert [r for r, _ in faults(folder)] == [r for r, _ in said]
    assert [m for _, m in faults(folder) if "is taken by" not in m] == [
        m for _, m in said if "is taken by" not in m
    ]


@pytest.mark.parametrize("name", ["unknown place", "grade off the scale", "nobody"])
def test_a_fault_has_the_number_of_its_row(folder, name):
    """Rows are counted from 1, and named after the file."""
    as_table(folder, spoilt(folder, name))
    row = [row["id"] for row in pq.read_table(folder / TABLE).to_pylist()].index(
        "2020-01-04-elm"
    )

    found = [str(problem) for problem in check(folder)]

    assert found[0].startswith(f"{TABLE}:row {row + 1}: [2020-01-04-elm] ")


def test_an_id_taken_by_a_row_is_told_with_its_row(folder):
    """A second record of an id names the row of the first."""
    as_table(folder, [*records(folder / EVENTS)] * 2)

    found = [str(problem) for problem in check(folder)]

    assert len(found) == 3
    assert f"is taken by {TABLE}:row 1; ids are never used twice" in found[0]


def test_a_table_of_words_is_read_as_text_is(folder):
    """A table of texts alone, one place without a list, is as good."""
    before = Project.open(folder)
    rows = records(folder / EVENTS)
    as_words(folder, rows)

    assert check(folder) == []
    assert Project.open(folder) == before


@pytest.mark.parametrize(
    ("column", "type_"),
    [
        (lambda d: d, pa.date32()),
        (lambda d: datetime.combine(d, datetime.min.time()), pa.timestamp("ns")),
        (str, pa.dictionary(pa.int32(), pa.string())),
        (str, pa.large_string()),
    ],
)
def test_a_day_may_stand_alone(folder, column, type_):
    """What pandas and databases take for a day is one, without a span around it."""
    before = Project.open(folder)
    as_table(folder, records(folder / EVENTS))
    table = pq.read_table(folder / TABLE)
    days = [column(row["latest"]) for row in table.column("event_date").to_pylist()]
    at = table.column_names.index("event_date")
    pq.write_table(
        table.set_column(at, "event_date", pa.array(days).cast(type_)), folder / TABLE
    )

    assert Project.open(folder) == before


def test_a_time_of_day_is_no_day(folder):
    """A time is refused as a date in words is."""
    morning = datetime.fromisoformat("2020-01-04T06:30")
    rows = records(folder / EVENTS)
    as_words(folder, [{**row, "event_date": morning} for row in rows])

    assert "must be a date such as 2024-11-30" in str(check(folder)[0])


def replace_column(folder, name, values):
    table = pq.read_table(folder / TABLE)
    at = table.column_names.index(name)
    pq.write_table(table.set_column(at, name, values), folder / TABLE)


def spoil_columns(folder, kind):
    as_table(folder, records(folder / EVENTS))
    table = pq.read_table(folder / TABLE)
    if kind == "unknown column":
        pq.write_table(
            table.rename_columns(
                ["notes" if n == "note" else n for n in table.column_names]
            ),
            folder / TABLE,
        )
    elif kind == "missing column":
        pq.write_table(table.drop_columns(["change"]), folder / TABLE)
    elif kind == "bytes":
        replace_column(folder, "note", pa.array([b"x"] * len(table)))
    elif kind == "newer format":
        newer = {"geocontrol.format_version": "7"}
        pq.write_table(table.replace_schema_metadata(newer), folder / TABLE)
    elif kind == "cut off":
        (folder / TABLE).write_bytes((folder / TABLE).read_bytes()[:-9])
    elif kind == "no text":
        wrong = pa.array([b"\xff"] * len(table), pa.binary()).view(pa.string())
        replace_column(folder, "note", wrong)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("unknown column", "column 'notes' is not known; did you mean 'note'?"),
        ("missing column", "column 'change' is missing"),
        ("bytes", "column 'note' is of type binary, which has no text; use strings"),
        ("newer format", "format_version 7 is newer than this program reads (1)"),
        ("cut off", "is no Parquet: "),
        ("no text", "cannot be read from row 1 on: "),
    ],
)
def test_a_table_that_cannot_be_read_says_why_once(folder, kind, message):
    """What is wrong with a whole table is one line, without a row."""
    spoil_columns(folder, kind)

    found = [str(problem) for problem in check(folder)]

    assert len(found) == 1
    assert found[0].startswith(f"{TABLE}: {message}")


def test_a_table_is_read_without_pandas(folder):
    """A command on tables does not wait for a library that it has no use for."""
    as_table(folder, records(folder / EVENTS))
    code = (
        "import sys; from geocontrol.project import Project;"
        f"Project.open({str(folder)!r}); print('pandas' in sys.modules)"
    )

    told = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )

    assert told.stdout == "False\n"


def test_a_table_needs_its_library(folder, monkeypatch, run):
    """Without pyarrow a table is a clear line, and exit status 2."""
    as_table(folder, records(folder / EVENTS))
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    code, _, err = run("state", "2020-01-04")

    assert code == 2
    assert f"{TABLE} needs pyarrow; install geocontrol[parquet]" in err


@pytest.mark.parametrize(
    "command",
    [
        ("export", "2020-01-04", "--format", "parquet", "--out", "day.parquet"),
        ("tidy", "--to", "parquet"),
    ],
    ids=["export", "tidy"],
)
def test_writing_a_table_needs_its_library(folder, monkeypatch, run, command):
    """Without pyarrow no table is begun: one clear line, exit status 2."""
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)

    code, _, err = run(*command)

    assert code == 2
    assert "parquet needs pyarrow; install geocontrol[parquet]" in err
    assert not list(folder.rglob("*.parquet"))


def test_a_faulty_report_of_a_table_is_told(folder):
    """Reports in a table are checked as those of text are."""
    rows = records(folder / REPORTS, "reports")
    (folder / REPORTS).unlink()
    rows[0]["url"] = "javascript:alert(1)"
    write_table(folder / "seeds/war/reports.parquet", "reports", rows)

    found = [str(problem) for problem in check(folder)]

    where = f"seeds/war/reports.parquet:row 1: [{rows[0]['id']}]"
    assert found == [f"{where} url 'javascript:alert(1)' must be an https address"]


@pytest.mark.parametrize("form", ["text", "table"])
@pytest.mark.parametrize(
    ("lang", "read"), [("", "en"), ("ar-Latn", "ar-Latn"), (None, "en")]
)
def test_a_report_without_a_language_is_in_english(folder, run, form, lang, read):
    """A language left empty is one left out, in text and table alike."""
    rows = records(folder / REPORTS, "reports")
    rows[0] |= {} if lang is None else {"lang": lang}
    text, table = folder / REPORTS, folder / "seeds/war/reports.parquet"
    if form == "text":
        text.write_text(format_file("reports", rows), encoding="utf-8")
    else:
        text.unlink()
        write_table(table, "reports", rows)
    before = Project.open(folder)

    assert before.evidence.reports["post-1"].lang == read
    assert run("tidy", "--to", "parquet" if form == "text" else "yaml")[0] == 0
    assert Project.open(folder) == before


def test_the_language_of_a_report_in_a_table_is_a_tag(folder):
    """A table says of a language what text says."""
    rows = records(folder / REPORTS, "reports")
    rows[0]["lang"] = "!! not a tag"
    (folder / REPORTS).unlink()
    write_table(folder / "seeds/war/reports.parquet", "reports", rows)

    assert faults(folder) == [
        ("post-1", "lang '!! not a tag' is not a language tag like ar-Latn")
    ]


def test_text_and_table_lie_side_by_side(folder, run):
    """Whoever adds to a table by hand does so in YAML beside it."""
    before = Project.open(folder)
    first, *rest = records(folder / EVENTS)
    as_text(folder, [first])
    write_table(folder / TABLE, "events", rest)

    assert Project.open(folder) == before
    assert run("tidy", "--to", "parquet")[0] == 0
    assert [p.name for p in (folder / "seeds/war/events").iterdir()] == [
        "events.parquet"
    ]
    assert Project.open(folder) == before


def test_a_new_record_goes_beside_a_table(folder, run):
    """What is added to a project of tables is YAML, in a file of its own."""
    convert(folder / MAP, "parquet")
    table = (folder / "gazetteer/shire/places/places.parquet").read_bytes()
    new = ["--name", "Fir", "--kind", "village", "--within", "shire"]
    report = ["--title", "Eve", "--publisher", "Post", "--issued", "2020-01-05"]

    assert run("new", "place", *new)[0] == 0
    assert run("new", "report", *report)[0] == 0
    assert (folder / "gazetteer/shire/places/places.parquet").read_bytes() == table
    assert "fir" in Project.open(folder).places


def test_comments_are_not_lost_in_a_table(folder, run):
    """A file with comments between its records stays text."""
    text = (folder / EVENTS).read_text(encoding="utf-8")
    (folder / EVENTS).write_text(text + "# ask again\n", encoding="utf-8")

    code, _, err = run("tidy", "--to", "parquet")

    assert code == 1
    assert "a comment between records would be lost; make it a note" in err
    assert not list(folder.rglob("*.parquet"))


def test_a_record_that_would_change_is_not_written(folder, run):
    """A coordinate finer than text keeps stays where it is, and is named."""
    path = folder / "gazetteer/shire/places/shire.yaml"
    text = path.read_text(encoding="utf-8").replace("lon: 36.5", "lon: 36.500000001", 1)
    path.write_text(text, encoding="utf-8")

    code, _, err = run("tidy", "--to", "parquet")

    assert code == 1
    assert "would not be the same record in the other form" in err
    assert not list(folder.rglob("*.parquet"))


def test_check_goes_without_to(folder, run):
    """Nothing can be checked of a form that is not there yet."""
    assert run("tidy", "--check", "--to", "yaml")[0] == 2


def test_a_project_with_problems_keeps_its_form(folder):
    """What has faults is not rewritten."""
    as_text(folder, spoilt(folder, "unknown place"))

    with pytest.raises(DataError, match="is not a known place"):
        convert(folder / MAP, "parquet")
    assert not list(folder.rglob("*.parquet"))


def test_a_span_of_days_has_its_ends(folder):
    """A month in text is its first and last day in a table."""
    row = {**records(folder / EVENTS)[0], "event_date": "2020-02"}
    write_table(folder / "x.parquet", "events", [row])
    span = pq.read_table(folder / "x.parquet").column("event_date").to_pylist()

    assert span == [{"earliest": date(2020, 2, 1), "latest": date(2020, 2, 29)}]
