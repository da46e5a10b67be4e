"""What a folder holds after a build, and what a build never does to it."""

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from drawn_sites import (
    assert_foreign_untouched,
    assert_is,
    assert_whole,
    build,
    drawn_site,
    found_in,
    key_of,
    put_foreign,
)

from geocontrol.errors import SiteFolderError, UsageError
from geocontrol.io.sitefolder import open_site_folder

SITE = drawn_site({"a.html": 1, "b.html": 2})
NEXT = drawn_site({"a.html": 3, "c.html": 2})
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


class StoppedError(Exception):
    """A build that does not come to its end."""


def stop_after(path, site, count):
    """Begin to build a site, and stop after some files."""
    with pytest.raises(StoppedError), open_site_folder(path) as folder:
        put_some(folder, site, count)


def put_some(folder, site, count):
    for name in list(site)[:count]:
        folder.put(name, key_of(site[name]), site[name])
    raise StoppedError


def identities(path):
    """Return which file on the disk each name stands for."""
    return {name: (path / name).stat().st_ino for name in found_in(path)}


def manifest_with(path, *names):
    """Put a manifest that lists these names as a build does."""
    files = [{"name": name, "sha256": "0" * 64, "key": "k"} for name in names]
    path.mkdir(exist_ok=True)
    (path / "manifest.json").write_text(json.dumps({"files": files}))


def test_the_manifest_lists_files_in_the_order_they_came(tmp_path):
    """The manifest has what was said, then each file with its hash and key."""
    with open_site_folder(tmp_path / "new" / "site") as folder:
        sha256 = folder.put("b.html", "of b", b"bee")
        folder.put("assets/a.js", "of a", b"ay")
        paths = folder.commit({"title": "T"})

    assert paths == [
        tmp_path / "new" / "site" / name
        for name in ("b.html", "assets/a.js", "manifest.json")
    ]
    text = paths[-1].read_bytes()
    manifest = json.loads(text)
    assert list(manifest) == ["title", "files"]
    assert [f["name"] for f in manifest["files"]] == ["b.html", "assets/a.js"]
    assert manifest["files"][0] == {"name": "b.html", "sha256": sha256, "key": "of b"}
    assert text.startswith(b'{\n  "title"')
    assert text.endswith(b"}\n")


def test_only_what_changed_is_written(tmp_path):
    """A file with the same key, or the same bytes, stays the file it was."""
    put_foreign(tmp_path)
    build(tmp_path, SITE)
    before = identities(tmp_path)

    assert build(tmp_path, SITE) == []
    assert identities(tmp_path) == before

    with open_site_folder(tmp_path) as folder:
        for name, data in SITE.items():
            folder.put(name, "another key", data)
        folder.commit({})

    after = identities(tmp_path)
    assert after.pop("manifest.json") != before.pop("manifest.json")
    assert after == before
    assert_is(tmp_path, SITE)


def test_files_of_the_last_site_go_and_foreign_ones_stay(tmp_path):
    """What the last manifest listed and the new one does not is removed, no more."""
    put_foreign(tmp_path)
    build(tmp_path, SITE)
    build(tmp_path, NEXT)

    assert_is(tmp_path, NEXT)
    assert_foreign_untouched(tmp_path)

    build(tmp_path, {"only.html": b"no assets"})

    assert not (tmp_path / "assets").exists()


def test_a_foreign_file_among_the_assets_stays(tmp_path):
    """The folder of assets goes only when nothing is left in it."""
    build(tmp_path, SITE)
    (tmp_path / "assets" / "mine.txt").write_bytes(b"mine")

    build(tmp_path, {"only.html": b"no assets"})

    assert (tmp_path / "assets" / "mine.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("edit", [b"edited", b"", None])
def test_a_changed_file_is_made_again(tmp_path, edit):
    """A file that was edited or deleted by hand is not reused."""
    build(tmp_path, SITE)
    if edit is None:
        (tmp_path / "a.html").unlink()
    else:
        (tmp_path / "a.html").write_bytes(edit)

    assert build(tmp_path, SITE) == ["a.html"]
    assert_is(tmp_path, SITE)


def test_a_file_made_from_something_else_is_not_reused(tmp_path):
    """Another key is another file, whatever its name."""
    build(tmp_path, SITE)
    with open_site_folder(tmp_path) as folder:
        assert folder.reuse("a.html", "something else") is None
        assert folder.reuse("z.html", key_of(SITE["a.html"])) is None


def test_a_file_that_goes_while_building_is_noticed(tmp_path):
    """A reused file must still be there when the site is turned."""
    build(tmp_path, SITE)
    with open_site_folder(tmp_path) as folder:
        folder.reuse("a.html", key_of(SITE["a.html"]))
        (tmp_path / "a.html").unlink()
        with pytest.raises(UsageError, match=r"a\.html has gone since the build began"):
            folder.commit({})


def test_a_stopped_build_is_taken_up(tmp_path):
    """Finished files of a build that was stopped need not be made again."""
    build(tmp_path, SITE)
    stop_after(tmp_path, NEXT, 2)
    assert_is(tmp_path, SITE)

    assert build(tmp_path, NEXT) == list(NEXT)[2:]
    assert_is(tmp_path, NEXT)
    assert not (tmp_path / ".geocontrol").exists()


def test_a_stopped_build_of_another_site_is_cleared(tmp_path):
    """What waits and is not used goes when a build has come to its end."""
    stop_after(tmp_path, NEXT, 3)
    build(tmp_path, SITE)

    assert_is(tmp_path, SITE)
    assert not (tmp_path / ".geocontrol").exists()


@pytest.mark.parametrize("tail", [b'{"name": "a', b"\xff\xfe", b"[[[", b"3\n{}\n"])
def test_a_torn_journal_is_read_as_far_as_it_goes(tmp_path, tail):
    """A last line that was never finished takes nothing else with it."""
    stop_after(tmp_path, NEXT, 2)
    with (tmp_path / ".geocontrol" / "journal").open("ab") as journal:
        journal.write(tail)
    page_a = {"a.html": NEXT["a.html"]}
    stop_after(tmp_path, page_a, 1)

    assert build(tmp_path, NEXT) == ["c.html"]


def test_a_staged_file_that_changed_is_made_again(tmp_path):
    """What waits is trusted for its hash alone."""
    stop_after(tmp_path, NEXT, 2)
    for staged in (tmp_path / ".geocontrol").glob("+assets*"):
        staged.write_bytes(b"x" * staged.stat().st_size)

    assert build(tmp_path, NEXT) == list(NEXT)
    assert_is(tmp_path, NEXT)


def test_nothing_is_left_of_a_build_that_made_nothing(tmp_path):
    """A build that fails before its first file leaves no folder behind."""
    stop_after(tmp_path / "site", NEXT, 0)

    assert not (tmp_path / "site").exists()


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
        *("", "{", "[]", "3", '"a"', "\x00", "[" * 100_000, '{"files": {"a": 1}}'),
        *('{"files": [1, {}, {"name": 3, "sha256": 4}, null]}', '{"files": null}'),
        '{"files": [{"name": "README.md", "sha256": "short"}]}',
        '{"files": [{"name": "README.md", "sha256": 7, "size": "x"}]}',
    ],
)
def test_a_strange_manifest_lists_nothing(tmp_path, text):
    """A manifest that is none is written over, and nothing is removed for it."""
    put_foreign(tmp_path)
    (tmp_path / "manifest.json").write_text(text)
    build(tmp_path, SITE)

    assert_is(tmp_path, SITE)
    assert_foreign_untouched(tmp_path)


@pytest.mark.parametrize(
    "plan",
    [
        {"moves": [], "removals": ["../victim"]},
        {"moves": [], "removals": ["a.html", ".git/config"]},
        {"moves": [], "removals": ["manifest.json"]},
        {"moves": [], "removals": [["a"]]},
        {"moves": [{"name": "../b", "sha256": "0" * 64}], "removals": []},
        {"moves": [{"name": "b"}], "removals": []},
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
    (site / ".geocontrol").mkdir()
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
    shutil.rmtree(site / name) if name == "assets" else None
    (site / name).unlink(missing_ok=True)
    is_folder = name in {"assets", ".geocontrol"}
    (site / name).symlink_to(outside if is_folder else outside / "file")
    before = found_in(site)

    with pytest.raises(UsageError, match=f"{name} is .*; move it away"):
        build(site, SITE)

    assert found_in(site) == before
    assert [path.name for path in outside.iterdir()] == ["file"]
    assert (outside / "file").read_bytes() == b"precious"


def test_nothing_is_removed_through_a_link(tmp_path):
    """A link in the place of an old asset's folder keeps its target's files."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    build(site, SITE)
    (site / "assets").rename(outside)
    (site / "assets").symlink_to(outside)
    with pytest.raises(UsageError, match="assets is a symbolic link"):
        build(site, {"only.html": b"no assets"})

    assert len(list(outside.iterdir())) == 2


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


HOLD = """
import sys
from geocontrol.io.sitefolder import open_site_folder
with open_site_folder(sys.argv[1]) as folder:
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_builds_do_not_share_a_folder(tmp_path):
    """The second build is refused in one line; the lock ends with the process."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as child:
        child.stdout.readline()
        with pytest.raises(UsageError, match=r"^another build is writing to [^\n]+$"):
            build(tmp_path, SITE)
        child.kill()
        child.wait()

    assert (tmp_path / ".geocontrol" / "lock").exists()
    build(tmp_path, SITE)
    assert_is(tmp_path, SITE)


def test_a_process_started_by_a_build_does_not_keep_its_lock(tmp_path):
    """Somebody left over from a build that died holds nobody up."""
    with open_site_folder(tmp_path):
        sleeper = subprocess.Popen(
            [sys.executable, "-c", "input()"], close_fds=False, stdin=subprocess.PIPE
        )
    with sleeper, open_site_folder(tmp_path):
        sleeper.communicate(b"\n")


def turn_of(turn, builder):
    return drawn_site({"a.html": 10 + turn, "b.html": builder})


TURNS = """
import sys
from drawn_sites import build, drawn_site
from geocontrol.errors import UsageError
done = 0
builder = int(sys.argv[2])
for turn in range(40):
    try:
        build(sys.argv[1], drawn_site({"a.html": 10 + turn, "b.html": builder}))
        done += 1
    except UsageError as error:
        assert "another build" in str(error)
print(done)
"""


def test_builds_that_race_all_end_whole(tmp_path):
    """Of many builds at once, each is done wholly or refused, and none breaks."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    children = [
        subprocess.Popen(
            [sys.executable, "-c", TURNS, str(tmp_path), str(n)],
            stdout=subprocess.PIPE,
            env=env,
        )
        for n in range(3)
    ]
    done = [int(child.communicate()[0] or -1) for child in children]

    assert min(done) >= 0
    assert sum(done) > 0
    assert_whole(tmp_path, [turn_of(turn, n) for turn in range(40) for n in range(3)])
    assert not (tmp_path / ".geocontrol").exists()


def fail_with(monkeypatch, call, number, *, after=0):
    """Let a call of the system fail after some that do not."""
    real, left = getattr(os, call), [after]

    def fail(*arguments, **options):
        if left[0] > 0:
            left[0] -= 1
            return real(*arguments, **options)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)


@pytest.mark.parametrize(("call", "after"), [("write", 0), ("write", 5), ("fsync", 1)])
def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path, monkeypatch, call, after):
    """Without room the old site stays whole, and what waited makes room again."""
    build(tmp_path, SITE)
    fail_with(monkeypatch, call, errno.ENOSPC, after=after)
    with pytest.raises(SiteFolderError) as failed:
        build(tmp_path, NEXT)
    monkeypatch.undo()

    assert str(failed.value) == (
        f"{tmp_path} cannot be written: No space left on device; "
        "the site there is as it was"
    )
    assert_is(tmp_path, SITE)
    assert not (tmp_path / ".geocontrol").exists()
    build(tmp_path, NEXT)
    assert_is(tmp_path, NEXT)


@pytest.mark.parametrize(("call", "after"), [("replace", 2), ("unlink", 5)])
def test_a_turn_that_fails_is_finished_later(tmp_path, monkeypatch, call, after):
    """Once the plan stands, an error stops the turn and the next build ends it."""
    build(tmp_path, SITE)
    fail_with(monkeypatch, call, errno.ENOSPC, after=after)
    with pytest.raises(SiteFolderError, match="the next build will finish this one"):
        build(tmp_path, NEXT)
    monkeypatch.undo()
    with open_site_folder(tmp_path):
        pass

    assert_is(tmp_path, NEXT)


@pytest.mark.skipif(not IS_ROOT, reason="only root can mount a small disk")
def test_a_small_disk_keeps_the_old_site(tmp_path):
    """On a real disk that is full, the old site stands and no room is lost."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        site = disk / "site"
        build(site, SITE)
        free = os.statvfs(disk).f_bfree
        big = {f"p{n}.html": bytes([n]) * 200_000 for n in range(9)}
        with pytest.raises(SiteFolderError, match="No space left on device; the site"):
            build(site, big)

        assert_is(site, SITE)
        assert os.statvfs(disk).f_bfree == free
    finally:
        subprocess.run([shutil.which("umount"), str(disk)], check=True)


READ_ONLY = """
import os, sys
from drawn_sites import build, drawn_site
from geocontrol.errors import SiteFolderError
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    build(sys.argv[1], drawn_site({"a.html": 9}))
except SiteFolderError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_folder_without_permission_is_one_line():
    """Who may not write gets one line, and the site stays."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        site = Path(place) / "site"
        build(site, SITE)
        site.chmod(0o555)
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        run = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(site)],
            capture_output=True,
            text=True,
            env=env,
            check=True,
        )

        assert run.stdout == (
            f"{site} cannot be written: Permission denied; nothing was written there\n"
        )
        assert_is(site, SITE)
        site.chmod(0o755)
