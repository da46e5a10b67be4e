"""
Spoilt files: a clear error or a sound project, never a traceback, never a loss.

A few hundred in each run; `GEOCONTROL_FUZZ=100000 pytest tests/curate/test_fuzz.py`
for more, with `GEOCONTROL_FUZZ_SEED` for others.
"""

import os
import random
from pathlib import Path

import pytest
from tests_paths import tree
from worlds import FILES

from geocontrol.curate.imports.formats import import_files
from geocontrol.curate.imports.target import open_target
from geocontrol.curate.review import look_through
from geocontrol.errors import GeocontrolError, Level
from geocontrol.io.append import append
from geocontrol.project import Project

COUNT = int(os.environ.get("GEOCONTROL_FUZZ", "400"))
SEED = int(os.environ.get("GEOCONTROL_FUZZ_SEED", "1"))
HOSTILE = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\t",
        b"\r",
        b"\n",
        b"\n\n",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
    ),
    *(b":", b"- ", b"&a ", b"*a", b"!!python/object:x ", b"|", b">", b"{", b"}", b"["),
    *(b"]", b"'", b'"', b"#", b"%", b"@", b"`", b"<<: ", b"---\n", b"...\n", b"? "),
    *(b"~", b"null", b"1e999", b"-0", b"NaN", b".inf", b"9" * 40, b"2020-02-30"),
    *(b"0000-00-00", b"red", b"shire", b"ash", b"post-3", b"watch", b"{{7*7}}"),
    *(
        b",",
        b";",
        b'""',
        b"\\",
        b"\xd8\xb4",
        b"\xf0\x9f\x99\x82",
        b"unknown",
        b"not red",
    ),
]
RECORD = {"id": "post-9", "title": "Nine", "publisher": "Post", "issued": "2020-01-09"}
TABLES = {
    "csv": b"""\
town,province,date,holder
ash,shire,2020-01-02,red
Elm,,2020-01-02,blue
oak,shire,2020-01-03,?
""",
    "acled": b"""\
event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,admin1,location,\
latitude,longitude,geo_precision
L1,2020-01-03,2,Government regains territory,Red Kingdom,Blue Kingdom,Shire,Ash,35,36,1
""",
    "ucdp": b"""\
id,date_start,date_end,side_a,side_b,where_coordinates,adm_1,latitude,longitude,\
where_prec,best,low,high
9,2020-01-02,2020-01-02,Red,Blue,Ash,Shire,35.5,36.5,1,3,3,4
""",
    "geojson": b"""\
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Hazel"},
"geometry":{"type":"Point","coordinates":[36.7,35.2]}}]}
""",
    "lpf": b"""\
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"title":"Haz"},
"names":[{"toponym":"Hazel","lang":"en"}],"links":[{"identifier":"gn:7"}],
"geometry":{"type":"Point","coordinates":[36.7,35.2]}}]}
""",
    "geonames": (
        b"1\tHazel\tHazel\tHzl\t35.1\t36.9\tP\tPPL\tXX\t\t01\t\t\t\t120\t\t1\tx\t\n"
    ),
}
MAPPINGS = {
    "csv": b"""\
format_version: 1
layout: states
columns: {place: town, area: province, day: date, state: holder}
values: {"?": unknown}
""",
    "geojson": b"format_version: 1\nlayout: states\ncolumns: {place: name}\n",
}
PLAIN_MAPPING = b"format_version: 1\nlayout: events\nvoice: {reliability: B}\n"


def spoil(data, chance):
    """Return bytes with one to four mishaps of an editor, a disk or an enemy."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.randint(1, 30))
        lines = data.split(b"\n")
        line = chance.randrange(len(lines))
        data = chance.choice(
            [
                data[:at] + data[to:],
                data[:at] + data[at:to] * 2 + data[to:],
                data[:at] + chance.choice(HOSTILE) + data[at:],
                data[:at] + chance.choice(HOSTILE) + data[to:],
                data[:at],
                data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
                b"\n".join(lines[:line] + lines[line + 1 :]),
                b"\n".join([*lines[:line], lines[line], *lines[line:]]),
                b"\n".join([*lines[:line], b"  " + lines[line], *lines[line + 1 :]]),
                b"\n".join(chance.sample(lines, len(lines))),
            ]
        )
    return data


def test_a_spoilt_file_is_an_error_or_a_project(folder):
    """Whatever happens to a file, `check` names it or the project opens."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    names = sorted(FILES)
    opened = 0
    for number in range(COUNT):
        name = chance.choice(names)
        good = (folder / name).read_bytes()
        bad = spoil(good, chance)
        (folder / name).write_bytes(bad)

        problems = look_through(folder / "maps/war.yaml").problems

        errors = [p for p in problems if p.level is Level.ERROR]
        assert all(p.message and p.where.line >= 1 for p in errors), number
        if not errors:
            project = Project.open(folder / "maps/war.yaml")
            project.timeline().state(project.last_day)
            opened += 1
        before = tree(folder)
        try:
            reports = folder / "seeds/war/reports.yaml"
            append(folder / "maps/war.yaml", [(reports, "reports", RECORD)])
        except GeocontrolError:
            assert tree(folder) == before, number
        else:
            old = (
                bad
                if name.endswith("reports.yaml")
                else FILES["seeds/war/reports.yaml"].encode()
            )
            assert reports.read_bytes().startswith(old.rstrip()[:20]), number
            reports.write_text(FILES["seeds/war/reports.yaml"], encoding="utf-8")
        (folder / name).write_bytes(good)

    assert opened > 0


@pytest.mark.parametrize("form", TABLES)
def test_a_spoilt_table_is_refused_whole(folder, form):
    """An import that fails has written nothing; one that works leaves all sound."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    table, mapping = TABLES[form], MAPPINGS.get(form, PLAIN_MAPPING)
    good = tree(folder)
    kept = {path: (folder / path).read_bytes() for path in good}
    for number in range(max(COUNT // 8, 1)):
        files = [Path("t.txt"), Path("m.yaml")]
        contents = [table, mapping]
        index = chance.randrange(2)
        contents[index] = spoil(contents[index], chance)
        for path, data in zip(files, contents, strict=True):
            path.write_bytes(data)
        try:
            target = open_target(folder, skip_open=chance.random() < 0.5)
            import_files(form, target, files[:1], files[1])
        except GeocontrolError:
            assert _besides(folder, files) == good, number
        else:
            after = _besides(folder, files)
            assert good.items() <= after.items(), number
            Project.open(folder / "maps/war.yaml").timeline()
        _restore(folder, kept)


def _besides(folder, files):
    return {k: v for k, v in tree(folder).items() if Path(k) not in files}


def _restore(folder, kept):
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif str(path.relative_to(folder)) not in kept:
            path.unlink()
