"""A folder that is taken, a disk that is full, a right that is missing."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from drawn_sites import (
    assert_is,
    assert_whole,
    build,
    drawn_site,
    found_in,
    waiting_in,
)

from geocontrol.errors import SiteFolderError, UsageError
from geocontrol.io.lock import locked
from geocontrol.io.sitefolder import open_site_folder

SITE = drawn_site({"a.html": 1, "b.html": 2})
NEXT = drawn_site({"a.html": 3, "c.html": 2})
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


HOLD = """
import sys
from geocontrol.io.lock import locked
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


LEAVE_A_CHILD = """
import subprocess, sys
from geocontrol.io.lock import locked
from geocontrol.io.sitefolder import open_site_folder
with open_site_folder(sys.argv[1]):
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    print(subprocess.Popen(sleep, close_fds=False).pid, flush=True)
    sys.stdin.read()
"""


def test_a_process_started_by_a_build_does_not_keep_its_lock(tmp_path):
    """Somebody left over from a build that died holds nobody up."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", LEAVE_A_CHILD, str(tmp_path)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as child:
        left_over = int(child.stdout.readline())
        child.kill()
    try:
        build(tmp_path, SITE)
    finally:
        os.kill(left_over, signal.SIGKILL)

    assert_is(tmp_path, SITE)


def test_a_lock_in_no_folder_is_not_waited_for(tmp_path):
    """Where the folder above is missing nobody has just left: it is said at once."""
    with pytest.raises(FileNotFoundError), locked(tmp_path / "gone" / "stage"):
        pass

    assert not (tmp_path / "gone").exists()


def test_a_lock_whose_file_has_gone_is_taken_anew(tmp_path, monkeypatch):
    """Whoever waited for a lock that its holder took away does not hold a ghost."""
    fcntl = pytest.importorskip("fcntl")
    real = fcntl.flock
    first = ExitStack()
    first.enter_context(locked(tmp_path / "stage"))

    def flock(handle, how):
        first.close()
        return real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with (
        locked(tmp_path / "stage"),
        pytest.raises(BlockingIOError),
        locked(tmp_path / "stage"),
    ):
        pytest.fail("two hold one lock")


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
    assert not waiting_in(tmp_path)


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
    assert not waiting_in(tmp_path)
    build(tmp_path, NEXT)
    assert_is(tmp_path, NEXT)


def test_a_disk_may_take_little_at_a_time(tmp_path, monkeypatch):
    """A write that was not wholly taken goes on where it stopped."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:7]))
    build(tmp_path, SITE)
    monkeypatch.undo()

    assert_is(tmp_path, SITE)


def test_a_disk_that_fails_once_costs_no_finished_file(tmp_path, monkeypatch):
    """Where there is room, files that were whole before an error are taken up."""
    fail_with(monkeypatch, "write", errno.EIO, after=5)
    with pytest.raises(SiteFolderError, match="Input/output error"):
        build(tmp_path, NEXT)
    monkeypatch.undo()

    assert build(tmp_path, NEXT) == list(NEXT)[2:]


@pytest.mark.parametrize(("call", "after"), [("replace", 2), ("unlink", 6)])
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


def test_a_turn_that_cannot_be_finished_is_not_forgotten(tmp_path, monkeypatch):
    """If a hand has changed what a plan moved, the next build still cleans up."""
    build(tmp_path, SITE)
    fail_with(monkeypatch, "unlink", errno.EIO, after=6)
    with pytest.raises(SiteFolderError, match="the next build will finish this one"):
        build(tmp_path, NEXT)
    monkeypatch.undo()
    (tmp_path / "a.html").write_bytes(b"edited")
    with open_site_folder(tmp_path):
        assert (tmp_path / "b.html").exists()
    build(tmp_path, NEXT)

    assert_is(tmp_path, NEXT)
    assert not waiting_in(tmp_path)


def test_bytes_that_came_after_a_plan_are_not_moved_in(tmp_path, monkeypatch):
    """A file that has moved already is not written over by another of its name."""
    build(tmp_path, SITE)
    fail_with(monkeypatch, "replace", errno.EIO, after=2)
    with pytest.raises(SiteFolderError, match="the next build will finish this one"):
        build(tmp_path, NEXT)
    monkeypatch.undo()
    name = "assets/look-3.css"
    assert (tmp_path / name).read_bytes() == NEXT[name]
    (tmp_path / ".geocontrol" / "+assets+look-3.css").write_bytes(b"junk")
    with open_site_folder(tmp_path):
        assert (tmp_path / name).read_bytes() == NEXT[name]
    build(tmp_path, NEXT)

    assert_is(tmp_path, NEXT)


def test_a_plan_does_not_lead_through_a_link_that_came_later(tmp_path, monkeypatch):
    """Whoever carries a plan out looks where it leads by then."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    build(site, SITE)
    fail_with(monkeypatch, "replace", errno.EIO, after=1)
    with pytest.raises(SiteFolderError, match="the next build will finish this one"):
        build(site, NEXT)
    monkeypatch.undo()
    (site / "assets").rename(outside)
    (site / "assets").symlink_to(outside)
    before = found_in(outside)
    with pytest.raises(UsageError, match="assets is a symbolic link"):
        build(site, NEXT)

    assert found_in(outside) == before


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
