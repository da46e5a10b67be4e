"""Files that were read once are known again, unless anybody has written to them."""

import os
import sys
import time

import pytest

from geocontrol.io import knownfiles
from geocontrol.io.knownfiles import KnownFiles
from geocontrol.io.sitefiles import SiteFile, holds, sha256_of
from geocontrol.io.sitefolder import open_site_folder

DATA, OTHER = b"<!doctype html>", b"<!DOCTYPE HTML>"
FILE = SiteFile(name="a.html", sha256=sha256_of(DATA), key="k", size=len(DATA))
A_TICK = 0.05
"""Seconds; longer than the clock of files takes to go on."""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="no time of the last change is told there"
)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(DATA)
    time.sleep(A_TICK)
    return path


@pytest.fixture
def reads(monkeypatch):
    """Note each file that is read."""
    found = []

    def noted(path, file):
        found.append(path.name)
        return holds(path, file)

    monkeypatch.setattr(knownfiles, "holds", noted)
    return found


@pytest.fixture
def fine_clock(monkeypatch):
    """Rely on a status at once, as if the clock of files were as fine as can be."""
    monkeypatch.setattr(knownfiles, "_FINE_NS", -(10**12))


@pytest.mark.usefixtures("fine_clock")
def test_a_file_that_is_known_is_not_read_again(page, reads):
    """What was right once is right while nobody writes."""
    known = KnownFiles()

    assert [known.holds(page, FILE) for _ in range(3)] == [True, True, True]
    assert reads == ["a.html"]


@pytest.mark.usefixtures("fine_clock")
def test_a_file_is_known_as_what_it_is(page, reads):
    """To have been right for one question says nothing of another."""
    known = KnownFiles()
    known.holds(page, FILE)
    wanted = SiteFile(name="a.html", sha256=sha256_of(OTHER), key="k", size=len(OTHER))

    assert not known.holds(page, wanted)
    assert reads == ["a.html", "a.html"]


def test_a_file_written_just_now_is_read_again(page, reads):
    """Clocks are coarse: two writes in a row may leave the same times."""
    known = KnownFiles()

    assert known.holds(page, FILE)
    assert known.holds(page, FILE)
    assert reads == ["a.html", "a.html"]


def overwritten(page):
    page.write_bytes(OTHER)


def replaced(page):
    other = page.with_name("b.html")
    other.write_bytes(OTHER)
    other.replace(page)


def removed(page):
    page.unlink()


def linked(page):
    other = page.with_name("b.html")
    other.write_bytes(OTHER)
    page.unlink()
    page.symlink_to(other)


HARMS = [overwritten, replaced, removed, linked]


@pytest.mark.usefixtures("fine_clock")
@pytest.mark.parametrize("harm", HARMS)
def test_no_way_of_writing_goes_unseen(page, harm):
    """Even if size and time are put back as they were."""
    known = KnownFiles()
    known.holds(page, FILE)
    before = page.stat()
    harm(page)
    if page.exists():
        os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert not known.holds(page, FILE)


@pytest.mark.usefixtures("fine_clock")
def test_a_site_takes_no_file_that_somebody_wrote_to(tmp_path):
    """A build that knows the files of the last one sees what was done to them."""
    site, known = tmp_path / "site", KnownFiles()
    taken = []
    for _ in range(3):
        with open_site_folder(site, known) as folder:
            taken.append(folder.reuse("a.html", "k"))
            if not taken[-1]:
                folder.put("a.html", "k", DATA)
            folder.commit({})
    time.sleep(A_TICK)
    before = (site / "a.html").stat()
    (site / "a.html").write_bytes(OTHER)
    os.utime(site / "a.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    with open_site_folder(site, known) as folder:
        taken.append(folder.reuse("a.html", "k"))

    assert taken == [None, FILE.sha256, FILE.sha256, None]
