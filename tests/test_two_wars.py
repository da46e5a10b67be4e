"""Two wars of one land, one before 1900: names, alliances, borders and an heir."""

import csv
import io
import json
from datetime import date

import pytest
from two_wars import DAYS, write_two_wars

from geocontrol.curate.review import look_through
from geocontrol.export.lpf import lpf_bytes
from geocontrol.export.selection import Selection
from geocontrol.io.convert import convert
from geocontrol.io.yamlwrite import canonical
from geocontrol.project import Project
from geocontrol.render.figure.scene import make_scene
from geocontrol.render.figure.sentences import holders_sentence
from geocontrol.render.site import write_site
from geocontrol.tables import history_rows, state_rows
from geocontrol.territory.places import span_rows

FIRST, SECOND = "maps/war-1877.yaml", "maps/war-1918.yaml"


def nov(n):
    return date(1918, 11, n)


@pytest.fixture(scope="session")
def land(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wars")
    write_two_wars(folder)
    return folder


@pytest.fixture(scope="session")
def first(land):
    return Project.open(land / FIRST)


@pytest.fixture(scope="session")
def second(land):
    return Project.open(land / SECOND)


@pytest.fixture(scope="session")
def sites(land, first, second):
    """The sites of both wars."""
    for project in (first, second):
        write_site(project, project.timeline(), land / project.id)
    return land


@pytest.mark.parametrize("path", [FIRST, SECOND])
def test_both_wars_are_in_order(land, path):
    """Two wars share one gazetteer, and each checks without an error."""
    assert [p for p in look_through(land / path).problems if p.level == "error"] == []


def test_dated_files_are_canonical(land):
    """Dated entries stand on a line each, and formatting leaves them alone."""
    for path in land.rglob("*.yaml"):
        if "maps" not in path.parts and path.parent.name != "maps":
            assert canonical(path) == path.read_text(encoding="utf-8")


def test_dated_records_may_stand_in_tables(tmp_path):
    """Names and borders with days go through Parquet and back as they were."""
    write_two_wars(tmp_path)
    was = Project.open(tmp_path / SECOND)
    hashes = []
    for form in ("parquet", "yaml"):
        convert(tmp_path / SECOND, form)
        hashes.append(Project.open(tmp_path / SECOND).data_hash)

    assert hashes == [was.data_hash] * 2
    assert was.places["ash"].within_dated
    assert (tmp_path / "gazetteer/shire/places/shire.yaml").exists()


def test_an_ally_is_believed_before_it_is_one(first):
    """The Free Town's word on Elm is independent; two days later it is the League's."""
    state = first.timeline().state(date(1877, 5, 14))

    assert (state["elm"].actor_id, state["elm"].claimed_by) == ("league", ())
    assert (state["yew"].actor_id, state["yew"].claimed_by) == ("kingdom", ("league",))


def test_a_withdrawal_reaches_what_lies_in_the_region_that_day(second):
    """Ash lies in the dale from 5 November, and is left with it on the 7th."""
    state = second.timeline().state(nov(8))

    assert {p for p in ("ash", "elm", "oak") if state[p].actor_id is None} == {
        "ash",
        "elm",
    }


def test_no_capture_is_invented(second):
    """Oak passes to the Republic by the deed, and nothing else is said of that day."""
    kingdom, republic = history_rows(second.timeline(), "oak")

    assert (kingdom["actor_id"], republic["actor_id"]) == ("kingdom", "republic")
    assert republic["event_id"] == "1918-11-12-realm"
    assert republic["basis"] == kingdom["basis"]
    assert {c["voice"] for c in republic["claims"]} == {"court", "traveller"}


@pytest.mark.parametrize(
    ("day", "name", "governorate"),
    [(1, "Ashburg", "shire"), (2, "Ash", "shire"), (5, "Ash", "dale")],
)
def test_a_table_names_each_place_as_on_its_day(second, day, name, governorate):
    """State rows give the name, and the governorate, of the day."""
    [row] = state_rows(second.timeline(), nov(day), place_id="ash")

    assert (row["name"], row["governorate"]) == (name, governorate)


def test_commands_speak_the_names_of_the_day(land, monkeypatch, run):
    """`state`, `diff` and `export` name Ash as on the day; `find` says when it was."""
    monkeypatch.chdir(land)
    _, state, _ = run("state", "1918-11-01", "--map", SECOND)
    _, changes, _ = run("diff", "1918-11-01", "1918-11-08", "--map", SECOND)
    _, found, _ = run("find", "Ashburg", "--map", SECOND)
    _, told, _ = run("find", "Ashburg", "--map", SECOND, "--format", "json")
    run("export", "1918-11-01", "--map", SECOND, "--format", "csv", "--out", "a.csv")
    rows = csv.DictReader(io.StringIO((land / "a.csv").read_text("utf-8")))

    assert "Ashburg" in state
    assert "Ashburg" not in changes
    assert "Ashburg (until 1918-11-02)" in found
    match = json.loads(told)[0]
    assert (match["place_id"], match["valid_from"], match["valid_to"]) == (
        "ash",
        None,
        "1918-11-02",
    )
    assert {row["name"] for row in rows if row["place_id"] == "ash"} == {"Ashburg"}


def test_a_figure_names_actors_as_on_its_day(second):
    """On 5 November it is the Regency that holds the land."""
    timeline = second.timeline()
    told = [holders_sentence(make_scene(second, timeline, nov(n))) for n in (3, 5, 13)]

    assert ["Kingdom" in each for each in told] == [True, False, False]
    assert ["Regency" in each for each in told] == [False, True, False]
    assert "Republic" in told[2]
    assert make_scene(second, timeline, nov(1)).states["ash"][0].name == "Ashburg"


def test_linked_places_keep_the_days_of_names_and_borders(second):
    """A name that was the name for a time is exported with that time."""
    told = json.loads(lpf_bytes(Selection(project=second, timeline=second.timeline())))
    [ash] = [f for f in told["features"] if f["properties"]["place_id"] == "ash"]
    ended = {"timespans": [{"end": {"in": "1918-11-02"}}]}

    assert {"toponym": "Ashburg", "lang": "en", "when": ended} in ash["names"]
    assert [r["when"]["timespans"][0] for r in ash["relations"]] == [
        {"end": {"in": "1918-11-05"}},
        {"start": {"in": "1918-11-05"}},
    ]


def test_day_pages_speak_the_names_of_their_day(sites):
    """The table and the legend of a page are those of its day, of any century."""
    told = {
        day: (sites / f"war-{day[:4]}" / f"{day}.html").read_text("utf-8")
        for day in ("1877-05-02", "1918-11-01", "1918-11-06")
    }

    assert [">Ashburg<" in page for page in told.values()] == [True, True, False]
    assert ["Held by Regency" in page for page in told.values()] == [False, False, True]
    assert "Old Shire" in told["1877-05-02"]
    assert "Old Shire" not in told["1918-11-01"]


def test_the_list_of_days_speaks_the_names_of_each(sites):
    """What changed in 1877 is listed by its name of then."""
    told = (sites / "war-1877" / "days.html").read_text("utf-8")

    assert "Ashburg" in told


def test_a_span_has_the_names_of_its_first_day(second):
    """Where all spans are exported, each is named as when it began."""
    rows = [r for r in span_rows(second.timeline()) if r["place_id"] == "ash"]

    assert [(r["name"], r["governorate"]) for r in rows] == [
        ("Ashburg", "shire"),
        ("Ash", "dale"),
    ]


@pytest.mark.browser
def test_a_page_of_1877_tells_since_when(sites, open_page):
    """Days before 1970 are days like others: since, confirmed and stale are told."""
    page = open_page(sites / "war-1877" / "1877-05-12.html", hash_="#place=elm")
    card = page.inner_text("#card")

    assert "8 May" in card
    assert "last confirmed" in card.lower()
    assert page.faults == []


@pytest.mark.browser
def test_the_explorer_compares_days_of_1877(sites, open_page):
    """An address with two days of long ago opens both."""
    page = open_page(
        sites / "war-1877" / "index.html", hash_="#day=1877-05-12&vs=1877-05-07"
    )
    page.wait_for_selector("#x-versus")

    assert "Elm" in page.inner_text("#x-versus")
    assert "vs=1877-05-07" in page.evaluate("location.hash")
    assert page.faults == []


@pytest.mark.browser
def test_the_explorer_turns_names_with_the_day(sites, open_page):
    """The card, the history and the search speak the names of their days."""
    page = open_page(
        sites / "war-1918" / "index.html", hash_="#day=1918-11-01&place=ash"
    )
    page.wait_for_selector("#card h2")
    titles = [page.inner_text("#card h2")]
    about = [page.inner_text("#card .about")]
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_selector("#card .about:has-text('Dale')")
    titles.append(page.inner_text("#card h2"))
    page.fill("#x-find", "Ashb")
    page.wait_for_selector("#x-found li")

    assert [title.split()[0] for title in titles] == ["Ashburg", "Ash"]
    assert "Shire" in about[0]
    assert "Held by Regency" in page.inner_text("#card .says")
    assert "Held by Kingdom" in page.inner_text("#card .history")
    assert "Ashburg (– 1918-11-02)" in page.inner_text("#x-found")
    assert page.faults == []


def test_every_day_of_both_wars_is_there(sites):
    """A site has a page for each day of its map."""
    for year, ends in DAYS.items():
        for day in ends:
            assert (sites / f"war-{year}" / f"{day}.html").exists()
