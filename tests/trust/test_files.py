"""Files of a stranger's project: refused in one line, or without effect."""

import json
import os
import re
import time

import pytest
from tests_paths import tree
from worlds import FILES

from geocontrol.curate.imports.formats import import_files
from geocontrol.curate.imports.rows import LONGEST_LINE, MOST_COLUMNS
from geocontrol.curate.imports.target import open_target
from geocontrol.errors import DataError, UsageError
from geocontrol.io import files, geojson, yamlfile
from geocontrol.project import Project

MAP = "maps/war.yaml"


@pytest.fixture
def outside(tmp_path_factory):
    """A folder beside the project, with somebody's own files in it."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "secret.yaml").write_text("format_version: 1\nplaces: []\n")
    return folder


def complaint(folder, opened=MAP):
    """Return the only line that opening the project is refused with."""
    with pytest.raises(DataError) as refusal:
        Project.open(folder / opened)
    lines = str(refusal.value).splitlines()
    assert len(lines) == 1, lines
    assert len(lines[0]) < 1100
    return lines[0]


def path_of(folder, ending):
    found = [folder / name for name in FILES if name.endswith(ending)]
    assert len(found) == 1, (ending, sorted(FILES))
    return found[0]


# links


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_linked_file_is_not_read(folder, outside, name):
    """No file of a project may be a link to somewhere else on the disk."""
    path = folder / name
    (outside / "other").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(outside / "other")

    line = complaint(folder)

    assert "is a link out of the project" in line
    assert path.name in line


@pytest.mark.parametrize("name", ["places", "events", "imports", "context"])
def test_a_linked_folder_is_not_used(folder, outside, name):
    """Nor may a folder of records, to be read from or to be written to."""
    path = folder / ("gazetteer/shire" if name == "places" else "seeds/war") / name
    if path.exists():
        path.rename(folder / "away")
    (outside / "empty").mkdir()
    path.symlink_to(outside / "empty")

    for use in (Project.open, lambda path: open_target(folder, map_path=path)):
        with pytest.raises(DataError, match=f"{name}:1: is a link out of the project"):
            use(str(folder / MAP))


OTHERS = "repos:\n- rev: '1'\n  repo:   theirs\n"
"""A list of somebody else's, which tidying would bring to another form."""


@pytest.mark.parametrize(
    "spot",
    [
        "gazetteer/shire/a.yaml",
        "gazetteer/shire/places/a.yaml",
        "gazetteer/shire/places/old/a.yaml",
        "seeds/war/a.yaml",
        "seeds/war/notes/a.yaml",
        "seeds/war/context/a.yaml",
        "seeds/war/events/a.yaml",
        "seeds/war/events/old/a.yaml",
        "seeds/war/imports/a.yaml",
        "seeds/war/imports/x/a.yaml",
        "seeds/war/imports/x/events/a.yaml",
        "seeds/war/imports/x/notes/a.yaml",
        "seeds/war/imports/.x/events/a.yaml",
    ],
)
@pytest.mark.parametrize("command", [["tidy"], ["tidy", "--to", "parquet"]])
def test_tidying_writes_nothing_outside_the_project(
    folder, outside, run, spot, command
):
    """A link out of the project is refused or left alone, wherever it lies."""
    (outside / "others.yaml").write_text(OTHERS)
    (folder / spot).parent.mkdir(parents=True, exist_ok=True)
    (folder / spot).symlink_to(outside / "others.yaml")

    run(*command)

    assert (outside / "others.yaml").read_text() == OTHERS


GED = (
    "id,date_start,date_end,side_a,side_b,where_coordinates,adm_1,latitude,longitude,"
    "where_prec,best,low,high\n9,2020-01-02,2020-01-02,Red,Blue,Ash,Shire,35,36,1,3,3,4\n"
)
"""Context to import."""
UNDECIDED = "town,date,holder\nXanadu,2020-01-02,red\n"
"""A table whose name is noted for a decision."""
NEW_EVENT = (
    "new event --place ash --event-date 2020-02-03 --change captured --actor red "
    "--lost-by blue --claim watch,post-3,asserts,1"
)


@pytest.mark.parametrize(
    ("spot", "command"),
    [
        ("seeds/war/aliases.yaml", "import csv t.csv --to ."),
        ("seeds/war/context", "import ucdp ged.csv --to ."),
        ("seeds/war/context/ged.geojson", "import ucdp ged.csv --to ."),
        ("seeds/war/imports", "import csv t.csv --to . --new-places"),
        ("gazetteer/shire/places/t.yaml", "import csv t.csv --to . --new-places"),
        ("seeds/war/events/2020-02.yaml", NEW_EVENT),
    ],
)
def test_nothing_is_written_where_a_link_leads_to_nothing(
    folder, outside, run, spot, command
):
    """A link out of the project is one also while nothing is at its end."""
    (folder / "ged.csv").write_text(GED)
    (folder / "t.csv").write_text(UNDECIDED)
    before = tree(outside)
    (folder / spot).parent.mkdir(exist_ok=True)
    (folder / spot).symlink_to(outside / "new")
    code, _, err = run(*command.split())

    assert code == 1
    assert "is a link out of the project" in err
    assert tree(outside) == before


def test_a_link_to_itself_is_refused(folder, run):
    """A link without an end is neither followed nor written through."""
    (folder / "t.csv").write_text(UNDECIDED)
    (folder / "seeds/war/aliases.yaml").symlink_to("aliases.yaml")
    code, _, err = run("import", "csv", "t.csv", "--to", ".")

    assert code == 1
    assert "aliases.yaml:1: is a link that leads back to itself; delete it" in err


def test_tidying_leaves_alone_what_is_not_read(folder, run):
    """Notes in a folder of their own are nobody's records, whatever they look like."""
    (folder / "seeds/war/notes").mkdir()
    (folder / "seeds/war/notes/a.yaml").write_text(OTHERS)
    code, out, err = run("tidy")

    assert code == 0, err
    assert "notes" not in out
    assert (folder / "seeds/war/notes/a.yaml").read_text() == OTHERS


def test_a_link_within_the_project_is_followed(folder):
    """Two maps may share a file."""
    path = path_of(folder, "places/shire.yaml")
    moved = folder / "shared.yaml"
    path.rename(moved)
    path.symlink_to(moved)

    assert Project.open(folder / MAP).places


def test_a_folder_elsewhere_is_told_of(folder, outside, run):
    """A map that names a folder outside its project says so on every command."""
    text = (folder / MAP).read_text()
    inner = next(p for p in (folder / "gazetteer").iterdir())
    inner.rename(outside / "land")
    named = str(outside / "land")
    old = next(line for line in text.splitlines() if line.startswith("gazetteer:"))
    (folder / MAP).write_text(text.replace(old, f"gazetteer: {named}"))

    for command in (["state", "2020-01-03"], ["check"], ["find", "Ash"]):
        _, _, err = run(*command)
        assert f"reads {outside / 'land'}, outside the project folder" in err, command


@pytest.mark.parametrize("named", ["/etc", "../../../../../etc", "."])
def test_a_folder_that_is_no_gazetteer_is_refused(folder, named):
    """Naming any other folder of the disk gets complaints, and no content of it."""
    text = (folder / MAP).read_text()
    old = next(line for line in text.splitlines() if line.startswith("gazetteer:"))
    (folder / MAP).write_text(text.replace(old, f"gazetteer: {named}"))

    with pytest.raises(DataError) as refusal:
        Project.open(folder / MAP)
    assert "root:" not in str(refusal.value)


# where a build writes


@pytest.mark.parametrize("name", ["index.html", "manifest.json", "2020-01-03.html"])
def test_a_build_does_not_write_through_links(folder, outside, run, name):
    """A link that lies where a page goes stops the build, and what it meant stays."""
    out = folder / "maps/war"
    out.mkdir()
    (outside / name).write_text("mine")
    (out / name).symlink_to(outside / name)

    code, _, err = run("build")

    assert code == 2
    assert "link" in err
    assert (outside / name).read_text() == "mine"


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_project_does_not_say_where_a_build_goes(folder, outside, run, command):
    """The folder of the pages may not be a link that came with the project."""
    (folder / "maps/war").symlink_to(outside)
    before = tree(outside)

    code, _, err = run(command)

    assert code == 2
    assert "is a link to" in err
    assert tree(outside) == before


def test_a_build_writes_in_its_folder_alone(folder, run):
    """Of the whole project only the folder of the pages differs after a build."""
    before = tree(folder)
    run("build")
    after = {
        k: v for k, v in tree(folder).items() if not str(k).startswith("maps/war/")
    }

    assert {k: v for k, v in after.items() if str(k) != "maps/war"} == before


# what is no file


@pytest.mark.parametrize("name", sorted(FILES.keys() - {MAP}))
def test_a_pipe_is_not_waited_for(folder, name):
    """A pipe in the place of a file is refused instead of read for ever."""
    (folder / name).unlink()
    os.mkfifo(folder / name)

    assert "not an ordinary file" in complaint(folder)


def test_a_device_is_not_read(folder):
    """Nor is a device that never ends, even by a link that stays hidden."""
    with pytest.raises(OSError, match="not an ordinary file"):
        files.read_whole(type(folder)("/dev/zero"))


@pytest.mark.parametrize("form", ["csv", "geojson", "lpf", "geonames", "acled", "ucdp"])
def test_an_import_reads_no_pipe(folder, form):
    """A table that is a pipe is refused before it is opened."""
    os.mkfifo(folder / "t.csv")
    mapping = folder / "m.yaml"
    mapping.write_text("format_version: 1\nlayout: states\n")
    target = open_target(folder)

    with pytest.raises(DataError, match="not an ordinary file"):
        import_files(form, target, [folder / "t.csv"], mapping)


# files made to be too much


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_huge_file_is_refused_unread(folder, name):
    """A file of more than 64 MB is refused by its size, whatever is in it."""
    with (folder / name).open("r+b") as file:
        file.truncate(files.MAX_MB * 2**20 + 1)

    started = time.process_time()
    assert "is larger than 64 MB; split it" in complaint(folder)
    assert time.process_time() - started < 2


def places(extra):
    return f"format_version: 1\nplaces:\n{extra}"


BOMBS = {
    "aliases": (
        "format_version: 1\na: &a [x, x]\nb: &b [*a, *a]\nplaces: [*b, *b]\n",
        ":2: &a names a record",
    ),
    "an alias": ("format_version: 1\nplaces: *a\n", "*a repeats a record"),
    "a tag": (places("- !!python/object/apply:os.system [id]\n"), "is not allowed"),
    "a merge": (places("- {id: a, <<: {name: A}}\n"), "'<<'"),
    "depth": (places(f"- {'[' * 500}{']' * 500}\n"), "nested more than 16 deep"),
    "open brackets": (places(f"- {'[' * 200_000}\n"), "deep"),
    "keys": (places("- {a: {? {b: c} : d}}\n"), "a key must be a word"),
    "a key twice": (places("- id: a\n  id: b\n"), "given twice"),
    "a null": (places('- id: "a\\0b"\n  name: A\n  kind: country\n'), "must be small"),
    "a null in a name": (
        places('- {id: a, name: "A\\0", kind: country}\n'),
        "name holds the control character U+0000",
    ),
    "a book": (
        places(f"- {{id: a, name: {'a' * 10_001}, kind: country}}\n"),
        "name is longer than 10000 characters",
    ),
    "an escape": (
        places('- {id: a, name: "\\e[2J", kind: country}\n'),
        "name holds the control character U+001B",
    ),
    "half a character": (places('- {id: a, name: "\\ud800"}\n'), "is not YAML"),
    "a huge whole": (
        places(f"- {{id: a, name: A, kind: country, population: {'9' * 5000}}}\n"),
        "must be a whole number",
    ),
    "a number that is none": (
        places("- {id: a, name: A, kind: city, lon: nan, lat: .inf}\n"),
        "is not a number",
    ),
    "an endless number": (
        places("- {id: a, name: A, kind: city, lon: 1e999, lat: 0}\n"),
        "is not a number",
    ),
    "a path for an id": (
        places("- {id: ../../etc/passwd, name: A, kind: country}\n"),
        "must be small letters, digits and hyphens",
    ),
    "an id in other letters": (
        places("- {id: ａ, name: A, kind: country}\n"),
        "must be small letters",
    ),
    "an id in capitals": (
        places("- {id: ASH, name: A, kind: country}\n"),
        "must be small letters",
    ),
    "an id that joins up": (
        places('- {id: "e\\u0301", name: A, kind: country}\n'),
        "must be small letters",
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_in_yaml_is_refused_at_its_line(folder, bomb):
    """What would grow, run, or be taken for something else is named and refused."""
    text, message = BOMBS[bomb]
    path = next((folder / "gazetteer").rglob("places")) / "zz.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError) as refusal:
        Project.open(folder / MAP)
    lines = [line for line in str(refusal.value).splitlines() if "zz.yaml:" in line]
    assert lines
    assert any(message in line for line in lines), lines
    assert all(len(line) < 1100 and line.isprintable() for line in lines)


def test_a_file_of_too_many_values_is_refused(folder, monkeypatch):
    """A small file of millions of empty lists does not fill the memory."""
    monkeypatch.setattr(yamlfile, "MAX_NODES", 1000)
    path = next((folder / "gazetteer").rglob("places")) / "zz.yaml"
    path.write_text(places(f"- {{a: [{'[],' * 1000}]}}\n"))

    assert "has more than 1000 values; split the file" in complaint(folder)


# GeoJSON


def collection(*geometries, **properties):
    features = [
        {
            "type": "Feature",
            "properties": {"layer": "land", **properties},
            "geometry": g,
        }
        for g in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


LINE = {"type": "LineString", "coordinates": [[36, 35], [37, 35]]}
GEO_BOMBS = {
    "depth": ('{"type":' * 100_000, "cannot be read as GeoJSON"),
    "lists": (
        '{"type":"FeatureCollection","features":' + "[" * 900 + "]" * 900 + "}",
        "must be a Feature with a geometry",
    ),
    "no number": (
        collection(LINE).replace("37", "NaN"),
        "cannot be read as GeoJSON",
    ),
    "endless": (collection(LINE).replace("37", "1e999"), ""),
    "off the globe": (collection(LINE).replace("37", "1e300"), "lon, lat in degrees"),
    "half a character": (
        collection(LINE, name="x").replace('"x"', '"\\ud800"'),
        "cannot be read as GeoJSON",
    ),
    "a name that is a table": (collection(LINE, name={"a": 1}), "name must be a text"),
    "a layer that is a list": (collection(LINE, layer=[]), "layer must be a text"),
    "a name that steers": (
        collection(LINE, name="a\x1b[2J"),
        "feature 1: name holds the control character U+001B; delete it",
    ),
    "a name that steers in Arabic": (
        collection(LINE, name_ar="\x07"),
        "feature 1: name_ar holds the control character U+0007",
    ),
    "a layer that steers": (
        collection(LINE, layer="sea\x9b"),
        "feature 1: layer holds the control character U+009B",
    ),
    "a book": (
        collection(LINE, name="a" * 10_001),
        "feature 1: name is longer than 10000 characters; say less",
    ),
    "a point": (
        collection({"type": "Point", "coordinates": [36, 35]}, layer="governorate"),
        "feature 1: geometry type 'Point' is not drawn; one of LineString",
    ),
    "an area of nothing": (
        collection({"type": "MultiPolygon", "coordinates": [[]]}, layer="governorate"),
        "feature 1: coordinates are not those of a MultiPolygon",
    ),
    "points": (
        collection({"type": "MultiPoint", "coordinates": [[36, 35]]}, layer="river"),
        "feature 1: geometry type 'MultiPoint' is not drawn; one of LineString",
    ),
    "one point": (
        collection({"type": "LineString", "coordinates": [[36, 35]]}),
        "too short",
    ),
    "unknown": (
        collection({"type": "GeometryCollection", "geometries": []}),
        "is not drawn",
    ),
}


@pytest.mark.parametrize("bomb", GEO_BOMBS)
def test_a_bomb_in_geojson_is_refused(folder, bomb):
    """A basemap that cannot be drawn is named, with its feature."""
    text, message = GEO_BOMBS[bomb]
    path_of(folder, "basemap.geojson").write_text(text, encoding="utf-8")

    assert message in complaint(folder)


def test_names_on_the_ground_do_not_turn(folder):
    """Marks that turn the text around them are taken out of a basemap's texts."""
    text = collection(LINE, name="\u202eb\u2066c", name_ar="\u202bd", layer="\u202esea")
    path_of(folder, "basemap.geojson").write_text(text, encoding="utf-8")
    [feature] = Project.open(folder / MAP).basemap["features"]

    assert feature["properties"] == {"layer": "sea", "name": "bc", "name_ar": "d"}
    assert feature["geometry"] == LINE


def test_too_many_positions_are_refused(folder, monkeypatch):
    """Millions of points in a basemap are refused with a number."""
    monkeypatch.setattr(geojson, "MAX_POSITIONS", 10)
    line = {"type": "LineString", "coordinates": [[36, 35]] * 11}
    path_of(folder, "basemap.geojson").write_text(collection(line))

    assert "has 11 positions; simplify it to 10 or fewer" in complaint(folder)


# tables


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x1f\x8b\x08\x00" + b"\x00" * 100, "is not UTF-8"),
        (b"PK\x03\x04" + b"\x00" * 100 + b"\xff", "is not UTF-8"),
        (b"PAR1" + b"\x15\x04\xff" * 100, "is not UTF-8"),
        (b"a" * (LONGEST_LINE + 10), "a line has more than"),
        (b"," * (MOST_COLUMNS - 1), "is empty"),
        (b"c," * (MOST_COLUMNS - 1) + b"c", "are called 'c'"),
        (
            b",".join(b"c%d" % n for n in range(MOST_COLUMNS + 1)),
            "columns; the most is",
        ),
        (b"town,date,holder\n" + b"x" * 1_000_001, "field larger than"),
    ],
    ids="gzip zip parquet line commas repeated columns field".split(),
)
def test_a_bomb_in_a_table_is_refused(folder, data, message):
    """Nothing is unpacked, and no row, field or heading is too long to bear."""
    (folder / "t.csv").write_bytes(data)
    before = tree(folder)

    started = time.process_time()
    with pytest.raises(DataError) as refusal:
        import_files("csv", open_target(folder), [folder / "t.csv"])
    assert message in str(refusal.value)
    assert "t.csv:" in str(refusal.value)
    assert time.process_time() - started < 5
    assert tree(folder) == before


@pytest.mark.parametrize("name", ["../evil", "/evil", "con", "a/b", ".", "ＣＯＮ"])
@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_an_import_has_a_name_that_is_a_file(folder, form, name):
    """The name of an import leads nowhere else, and names no device of Windows."""
    (folder / "t.csv").write_text("town,date,holder\nash,2020-01-02,red\n")
    before = tree(folder.parent)

    with pytest.raises(UsageError, match="must be small letters, digits and hyphens"):
        import_files(form, open_target(folder), [folder / "t.csv"], import_id=name)
    assert tree(folder.parent) == before


def test_a_message_cannot_steer_a_terminal(folder, run):
    """A record's own words reach the screen without escape codes or line breaks."""
    path = path_of(folder, "voices.yaml")
    text = path.read_text().replace("id: watch", 'id: "x\\e[2J\\nfake: ok"', 1)
    path.write_text(text.replace("role: monitor", "role: moniter", 1))

    code, out, err = run("check")

    assert code == 1
    assert "\x1b" not in out + err
    assert not any(line.startswith("fake") for line in (out + err).splitlines())


ODD = "wa\x1b[2J\x07\u202er\nfake: ok"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    "command",
    [
        ("build", "--to", "2020-01-01"),
        ("build", "--to", "2020-01-01", "--out", f"out/{ODD}"),
        ("build", "--out", f"maps/{ODD}.yaml/x"),
        ("check",),
        ("tidy", "--check"),
        ("tidy",),
        ("tidy", "--to", "parquet"),
        ("export", "2020-01-03", "--format", "csv", "--out", f"maps/{ODD}.yaml/x"),
        ("init", f"{ODD}new"),
    ],
)
def test_the_name_of_a_file_cannot_steer_a_terminal(folder, run, command):
    """A file of any name is told of on one line, without codes or marks."""
    (folder / MAP).rename(folder / f"maps/{ODD}.yaml")
    events = path_of(folder, "events/2020-01.yaml")
    events.rename(events.with_name(f"{ODD}.yaml"))
    text = path_of(folder, "voices.yaml").read_text()
    path_of(folder, "voices.yaml").write_text(text.replace("id: watch", "id:  watch"))

    _, out, err = run(*command)

    assert out + err
    assert all(line.isprintable() for line in (out + err).split("\n"))
    assert not any(line.startswith("fake") for line in (out + err).split("\n"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("form", ["text", "github"])
def test_a_fault_in_a_file_of_any_name_is_one_plain_line(folder, run, form):
    """Neither the name of a file nor what stands in it steers who reads of a fault."""
    events = path_of(folder, "events/2020-01.yaml")
    text = events.read_text().replace("change: observed", 'change: "seen\\r\\n::x"', 1)
    events.with_name(f"{ODD}.yaml").write_text(text)
    events.unlink()

    code, out, _ = run("check", "--format", form)

    assert code == 1
    assert "\ufffd" in out
    assert all(line.isprintable() for line in out.split("\n"))
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize(
    ("day", "other"), [("0999-12-31", "1000-01-01"), ("3001-01-01", "3000-12-31")]
)
def test_a_map_at_the_ends_of_the_calendar_is_refused(folder, day, other):
    """No day is before the first of all days, and none after the last."""
    text = (folder / MAP).read_text()
    first, last = sorted([day, other])
    text = re.sub(r"(?m)^first_day: .*$", f"first_day: {first}", text)
    text = re.sub(r"(?m)^last_day: .*$", f"last_day: {last}", text)
    (folder / MAP).write_text(text)
    key = "first_day" if day < other else "last_day"

    assert f"{key} {day} is beyond the years 1000 to 3000" in complaint(folder)
