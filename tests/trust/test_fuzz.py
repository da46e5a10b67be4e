"""
Spoilt projects through the whole pipeline: one clear line, or a sound page.

A few in each run; `GEOCONTROL_FUZZ=100000 pytest tests/trust/test_fuzz.py` for more,
with `GEOCONTROL_FUZZ_SEED` for others.
"""

import csv
import io
import json
import os
import random
import re
from datetime import date

import pytest
from hostile import MARKUP, Skeleton, write_hostile
from tests_paths import tree
from worlds import write_project

from geocontrol.curate.review import look_through
from geocontrol.errors import GeocontrolError, Level
from geocontrol.export.formats import export_bytes
from geocontrol.export.selection import Selection
from geocontrol.io.check import checked_source
from geocontrol.io.convert import convert
from geocontrol.io.memo import Memo
from geocontrol.project import Project
from geocontrol.render.site import write_site

COUNT = int(os.environ.get("GEOCONTROL_FUZZ", "150"))
SEED = int(os.environ.get("GEOCONTROL_FUZZ_SEED", "1"))
PAGES_OF = 10
"""Of so many sound projects, one is built: a page costs a hundred checks."""
BITS = [
    *(
        b"\x00",
        b"\xff",
        b"\t",
        b"\r",
        b"\n",
        b"\xe2\x80\xae",
        b"\xef\xbb\xbf",
        b"\x1b[2J",
    ),
    *(b": ", b"- ", b"&a ", b"*a", b"!!x ", b"|", b"{", b"}", b"[", b"]", b"'", b'"'),
    *(b"#", b"<<: ", b"---\n", b"~", b"1e999", b"NaN", b"-0", b"9" * 30, b"2020-02-30"),
    *(b"</script><script>alert(1)</script>", b"{{7*7}}", b"{% x", b"<!--", b"]]>"),
    *(b'"><img src=x onerror=alert(1)>', b"javascript:alert(1)", b"=1+1", b"../../x"),
    *(b"\\ud800", b"\\u0000", b"\\x1b", b"ash", b"red", b"watch", b"post-3", b"shire"),
    *(
        b"180.0000001",
        b"-91",
        b"[[[[",
        b"null",
        b"true",
        b"0.1",
        b"36.5",
        b",",
        b"realm",
    ),
]
SWAPS = [
    (rb"\d{4}-\d\d-\d\d", [b"0001-01-01", b"9999-12-31", b"2020-01-06", b"2019-12-31"]),
    (
        rb"-?\d+(?:\.\d+)?",
        [b"0", b"-0", b"1e5", b"180", b"-180", b"90", b"36.50001", b""],
    ),
    (
        rb"(?<=: )[a-z]+(?=[\n,}])",
        [b"held", b"unknown", b"besieged", b"country", b"none"],
    ),
]


def spoil(data, chance):
    """Return bytes with one to three mishaps; some change only a word."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.randint(1, 40))
        kind = chance.randrange(7)
        if kind == 0:
            data = data[:at] + data[to:]
        elif kind == 1:
            data = data[:at] + chance.choice(BITS) + data[at:]
        elif kind == 2:
            data = data[:at] + chance.choice(BITS) + data[to:]
        elif kind == 3:
            lines = data.split(b"\n")
            spot = chance.randrange(len(lines))
            lines[spot : spot + 1] = chance.choice([[], [lines[spot]] * 2])
            data = b"\n".join(lines)
        else:
            pattern, others = chance.choice(SWAPS)
            found = list(re.finditer(pattern, data))
            if found:
                spot = chance.choice(found)
                data = data[: spot.start()] + chance.choice(others) + data[spot.end() :]
    return data


def scripts_of(page):
    return re.findall(r"<script[^>]*>", page)


def assert_sound(page, scripts):
    """No script is more or less, data blocks are whole, and nothing is loose."""
    assert scripts_of(page) == scripts
    for kind, block in re.findall(
        r'<script type="([^"]+)"[^>]*>(.*?)</script>', page, re.DOTALL
    ):
        assert "<" not in block
        if kind == "application/json":
            json.loads(block)
    skeleton = Skeleton(page)
    skeleton.assert_tame()
    assert "img" not in {tag for tag, _ in skeleton.elements}


@pytest.fixture
def world(tmp_path, monkeypatch):
    path = write_hostile(tmp_path / "in", MARKUP)
    calm = path.with_name("war.yaml")
    path.rename(calm)
    monkeypatch.chdir(tmp_path)
    return calm


def build(map_path, out):
    """Check, build one day and write its data, as the commands do."""
    project = Project.open(map_path)
    timeline = project.timeline()
    day = min(max(date(2020, 1, 3), project.first_day), project.last_day)
    write_site(project, timeline, out, first=day, last=day)
    selection = Selection(project=project, timeline=timeline, day=day, looks={})
    json.loads(export_bytes(selection, "geojson"))
    table = export_bytes(selection, "csv").decode()
    assert len({len(row) for row in csv.reader(io.StringIO(table, newline=""))}) == 1
    return (out / f"{day}.html").read_text("utf-8")


def test_a_spoilt_table_is_refused_or_sound(world):
    """A broken Parquet table is told of, read whole or part by part; never a crash."""
    pytest.importorskip("pyarrow")
    from geocontrol.cli.streamed import streamed_rows

    chance = random.Random(SEED)  # noqa: S311 - no secret
    write_project(world.parent.parent)
    convert(world, "parquet")
    tables = sorted(world.parent.parent.rglob("*.parquet"))
    good = {path: path.read_bytes() for path in tables}
    told, day = (None, None), date(2020, 1, 3)
    for number in range(COUNT):
        path = chance.choice(tables)
        bad = bytearray(good[path])
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(bad))
            if chance.random() < 0.5:
                bad[at] = chance.randrange(256)
            else:
                del bad[at : at + chance.randint(1, 9)]
        path.write_bytes(bytes(bad))
        for read in (
            lambda: streamed_rows(str(world), day, None, told),
            lambda: Project.open(world).timeline(),
        ):
            try:
                read()
            except GeocontrolError as error:
                assert str(error), number  # noqa: PT017
        path.write_bytes(good[path])


def test_a_spoilt_project_is_refused_or_sound(world, tmp_path):
    """Whatever happens to its files, a project is refused in lines, or built whole."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    home = tmp_path / "in"
    names = sorted(str(p.relative_to(home)) for p in home.rglob("*.*") if p.is_file())
    scripts = scripts_of(build(world, tmp_path / "out"))
    before, sound, refused = tree(home), 0, 0
    for number in range(COUNT):
        name = chance.choice(names)
        good = (home / name).read_bytes()
        (home / name).write_bytes(spoil(good, chance))
        try:
            problems = look_through(world).problems
            errors = [p for p in problems if p.level is Level.ERROR]
            assert all(str(p).isprintable() for p in errors), number
            if not errors:
                sound += 1
                if sound % PAGES_OF == 0:
                    assert_sound(build(world, tmp_path / "out"), scripts)
        except GeocontrolError:
            refused += 1
        except Exception as error:
            kept = tmp_path / "failed"
            kept.write_bytes((home / name).read_bytes())
            msg = f"input {number} of seed {SEED}: {name} as in {kept}: {error!r}"
            raise AssertionError(msg) from error
        finally:
            (home / name).write_bytes(good)
    assert tree(home) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]
    assert sound >= COUNT // 100
    assert refused < COUNT // 10


def read(world, memo=None):
    """Return the hash of a project, or what is said against it."""
    try:
        return checked_source(world, memo).data_hash
    except GeocontrolError as error:
        return str(error)


@pytest.mark.parametrize("as_tables", [False, True])
def test_a_spoilt_project_is_the_same_read_again(world, as_tables):
    """A map that stays in memory is told of the same faults as one that is opened."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    write_project(world.parent.parent)
    if as_tables:
        convert(world, "parquet")
    home = world.parent.parent
    names = sorted(str(p.relative_to(home)) for p in home.rglob("*.*") if p.is_file())
    memo, good_hash = Memo(), read(world)
    for number in range(COUNT):
        name = chance.choice(names)
        good = (home / name).read_bytes()
        (home / name).write_bytes(spoil(good, chance))
        assert read(world, memo) == read(world), (number, name)
        if chance.random() < 0.5:  # what is known then is of the spoilt one
            (home / name).write_bytes(good)
            assert read(world, memo) == good_hash, (number, name)
        (home / name).write_bytes(good)
