"""Files are replaced whole, together, and only when they are safely on disk."""

import errno
import os
from pathlib import Path

import pytest
from tests_paths import tree

from geocontrol.io.atomic import write_files


def names(folder):
    return sorted(path.name for path in folder.rglob("*"))


def test_files_have_their_bytes_and_nothing_lies_beside_them(tmp_path):
    """Each file has its own bytes; folders are made as needed."""
    deep = tmp_path / "a" / "b" / "deep.yaml"
    (tmp_path / "old.yaml").write_bytes(b"a long old text")
    write_files({tmp_path / "old.yaml": b"new", deep: b"deep"})

    assert (tmp_path / "old.yaml").read_bytes() == b"new"
    assert deep.read_bytes() == b"deep"
    assert names(tmp_path) == ["a", "b", "deep.yaml", "old.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize(("mask", "mode"), [(0o027, 0o640), (0o022, 0o644)])
def test_rights_stay_and_new_files_have_the_users(tmp_path, mask, mode):
    """Who could read a file still can; a new one is as open as the user's umask."""
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "old").chmod(0o604)
    before = os.umask(mask)
    try:
        write_files({tmp_path / "old": b"1", tmp_path / "new": b"2"})
        kept = os.umask(mask)
    finally:
        os.umask(before)

    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o604
    assert (tmp_path / "new").stat().st_mode & 0o777 == mode
    assert kept == mask


def test_what_fails_has_the_name_that_was_given(tmp_path, monkeypatch):
    """Nobody reads of the hidden file beside theirs; a folder is seen beforehand."""
    old = tmp_path / "old.yaml"
    with pytest.raises(IsADirectoryError) as refusal:
        write_files({old: b"new", tmp_path: b"new"})
    told = [refusal.value.filename]

    def no_room(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "hidden")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match="No space") as refusal:
        write_files({old: b"new"})

    assert [*told, refusal.value.filename] == [str(tmp_path), str(old)]
    assert names(tmp_path) == []


def test_all_are_on_disk_before_any_is_replaced(tmp_path, monkeypatch):
    """A power cut at any time leaves whole files: the bytes go to disk first."""
    told = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle):
        told.append(("on disk", os.fstat(handle).st_size))
        fsync(handle)

    def replaced(self, target):
        told.append(("in place", target.name))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    write_files({tmp_path / "a": b"one", tmp_path / "b": b"three"})

    assert told == [
        ("on disk", 3),
        ("on disk", 5),
        ("in place", "a"),
        ("in place", "b"),
    ]


def test_what_waits_does_not_look_like_a_record(tmp_path, monkeypatch):
    """A reader that lists the folder meanwhile sees no second file of records."""
    seen = []
    fsync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: (seen.extend(names(tmp_path)), fsync(handle))
    )
    write_files({tmp_path / "a.yaml": b"one"})

    assert len(seen) == 1
    assert seen[0].startswith(".a.yaml.")
    assert not seen[0].endswith(".yaml")


def test_a_disk_that_fails_leaves_everything_as_it_was(tmp_path, monkeypatch):
    """When the second file cannot be forced to disk, neither is there."""
    (tmp_path / "a").write_bytes(b"old")
    before = tree(tmp_path)
    fsync, calls = os.fsync, []

    def fail(handle):
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(errno.EIO, "Input/output error")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output error"):
        write_files({tmp_path / "a": b"new", tmp_path / "b": b"new"})

    assert tree(tmp_path) == before


def test_a_file_that_cannot_be_replaced_leaves_nothing_beside_it(tmp_path, monkeypatch):
    """What waited for a place that is a folder by now is removed."""
    (tmp_path / "b" / "in").mkdir(parents=True)
    with monkeypatch.context() as unseen:
        unseen.setattr(Path, "is_dir", lambda path: path == tmp_path)
        with pytest.raises(OSError, match="b") as refusal:
            write_files({tmp_path / "a": b"new", tmp_path / "b": b"new"})

    assert refusal.value.filename == str(tmp_path / "b")
    assert names(tmp_path) == ["a", "b", "in"]
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_the_first_error_is_the_one_that_is_told(tmp_path, monkeypatch, call):
    """That what waited has gone meanwhile does not hide why it could not be used."""

    def fail(*_):
        for path in tmp_path.iterdir():
            path.unlink()
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os if call == "fsync" else Path, call, fail)
    with pytest.raises(OSError, match="Input/output error"):
        write_files({tmp_path / "a": b"new"})
