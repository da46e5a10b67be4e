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
