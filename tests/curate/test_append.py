"""Adding records to files that people write."""

import pytest
from tests_paths import tree
from worlds import EVENTS_YAML

from geocontrol.errors import DataError
from geocontrol.io import atomic
from geocontrol.io.append import append, extended
from geocontrol.io.atomic import write_files
from geocontrol.io.check import check

EVENTS = "seeds/war/events/2020-01.yaml"
REPORTS = "seeds/war/reports.yaml"
MAP = "maps/war.yaml"
CLAIM = {
    "voice": "watch",
    "report": "post-5",
    "stance": "asserts",
    "credibility": "2",
}
EVENT = {
    "id": "2020-01-05-yew",
    "place": "yew",
    "event_date": "2020-01-05",
    "change": "captured",
    "actor": "red",
    "claims": [CLAIM],
}
REPORT = {"id": "post-6", "title": "Late", "publisher": "Post", "issued": "2020-01-06"}


def test_a_record_goes_to_the_end_and_nothing_else_moves(folder):
    """The old bytes are the beginning of the new ones."""
    append(folder / MAP, [(folder / EVENTS, "events", EVENT)])

    text = (folder / EVENTS).read_text(encoding="utf-8")
    assert text == EVENTS_YAML + (
        "- id: 2020-01-05-yew\n"
        "  place: yew\n"
        "  event_date: 2020-01-05\n"
        "  change: captured\n"
        "  actor: red\n"
        "  claims:\n"
        "  - {voice: watch, report: post-5, stance: asserts, credibility: 2}\n"
    )
    assert check(folder) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"place": "yow"}, "place 'yow' is not a known place; did you mean 'yew'"),
        ({"id": "2020-01-03-ash"}, "is taken by"),
        ({"event_date": "2020-01-32"}, "is not a day of the calendar"),
        ({"claims": []}, "claims is empty; list at least one"),
        ({"colour": "red"}, "field 'colour' is not known"),
    ],
)
def test_what_check_would_refuse_is_not_written(folder, wrong, message):
    """A record with a fault changes no byte, and the fault is named."""
    before = tree(folder)

    with pytest.raises(DataError, match=message):
        append(folder / MAP, [(folder / EVENTS, "events", {**EVENT, **wrong})])

    assert tree(folder) == before


def test_a_report_and_its_event_come_together(folder):
    """Two files are extended at once: the event cites the report that is new."""
    event = {**EVENT, "claims": [{**CLAIM, "report": "post-6"}]}
    append(
        folder / MAP,
        [(folder / EVENTS, "events", event), (folder / REPORTS, "reports", REPORT)],
    )

    assert check(folder) == []


def test_all_or_none(folder):
    """When one of two records is wrong, the right one is not written either."""
    before = tree(folder)
    additions = [
        (folder / REPORTS, "reports", REPORT),
        (folder / EVENTS, "events", {**EVENT, "actor": "rad"}),
    ]

    with pytest.raises(DataError, match="did you mean 'red'"):
        append(folder / MAP, additions)

    assert tree(folder) == before


def test_a_fault_elsewhere_does_not_stand_in_the_way(folder):
    """Only problems that the new record brings count against it."""
    path = folder / "seeds/war/voices.yaml"
    path.write_text(path.read_text().replace("reliability: B", "reliability: G"))

    append(folder / MAP, [(folder / REPORTS, "reports", REPORT)])

    assert "post-6" in (folder / REPORTS).read_text()


def test_a_file_that_does_not_exist_is_begun(folder):
    """The first event of a month makes the file of the month."""
    path = folder / "seeds/war/events/2020-02.yaml"
    append(folder / MAP, [(path, "events", EVENT)])

    assert path.read_text().startswith("format_version: 1\nevents:\n- id: 2020-01-05-y")


@pytest.mark.parametrize(
    "text",
    [
        "format_version: 1\nreports: []\n",
        "format_version: 1\nreports:\n  - id: a\n    title: A # why\n",
        "# top\r\nformat_version: 1\r\nreports:\r\n- id: a\r\n  title: A\r\n",
        "format_version: 1\nreports:\n- {id: a, title: A}",
        "format_version: 1\nreports:\n- id: a\n  note: |\n    - long\n    - text\n",
    ],
)
def test_the_file_keeps_its_ways(tmp_path, text):
    """Indented lists, comments, Windows line ends and flow style stay."""
    path = tmp_path / "reports.yaml"
    path.write_bytes(text.encode())

    new = extended(path, "reports", [REPORT])

    assert new.startswith(text.replace(" []\n", "").encode())
    assert b"id: post-6" in new


@pytest.mark.parametrize(
    "text",
    [
        "reports:\n- {id: a}\nformat_version: 1\n",
        "{format_version: 1, reports: [{id: a}]}\n",
        "format_version: 1\nvoices:\n- {id: a}\n",
        "format_version: 1\nreports:\n- {id: a}\n...\n",
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_alone(tmp_path, text):
    """Where the end of the file is not the end of the list, a person adds."""
    path = tmp_path / "reports.yaml"
    path.write_text(text)

    with pytest.raises(DataError, match="must be the last thing in the file"):
        extended(path, "reports", [REPORT])


def test_a_full_disk_leaves_the_old_files(tmp_path, monkeypatch):
    """When the second of two files cannot be written, the first is as it was."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("old")
    write = atomic.write_beside

    def fail_at_second(path, data):
        if path.name == "second":
            raise OSError(28, "No space left on device", str(path))
        return write(path, data)

    monkeypatch.setattr(atomic, "write_beside", fail_at_second)

    with pytest.raises(OSError, match="No space left"):
        write_files({first: b"new", second: b"new"})

    assert tree(tmp_path).keys() == {"first"}
    assert first.read_text() == "old"


def test_a_link_stays_a_link(tmp_path):
    """Writing through a symbolic link changes what it points at."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    write_files({tmp_path / "link": b"new"})

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"
