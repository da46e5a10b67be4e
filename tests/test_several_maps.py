"""Several maps, such as the theatres of one war, built by one command."""

import pytest
from tests_paths import site_files
from worlds import FILES

MAP = "maps/war.yaml"


@pytest.fixture
def theatres(folder):
    """Two maps of the drawn world, of which the second is of its last days."""
    text = FILES[MAP].replace("first_day: 2020-01-01", "first_day: 2020-01-05")
    (folder / "maps/south.yaml").write_text(text, encoding="utf-8")
    return folder


def pages(folder):
    return sorted(path.name for path in folder.glob("2020-*.html"))


def test_a_folder_of_maps_is_built_whole(theatres, run):
    """Each map of a folder gets its own site beside it."""
    code, _, err = run("build", "maps")

    assert code == 0
    assert len(err.splitlines()) == 2
    assert len(pages(theatres / "maps/war")) == 6
    assert pages(theatres / "maps/south") == ["2020-01-05.html", "2020-01-06.html"]


def test_a_map_among_several_is_the_map_alone(theatres, run):
    """What a map looks like does not depend on what is built with it."""
    run("build", "maps/south.yaml", "--out", "alone")
    run("build", "maps/war.yaml", "maps/south.yaml", "--out", "both")

    for path in site_files(theatres / "alone"):
        assert path.read_bytes() == (theatres / "both/south" / path.name).read_bytes()
    assert len(pages(theatres / "both/war")) == 6


def test_several_maps_are_not_guessed_at(theatres, run):
    """Without a name, several maps are a question as before."""
    code, _, err = run("build")

    assert code == 2
    assert "several maps to choose from" in err


WHO_READS_A_MAP = {
    "areas": [],
    "build": [],
    "check": [],
    "find": ["ash"],
    "routes": ["2020-01-03"],
    "state": ["2020-01-03"],
    "tidy": [],
}


@pytest.mark.parametrize("where", [[], ["empty"]])
@pytest.mark.parametrize("command", WHO_READS_A_MAP)
def test_only_what_a_command_has_is_advised(theatres, run, command, where):
    """Whoever is told to name a map with an option can do so."""
    (theatres / "empty").mkdir()
    has_option = "--map " in run(command, "--help")[1]
    given = ["--map", *where] if where and has_option else where

    code, _, err = run(command, *WHO_READS_A_MAP[command], *given)

    assert code == 2
    assert ("--map" in err) == has_option


def test_two_maps_never_share_a_folder(theatres, run):
    """Maps of one name would overwrite each other, so nothing is built."""
    (theatres / "other").mkdir()
    (theatres / "other/war.yaml").write_text(FILES[MAP], encoding="utf-8")

    code, _, err = run("build", "maps/war.yaml", "other/war.yaml", "--out", "site")

    assert code == 2
    assert "two maps would go to site/war; build one at a time" in err
    assert not (theatres / "site").exists()


def test_one_faulty_map_stops_them_all(theatres, run):
    """All maps are read before the first page is written."""
    text = FILES[MAP].replace("last_day: 2020-01-06", "last_day: 2019-01-06")
    (theatres / "maps/zeal.yaml").write_text(text, encoding="utf-8")

    code, _, err = run("build", "maps")

    assert code == 1
    assert "maps/zeal.yaml:6: [zeal] last_day 2019-01-06 is before" in err
    assert not (theatres / "maps/war").exists()
