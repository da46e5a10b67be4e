"""
Spoilt files: a clear error or a sound project, never a traceback, never a loss.

A few hundred in each run; `GEOCONTROL_FUZZ=100000 pytest tests/curate/test_fuzz.py`
for more, with `GEOCONTROL_FUZZ_SEED` for others.
"""

import copy
import json
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


POINT = {"type": "Point", "coordinates": [36.7, 35.2]}
RING = [[36.1, 34.1], [37.0, 34.1], [37.0, 35.9], [36.1, 35.9], [36.1, 34.1]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
OWN = {
    "@id": "urn:x-geocontrol:place:hazel",
    "type": "Feature",
    "properties": {"title": "Hazel"},
    "names": [{"toponym": "Khazel", "lang": "en"}, {"toponym": "هيزل", "lang": "ar"}],
    "types": [{"identifier": "aat:1", "sourceLabel": "village"}],
    "relations": [
        {
            "relationType": "gvp:broaderPartitive",
            "relationTo": "urn:x-geocontrol:place:shire",
        }
    ],
    "links": [{"type": "closeMatch", "identifier": "wd:Q7"}],
    "descriptions": [{"value": "By the wood"}],
    "geometry": {**POINT, "certainty": "less-certain"},
}
FEATURES = {
    "places": (
        "geojson",
        [
            {
                "type": "Feature",
                "properties": {"name": "Hazel", "kind": "town", "area": "Shire"},
                "geometry": POINT,
            },
            {"type": "Feature", "properties": {"name": "Fen"}, "geometry": POLYGON},
        ],
        b"format_version: 1\nlayout: states\ncolumns: {place: name, area: area}\n",
    ),
    "linked places": (
        "lpf",
        [OWN, {**OWN, "@id": "https://example.org/7", "properties": {"title": "Fen"}}],
        PLAIN_MAPPING,
    ),
    "outlines": (
        "geojson",
        [
            {
                "type": "Feature",
                "properties": {"day": "2020-01-02", "who": who},
                "geometry": {"type": "MultiPolygon", "coordinates": [[RING]]},
            }
            for who in ("red", "blue")
        ],
        b"format_version: 1\nlayout: states\ncolumns: {day: day, state: who}\n",
    ),
}
"""Of each kind the format, features that are right, and a mapping."""
STRANGE = [
    *(None, True, False, 0, -1, 7.5, 10**30, 1e300, "", " ", "x", "red", "²", "ash"),
    *([], [[]], [None], [1], ["x"], [{}], [[1, 2]], {}, {"x": 1}, {"type": "Point"}),
    *("2020-01-02", "9" * 5000, "urn:x-geocontrol:place:", "\u202e", "\x07", POLYGON),
    *({"type": "GeometryCollection", "geometries": [POINT, None]}, [[[[1]]]]),
    *({"type": "Feature", "geometry": POINT}, [180, 90], [36.7, 35.2, 7.0, "x"]),
]


def bend(content, chance):
    """Return a copy with one to four values elsewhere, of another kind, or gone."""
    content = copy.deepcopy(content)
    for _ in range(chance.randint(1, 4)):
        holder, key = _spot(content, chance)
        other_holder, other_key = _spot(content, chance)
        match chance.randrange(4):
            case 0:
                del holder[key]
            case 1:
                holder[key] = copy.deepcopy(other_holder[other_key])
            case _:
                holder[key] = copy.deepcopy(chance.choice(STRANGE))
        if not content:
            break
    return content


def _spot(content, chance):
    """Return a list or an object somewhere in a value, and one of its keys."""
    while True:
        keys = range(len(content)) if isinstance(content, list) else list(content)
        key = chance.choice(keys)
        inner = content[key]
        if not isinstance(inner, list | dict) or not inner or chance.random() < 0.2:
            return content, key
        content = inner


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
    good = [TABLES[form], MAPPINGS.get(form, PLAIN_MAPPING)]
    for number in range(max(COUNT // 8, 1)):
        contents = [*good]
        index = chance.randrange(2)
        contents[index] = spoil(contents[index], chance)

        fault = _fault_of_import(folder, form, contents, chance)

        assert not fault, number


@pytest.mark.parametrize("kind", FEATURES)
def test_features_of_any_structure_are_refused_whole(folder, kind):
    """JSON that holds other values than it should is refused, or leaves all sound."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    form, features, mapping = FEATURES[kind]
    collection = {"type": "FeatureCollection", "features": features}
    for number in range(max(COUNT // 8, 1)):
        spoilt = json.dumps(bend(collection, chance)).encode()

        fault = _fault_of_import(folder, form, [spoilt, mapping], chance)

        assert not fault, (number, spoilt)


def _fault_of_import(folder, form, contents, chance):
    """Import a file with a mapping, and have all as before; say what went wrong."""
    good = tree(folder)
    kept = {path: (folder / path).read_bytes() for path in good}
    files = [Path("t.txt"), Path("m.yaml")]
    for path, data in zip(files, contents, strict=True):
        path.write_bytes(data)
    try:
        target = open_target(folder, skip_open=chance.random() < 0.5)
        import_files(form, target, files[:1], files[1])
    except GeocontrolError:
        fault = "" if _besides(folder, files) == good else "half an import"
    else:
        is_kept = good.items() <= _besides(folder, files).items()
        fault = "" if is_kept else "something else has changed"
        Project.open(folder / "maps/war.yaml").timeline()
    _restore(folder, kept)
    return fault


def _besides(folder, files):
    return {k: v for k, v in tree(folder).items() if Path(k) not in files}


def _restore(folder, kept):
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif str(path.relative_to(folder)) not in kept:
            path.unlink()
