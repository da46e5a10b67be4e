"""Each format, read back by a reader that is not ours, tells what `state` tells."""

import csv
import io
import json
import sqlite3
import xml.etree.ElementTree as ET
from dataclasses import replace
from zipfile import ZipFile

import geopandas as gpd
import orjson
import pyarrow.parquet as pq
import pyogrio
import pytest
from exports import selected
from hypothesis import given
from hypothesis import strategies as st
from tests_paths import tree
from worlds import on

from geocontrol.export.cells import guarded
from geocontrol.export.csvfile import _TAGS
from geocontrol.export.formats import FORMATS, export_bytes
from geocontrol.export.selection import provenance
from geocontrol.project import Project
from geocontrol.render.palette import SHAPES
from geocontrol.tables import state_rows

KEYS = ("status", "actor_id", "basis", "since", "event_id")
KML = {"k": "http://www.opengis.net/kml/2.2"}
HOSTILE = {
    "formula": '=HYPERLINK("http://evil.example";"x")',
    "at": "@SUM(1)",
    "apostrophe": "'tis",
    "markup": "<script>alert(1)</script>]]>&amp;{{7*7}}",
    "quotes": 'a "b", c; d\nsecond line',
    "letters": "خان شيخون 𐎠",
    "sql": "x'); DROP TABLE places;--",
}


def told(folder, day):
    """What `state` says of each place, as text."""
    return {
        row["place_id"]: tuple(row[key] for key in KEYS)
        for row in state_rows(Project.open(folder).timeline(), day)
    }


def as_told(rows):
    return {
        row["place_id"]: tuple(none_or_text(row[key]) for key in KEYS) for row in rows
    }


def none_or_text(value):
    if str(value) in {"", "None", "nan", "NaT", "<NA>"}:
        return None
    return str(value)[:10] if hasattr(value, "year") else str(value)


def records(frame):
    return frame.to_dict("records")


def on_disk(folder, selection, format_):
    path = folder / f"out.{'geojson' if format_ == 'lpf' else format_}"
    path.write_bytes(export_bytes(selection, format_))
    return path


def test_geojson_read_by_gdal(folder):
    """GDAL finds the places with their state; an unlocated one has no point."""
    path = on_disk(folder, selected(folder, on(4)), "geojson")

    frame = pyogrio.read_dataframe(path)

    assert as_told(records(frame)) == told(folder, on(4))
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.isna().sum() == 3


def test_geojson_follows_the_standard(folder):
    """Positions are lon, lat with at most five decimals; there is no crs member."""
    collection = json.loads(export_bytes(selected(folder, on(4)), "geojson"))

    assert set(collection) == {"type", "geocontrol", "features"}
    spots = {f["id"]: f["geometry"] for f in collection["features"]}
    assert spots["elm"] == {"type": "Point", "coordinates": [37.5, 35.5]}
    assert spots["realm"] is None
    [elm] = [f for f in collection["features"] if f["id"] == "elm"]
    assert elm["properties"]["claims"][0]["voice"] == "watch"


def test_csv_read_by_the_standard_library(folder):
    """Each line is a place with its state, and where it comes from."""
    text = export_bytes(selected(folder, on(4)), "csv").decode()

    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert as_told(rows) == told(folder, on(4))
    assert {row["data_hash"] for row in rows} == {Project.open(folder).data_hash}


def test_hxl_tags_stand_under_the_headings(folder):
    """Every column has a tag of its own, written as HXL asks."""
    selection = selected(folder, on(4))

    plain = export_bytes(selection, "csv").splitlines()
    tagged = export_bytes(selection, "csv", hxl=True).splitlines()

    tags = tagged[1].decode().split(",")
    assert [tagged[0], *tagged[2:]] == plain
    assert len(set(tags)) == len(plain[0].split(b","))
    assert all(tag[0] == "#" and " " not in tag for tag in _TAGS.values())


@given(st.text())
def test_a_guarded_cell_reads_back(text):
    """No text begins a formula, and dropping one apostrophe gives it back."""
    cell = guarded(text)

    assert cell[:1] not in set("=+-@\t\r")
    assert cell.removeprefix("'") == text


def test_geopackage_layers_read_by_gdal(folder):
    """Places, events and claims are layers, days are days, claims have no geometry."""
    path = on_disk(folder, selected(folder, on(4)), "gpkg")

    layers = dict(pyogrio.list_layers(path))
    places = pyogrio.read_dataframe(path, layer="places")
    claims = pyogrio.read_dataframe(path, layer="claims")

    assert layers["places"] == "Point"
    assert layers["claims"] is None
    assert as_told(records(places)) == told(folder, on(4))
    assert sorted(claims["voice"]) == ["crier", "herald", "watch", "watch"]
    info = pyogrio.read_info(path, layer="places")
    assert dict(zip(info["fields"], info["dtypes"], strict=True))["since"].startswith(
        "datetime64[D]"
    )


def test_geopackage_events_carry_their_verdict(folder):
    """The fall of elm is on red's word alone; ash is seen by the watch."""
    path = on_disk(folder, selected(folder, on(4)), "gpkg")

    events = pyogrio.read_dataframe(path, layer="events").set_index("place_id")

    assert events["verdict"].to_dict() == {
        "shire": "assessed",
        "ash": "assessed",
        "elm": "claimed",
    }


def test_geopackage_areas_are_those_of_the_areas_command(folder, run):
    """The same land for the same holders, square kilometre for square kilometre."""
    path = on_disk(folder, selected(folder, on(4)), "gpkg")

    areas = pyogrio.read_dataframe(path, layer="areas")
    rows = json.loads(run("areas", "2020-01-04", "--format", "json")[1])

    found = {(r["actor_id"], round(r["area_km2"], 1)) for r in records(areas)}
    assert found == {(r["actor_id"], r["area_km2"]) for r in rows}
    assert areas["valid_to"].dt.strftime("%Y-%m-%d").unique() == ["2020-01-05"]


def test_geopackage_areas_of_all_days_follow_without_gaps(folder):
    """Where one span of land ends the next begins, from the first day to the last."""
    path = on_disk(folder, selected(folder), "gpkg")

    areas = pyogrio.read_dataframe(path, layer="areas")

    spans = areas[["valid_from", "valid_to"]].drop_duplicates()
    days = spans.map(lambda moment: moment.strftime("%m-%d")).to_numpy().tolist()
    assert days == [
        ["01-01", "01-03"],
        ["01-03", "01-04"],
        ["01-04", "01-07"],
    ]


def test_geopackage_has_styles_that_qgis_looks_for(folder):
    """Each layer has a default one that names every actor and lets time run."""
    path = on_disk(folder, selected(folder), "gpkg")

    with sqlite3.connect(path) as database:
        styles = database.execute(
            "SELECT f_table_name, useAsDefault, styleQML FROM layer_styles "
            "JOIN gpkg_geometry_columns "
            "ON table_name = f_table_name AND column_name = f_geometry_column"
        ).fetchall()

    assert {layer for layer, _, _ in styles} >= {"places", "areas", "events"}
    for layer, default, qml in styles:
        style = ET.fromstring(qml)  # noqa: S314
        labels = [rule.get("label") for rule in style.iterfind(".//rule")]
        assert default == 1
        assert len(labels) == len(style.findall(".//symbol"))
        if layer == "events":  # they lie on the marks of places: ticked by who wants
            assert [rule.get("checkstate") for rule in style.iter("rule")] == ["0"]
            continue
        assert layer == "fronts" or {"Red", "Blue", "Contested"} <= set(labels)
        time = style.find("temporal")
        assert time.get("mode") == "4"
        assert "valid_from" in time.get("startExpression")
        assert "coalesce" in time.get("endExpression")  # the last span has no end
        assert (style.get("labelsEnabled") == "1") == (layer == "places")


def test_geoparquet_read_by_pyarrow_and_geopandas(folder):
    """It says that it is GeoParquet 1.1, and has the state of each place."""
    path = on_disk(folder, selected(folder, on(4)), "parquet")

    metadata = pq.read_schema(path).metadata

    assert json.loads(metadata[b"geo"])["version"] == "1.1.0"
    assert as_told(records(gpd.read_parquet(path))) == told(folder, on(4))


def test_kml_read_by_gdal(folder):
    """A folder for each holder; GDAL finds the located places at their spots."""
    path = on_disk(folder, selected(folder, on(4)), "kml")

    layers = [name for name, _ in pyogrio.list_layers(path)]
    frames = [pyogrio.read_dataframe(path, layer=name) for name in layers]

    found = {
        (row["place_id"], row["actor_id"], row["geometry"].x)
        for frame in frames
        for row in records(frame)
    }
    assert set(layers) == {"Red Kingdom", "Blue Kingdom"}
    assert {f[:2] for f in found} == {
        (place_id, values[1])
        for place_id, values in told(folder, on(4)).items()
        if place_id in {"ash", "elm", "oak", "yew"}
    }


def test_kml_of_spans_is_half_open(folder):
    """Where one span of a place ends the next begins; each style is defined."""
    root = ET.fromstring(export_bytes(selected(folder), "kml"))  # noqa: S314

    spans = [
        (mark.findtext(".//k:begin", None, KML), mark.findtext(".//k:end", None, KML))
        for mark in root.iterfind(".//k:Placemark", KML)
        if mark.findtext("k:name", None, KML) == "Ash"
    ]
    styles = {f"#{style.get('id')}" for style in root.iterfind(".//k:Style", KML)}
    used = {url.text for url in root.iterfind(".//k:styleUrl", KML)}
    assert sorted(spans) == [
        ("2020-01-01T00:00:00Z", "2020-01-03T00:00:00Z"),
        ("2020-01-03T00:00:00Z", None),
    ]
    assert used <= styles


@pytest.mark.parametrize("format_", ["kmz", "gpkg"])
def test_every_shape_has_a_mark(folder, format_):
    """However many actors there are, a styled format knows the shape of each."""
    from geocontrol.export import icons, qgis

    known = {"kmz": icons.OUTLINES, "gpkg": qgis._SHAPES}  # noqa: SLF001

    assert set(known[format_]) == set(SHAPES)


def test_linked_places_has_what_the_format_requires(folder):
    """Each place has an address, title, class, time and name; regions are places."""
    collection = json.loads(export_bytes(selected(folder), "lpf"))

    for feature in collection["features"]:
        assert feature["@id"].startswith("urn:x-geocontrol:war:")
        assert feature["type"] == "Feature"
        assert feature["properties"]["title"]
        assert set(feature["properties"]["fclasses"]) <= set("AHLPRST")
        assert feature["names"][0]["toponym"]
        assert all(set(name) == {"toponym", "lang"} for name in feature["names"])
        [span] = feature["when"]["timespans"]
        assert span == {
            "start": {"latest": "2020-01-01"},
            "end": {"earliest": "2020-01-06"},
        }
    addresses = {feature["@id"] for feature in collection["features"]}
    related = {
        relation["relationTo"]
        for feature in collection["features"]
        for relation in feature.get("relations", ())
    }
    assert related <= addresses
    assert "v1.3" in collection["@context"]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_export_says_where_it_comes_from(folder, format_):
    """Method, known-on, perspective, hash and licence are in the file itself."""
    selection = selected(folder, on(4), known_on=on(5), perspective="red")
    path = on_disk(folder, selection, format_)

    source = provenance(selection)
    content = path.read_bytes().decode(errors="replace")
    if format_ == "gpkg":
        with sqlite3.connect(path) as database:
            content = str(database.execute("SELECT * FROM gpkg_metadata").fetchall())
    if format_ == "kmz":
        content = ZipFile(path).read("doc.kml").decode()
    if format_ == "parquet":
        content = pq.read_schema(path).metadata[b"geocontrol"].decode()

    assert source["data_hash"] in content
    assert "2020-01-05" in content
    assert "for the side of red" in content


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("when", [None, on(4)], ids=["all", "day"])
def test_the_same_data_give_the_same_bytes(folder, format_, when):
    """Nothing of the clock or of this machine is in a file."""
    first, second = (export_bytes(selected(folder, when), format_) for _ in range(2))

    assert first == second


@pytest.fixture(params=sorted(HOSTILE))
def hostile(request, folder):
    """A project where a place has a name that some reader might run or break on."""
    name = HOSTILE[request.param]
    path = folder / "gazetteer/shire/places/shire.yaml"
    path.write_text(
        path.read_text().replace(
            "name: Ash", f"name: {json.dumps(name, ensure_ascii=False)}"
        )
    )
    note = folder / "seeds/war/events/2020-01.yaml"
    note.write_text(
        note.read_text().replace("saw the flag", json.dumps(name, ensure_ascii=False))
    )
    return name


def test_hostile_names_come_back_as_they_were(folder, hostile):
    """GDAL, pyarrow and the standard library read the very name that was written."""
    day = selected(folder, on(4))

    def name_in(frame):
        return frame.set_index("place_id").loc["ash", "name"]

    for format_ in ("geojson", "gpkg"):
        path = on_disk(folder, day, format_)
        layer = {"layer": "places"} if format_ == "gpkg" else {}
        assert name_in(pyogrio.read_dataframe(path, **layer)) == hostile
    assert name_in(gpd.read_parquet(on_disk(folder, day, "parquet"))) == hostile
    text = export_bytes(day, "csv").decode()
    rows = {r["place_id"]: r for r in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["ash"]["name"].removeprefix("'") == hostile
    titles = [
        f["properties"]["title"]
        for f in orjson.loads(export_bytes(day, "lpf"))["features"]
    ]
    assert hostile in titles


def test_hostile_names_leave_kml_whole(folder, hostile):
    """The document parses, and says the very name."""
    root = ET.fromstring(export_bytes(selected(folder, on(4)), "kml"))  # noqa: S314

    names = [e.text for e in root.iterfind(".//k:Placemark/k:name", KML)]

    assert hostile in names


def test_characters_that_xml_forbids_become_a_question_mark(folder):
    """Files cannot hold them, but a project in memory can."""
    selection = selected(folder, on(4))
    steering = replace(selection.project, title="War\x07\ufffe")

    root = ET.fromstring(  # noqa: S314
        export_bytes(replace(selection, project=steering), "kml")
    )

    assert root.findtext("k:Document/k:name", None, KML).startswith("War\ufffd\ufffd")


def test_the_command_writes_text_to_standard_output(folder, run):
    """Without a file, data go to stdout and nothing to stderr."""
    code, out, err = run("export", "2020-01-04", "--format", "geojson")

    assert (code, err) == (0, "")
    assert json.loads(out)["geocontrol"]["day"] == "2020-01-04"


def test_the_command_writes_a_styled_geopackage(folder, run):
    """The file is there under its name, and no other."""
    code, out, _ = run("export", "all", "--format", "gpkg", "--out", "war.gpkg")

    assert (code, out) == (0, "")
    assert [p.name for p in folder.iterdir() if p.is_file()] == ["war.gpkg"]
    assert len(pyogrio.read_dataframe("war.gpkg", layer="places")) > 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "every", "--format", "csv"], "'every' is not a day"),
        (["export", "all"], "Missing option '--format'"),
        (
            ["export", "all", "--format", "kml", "--hxl"],
            "HXL tags go with --format csv",
        ),
        (["export", "all", "--format", "shp"], "'shp' is not one of"),
    ],
)
def test_wrong_usage_is_told(folder, run, arguments, message):
    """A user's mistake gets exit code 2 and a sentence."""
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert message in err


def test_a_path_that_cannot_be_written_is_told(folder, run):
    """The message names the file, the exit code is 1, and nothing is left behind."""
    before = tree(folder)

    code, _, err = run("export", "all", "--format", "csv", "--out", "maps")

    assert (code, err) == (1, "geocontrol: maps: is a folder; name a file in it\n")
    assert tree(folder) == before


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("other", FORMATS)
def test_a_file_has_no_other_format_than_its_ending(folder, run, format_, other):
    """No tool that goes by endings is given a file that it cannot read."""
    path = folder / f"day.{'jsonld' if other == 'lpf' else other}"
    is_fit = format_ == other or (format_, other) == ("lpf", "geojson")

    code, out, err = run("export", "2020-01-04", "--format", format_, "--out", path)

    assert (code, path.exists()) == ((0, True) if is_fit else (2, False))
    assert out == ""
    assert is_fit or f"and --format is {format_}; change one of them" in err


def test_an_ending_of_no_format_is_free(folder, run):
    """Whoever names a file `.txt`, or gives it no ending, has it so."""
    for name in ("day", "day.txt", "DAY.CSV"):
        code, _, err = run("export", "2020-01-04", "--format", "csv", "--out", name)

        assert (code, err) == (0, "")
