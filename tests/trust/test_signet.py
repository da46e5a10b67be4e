"""A site is taken over only by whoever built it."""

import json
import os
import shutil
from pathlib import Path

import pytest
from drawn_sites import assert_is, build, drawn_site, key_of, stop_after, waiting_in

from geocontrol.io.signet import KEY_BYTES, KEY_NAME, own_signet, state_folder
from geocontrol.io.sitefiles import sha256_of

SITE = drawn_site({"a.html": 1, "b.html": 2})
NEXT = drawn_site({"a.html": 3, "c.html": 2})
FORGED = b"<script>alert(1)</script>"


@pytest.fixture
def user(tmp_path, monkeypatch):
    """Become a user of a name, with a home of their own."""

    def become(name):
        home = tmp_path / "homes" / name
        monkeypatch.setenv("XDG_STATE_HOME", str(home))
        return home

    become("me")
    return become


def forge(site, name, data):
    """Put a file into a site, and make its manifest fit."""
    (site / name).write_bytes(data)
    manifest = json.loads((site / "manifest.json").read_bytes())
    for entry in manifest["files"]:
        if entry["name"] == name:
            entry["sha256"] = sha256_of(data)
    (site / "manifest.json").write_text(json.dumps(manifest))


def test_a_forged_page_is_made_again(tmp_path, user):
    """A file that its manifest vouches for is not believed for that."""
    user("me")
    build(tmp_path / "site", SITE)
    forge(tmp_path / "site", "a.html", FORGED)

    assert build(tmp_path / "site", SITE) == list(SITE)
    assert_is(tmp_path / "site", SITE)
    assert build(tmp_path / "site", SITE) == []


def test_the_site_of_another_user_is_made_again(tmp_path, user):
    """Whatever a stranger's own build sealed, it is theirs; so it is for them of us."""
    site = tmp_path / "site"
    user("stranger")
    build(site, SITE)
    user("me")

    assert build(site, SITE) == list(SITE)
    assert build(site, SITE) == []

    user("stranger")
    assert build(site, SITE) == list(SITE)


def test_a_strangers_stopped_build_is_not_taken_up(tmp_path, user):
    """Files that wait beside a site are believed under the same key alone."""
    site = tmp_path / "site"
    user("stranger")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("drawn_sites.key_of", lambda _: key_of(SITE["a.html"]))
        stop_after(site, {"a.html": FORGED}, 1)
    assert (site / ".geocontrol" / "+a.html").read_bytes() == FORGED
    user("me")

    assert build(site, SITE) == list(SITE)
    assert_is(site, SITE)


def test_a_line_of_a_journal_is_sealed_as_a_whole(tmp_path, user):
    """A seal does not serve another file, key or hash than the one it was made for."""
    site = tmp_path / "site"
    user("me")
    stop_after(site, NEXT, len(NEXT))
    journal = site / ".geocontrol" / "journal"
    line = next(x for x in journal.read_text().splitlines() if '"a.html"' in x)
    entry = json.loads(line)
    (site / ".geocontrol" / "+a.html").write_bytes(FORGED)
    changed = {"sha256": sha256_of(FORGED), "size": len(FORGED)}
    journal.write_text(json.dumps(entry | changed) + "\n")

    assert build(site, NEXT) == list(NEXT)
    assert_is(site, NEXT)


def test_a_plan_does_not_vouch_for_itself(tmp_path, user):
    """What a stranger's plan moves in is made again, and so is its seal."""
    site = tmp_path / "site"
    user("stranger")
    build(tmp_path / "forged", {**SITE, "a.html": FORGED})
    user("me")
    build(site, SITE)
    manifest = json.loads((tmp_path / "forged" / "manifest.json").read_bytes())
    for entry in manifest["files"]:
        if entry["name"] == "a.html":
            entry["key"] = key_of(SITE["a.html"])
    text = json.dumps(manifest).encode()
    moves = [
        {"name": name, "sha256": sha256_of(data)}
        for name, data in (("a.html", FORGED), ("manifest.json", text))
    ]
    seal = (tmp_path / "forged" / ".geocontrol" / "seal").read_text().strip()
    plan = {"moves": moves, "removals": [], "seal": seal}
    (site / ".geocontrol" / "+a.html").write_bytes(FORGED)
    (site / ".geocontrol" / "+manifest.json").write_bytes(text)
    (site / ".geocontrol" / "next.json").write_text(json.dumps(plan))

    assert build(site, SITE) == list(SITE)
    assert_is(site, SITE)


def test_a_seal_is_of_one_manifest(tmp_path, user):
    """The seal of an earlier site says nothing of a later one."""
    site = tmp_path / "site"
    user("me")
    build(site, SITE)
    old = (site / ".geocontrol" / "seal").read_bytes()
    build(site, NEXT)
    (site / ".geocontrol" / "seal").write_bytes(old)

    assert build(site, NEXT) == list(NEXT)


def test_a_manifest_is_no_line_of_a_journal():
    """What was sealed as one thing is not believed as another."""
    signet = own_signet()

    assert signet.fits(signet.seal("journal", b"x"), "journal", b"x")
    assert not signet.fits(signet.seal("journal", b"x"), "manifest.json", b"x")


def test_a_site_may_be_moved(tmp_path, user):
    """A folder keeps its seal wherever it goes, and a copy has it too."""
    user("me")
    build(tmp_path / "site", SITE)
    (tmp_path / "site").rename(tmp_path / "moved")
    shutil.copytree(tmp_path / "moved", tmp_path / "copy")

    assert build(tmp_path / "moved", SITE) == []
    assert build(tmp_path / "copy", SITE) == []


def test_published_files_do_not_tell_who_built_them(tmp_path, user):
    """Two users' sites have the same bytes but for the stage, which holds a seal."""
    trees = []
    for name in ("me", "stranger"):
        user(name)
        build(tmp_path / name, SITE)
        assert not waiting_in(tmp_path / name)
        assert_is(tmp_path / name, SITE)
        trees.append((tmp_path / name / "manifest.json").read_bytes())

    assert trees[0] == trees[1]


def spoil_key(path, how):
    key = path.read_bytes()
    if how == "empty":
        path.write_bytes(b"")
    elif how == "short":
        path.write_bytes(key[:-1])
    elif how == "long":
        path.write_bytes(key + b"x")
    elif how == "another":
        path.write_bytes(key[::-1])
    elif how == "readable":
        path.chmod(0o644)
    else:
        path.unlink()
        if how == "link":
            (path.parent / "far").write_bytes(key)
            (path.parent / "far").chmod(0o600)
            path.symlink_to("far")
        elif how == "pipe":
            os.mkfifo(path, 0o600)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize(
    "how", ["empty", "short", "long", "another", "readable", "gone", "link", "pipe"]
)
def test_a_key_that_is_not_whole_and_private_is_replaced(tmp_path, user, how):
    """A spoilt key costs one build its speed, and no more."""
    key = user("me") / "geocontrol" / KEY_NAME
    build(tmp_path / "site", SITE)
    spoil_key(key, how)

    assert build(tmp_path / "site", SITE) == list(SITE)
    assert build(tmp_path / "site", SITE) == []
    assert (key.lstat().st_mode & 0o777) == 0o600
    assert key.stat().st_size == KEY_BYTES
    assert (key.parent.stat().st_mode & 0o777) == 0o700
    assert [path.name for path in key.parent.iterdir() if path.name != "far"] == [
        KEY_NAME
    ]


def homeless(tmp_path, monkeypatch, how):
    """Take away the place where a key could be kept."""
    if how == "file":
        (tmp_path / "file").write_bytes(b"")
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    elif how == "folder for a key":
        (tmp_path / "s" / "geocontrol" / KEY_NAME / "x").mkdir(parents=True)
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "s"))
    else:
        monkeypatch.delenv("XDG_STATE_HOME")

        def nowhere(*_):
            msg = "Could not determine home directory."
            raise RuntimeError(msg)

        monkeypatch.setattr(Path, "home", nowhere)


NO_KEY = pytest.mark.parametrize("how", ["file", "folder for a key", "no home"])


@NO_KEY
def test_without_a_key_everything_is_made_anew(tmp_path, monkeypatch, how):
    """Nothing is believed where no key can be kept, and nothing breaks."""
    site = tmp_path / "site"
    build(site, SITE)
    homeless(tmp_path, monkeypatch, how)

    for files in (SITE, SITE, NEXT):
        assert build(site, files) == list(files)
        assert_is(site, files)
    stop_after(site, SITE, 3)
    assert build(site, SITE) == list(SITE)
    assert not (site / ".geocontrol").exists()
    assert not list(tmp_path.glob("s/geocontrol/.*"))


@NO_KEY
def test_a_build_without_a_key_says_so_in_a_line(
    folder, run, tmp_path, monkeypatch, how
):
    """A user who waits for every page each time can see why."""
    told = [run("build", "--to", "2020-01-02")[2]]
    homeless(tmp_path, monkeypatch, how)
    code, _, err = run("build", "--to", "2020-01-02")

    assert folder == tmp_path
    assert code == 0
    assert told[0].count("\n") == 1
    assert err.count("\n") == 2
    assert "no key can be kept (" in err
    assert err.endswith("): the next build makes every file anew\n")


def test_a_place_that_depends_on_the_current_folder_holds_no_key(monkeypatch, tmp_path):
    """A project cannot bring the key along in its own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    assert state_folder() == tmp_path / ".local" / "state" / "geocontrol"


def test_the_pages_of_a_strangers_folder_are_made_again(folder, run):
    """A forged page that came with a project is gone after the first build."""
    site = folder / "maps" / "war"
    run("build", "--to", "2020-01-02")
    name = "2020-01-01.html"
    page = (site / name).read_bytes()
    forge(site, name, page + FORGED)

    assert run("build", "--to", "2020-01-02")[0] == 0
    assert (site / name).read_bytes() == page
