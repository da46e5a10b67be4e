"""The benchmark gives both tools the same war, measures, and still runs."""

import importlib
import math
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from geocontrol.project import Project

BENCH = Path(__file__).parent.parent / "bench"
PLACES, DAYS, CHANGES = 60, 5, 4


@pytest.fixture
def bench(monkeypatch):
    """Import a module of the folder, as its scripts do."""
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module


@pytest.fixture(scope="module")
def war(tmp_path_factory):
    """The folder of a small war, written as the benchmark does."""
    folder = tmp_path_factory.mktemp("war")
    command = [sys.executable, BENCH / "frontwar.py", PLACES, DAYS, CHANGES, folder]
    subprocess.run([str(word) for word in command], check=True)
    return folder


def test_the_yardstick_draws_the_holders_that_geocontrol_draws(bench, war):
    """On each day both tools start from the same state of every place."""
    yardstick, pd = bench("folium_yardstick"), pytest.importorskip("pandas")
    project = Project.open(war / "maps" / "war.yaml")
    timeline, actors = project.timeline(), project.evidence.actors
    places = yardstick.read_places(war / "places.csv")
    events = pd.read_csv(war / "events.csv", parse_dates=["date"])

    for day in project.days:
        rows = yardstick.state_of(places, events, pd.Timestamp(day))

        held = dict(zip(rows["place_id"], rows["holder"], strict=True))
        assert len(held) == PLACES
        assert held == {
            place_id: actors[timeline.control(place_id, day).actor_id].name
            for place_id in held
        }


def test_a_front_war_has_as_many_changes_as_asked_for(war):
    """Each day but the first has the number of changes that the tables name."""
    project = Project.open(war / "maps" / "war.yaml")
    timeline = project.timeline()

    first, *others = project.days

    assert timeline.changes(first) == []
    assert [len(timeline.changes(day)) for day in others] == [CHANGES] * (DAYS - 1)
    assert project.last_day - project.first_day == timedelta(days=DAYS - 1)


def test_the_two_maps_of_a_war_differ_in_their_areas_only(war):
    """What is compared under the name of the nearest place is drawn so."""
    kriging, nearest = (
        (war / "maps" / f"{name}.yaml").read_text("utf-8")
        for name in ("war", "nearest")
    )

    assert nearest != kriging
    assert nearest.replace("method: nearest", "method: kriging") == kriging


def test_a_command_that_fails_is_no_measurement(bench):
    """A crash is told with its words, and not taken for a fast run."""
    measure = bench("measure")

    with pytest.raises(measure.RunError, match=r"ended with 3:\s+out of paint"):
        measure.run(sys.executable, "-c", "print('out of paint'); raise SystemExit(3)")


def test_each_run_starts_afresh(bench, tmp_path):
    """What an earlier run left cannot make a later one cheap."""
    measure, out = bench("measure"), tmp_path / "out"
    code = f"import os; os.mkdir({str(out)!r})"

    measure.run(sys.executable, "-c", code, times=2, fresh=out)

    assert out.is_dir()


def test_processor_time_is_that_of_the_child_and_its_children(bench):
    """A process that only starts another which works is charged for the work."""
    measure = bench("measure")
    work = (
        "import time; e = time.process_time() + 0.3\nwhile time.process_time() < e: 0"
    )
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"

    cost = measure.run(sys.executable, "-c", start)

    assert cost.processor >= 0.3
    assert cost.memory > 1


def test_memory_is_not_that_of_the_benchmark(bench):
    """However large the process that measures, what it starts is told alone."""
    ballast = bytearray(b"\1") * 200_000_000

    cost = bench("measure").run(sys.executable, "-c", "pass")

    assert 1 < cost.memory < 50
    assert len(ballast) == 200_000_000


def test_a_command_that_cannot_start_is_told(bench):
    """A command that is not there is an error, and no free run."""
    measure = bench("measure")

    with pytest.raises(measure.RunError, match=r"/nonesuch was not run:[\s\S]+Errno 2"):
        measure.run("/nonesuch")


def test_a_slow_minute_does_not_change_what_a_page_costs(bench):
    """Runs in turns: where both of a pair are slow, the others tell the slope."""
    measure = bench("measure")
    seconds = iter([1.0, 2.0, 5.0, 10.0, 1.0, 2.0])

    def spend():
        took = next(seconds)
        return measure.Cost(processor=took, wall=took * 2, memory=9.0, output="")

    pairs = measure.in_turns(spend, spend, 3)

    assert measure.slope(pairs, 10) == pytest.approx((0.1, 0.2))
    assert measure.least([many for _, many in pairs]).processor == 2.0


def test_the_power_of_growth_is_that_of_the_law(bench):
    """A cost that follows a law is found to follow it."""
    power = bench("fit").power

    assert power([1, 2, 4], [3, 12, 48]) == pytest.approx(2)
    assert power([1, 2, 4], [5, 5, 5]) == 0
    assert math.isnan(power([1, 2, 4], [5, -1, 5]))


def test_shares_of_a_cost_are_those_it_is_made_of(bench):
    """What costs were added up from is found again, and nothing costs less than 0."""
    shares = bench("fit").shares
    rows = [(1, 10, 3), (1, 20, 4), (1, 30, 1), (1, 5, 9), (1, 7, 7)]

    made = [0.5 + 0.2 * places + 3 * days for _, places, days in rows]
    falling = [40 - days for _, _, days in rows]

    assert shares(rows, made) == pytest.approx([0.5, 0.2, 3])
    assert min(shares(rows, falling)) == 0


def test_growth_tells_what_a_build_pays_for(bench, monkeypatch, tmp_path):
    """Builds that cost by a law show its powers and its prices."""
    growth = bench("growth")

    def build(war, *_):
        places, days, _ = war
        half, whole = (
            0.8 + 0.0005 * places + 0.01 * count + 0.00002 * places * count
            for count in (days // 2, days)
        )
        page = (whole - half) / (days - days // 2)
        return growth.Build(
            war=war, half=half, whole=whole, page=page, size=places * 30, memory=90
        )

    monkeypatch.setattr(growth, "_build", build)
    wars = ((500, 20, 5), (1000, 20, 5), (2000, 20, 5), (1000, 80, 5), (1000, 20, 50))
    series = growth.Series(what="places", wars=wars[:3], varies=0)
    others = growth.Series(what="days", wars=wars[3:], varies=1)

    first, _, prices = growth.sections((series, others), tmp_path)

    assert re.search(
        r"grows with places to the power.* \*\*1\*\* \| \*\*0\*\* \|$", first
    )
    numbers = [line.split(" | ")[1].strip(" |") for line in prices.splitlines()[4:]]
    assert numbers == ["800", "500", "10", "20", "0"]


def test_the_benchmark_runs_from_end_to_end(tmp_path):
    """Every part of the results is measured and written, whatever the numbers are."""
    out = tmp_path / "RESULTS.md"

    subprocess.run(
        [
            sys.executable,
            BENCH / "pages.py",
            "--tiny",
            "--out",
            out,
            "--folder",
            tmp_path,
        ],
        check=True,
        capture_output=True,
    )

    text = out.read_text("utf-8")
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert len(tables) == 7
    assert all(len(table.splitlines()) > 2 for table in tables)
    assert "nan" not in text
    assert "yardstick (geopandas, folium)" in text
    edits = re.compile(r"^\| (?:one event's note|… while).* (\d+) \|$", re.MULTILINE)
    edited = edits.findall(text)
    assert len(edited) == 2
    assert min(map(int, edited)) > 0
    assert list(tmp_path.iterdir()) == [out]
