"""KML and KMZ: nothing is loaded, each mark says who says so, as text."""

import io
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from zipfile import ZipFile

import pyogrio
import pytest
from exports import SYRIA, selected
from PIL import Image
from worlds import on

from geocontrol.export.formats import export_bytes
from geocontrol.export.icons import OUTLINES, PIXELS, icon
from geocontrol.export.kmltext import claims_text
from geocontrol.render.palette import SHAPES
from geocontrol.render.shapes import PATHS

KML = {"k": "http://www.opengis.net/kml/2.2"}
HOSTILE = '"><script>alert(1)</script>'


class Seen(HTMLParser):
    """The elements, links and text of a description."""

    def __init__(self, markup):
        super().__init__()
        self.tags, self.links, self.text = set(), [], ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):  # noqa: D102
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):  # noqa: D102
        self.text += data


def document_of(selection, format_):
    content = export_bytes(selection, format_)
    if format_ == "kmz":
        content = ZipFile(io.BytesIO(content)).read("doc.kml")
    return ET.fromstring(content)  # noqa: S314


def descriptions(root):
    return {
        (
            mark.findtext("k:ExtendedData/k:Data[@name='place_id']/k:value", "", KML),
            (mark.findtext("k:TimeSpan/k:begin", "", KML))[:10],
        ): Seen(mark.findtext("k:description", "", KML))
        for mark in root.iterfind(".//k:Placemark", KML)
    }


@pytest.mark.parametrize("format_", ["kml", "kmz"])
@pytest.mark.parametrize("source", [None, SYRIA], ids=["world", "syria"])
def test_no_address_but_the_sources_links(folder, source, format_):
    """What a reader may load lies in the file; only a report's link leads away."""
    selection = selected(source or folder)
    linked = {r.url for r in selection.project.evidence.reports.values()}

    root = document_of(selection, format_)

    found = set()
    for element in root.iter():
        assert not any("://" in value for value in element.attrib.values())
        text = element.text or ""
        if element.tag.endswith("}description"):
            seen = Seen(text)
            found.update(seen.links)
            text = seen.text
        assert not re.search(r"https?:|//\w", text), text
    assert found <= linked
    assert found or not source


@pytest.mark.parametrize("day", [None, on(4)], ids=["all", "day"])
def test_a_description_tells_every_claim(folder, day):
    """Event, verdict, voice, stance, grade and report stand beside each mark."""
    selection = selected(folder, day)

    told = descriptions(document_of(selection, "kml"))

    rows = [row for row in selection.rows() if row["lon"] is not None]
    assert len(told) == len(rows)
    for row in rows:
        begin = row.get("valid_from") or day.isoformat()
        text = told[row["place_id"], begin].text
        for claim in row["claims"]:
            grade = f"{claim['reliability']}{claim['credibility']}"
            said = f"{claim['voice_name']} {claim['stance']} ({grade},"
            report = f"{claim['title']}, {claim['publisher']}, {claim['issued']}"
            assert f"{claim['event_id']}: {claim['verdict']}" in text
            assert said in text
            assert report in text
        assert text.count(" – ") >= len(row["claims"])


def test_hostile_evidence_stays_text(folder):
    """A title or note that is markup is shown as it is; no other scheme is linked."""
    events = folder / "seeds/war/events/2020-01.yaml"
    events.write_text(events.read_text().replace("saw the flag", f"'{HOSTILE}'"))

    seen = descriptions(document_of(selected(folder, on(4)), "kml"))

    assert any(HOSTILE in each.text for each in seen.values())
    assert set().union(*(each.tags for each in seen.values())) <= {"a", "b", "br"}


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://a.example/?b=1&c=2", ["https://a.example/?b=1&c=2"]),
        ("https://a.example/?b=1&c='2\"", []),
        ("http://a.example/", []),
        ("javascript:alert(1)", []),
        (None, []),
    ],
)
def test_only_plain_https_is_linked(folder, url, links):
    """Any other address leaves the title as plain text."""
    rows = selected(folder, on(4)).rows()
    claim = next(claim for row in rows for claim in row["claims"])

    seen = Seen(claims_text({"claims": [{**claim, "url": url}]}))

    assert seen.links == links
    assert claim["title"] in seen.text


@pytest.mark.parametrize("day", [None, on(4)], ids=["all", "day"])
def test_a_kmz_holds_the_pictures_that_it_shows(folder, day):
    """Each address of an icon is a file in the archive, and a PNG that opens."""
    selection = selected(folder, day)
    archive = ZipFile(io.BytesIO(export_bytes(selection, "kmz")))

    addresses = {
        e.text for e in document_of(selection, "kmz").iterfind(".//k:href", KML)
    }

    assert archive.namelist()[0] == "doc.kml"
    assert addresses
    assert {*addresses, "doc.kml"} == set(archive.namelist())
    for address in addresses:
        picture = Image.open(io.BytesIO(archive.read(address)))
        assert picture.size == (PIXELS, PIXELS)


def test_a_kmz_is_read_by_gdal(folder, tmp_path):
    """The same marks with the same descriptions as in the KML."""
    found = {}
    for format_ in ("kml", "kmz"):
        path = tmp_path / f"war.{format_}"
        path.write_bytes(export_bytes(selected(folder), format_))
        frames = [
            pyogrio.read_dataframe(path, layer=name)
            for name, _ in pyogrio.list_layers(path)
        ]
        found[format_] = [
            (row.place_id, row.begin, row.description, row.geometry.wkt)
            for frame in frames
            for row in frame.itertuples()
        ]

    assert found["kml"]
    assert found["kmz"] == found["kml"]


def test_by_itself_a_kml_tints_no_pin(folder):
    """The name has the holder's colour; a yellow pin times blue would lie."""
    root = document_of(selected(folder), "kml")

    assert root.find(".//k:Icon", KML) is None
    assert root.find(".//k:IconStyle/k:color", KML) is None
    colors = {e.text for e in root.iterfind(".//k:LabelStyle/k:color", KML)}
    assert len(colors) > 2


def test_marks_have_the_outlines_of_the_pages():
    """Corner for corner; the disc is round."""
    assert set(OUTLINES) == set(SHAPES)
    for shape, path in PATHS.items():
        if shape != "disc":
            assert corners(path) == list(OUTLINES[shape]), shape
    assert all(abs(x * x + y * y - 1) < 1e-9 for x, y in OUTLINES["disc"])


def corners(path):
    """Return the corners of SVG path data of straight lines."""
    spots = []
    for command, numbers in re.findall(r"([MLHV])([^MLHVZ]*)", path):
        values = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        if command == "H":
            values = [values[0], spots[-1][1]]
        elif command == "V":
            values = [spots[-1][0], values[0]]
        spots += zip(values[::2], values[1::2], strict=True)
    return spots


@pytest.mark.parametrize("shape", SHAPES)
def test_a_mark_is_white_with_a_dark_rim(shape):
    """A colour multiplies to itself within, and to black at the rim."""
    picture = Image.open(io.BytesIO(icon(shape)))
    pixels = [picture.getpixel((x, y)) for x in range(32) for y in range(32)]

    assert picture.getpixel((16, 16)) == (255, 255, 255, 255)
    assert picture.getpixel((0, 31)) == (0, 0, 0, 0)
    assert (0, 0, 0) in {p[:3] for p in pixels if p[3] > 100}
    assert 0.2 < sum(p[3] for p in pixels) / 255 / 1024 < 0.5
