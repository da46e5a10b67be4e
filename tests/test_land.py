"""Areas, routes and figures of a project, on the command line."""

import csv
import io
import json

import pytest

from geocontrol.io.check import check

ROUTES = """\
format_version: 1
routes:
- id: ring
  name: Ring road
  through: [ash, elm, yew, oak]
"""


@pytest.fixture
def with_road(folder):
    """The drawn world with a road through its four villages."""
    path = folder / "gazetteer/shire/routes.yaml"
    path.write_text(ROUTES, encoding="utf-8")
    return path


def rows_of(run, *arguments):
    return json.loads(run(*arguments, "--format", "json")[1])


def test_areas_add_up_and_have_ranges(folder, run):
    """Each holder's land has a range around it, and all of it is the covered land."""
    rows = rows_of(run, "areas", "2020-01-03")

    assert set(rows[0]) == {
        "day",
        "actor_id",
        "status",
        "contested_by",
        "area_km2",
        "low_km2",
        "high_km2",
    }
    assert {row["actor_id"] for row in rows} == {"red", "blue"}
    assert all(row["low_km2"] <= row["area_km2"] <= row["high_km2"] for row in rows)


def test_areas_without_a_day_are_those_of_every_day(folder, run):
    """A chart over time needs no loop around the command."""
    rows = rows_of(run, "areas")

    assert len({row["day"] for row in rows}) == 6


def test_what_is_merely_claimed_is_no_area(folder, run):
    """Red's word on elm gives red no land."""
    before = rows_of(run, "areas", "2020-01-03")
    after = rows_of(run, "areas", "2020-01-06")

    assert [r["area_km2"] for r in before] == [r["area_km2"] for r in after]


def test_a_map_may_ask_for_no_areas(folder, run):
    """With `method: none`, points are all there is."""
    path = folder / "maps/war.yaml"
    path.write_text(path.read_text() + "areas: {method: none}\n")

    assert rows_of(run, "areas") == []


def test_a_smaller_radius_covers_less_land(folder, run):
    """Beyond the word of any place lies no data, and no area."""
    path = folder / "maps/war.yaml"
    text = path.read_text()
    covered = []
    for radius in (10, 40):
        path.write_text(f"{text}areas: {{radius_km: {radius}}}\n")
        rows = rows_of(run, "areas", "2020-01-03")
        covered.append(sum(row["area_km2"] for row in rows))

    assert covered[0] < covered[1]
    assert covered[0] == pytest.approx(4 * 3.14159 * 10**2, rel=0.02)


def test_a_road_is_cut_where_its_holders_meet(with_road, run):
    """From the fall of ash on, the road is cut between ash and elm."""
    [eve] = rows_of(run, "routes", "2020-01-02")
    [fallen] = rows_of(run, "routes", "2020-01-05")

    assert (eve["open"], eve["cuts"]) == (True, [])
    assert fallen["open"] is False
    assert fallen["cuts"] == [
        {
            "from": "ash",
            "to": "elm",
            "holders": ["red", "blue"],
            "since": "2020-01-03",
        }
    ]
    assert [(s["from"], s["to"], s["actor_id"]) for s in fallen["stretches"]] == [
        ("ash", "ash", "red"),
        ("elm", "oak", "blue"),
    ]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            "[ash, elmm, yew, oak]",
            "through 'elmm' is not a known place; did you mean 'elm'?",
        ),
        ("[ash]", "a route runs through at least two places"),
        ("[ash, keep]", "through 'keep' has no point; a route needs located places"),
    ],
)
def test_a_wrong_road_is_found_at_its_line(with_road, folder, wrong, message):
    """A road through nowhere is a problem like any other."""
    with_road.write_text(ROUTES.replace("[ash, elm, yew, oak]", wrong))

    found = [str(problem) for problem in check(folder)]

    assert any(
        text.startswith(f"gazetteer/shire/routes.yaml:5: [ring] {message}")
        for text in found
    ), found


def test_statistics_count_places_and_land(folder, run):
    """Each holder has a row with all its places, located or not, and its km²."""
    areas = rows_of(run, "areas", "2020-01-03")
    rows = rows_of(run, "statistics", "2020-01-03")
    table = list(
        csv.DictReader(
            io.StringIO(run("statistics", "2020-01-03", "--format", "csv")[1])
        )
    )

    assert {r["actor_id"]: r["places"] for r in rows} == {"red": 1, "blue": 4}
    assert {r["actor_id"]: r["area_km2"] for r in rows} == {
        r["actor_id"]: r["area_km2"] for r in areas
    }
    assert [r["actor_id"] for r in table] == [r["actor_id"] for r in rows]
