"""Days of any year, and those known only to the month or the year."""

from datetime import date

import pytest

from geocontrol.io.check import check
from geocontrol.io.fields import month_or_year
from geocontrol.project import Project

EVENTS = "seeds/war/events/2020-01.yaml"


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("1812-09-07", date(1812, 9, 7), date(1812, 9, 7)),
    ],
)
def test_an_event_may_be_known_to_the_month_or_year(folder, written, earliest, latest):
    """A vague date is a span of days; the year may be long ago."""
    for path in (folder / EVENTS, folder / "seeds/war/reports.yaml"):
        text = path.read_text().replace("issued: 2020-01-03", "issued: 2021-01-03")
        path.write_text(
            text.replace("event_date: 2020-01-03", f"event_date: {written}")
        )
    event = Project.open().evidence.events["2020-01-03-ash"]

    assert (event.earliest, event.latest) == (earliest, latest)


@pytest.mark.parametrize("written", ["2020-13", "2020-00", "0000", "20-01", "2020-1"])
def test_what_is_no_month_is_refused(folder, written):
    """A slip of the pen is not taken for a month."""
    path = folder / EVENTS
    path.write_text(
        path.read_text().replace("event_date: 2020-01-03", f"event_date: {written}")
    )

    assert month_or_year(written) is None
    assert any("must be a date such as" in p.message for p in check(folder))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("0999", "event_date"),
        ("0999-12", "event_date"),
        ("0999-12-31", "event_date"),
        ("3001", "event_date"),
        ("3001-01", "event_date"),
        ("9999-12-20", "event_date"),
        ("{earliest: 0999-12-31, latest: 2020-01-03}", "earliest"),
        ("{earliest: 2020-01-03, latest: 9999-12-20}", "latest"),
    ],
)
def test_an_event_at_the_ends_of_the_calendar_is_refused(folder, written, key):
    """Some days of its state would lie past the last of all days."""
    path = folder / EVENTS
    path.write_text(
        path.read_text().replace("event_date: 2020-01-03", f"event_date: {written}")
    )

    said = [p.message for p in check(folder) if "years 1000 to 3000" in p.message]
    assert len(said) == 1
    assert said[0].startswith(f"{key} ")


def test_a_report_at_the_ends_of_the_calendar_is_refused(folder):
    """Nothing is known on a day that nobody can ask for."""
    path = folder / "seeds/war/reports.yaml"
    path.write_text(path.read_text().replace("2020-01-05", "9999-12-31"))

    said = [p.message for p in check(folder)]
    assert "issued 9999-12-31 is beyond the years 1000 to 3000" in said


@pytest.mark.parametrize("written", ["1000", "1000-01-01", "3000-12", "3000-12-31"])
def test_the_first_and_the_last_year_can_be_exported(folder, run, written):
    """Whatever day an event may have, its spans have days."""
    for path in (folder / EVENTS, folder / "seeds/war/reports.yaml"):
        text = path.read_text().replace("issued: 2020-01-03", "issued: 3000-12-31")
        path.write_text(
            text.replace("event_date: 2020-01-03", f"event_date: {written}")
        )

    assert run("export", "all", "--format", "csv")[0] == 0


def test_a_war_of_long_ago_has_a_timeline(folder):
    """Nothing ties the days to our own century."""
    for path in folder.rglob("*.yaml"):
        path.write_text(path.read_text().replace("2020-01", "1812-01"))
    project = Project.open()

    assert project.timeline().control("ash", date(1812, 1, 3)).actor_id == "red"
