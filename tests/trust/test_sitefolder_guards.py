"""Names, manifests, plans and links that lead a build astray lead it nowhere."""

import json
import shutil

import pytest
from drawn_sites import (
    assert_foreign_untouched,
    assert_is,
    build,
    drawn_site,
    found_in,
    key_of,
    put_foreign,
)

from geocontrol.errors import SiteFolderError, UsageError
from geocontrol.io.files import MAX_BYTES
from geocontrol.io.sitefiles import sha256_of
from geocontrol.io.sitefolder import open_site_folder

SITE = drawn_site({"a.html": 1, "b.html": 2})
NEXT = drawn_site({"a.html": 3, "c.html": 2})
HASH = "0" * 64


def manifest_with(path, *names):
    """Put a manifest that lists these names as a build does."""
    files = [{"name": name, "sha256": HASH, "key": "k"} for name in names]
    path.mkdir(exist_ok=True)
    (path / "manifest.json").write_text(json.dumps({"files": files}))


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", ".hidden", "../a.html", "/a.html", "a/b.html", "assets/"),
        *("assets/.a", "assets/../a", "assets/x/y", "assets", "Assets", "a\\b", "C:a"),
        *("manifest.json", "MANIFEST.json", "a.", "a b", "ä.html", "a\n", "a" * 201),
    ],
)
def test_names_are_strict(tmp_path, name):
    """A name that leads out of the folder, or hides in it, is refused."""
    with open_site_folder(tmp_path) as folder:
        with pytest.raises(UsageError, match="cannot be the name of a file of a site"):
            folder.put(name, "k", b"")
        with pytest.raises(UsageError, match="cannot be the name of a file of a site"):
            folder.reuse(name, "k")


def test_a_name_is_given_once(tmp_path):
    """Two files whose names some systems hold for one are refused."""
    with open_site_folder(tmp_path) as folder:
        folder.put("a.html", "k", b"")
        with pytest.raises(UsageError, match=r"cannot both be named 'A\.html'"):
            folder.put("A.html", "k", b"")


def test_a_new_name_in_other_letters_survives_the_old_one(tmp_path):
    """Where A.html and a.html are one file, removing the old removes no new one."""
    build(tmp_path, {"A.html": b"old"})
    build(tmp_path, {"a.html": b"new"})

    assert (tmp_path / "A.html").exists()


@pytest.mark.parametrize(
    "name",
    ["../victim", "/victim", "assets/../../victim", ".git/config", "notes/a.html"],
)
def test_a_hostile_manifest_cannot_reach_out(tmp_path, name):
    """Names outside the pattern are neither removed nor reused."""
    site = tmp_path / "site"
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    name = str(victim) if name == "/victim" else name
    put_foreign(site)
    manifest_with(site, name, "gone.html")
    (site / "gone.html").write_bytes(b"ours")
    build(site, SITE)

    assert victim.read_bytes() == b"precious"
    assert_foreign_untouched(site)
    assert_is(site, SITE)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "{",
            "[]",
            "3",
            '"a"',
            "\x00",
            "[" * 100_000,
            '{"files": {"a": 1}}',
            '{"files": 3}',
        ),
        *('{"files": [1, {}, {"name": 3, "sha256": 4}, null]}', '{"files": null}'),
        '{"files": [{"name": "README.md", "sha256": "short"}]}',
        '{"files": [{"name": "README.md", "sha256": 7}]}',
        f'{{"files": [{{"name": 7, "sha256": "{HASH}"}}]}}',
        f'{{"files": [{{"name": "README.md", "sha256": "{HASH}", "size": [1]}}]}}',
        f'{{"files": [{{"name": "README.md", "sha256": "{HASH}", "key": 1}}]}}',
    ],
)
def test_a_strange_manifest_lists_nothing(tmp_path, text):
    """A manifest that is none is written over, and nothing is removed for it."""
    put_foreign(tmp_path)
    (tmp_path / "manifest.json").write_text(text)
    build(tmp_path, SITE)

    assert_is(tmp_path, SITE)
    assert_foreign_untouched(tmp_path)


@pytest.mark.parametrize("name", ["manifest.json", ".geocontrol/next.json"])
def test_a_list_too_large_to_be_ours_is_not_read(tmp_path, name):
    """Whatever a manifest or a plan of more than 64 MB says, nothing is done for it."""
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".geocontrol").mkdir()
    entry = {"name": "README.md", "sha256": HASH}
    text = json.dumps({"files": [entry], "moves": [], "removals": ["README.md"]})
    (tmp_path / name).write_text(text + " " * MAX_BYTES)
    build(tmp_path, SITE)

    assert (tmp_path / "README.md").read_text() == "mine"
    (tmp_path / "README.md").unlink()
    assert_is(tmp_path, SITE)


@pytest.mark.parametrize(
    "plan",
    [
        {"moves": [], "removals": ["../victim"]},
        {"moves": [], "removals": ["a.html", ".git/config"]},
        {"moves": [], "removals": ["manifest.json"]},
        {"moves": [], "removals": [["a"]]},
        {"moves": [{"name": "../b", "sha256": HASH}], "removals": ["a.html"]},
        {"moves": [{"name": "b"}], "removals": ["a.html"]},
        {"moves": 3, "removals": []},
        ["moves"],
    ],
)
def test_a_hostile_plan_is_not_carried_out(tmp_path, plan):
    """A plan with a name outside the pattern is no plan."""
    site = tmp_path / "site"
    (tmp_path / "victim").write_bytes(b"precious")
    put_foreign(site)
    build(site, SITE)
    (site / ".geocontrol" / "next.json").write_text(json.dumps(plan))
    with open_site_folder(site):
        pass

    assert_is(site, SITE)
    assert (tmp_path / "victim").exists()
    assert_foreign_untouched(site)


def test_a_folder_with_the_name_of_an_old_page_stays(tmp_path):
    """A manifest may list a name that is somebody's folder by now."""
    put_foreign(tmp_path)
    manifest_with(tmp_path, "notes")
    build(tmp_path, SITE)

    assert_foreign_untouched(tmp_path)


@pytest.mark.parametrize("name", ["a.html", "assets", "manifest.json", ".geocontrol"])
def test_nothing_is_written_through_a_link(tmp_path, name):
    """A link in the place of a file, of assets, or of the stage is refused."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_bytes(b"precious")
    build(site, NEXT)
    is_folder = name in {"assets", ".geocontrol"}
    shutil.rmtree(site / name) if is_folder else (site / name).unlink()
    (site / name).symlink_to(outside if is_folder else outside / "file")
    before = found_in(site)

    with pytest.raises(UsageError, match=f"{name} is .*; move it away"):
        build(site, SITE)

    assert found_in(site) == before
    assert [path.name for path in outside.iterdir()] == ["file"]
    assert (outside / "file").read_bytes() == b"precious"


def test_a_file_in_place_of_the_stage_is_refused(tmp_path):
    """Somebody's file of that name stays."""
    (tmp_path / ".geocontrol").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"\.geocontrol is not a folder"):
        build(tmp_path, SITE)

    assert (tmp_path / ".geocontrol").read_bytes() == b"mine"


def test_a_folder_within_the_stage_is_somebodys(tmp_path):
    """Nobody's folder is cleared, and none keeps a build from its end."""
    (tmp_path / ".geocontrol" / "mine").mkdir(parents=True)
    build(tmp_path, SITE)

    assert_is(tmp_path, SITE)
    assert (tmp_path / ".geocontrol" / "mine").is_dir()


def test_nothing_is_removed_through_a_link(tmp_path):
    """A link in the place of an old asset's folder keeps its target's files."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    build(site, SITE)
    (site / "assets").rename(outside)
    (site / "assets").symlink_to(outside)
    with pytest.raises(UsageError, match="assets is a symbolic link"):
        build(site, {"only.html": b"no assets"})

    assert len(list(outside.iterdir())) == 3


@pytest.mark.parametrize("name", ["+a.html", "journal", "next.json.part", "lock"])
def test_links_within_the_stage_lead_nowhere(tmp_path, name):
    """A link planted where a file will wait is not written through."""
    stage, victim = tmp_path / "site" / ".geocontrol", tmp_path / "victim"
    stage.mkdir(parents=True)
    victim.write_bytes(b"precious")
    (stage / name).symlink_to(victim)
    try:
        build(tmp_path / "site", SITE)
    except SiteFolderError:
        assert name == "lock"
    else:
        assert_is(tmp_path / "site", SITE)

    assert victim.read_bytes() == b"precious"


def test_a_staged_link_is_not_moved_in(tmp_path):
    """A journal that vouches for a link does not bring it into the site."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    data = SITE["a.html"]
    outside.write_bytes(data)
    (site / ".geocontrol").mkdir(parents=True)
    (site / ".geocontrol" / "+a.html").symlink_to(outside)
    line = {"name": "a.html", "sha256": sha256_of(data), "key": key_of(data)}
    (site / ".geocontrol" / "journal").write_text(json.dumps(line) + "\n")
    build(site, SITE)

    assert not (site / "a.html").is_symlink()
    assert_is(site, SITE)


def test_a_link_in_place_of_the_lock_makes_no_file(tmp_path):
    """A lock is not made at the far end of a link."""
    stage = tmp_path / "site" / ".geocontrol"
    stage.mkdir(parents=True)
    (stage / "lock").symlink_to(tmp_path / "victim")
    with pytest.raises(SiteFolderError, match="nothing was written there"):
        build(tmp_path / "site", SITE)

    assert not (tmp_path / "victim").exists()


def test_a_link_to_the_site_itself_is_the_users_own(tmp_path):
    """Whoever names a link as the folder gets the site where it leads."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    build(tmp_path / "link", SITE)

    assert_is(tmp_path / "real", SITE)


def test_a_folder_in_the_place_of_a_page_is_refused(tmp_path):
    """A page cannot take the name of somebody's folder."""
    put_foreign(tmp_path)
    with pytest.raises(UsageError, match="notes is not a file"):
        build(tmp_path, {"notes": b"page"})

    assert_foreign_untouched(tmp_path)
