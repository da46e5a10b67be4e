"""What a folder holds after a build, and what of it is made again."""

import json

import pytest
from drawn_sites import (
    assert_foreign_untouched,
    assert_is,
    build,
    drawn_site,
    found_in,
    key_of,
    put_foreign,
    stop_after,
    waiting_in,
)

from geocontrol.errors import UsageError
from geocontrol.io.sitefolder import open_site_folder

SITE = drawn_site({"a.html": 1, "b.html": 2})
NEXT = drawn_site({"a.html": 3, "c.html": 2})


def identities(path):
    """Return which file on the disk each name stands for."""
    return {name: (path / name).stat().st_ino for name in found_in(path)}


def test_the_manifest_lists_files_by_name(tmp_path):
    """The manifest has what was said, then each file with its hash and key."""
    with open_site_folder(tmp_path / "new" / "site") as folder:
        sha256 = folder.put("b.html", "of b", b"bee")
        folder.put("assets/a.js", "of a", b"ay")
        paths = folder.commit({"title": "T"})

    assert paths == [
        tmp_path / "new" / "site" / name
        for name in ("assets/a.js", "b.html", "manifest.json")
    ]
    text = paths[-1].read_bytes()
    manifest = json.loads(text)
    assert list(manifest) == ["title", "files"]
    assert [f["name"] for f in manifest["files"]] == ["assets/a.js", "b.html"]
    assert manifest["files"][1] == {"name": "b.html", "sha256": sha256, "key": "of b"}
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


def test_what_was_there_leaves_no_mark(tmp_path):
    """The same site has the same bytes, however much of it was reused."""
    build(tmp_path / "once", NEXT)
    build(tmp_path / "twice", SITE)
    stop_after(tmp_path / "twice", NEXT, 2)
    build(tmp_path / "twice", dict(reversed(NEXT.items())))

    assert found_in(tmp_path / "once") == found_in(tmp_path / "twice")


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
    assert not waiting_in(tmp_path)


def test_a_stopped_build_of_another_site_is_cleared(tmp_path):
    """What waits and is not used goes when a build has come to its end."""
    stop_after(tmp_path, NEXT, 3)
    build(tmp_path, SITE)

    assert_is(tmp_path, SITE)
    assert not waiting_in(tmp_path)


@pytest.mark.parametrize("tail", [b'{"name": "a', b"\xff\xfe", b"[[[", b"3\n{}\n"])
def test_a_torn_journal_is_read_as_far_as_it_goes(tmp_path, tail):
    """A last line that was never finished takes nothing else with it."""
    stop_after(tmp_path, NEXT, 3)
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
