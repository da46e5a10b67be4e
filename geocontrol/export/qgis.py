"""A QGIS style for places: who holds each is colour and shape, how surely its fill."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from geocontrol.export.selection import Selection

_SHAPES = {
    "disc": ("circle", "0"),
    "square": ("square", "0"),
    "diamond": ("diamond", "0"),
    "triangle": ("equilateral_triangle", "0"),
    "hexagon": ("hexagon", "0"),
    "pentagon": ("pentagon", "0"),
    "star": ("star", "0"),
    "wedge": ("equilateral_triangle", "180"),
    "bar": ("trapezoid", "0"),
    "cross": ("cross_fill", "0"),
}
_INK, _PAPER, _GREY = "27,26,24,255", "249,246,240,255", "119,115,106,255"
_SURE = "\"basis\" IN ('assessed','inherited')"
_FAINT_ALPHA = 90


def places_style(selection: Selection) -> str:
    """
    Return the style of the layer `places` as QML, QGIS 3.

    Spans are read by the Temporal Controller from `valid_from` and `valid_to`.
    """
    root = ET.Element("qgis", version="3.28.0", styleCategories="AllStyleCategories")
    if selection.day is None:
        _add_time(root)
    renderer = ET.SubElement(
        root, "renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0"
    )
    rules = ET.SubElement(renderer, "rules", key="places")
    symbols = ET.SubElement(renderer, "symbols")
    for number, (label, test, marks) in enumerate(_rules(selection)):
        attributes = {
            "key": f"rule-{number}",
            "symbol": str(number),
            "label": label,
            "filter": test,
        }
        ET.SubElement(rules, "rule", attributes)
        symbol = ET.SubElement(
            symbols,
            "symbol",
            {"type": "marker", "name": str(number), "alpha": "1"},
        )
        _add_marker(symbol, marks)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode")


def _rules(selection: Selection) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield label, filter and marker of each rule."""
    actors = selection.timeline.evidence.actors
    for actor_id, look in selection.looks.items():
        name = actors[actor_id].short or actors[actor_id].name
        shape, angle = _SHAPES[look.shape]
        red, green, blue = (int(look.color[i : i + 2], 16) for i in (1, 3, 5))
        held = f"\"status\" = 'held' AND \"actor_id\" = '{actor_id}'"
        mark = {"name": shape, "angle": angle, "size": "2.6", "outline_width": "0.2"}
        ink = f"{red},{green},{blue}"
        yield (
            name,
            f"{held} AND {_SURE}",
            {**mark, "color": f"{ink},255", "outline_color": _INK},
        )
        yield (
            f"{name}, background or claim only",
            f"{held} AND NOT {_SURE}",
            {**mark, "color": f"{ink},{_FAINT_ALPHA}", "outline_color": f"{ink},255"},
        )
    plain = {"name": "circle", "angle": "0", "color": _PAPER}
    yield (
        "Contested",
        "\"status\" = 'contested'",
        {**plain, "size": "3.2", "outline_color": _INK, "outline_width": "0.6"},
    )
    yield (
        "Unknown",
        "\"status\" = 'unknown'",
        {**plain, "size": "1.8", "outline_color": _GREY, "outline_width": "0.3"},
    )


def _add_marker(symbol: ET.Element, marks: dict[str, str]) -> None:
    layer = ET.SubElement(
        symbol, "layer", {"class": "SimpleMarker", "enabled": "1", "locked": "0"}
    )
    options = ET.SubElement(layer, "Option", type="Map")
    for name, value in {**marks, "size_unit": "MM", "outline_style": "solid"}.items():
        ET.SubElement(options, "Option", name=name, value=value, type="QString")


def _add_time(root: ET.Element) -> None:
    """Let the layer follow the Temporal Controller: first day in, last day out."""
    ET.SubElement(
        root,
        "temporal",
        {
            "enabled": "1",
            "mode": "2",
            "startField": "valid_from",
            "endField": "valid_to",
            "limitMode": "0",
            "accumulate": "0",
            "durationUnit": "days",
            "fixedDuration": "0",
        },
    )
