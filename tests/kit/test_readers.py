"""The map of Syria, a day and all spans, as other programs and standards want it."""

import json
from datetime import date

import pyarrow.parquet as pq
import pyogrio
import pytest
from exports import SYRIA, selected

from geocontrol.export.formats import export_bytes

DAY = date(2024, 12, 5)
FOREIGN_TO_COLLECTIONS = {"crs", "coordinates", "geometries", "geometry", "properties"}
WEST, SOUTH, EAST, NORTH = 35.5, 32, 43, 38


@pytest.fixture(scope="module", params=[None, DAY], ids=["all", "day"])
def syria(request):
    return selected(SYRIA, request.param)


def faults_of_geojson(collection):
    """Yield what RFC 7946 forbids in a collection of points."""
    if set(collection) & FOREIGN_TO_COLLECTIONS:
        yield "member of another type (7.1), or a coordinate system (4)"
    ids = [feature.get("id") for feature in collection["features"]]
    if len(set(ids)) < len(ids):
        yield "the same id twice (3.2)"
    for feature in collection["features"]:
        if feature.get("type") != "Feature":
            yield "type (3.2)"
        if not {"geometry", "properties"} <= set(feature):
            yield "geometry or properties missing (3.2)"
        if set(feature) & {"coordinates", "geometries", "features"}:
            yield "member of another type (7.1)"
        point = feature.get("geometry")
        if point is None:
            continue
        if set(point) != {"type", "coordinates"} or point["type"] != "Point":
            yield "geometry (3.1.2)"
        lon, lat = point["coordinates"]
        if not (WEST < lon < EAST and SOUTH < lat < NORTH):
            yield "order of a position (3.1.1)"


def test_geojson_keeps_the_standard(syria):
    """Lon before lat, each id once, and no member that means something else."""
    collection = json.loads(export_bytes(syria, "geojson"))

    assert list(faults_of_geojson(collection)) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"geometry": {"type": "Point", "coordinates": [34.5, 38.5]}}, "order"),
        ({"id": "hama"}, "twice"),
        ({"coordinates": []}, "another type"),
    ],
)
def test_the_check_finds_faults(broken, fault):
    """A checker that finds nothing proves nothing."""
    collection = json.loads(export_bytes(selected(SYRIA, DAY), "geojson"))
    assert collection["features"][0]["id"] != "hama"
    collection["features"][0].update(broken)

    assert any(fault in found for found in faults_of_geojson(collection))


def test_geoparquet_says_where_it_lies(syria, tmp_path):
    """West, south, east, north; points in WKB."""
    path = tmp_path / "syria.parquet"
    path.write_bytes(export_bytes(syria, "parquet"))

    about = json.loads(pq.read_schema(path).metadata[b"geo"])

    column = about["columns"][about["primary_column"]]
    west, south, east, north = column["bbox"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Point"])
    assert WEST < west < east < EAST
    assert SOUTH < south < north < NORTH


def test_geopackage_geometries_are_valid(tmp_path):
    """No line of a single point, no polygon that crosses itself."""
    path = tmp_path / "syria.gpkg"
    path.write_bytes(export_bytes(selected(SYRIA, DAY), "gpkg"))

    for layer in ("places", "events", "areas", "fronts", "routes"):
        frame = pyogrio.read_dataframe(path, layer=layer)
        assert len(frame) > 5
        assert frame.geometry.dropna().is_valid.all(), layer
    routes = pyogrio.read_dataframe(path, layer="routes")
    is_single = routes["from_place"] == routes["to_place"]
    assert is_single.any()
    assert routes.geometry.isna().equals(is_single)
