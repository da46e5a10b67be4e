"""Every export tells who says so: the very claims that `state` and `history` tell."""

import csv
import io
import json
import sqlite3

import pyarrow.parquet as pq
import pytest
from exports import SYRIA, selected
from worlds import on

from geocontrol.export.formats import export_bytes
from geocontrol.tables import events_behind

JOIN = """
SELECT claims.* FROM places JOIN claims
  ON instr(' ' || event_ids || ' ', ' ' || claims.event_id || ' ')
WHERE place_id = ? AND {when}
ORDER BY instr(' ' || event_ids || ' ', ' ' || claims.event_id || ' '), claims.fid
"""


@pytest.fixture(params=["all", "day"])
def told(request, run, folder):
    """What the command line tells of each place, or of each of its spans."""
    if request.param == "day":
        rows = json.loads(run("state", "2020-01-04", "--format", "json")[1])
        return on(4), {row["place_id"]: row for row in rows}
    places = [
        row["place_id"]
        for row in json.loads(run("state", "2020-01-04", "--format", "json")[1])
    ]
    rows = [
        row
        for place_id in places
        for row in json.loads(run("history", place_id, "--format", "json")[1])
    ]
    assert any(len(row["claims"]) > 1 for row in rows)
    return None, {f"{row['place_id']}/{row['valid_from']}": row for row in rows}


def key_of(row):
    """The id of a place, with the first day of its span if it has one."""
    begin = row.get("valid_from")
    return f"{row['place_id']}/{str(begin)[:10]}" if begin else row["place_id"]


def claims_of(told):
    return {key: row["claims"] for key, row in told.items()}


def test_geojson_tells_the_claims(folder, told):
    """Each feature has the event that set it and every claim, as the commands do."""
    day, rows = told

    features = json.loads(export_bytes(selected(folder, day), "geojson"))["features"]

    assert {f["id"]: f["properties"]["claims"] for f in features} == claims_of(rows)
    for feature in features:
        about = feature["properties"]
        assert about["event_id"] == rows[feature["id"]]["event_id"]
        assert about["event_ids"][:1] == [about["event_id"]] * bool(about["event_id"])
        assert set(about["event_ids"]) == {c["event_id"] for c in about["claims"]}


def test_csv_tells_the_claims(folder, told):
    """The cell `evidence` is the claims as JSON; the ids are joined by spaces."""
    day, rows = told

    text = export_bytes(selected(folder, day), "csv").decode()
    lines = {key_of(r): r for r in csv.DictReader(io.StringIO(text, newline=""))}

    assert {k: json.loads(r["evidence"]) for k, r in lines.items()} == claims_of(rows)
    for line in lines.values():
        about = {claim["event_id"] for claim in json.loads(line["evidence"])}
        assert set(line["event_ids"].split()) == about


def test_geoparquet_tells_the_claims(folder, told, tmp_path):
    """The column `evidence` is a list of structures, whose days are days."""
    day, rows = told
    path = tmp_path / "out.parquet"
    path.write_bytes(export_bytes(selected(folder, day), "parquet"))

    found = {
        key_of(row): [
            {**claim, "issued": claim["issued"].isoformat()}
            for claim in row["evidence"]
        ]
        for row in pq.read_table(path).to_pylist()
    }

    assert found == claims_of(rows)


def test_geopackage_tells_the_claims(folder, told, tmp_path):
    """The layer `claims` joins to the layer `places` by the ids of its events."""
    day, rows = told
    path = tmp_path / "out.gpkg"
    path.write_bytes(export_bytes(selected(folder, day), "gpkg"))
    when = "1" if day else "date(valid_from) = ?"

    with sqlite3.connect(path) as database:
        database.row_factory = sqlite3.Row
        found = {
            key: [
                {**claim, "replaced": bool(claim["replaced"])}
                for claim in database.execute(JOIN.format(when=when), key.split("/"))
            ]
            for key in rows
        }

    for claims in found.values():
        for claim in claims:
            del claim["fid"]
    assert found == claims_of(rows)


def test_each_claim_names_its_report(folder):
    """Title, publisher, day and address stand beside voice, stance and grade."""
    features = json.loads(export_bytes(selected(folder), "geojson"))["features"]

    claims = [c for f in features for c in f["properties"]["claims"]]
    assert claims
    for claim in claims:
        assert claim["title"]
        assert claim["publisher"]
        assert claim["reliability"] in "ABCDEF"
        assert claim["credibility"] in range(1, 7)


@pytest.mark.parametrize("perspective", [None, "hts"])
def test_the_ids_are_those_of_the_state(perspective):
    """On the map of Syria no event that a span rests on is left out, nor its order."""
    selection = selected(SYRIA, perspective=perspective)
    timeline = selection.timeline

    expected = [
        (str(place_id), span.valid_from.isoformat(), events_behind(span.control))
        for place_id in timeline.places
        for span in timeline.history(place_id)
    ]

    rows = selection.rows()
    assert [(r["place_id"], r["valid_from"], r["event_ids"]) for r in rows] == expected
