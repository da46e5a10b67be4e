"""
What is exported is imported into an empty project, and is the same state.

A span says who held a place from when until when. It does not carry claims, what
sides claim, sieges, what a state rests on, and when it was last confirmed.
"""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from geocontrol.project import Project

ROOT = Path(__file__).parents[2]
MAPPING = """\
format_version: 1
layout: spans
columns: {place: place_id, valid_from: valid_from, valid_to: valid_to,
  state: status, actor: actor_id, contested_by: contested_by}
voice: {id: spans, name: The map it comes from, role: monitor, reliability: B}
"""


def states(run, map_path, day):
    """Return status, holder and rivals of each place, as the command tells them."""
    code, out, err = run("state", day, "--map", map_path, "--format", "json")
    assert code == 0, err
    keys = ("status", "actor_id", "contested_by")
    return {row["place_id"]: [row[k] for k in keys] for row in json.loads(out)}


def carry_over(run, source, folder, *options):
    """Carry a map into an empty project with commands only; return its folder."""
    folder.mkdir()
    steps = (
        ("export", "all", "--format", "lpf", "--out", folder / "g.jsonld"),
        ("export", "all", "--format", "csv", *options, "--out", folder / "spans.csv"),
    )
    for step in steps:
        code, _, err = run(*step, "--map", source)
        assert code == 0, err
    (folder / "spans.yaml").write_text(MAPPING)
    new = folder / "new"
    code, _, err = run("init", new, "--country", "SY", "--places", "none")
    assert code == 0, err
    for actor in Project.open(source).evidence.actors.values():
        names = ("--id", actor.id, "--name", actor.name)
        code, _, err = run("new", "actor", *names, "--map", new)
        assert code == 0, err
    code, _, err = run("import", "lpf", folder / "g.jsonld", "--to", new)
    assert code == 0, err
    table = (folder / "spans.csv", "--mapping", folder / "spans.yaml")
    code, _, err = run("import", "csv", *table, "--to", new)
    assert code == 0, err
    return new


@pytest.mark.parametrize("options", [(), ("--hxl",)])
def test_the_drawn_world_comes_back_on_every_day(folder, run, tmp_path, options):
    """Export, import, and every day is the same."""
    new = carry_over(run, folder, tmp_path / "carried", *options)
    for n in range(-1, 9):
        day = date(2020, 1, 1) + timedelta(days=n)
        before, after = states(run, folder, day), states(run, new, day)
        assert {place: after[place] for place in before} == before, day


def test_syria_comes_back(run, tmp_path):
    """So does a map of 500 places, with its regions, quarters and contested towns."""
    source = ROOT / "maps/syria-2024.yaml"
    new = carry_over(run, source, tmp_path / "carried")
    for day in ("2023-10-09", "2024-11-26", "2024-11-30", "2024-12-05", "2024-12-09"):
        before, after = states(run, source, day), states(run, new, day)
        assert after == before, day


def test_every_day_of_syria_comes_back(run, tmp_path):
    """Each day on which anything changes, and the day before it."""
    source = ROOT / "maps/syria-2024.yaml"
    carried = Project.open(carry_over(run, source, tmp_path / "carried"))
    there, here = Project.open(source).timeline(), carried.timeline()
    precise = {place.id: place.geo_precision for place in carried.places.values()}
    days = {*there.days, *here.days}
    for day in sorted(days | {day - timedelta(days=1) for day in days}):
        before, after = faces(there, day), faces(here, day)
        assert after == before, day
    for place in Project.open(source).places.values():
        assert (precise[place.id] == "exact") == (place.geo_precision == "exact")


def faces(timeline, day):
    """Return status, holder and rivals of each place when a day ends."""
    return {
        place_id: (control.status, control.actor_id, control.contested_by)
        for place_id, control in timeline.state(day).items()
    }


SPANS = """\
place_id,valid_from,valid_to,status,actor_id,contested_by
shire,2020-01-01,,held,blue,
ash,2020-01-02,2020-01-04,held,red,
ash,2020-01-05,,contested,,blue red
"""


@pytest.fixture
def bare(folder):
    """The drawn world with nothing said of it, and a voice that counts."""
    events = folder / "seeds/war/events/2020-01.yaml"
    events.write_text("format_version: 1\nevents: []\n")
    (folder / "s.yaml").write_text(MAPPING)
    return folder


def test_a_span_speaks_for_its_place_alone(bare, run):
    """A region does not tell of its villages; after the last span nothing is known."""
    (bare / "s.csv").write_text(SPANS)
    code, _, err = run("import", "csv", "s.csv", "--mapping", "s.yaml", "--to", ".")
    assert code == 0, err
    timeline = Project.open().timeline()
    told = [faces(timeline, date(2020, 1, n))["ash"] for n in range(1, 6)]

    assert told == [
        ("unknown", None, ()),
        ("held", "red", ()),
        ("held", "red", ()),
        ("unknown", None, ()),
        ("contested", None, ("blue", "red")),
    ]
    assert faces(timeline, date(2020, 1, 3))["shire"] == ("held", "blue", ())
    assert faces(timeline, date(2020, 1, 3))["elm"] == ("unknown", None, ())


def test_the_headings_of_an_export_need_no_mapping(bare, run):
    """They are taken for what they say; the table is then a voice like any."""
    (bare / "s.csv").write_text(SPANS)
    code, _, err = run("import", "csv", "s.csv", "--to", ".")

    assert code == 0, err
    assert "4 events" in err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("held,red", "taken,red", "state 'taken' is none of held contested unknown"),
        ("2020-01-02,", "2 Jan,", "valid_from '2 Jan' is not of the form"),
        ("2020-01-04,", "4 Jan,", "valid_to '4 Jan' is not of the form"),
        ("held,red", "contested,red", "is contested by nobody"),
        ("contested,,blue red", "contested,,blue", "is contested by blue alone"),
        ("ash,2020-01-05", "ash,2020-01-02", "has two spans from 2020-01-02"),
        ("valid_to", "until", "no column 'valid_to' for the valid_to"),
        ("held,red", "held,pink", "1 to decide on"),
    ],
)
def test_a_wrong_span_is_told(bare, run, old, new, message):
    """With its line, and nothing is written."""
    (bare / "s.csv").write_text(SPANS.replace(old, new))
    code, _, err = run("import", "csv", "s.csv", "--mapping", "s.yaml", "--to", ".")

    assert code != 0
    assert message in err
    assert not (bare / "seeds/war/imports").exists()
