"""Places, outlines and context from other registers."""

import json

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pyproj import Geod
from tests_paths import tree
from worlds import square

from geocontrol.curate.imports.newplaces import Spot
from geocontrol.curate.imports.placeindex import PlaceIndex
from geocontrol.curate.imports.placetable import (
    SAME_PLACE_KM,
    FoundPlace,
    new_places,
)
from geocontrol.io.check import check
from geocontrol.model import Kind, Place
from geocontrol.project import Project

GEONAMES = (
    "101\tHazel\tHazel\tهيزل,Khazel\t35.1\t36.9\tP\tPPL\tXX\t\t01\t\t\t\t12000\t\t1\tx\t\n"
    "102\tAsh\tAsh\t\t35.501\t36.501\tP\tPPL\tXX\t\t01\t\t\t\t0\t\t1\tx\t\n"
    "103\tHazel Airfield\tX\t\t35.2\t36.8\tS\tAIRP\tXX\t\t01\t\t\t\t0\t\t1\tx\t\n"
    "104\tWood\tWood\t\t35.2\t36.8\tV\tFRST\tXX\t\t01\t\t\t\t0\t\t1\tx\tx\n"
)


def collection(*features):
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "geometry": geometry, **more}
                for geometry, more in features
            ],
        }
    )


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def test_geonames_gives_places_that_are_not_listed(folder, run):
    """Towns and airports come with their link and names; a wood is no place here."""
    (folder / "XX.txt").write_text(GEONAMES, encoding="utf-8")
    code, _, err = run("import", "geonames", "XX.txt", "--to", ".")
    places = Project.open().places

    assert code == 0, err
    assert "left out, in the gazetteer already: 1" in err
    assert places["hazel"].links == (("geonames", "101"),)
    assert places["hazel"].name_in("ar") == "هيزل"
    assert places["hazel-airfield"].kind == "airport"
    assert (folder / "gazetteer/shire/places/xx.yaml").exists()
    assert check(folder) == []


def test_geonames_twice_adds_nothing(folder, run):
    """A place with the same link is there already."""
    (folder / "XX.txt").write_text(GEONAMES, encoding="utf-8")
    run("import", "geonames", "XX.txt", "--to", ".")
    code, _, err = run("import", "geonames", "XX.txt", "--to", ".", "--id", "again")

    assert code == 2
    assert "left out, in the gazetteer already: 3" in err


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-89, 89),
    towards=st.floats(0, 360),
    far_km=st.floats(0, 2 * SAME_PLACE_KM),
)
@example(lon=30.0, lat=60.0, towards=90.0, far_km=4.9)
@example(lon=180.0, lat=0.0, towards=90.0, far_km=1.0)
def test_five_km_are_as_far_everywhere(lon, lat, towards, far_km):
    """A place of one name is the same within five km, in any latitude and direction."""
    assume(abs(far_km - SAME_PLACE_KM) > 0.001)
    east, north, _ = Geod(ellps="WGS84").fwd(lon, lat, towards, far_km * 1000)
    listed = Place(id="hazel", name="Hazel", kind=Kind.VILLAGE, lon=lon, lat=lat)
    found = FoundPlace(name="Hazel", spot=Spot(east, north))
    drafted = list(new_places([found], PlaceIndex({listed.id: listed}), str))

    assert len(drafted) == (far_km > SAME_PLACE_KM)


def test_linked_places_keep_names_and_links(folder, run):
    """The exchange format of gazetteers is read with its languages."""
    (folder / "p.json").write_text(
        collection(
            (
                point(36.9, 35.1),
                {
                    "properties": {"title": "Hazel"},
                    "names": [{"toponym": "هيزل", "lang": "ar"}],
                    "links": [{"type": "closeMatch", "identifier": "wd:Q7"}],
                },
            )
        )
    )
    code, _, err = run("import", "lpf", "p.json", "--to", ".")
    hazel = Project.open().places["hazel"]

    assert code == 0, err
    assert (hazel.name_in("ar"), hazel.links) == ("هيزل", (("wikidata", "Q7"),))


def test_geojson_points_and_polygons_are_places(folder, run):
    """A polygon is put at a point inside it, and said to be only near."""
    (folder / "p.geojson").write_text(
        collection(
            (point(36.9, 35.1), {"properties": {"label": "Hazel"}}),
            (square(37, 34.2, 37.2, 34.4), {"properties": {"label": "Fen"}}),
        )
    )
    (folder / "m.yaml").write_text(
        "format_version: 1\nlayout: states\ncolumns: {place: label}\n"
    )
    code, _, err = run(
        "import", "geojson", "p.geojson", "--to", ".", "--mapping", "m.yaml"
    )
    places = Project.open().places

    assert code == 0, err
    assert places["hazel"].geo_precision == "exact"
    assert (places["fen"].lon, places["fen"].geo_precision) == (37.1, "near")


def test_outlines_say_who_holds_the_places_inside(folder, run):
    """Where outlines of two holders overlap, the place is contested."""
    (folder / "seeds/war/events/2020-01.yaml").write_text(
        "format_version: 1\nevents: []\n"
    )
    day = "2020-01-02"
    (folder / "a.geojson").write_text(
        collection(
            (square(36, 34, 37, 36), {"properties": {"day": day, "who": "red"}}),
            (square(36, 34, 38, 35), {"properties": {"day": day, "who": "blue"}}),
        )
    )
    (folder / "m.yaml").write_text(
        "format_version: 1\nlayout: states\ncolumns: {day: day, state: who}\n"
    )
    code, _, err = run(
        "import", "geojson", "a.geojson", "--to", ".", "--mapping", "m.yaml"
    )
    project = Project.open()
    state = project.timeline().state(project.last_day)

    assert code == 0, err
    assert state["ash"].actor_id == "red"
    assert state["yew"].actor_id == "blue"
    assert state["oak"].contested_by == ("blue", "red")
    assert state["elm"].status == "unknown"


OWN = {
    "@id": "urn:x-geocontrol:place:hazel",
    "properties": {"title": "Hazel"},
    "names": [{"toponym": "هيزل", "lang": "ar"}],
    "links": [{"identifier": "wd:Q7"}],
    "relations": [
        {"relationType": "gvp:broaderPartitive", "relationTo": "urn:place:shire"}
    ],
    "types": [{"sourceLabel": "village"}],
    "descriptions": [{"value": "By the wood"}],
}
LISTS = ("names", "links", "relations", "types", "descriptions")


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize("wrong", [None, 7, "x", {"a": 1}, ["x", 7, None, [1]]])
def test_what_is_no_object_in_a_list_is_passed_over(folder, run, key, wrong):
    """A place of another register is read for what is well formed in it."""
    kept = OWN[key] if isinstance(wrong, list) else []
    spoilt = [*wrong, *kept] if isinstance(wrong, list) else wrong
    found = []
    for value in (spoilt, kept):
        (folder / "p.json").write_text(
            collection((point(36.9, 35.1), {**OWN, key: value}))
        )
        code, _, err = run("import", "lpf", "p.json", "--to", ".")
        found.append((code, err, Project.open().places.get("hazel")))
        (folder / "gazetteer/shire/places/p.yaml").unlink(missing_ok=True)

    assert found[1][2] is not None, err
    assert found[0] == found[1]


UCDP = (
    "id,date_start,date_end,side_a,side_b,where_coordinates,adm_1,latitude,longitude,"
    "where_prec,best,low,high,source_article\n"
    "9,2020-01-02,2020-01-02,Red,Blue,Ash,Shire,35.5,36.5,1,3,3,4,their words\n"
)


def test_violence_is_context_and_never_control(folder, run):
    """UCDP's events lie beside the evidence; no state changes by them."""
    before = Project.open().data_hash
    (folder / "ged.csv").write_text(UCDP)
    code, _, err = run("import", "ucdp", "ged.csv", "--to", ".")
    kept = json.loads((folder / "seeds/war/context/ged.geojson").read_text())

    assert code == 0, err
    assert "kept as context, never control: 1" in err
    assert Project.open().data_hash == before
    assert kept["features"][0]["properties"]["id"] == "9"
    assert "their words" not in json.dumps(kept)


@pytest.mark.parametrize(
    ("form", "text", "message"),
    [
        ("geonames", "1\tAsh\n", "x.f:1: has 2 fields; a GeoNames dump has 19"),
        *(
            (
                "geonames",
                GEONAMES.replace("12000", wrong),
                f"x.f:1: population {wrong[:40]!r} must be a whole number from 0 to",
            )
            for wrong in ("²", "x", "-1", "1000000001", "9" * 5000)
        ),
        ("geojson", "{", "cannot be read as GeoJSON"),
        ("geojson", "[]", "must be a GeoJSON FeatureCollection"),
        ("geojson", collection((None, {"properties": {}})), "has no 'name'; say which"),
        (
            "geojson",
            collection((point(136.9, 95.1), {"properties": {"name": "Hazel"}})),
            "136.9, 95.1 is off the globe; coordinates are lon, lat",
        ),
        (
            "geojson",
            collection((point(35.1, 36.9), {"properties": {"name": "Hazel"}})),
            "look swapped; lon comes first",
        ),
        (
            "geojson",
            collection(({"type": "Polygon"}, {"properties": {"name": "Hazel"}})),
            "its geometry cannot be used",
        ),
        ("lpf", collection((None, {})), "has no title"),
        *(
            (form, collection((None, {"properties": wrong})), "must be names with val")
            for form in ("geojson", "lpf")
            for wrong in ([1], [], "x", 7, False)
        ),
        ("ucdp", "a,b\n1,2\n", "is no UCDP GED export: no column 'id'"),
        ("ucdp", UCDP.replace("36.5", "x"), "x.f:2: longitude and latitude are no"),
        ("acled", "a,b\n1,2\n", "is no ACLED export: no column 'event_id_cnty'"),
    ],
)
def test_a_wrong_file_is_refused(folder, run, form, text, message):
    """Each says what is wrong where; nothing is written."""
    (folder / "x.f").write_text(text)
    before = tree(folder)

    code, _, err = run("import", form, "x.f", "--to", ".")

    assert code in {1, 2}
    assert message in err
    assert tree(folder) == before
