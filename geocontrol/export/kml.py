"""
KML 2.2 for Google Earth: a folder for each holder, marks in its colour and shape.

The marks are icons that Google Earth fetches from Google; without the network it
draws its own pin in the holder's colour. A span runs from the first moment of its
first day to the first moment of the day on which it no longer holds.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from datetime import timedelta
from html import escape
from typing import Any

from geocontrol.export.geojson import DECIMALS
from geocontrol.export.selection import Selection, provenance
from geocontrol.model import ActorId
from geocontrol.tables import Row
from geocontrol.territory.places import cell

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ICONS = "https://maps.google.com/mapfiles/kml/shapes/"
_SHAPES = {
    "disc": "placemark_circle",
    "square": "placemark_square",
    "diamond": "open-diamond",
    "triangle": "triangle",
    "hexagon": "polygon",
    "pentagon": "polygon",
    "star": "star",
    "wedge": "caution",
    "bar": "square",
    "cross": "cross-hairs",
}
_PLAIN_COLOR = "#77736a"
_NOBODY = "nobody-"
"""Begins the name of the groups of places without a holder."""
_DATA = (
    "place_id",
    "kind",
    "governorate",
    "status",
    "actor_id",
    "contested_by",
    "claimed_by",
    "besieged_by",
    "basis",
    "since",
    "last_confirmed",
    "event_id",
    "claims",
)


def kml_bytes(selection: Selection) -> bytes:
    """Return a KML document; a place that nobody locates is left out of it."""
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = ET.SubElement(root, "Document")
    source = provenance(selection)
    when = source["day"] or f"{selection.project.first_day} and after"
    _text(document, "name", f"{source['title']} ({when})")
    _text(document, "description", escape(_description(source)))
    for actor_id, look in selection.looks.items():
        _style(document, actor_id, look.color, look.shape)
    for status, shape in (("held", "disc"), ("contested", "star"), ("unknown", "disc")):
        _style(document, f"{_NOBODY}{status}", _PLAIN_COLOR, shape)
    _extended(document, {k: _plain(v) for k, v in source.items()})
    for group, rows in _groups(selection).items():
        folder = ET.SubElement(document, "Folder")
        _text(folder, "name", _group_name(selection, group))
        for row in rows:
            _placemark(folder, selection, row, group)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _groups(selection: Selection) -> dict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in selection.rows():
        if row["lon"] is not None:
            groups[row["actor_id"] or _NOBODY + row["status"]].append(row)
    return dict(sorted(groups.items()))


def _group_name(selection: Selection, group: str) -> str:
    actor = selection.actors.get(ActorId(group))
    return actor.name if actor else group.removeprefix(_NOBODY).capitalize()


def _placemark(folder: ET.Element, selection: Selection, row: Row, group: str) -> None:
    mark = ET.SubElement(folder, "Placemark")
    _text(mark, "name", row["name"])
    _span(mark, selection, row)
    _text(mark, "styleUrl", f"#{group}")
    _extended(mark, {name: _plain(cell(row, name)) for name in _DATA})
    point = ET.SubElement(mark, "Point")
    lon, lat = round(row["lon"], DECIMALS), round(row["lat"], DECIMALS)
    _text(point, "coordinates", f"{lon},{lat}")


def _span(mark: ET.Element, selection: Selection, row: Row) -> None:
    """Say when it holds: the day asked for, or the span of the row."""
    if selection.day is None:
        begin, end = row["valid_from"], row["valid_to"]
    else:
        begin = selection.day.isoformat()
        end = (selection.day + timedelta(days=1)).isoformat()
    span = ET.SubElement(mark, "TimeSpan")
    _text(span, "begin", f"{begin}T00:00:00Z")
    if end:
        _text(span, "end", f"{end}T00:00:00Z")


def _style(document: ET.Element, style_id: str, color: str, shape: str) -> None:
    """Add a style; KML writes a colour as alpha, blue, green, red."""
    style = ET.SubElement(document, "Style", id=style_id)
    icon_style = ET.SubElement(style, "IconStyle")
    _text(icon_style, "color", f"ff{color[5:7]}{color[3:5]}{color[1:3]}")
    _text(icon_style, "scale", "0.7")
    icon = ET.SubElement(icon_style, "Icon")
    _text(icon, "href", f"{_ICONS}{_SHAPES[shape]}.png")
    label_style = ET.SubElement(style, "LabelStyle")
    _text(label_style, "scale", "0.7")


def _description(source: dict[str, Any]) -> str:
    known = f" As known on {source['known_on']}." if source["known_on"] else ""
    return f"{source['method']}{known} {'. '.join(source['attribution'])}."


def _extended(parent: ET.Element, values: dict[str, str]) -> None:
    data = ET.SubElement(parent, "ExtendedData")
    for name, value in values.items():
        _text(ET.SubElement(data, "Data", name=name), "value", value)


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{k}={v}" for k, v in value.items())
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """Add an element with text, without characters that XML forbids."""
    ET.SubElement(parent, tag).text = _NOT_XML.sub("\ufffd", text)
