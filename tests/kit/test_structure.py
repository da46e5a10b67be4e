"""
The rules of Linked Places v1.3 and of KML 2.2, checked by a reader of their own.

Written from the formats' descriptions, not from the exporters: what must be there,
of what type, and in which of the forms that each format knows.
"""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from exports import SYRIA, selected
from worlds import on

from geocontrol.export.formats import export_bytes

CLASSES = set("AHLPRST")
CERTAINTIES = {"certain", "less-certain", "uncertain"}
LINK_TYPES = {
    "exactMatch",
    "closeMatch",
    "primaryTopicOf",
    "subjectOf",
    "seeAlso",
}
ALIASES = {"aat", "gn", "wd", "tgn", "gvp", "pcode"}
ISO_DAY = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?[~?%]?")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
KML = "{http://www.opengis.net/kml/2.2}"
ORDER = {
    "kml": ("Document",),
    "Document": ("name", "description", "Style", "ExtendedData", "Folder"),
    "Folder": ("name", "Placemark"),
    "Placemark": (
        "name",
        "description",
        "TimeSpan",
        "styleUrl",
        "ExtendedData",
        "Point",
    ),
    "TimeSpan": ("begin", "end"),
    "Style": ("IconStyle", "LabelStyle"),
    "IconStyle": ("color", "scale", "Icon"),
    "LabelStyle": ("color", "scale"),
    "Icon": ("href",),
    "Point": ("coordinates",),
    "ExtendedData": ("Data",),
    "Data": ("value",),
}
"""Elements in the order of the schema: each type is a sequence."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def exported(source, format_, day=None):
    return export_bytes(selected(source, day), format_)


def faults_of_collection(collection):
    """Yield what is wrong with a Linked Places collection."""
    if collection.get("type") != "FeatureCollection":
        yield "type"
    if not str(collection.get("@context", "")).startswith("https://"):
        yield "@context"
    features = collection.get("features")
    if not isinstance(features, list) or not features:
        yield "features"
        return
    ids = [feature.get("@id") for feature in features]
    if len(set(ids)) < len(ids):
        yield "@id twice"
    for feature in features:
        for fault in faults_of_feature(feature):
            yield f"{feature.get('@id')}: {fault}"


def faults_of_feature(feature):
    if feature.get("type") != "Feature":
        yield "type"
    if not is_address(feature.get("@id")):
        yield "@id"
    properties = feature.get("properties")
    if not isinstance(properties, dict) or not is_text(properties.get("title")):
        yield "title"
    classes = (properties or {}).get("fclasses")
    if not isinstance(classes, list) or not classes or set(classes) - CLASSES:
        yield "fclasses"
    yield from faults_of_when(feature.get("when"))
    yield from faults_of_place(feature)
    yield from faults_of_relations(feature)


def faults_of_place(feature):
    """Yield what is wrong with where a place is, and what it is called and is."""
    if "geometry" not in feature:
        yield "geometry missing"
    elif feature["geometry"] is not None:
        yield from faults_of_geometry(feature["geometry"])
    names = feature.get("names")
    if not isinstance(names, list) or not names:
        yield "names"
    for name in names or ():
        if not is_text(name.get("toponym")):
            yield "toponym"
        if "lang" in name and not LANGUAGE.fullmatch(name["lang"]):
            yield f"lang {name['lang']}"
    for kind in feature.get("types", ()):
        if not is_text(kind.get("label")):
            yield "type label"
        if "identifier" in kind and not is_address(kind["identifier"]):
            yield "type identifier"


def faults_of_relations(feature):
    """Yield what is wrong with the addresses of other places."""
    for link in feature.get("links", ()):
        if link.get("type") not in LINK_TYPES or not is_address(link.get("identifier")):
            yield f"link {link}"
    for relation in feature.get("relations", ()):
        if not is_address(relation.get("relationType")):
            yield "relationType"
        if not is_address(relation.get("relationTo")):
            yield "relationTo"
        if not is_text(relation.get("label")):
            yield "relation label"
        if "when" in relation:
            yield from faults_of_when(relation["when"])
    for description in feature.get("descriptions", ()):
        if not is_text(description.get("value")):
            yield "description"


def faults_of_when(when):
    if not isinstance(when, dict) or not (when.get("timespans") or when.get("periods")):
        yield "when"
        return
    for span in when.get("timespans", ()):
        if "start" not in span:
            yield "timespan without start"
        for key, moment in span.items():
            if key not in {"start", "end"} or not isinstance(moment, dict):
                yield f"timespan {key}"
            elif not moment or set(moment) - {"in", "earliest", "latest"}:
                yield f"moment {moment}"
            elif not all(ISO_DAY.fullmatch(day) for day in moment.values()):
                yield f"day {moment}"


def faults_of_geometry(geometry):
    if geometry.get("type") != "Point":
        yield "geometry type"
        return
    lon, lat = geometry["coordinates"]
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        yield "coordinates"
    if geometry.get("certainty", "certain") not in CERTAINTIES:
        yield "certainty"


def is_text(value):
    return isinstance(value, str) and value.strip() == value != ""


def is_address(value):
    """Tell whether a value is an absolute URI, or shortened by a known alias."""
    if not is_text(value) or re.search(r"\s", value):
        return False
    parts = urlsplit(value)
    if parts.scheme in {"http", "https"}:
        return bool(parts.netloc)
    return parts.scheme in {"urn", *ALIASES} and bool(parts.path)


@pytest.mark.parametrize("source", [None, SYRIA])
def test_linked_places_keep_the_structure(folder, source):
    """Required keys, their types, and the forms of time, place and link."""
    collection = json.loads(exported(source or folder, "lpf"))

    assert list(faults_of_collection(collection)) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"@id": "no address"}, "@id"),
        ({"properties": {"title": "x", "fclasses": ["X"]}}, "fclasses"),
        ({"when": {"timespans": [{"end": {"in": "2020"}}]}}, "without start"),
        ({"when": {"timespans": [{"start": {"in": "1.2.20"}}]}}, "day"),
        ({"geometry": {"type": "Point", "coordinates": [35, 136]}}, "coordinates"),
        ({"names": []}, "names"),
        ({"links": [{"type": "same", "identifier": "wd:Q1"}]}, "link"),
    ],
)
def test_the_check_finds_faults(folder, broken, fault):
    """A checker that finds nothing proves nothing."""
    collection = json.loads(exported(folder, "lpf"))
    collection["features"][0].update(broken)

    assert any(fault in found for found in faults_of_collection(collection))


@pytest.mark.parametrize("source", [None, SYRIA])
@pytest.mark.parametrize("is_day", [True, False])
@pytest.mark.parametrize("format_", ["kml", "kmz"])
def test_kml_keeps_the_structure(folder, source, is_day, format_):
    """Elements known and in the schema's order; ids, colours, times, coordinates."""
    some_day = (date(2024, 12, 3) if source else on(4)) if is_day else None
    content = exported(source or folder, format_, some_day)
    if format_ == "kmz":
        content = ZipFile(BytesIO(content)).read("doc.kml")
    root = ET.fromstring(content)  # noqa: S314

    assert root.tag == f"{KML}kml"
    for element in root.iter():
        tag = element.tag.removeprefix(KML)
        children = [child.tag.removeprefix(KML) for child in element]
        order = [ORDER.get(tag, ()).index(child) for child in children]
        assert order == sorted(order), (tag, children)
    ids = [style.get("id") for style in root.iter(f"{KML}Style")]
    assert len(set(ids)) == len(ids)
    assert {url.text for url in root.iter(f"{KML}styleUrl")} <= {f"#{i}" for i in ids}
    for style_id in ids:
        assert re.fullmatch(r"[A-Za-z_][\w.-]*", style_id)
    for color in root.iter(f"{KML}color"):
        assert re.fullmatch(r"[0-9a-f]{8}", color.text)
    for span in root.iter(f"{KML}TimeSpan"):
        moments = [moment.text for moment in span]
        assert all(MOMENT.fullmatch(moment) for moment in moments)
        assert moments == sorted(set(moments))
    for coordinates in root.iter(f"{KML}coordinates"):
        lon, lat = map(float, coordinates.text.split(","))
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
    for data in root.iter(f"{KML}Data"):
        assert data.get("name")
