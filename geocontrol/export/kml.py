"""
KML 2.2: a folder for each holder, names in its colour, and who says so.

It loads nothing from anywhere. By itself it has no pictures of marks, so that its
reader draws a pin of its own; Google Earth's is yellow and is multiplied by the
colour of the icon (blue would come out as black), so none is given, and the name
beside the pin has the holder's colour. In a KMZ (`geocontrol.export.kmz`) the marks
have the shapes and colours of the pages. A span runs from the first moment of its
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
from geocontrol.export.kmltext import claims_text
from geocontrol.export.selection import Selection, provenance
from geocontrol.model import ActorId
from geocontrol.tables import Row
from geocontrol.territory.places import cell

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN_COLOR = "#77736a"
_NOBODY = "nobody-"
"""Begins the name of the groups of places without a holder."""
UNHELD = {"held": "disc", "contested": "star", "unknown": "disc"}
"""Shapes of places without a holder, by their status."""
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
    "event_ids",
    "claims",
)


def kml_bytes(selection: Selection) -> bytes:
    """Return a KML document; a place that nobody locates is left out of it."""
    return kml_document(selection, has_icons=False)


def kml_document(selection: Selection, *, has_icons: bool) -> bytes:
    """
    Return a KML document.

    Parameters
    ----------
    selection
        What to write.
    has_icons
        Whether a picture of each mark lies beside the document, as `icon_name` says.
    """
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = ET.SubElement(root, "Document")
    source = provenance(selection)
    when = source["day"] or f"{selection.project.first_day} and after"
    _text(document, "name", f"{source['title']} ({when})")
    _text(document, "description", escape(_description(source)))
    for actor_id, look in selection.looks.items():
        _style(document, actor_id, look.color, look.shape if has_icons else "")
    for status, shape in UNHELD.items():
        style_id = f"{_NOBODY}{status}"
        _style(document, style_id, _PLAIN_COLOR, shape if has_icons else "")
    _extended(document, {k: _plain(v) for k, v in source.items()})
    for group, rows in _groups(selection).items():
        folder = ET.SubElement(document, "Folder")
        _text(folder, "name", _group_name(selection, group))
        for row in rows:
            _placemark(folder, selection, row, group)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def icon_name(shape: str) -> str:
    """
    Return where the picture of a shape lies beside the document.

    Examples
    --------
    >>> icon_name("disc")
    'icons/disc.png'
    """
    return f"icons/{shape}.png"


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
    if row["claims"]:
        _text(mark, "description", claims_text(row))
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
    turned = f"ff{color[5:7]}{color[3:5]}{color[1:3]}"
    style = ET.SubElement(document, "Style", id=style_id)
    icon_style = ET.SubElement(style, "IconStyle")
    if shape:
        _text(icon_style, "color", turned)
    _text(icon_style, "scale", "0.7")
    if shape:
        icon = ET.SubElement(icon_style, "Icon")
        _text(icon, "href", icon_name(shape))
    label_style = ET.SubElement(style, "LabelStyle")
    if not shape:
        _text(label_style, "color", turned)
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
