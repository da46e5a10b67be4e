"""QGIS styles: who holds a place is its colour and shape, how surely its fill."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

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
_NAMED = "\"kind\" = 'city'"
_FAINT_ALPHA = 90
_AREA_ALPHA = 80
_CLASSES = {"marker": "SimpleMarker", "line": "SimpleLine", "fill": "SimpleFill"}


class _Rule(NamedTuple):
    """What a rule of a style is called, which rows it takes, and how they look."""

    label: str
    test: str
    look: Mapping[str, str]
    is_drawn: bool = True
    """Whether it is ticked at first."""


def qgis_styles(selection: Selection) -> dict[str, str]:
    """
    Return the styles of layers as QML, QGIS 3, by the name of the layer.

    Spans are read by the Temporal Controller from `valid_from` and `valid_to`.
    """
    is_timed = selection.day is None
    return {
        "places": _style(
            "marker", _place_rules(selection), is_timed=is_timed, names=_NAMED
        ),
        "events": _style("marker", _event_rules(), is_timed=False),
        "areas": _style("fill", _area_rules(selection), is_timed=is_timed),
        "fronts": _style(
            "line", [_Rule("Front", "TRUE", _line(_INK, "0.4"))], is_timed=is_timed
        ),
        "routes": _style("line", _route_rules(selection), is_timed=is_timed),
    }


def _style(
    kind: str, rules: Iterable[_Rule], *, is_timed: bool, names: str = ""
) -> str:
    """
    Return a style of rules.

    Parameters
    ----------
    kind
        Of its symbols: `marker`, `line` or `fill`.
    rules
        The first that takes a row draws it.
    is_timed
        Whether the layer follows the Temporal Controller.
    names
        Which rows are named on the map, as an expression; none if it is empty.
    """
    root = ET.Element("qgis", version="3.28.0", styleCategories="AllStyleCategories")
    if is_timed:
        _add_time(root)
    if names:
        _add_names(root, names)
    renderer = ET.SubElement(
        root, "renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0"
    )
    listed = ET.SubElement(renderer, "rules", key="rules")
    symbols = ET.SubElement(renderer, "symbols")
    for number, rule in enumerate(rules):
        attributes = {
            "key": f"rule-{number}",
            "symbol": str(number),
            "label": rule.label,
            "filter": rule.test,
            "checkstate": str(int(rule.is_drawn)),
        }
        ET.SubElement(listed, "rule", attributes)
        symbol = ET.SubElement(
            symbols, "symbol", {"type": kind, "name": str(number), "alpha": "1"}
        )
        _add_layer(symbol, _CLASSES[kind], rule.look)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode")


def _area_rules(selection: Selection) -> Iterator[_Rule]:
    for name, test, color in _holders(selection):
        fill = {"color": f"{color},{_AREA_ALPHA}", "outline_style": "no"}
        yield _Rule(name, f"\"status\" = 'held' AND {test}", {**fill, "style": "solid"})
    hatched = {"color": _GREY, "style": "b_diagonal", "outline_style": "no"}
    yield _Rule("Contested", "\"status\" = 'contested'", hatched)
    nothing = {"color": _PAPER, "style": "no", "outline_style": "no"}
    yield _Rule("Unknown", "\"status\" = 'unknown'", nothing)


def _route_rules(selection: Selection) -> Iterator[_Rule]:
    for name, test, color in _holders(selection):
        yield _Rule(
            name, f"\"status\" = 'held' AND {test}", _line(f"{color},255", "0.8")
        )
    dashed = {**_line(_INK, "0.5"), "line_style": "dash"}
    yield _Rule("Contested or unknown", "\"status\" <> 'held'", dashed)


def _line(color: str, width: str) -> dict[str, str]:
    return {"line_color": color, "line_width": width, "line_style": "solid"}


def _holders(selection: Selection) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each actor, a test for its rows, and its red, green, blue."""
    actors = selection.actors
    for actor_id, look in selection.looks.items():
        red, green, blue = (int(look.color[i : i + 2], 16) for i in (1, 3, 5))
        name = actors[actor_id].short or actors[actor_id].name
        yield name, f"\"actor_id\" = '{actor_id}'", f"{red},{green},{blue}"


def _place_rules(selection: Selection) -> Iterator[_Rule]:
    shapes = [_SHAPES[look.shape] for look in selection.looks.values()]
    for (name, test, color), (shape, angle) in zip(
        _holders(selection), shapes, strict=True
    ):
        held = f"\"status\" = 'held' AND {test}"
        mark = {"name": shape, "angle": angle, "size": "2.6", "outline_width": "0.2"}
        sure = {**mark, "color": f"{color},255", "outline_color": _INK}
        faint = {
            **mark,
            "color": f"{color},{_FAINT_ALPHA}",
            "outline_color": f"{color},255",
        }
        yield _Rule(name, f"{held} AND {_SURE}", sure)
        yield _Rule(
            f"{name}, background or claim only", f"{held} AND NOT {_SURE}", faint
        )
    plain = {"name": "circle", "angle": "0", "color": _PAPER}
    ringed = {**plain, "size": "3.2", "outline_color": _INK, "outline_width": "0.6"}
    small = {**plain, "size": "1.8", "outline_color": _GREY, "outline_width": "0.3"}
    yield _Rule("Contested", "\"status\" = 'contested'", ringed)
    yield _Rule("Unknown", "\"status\" = 'unknown'", small)


def _event_rules() -> Iterator[_Rule]:
    """Events lie on the marks of their places, and would hide them."""
    look = {"name": "cross", "color": _INK, "outline_color": _INK, "size": "2"}
    yield _Rule("Event", "TRUE", look, is_drawn=False)


def _add_names(root: ET.Element, which: str) -> None:
    """Name some rows beside their marks, with a halo, where there is room."""
    root.set("labelsEnabled", "1")
    labeling = ET.SubElement(root, "labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    style = ET.SubElement(
        settings,
        "text-style",
        {"fieldName": "name", "fontSize": "8", "fontSizeUnit": "Point"}
        | {"textColor": _INK, "fontFamily": "Noto Sans", "namedStyle": "Regular"},
    )
    halo = {"bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM"}
    ET.SubElement(style, "text-buffer", {**halo, "bufferColor": _PAPER})
    ET.SubElement(settings, "placement", placement="6", dist="0", offsetType="1")
    properties = ET.SubElement(
        ET.SubElement(settings, "dd_properties"), "Option", type="Map"
    )
    shown = ET.SubElement(properties, "Option", name="properties", type="Map")
    rule = ET.SubElement(shown, "Option", name="Show", type="Map")
    for name, value, kind in (
        ("active", "true", "bool"),
        ("expression", which, "QString"),
        ("type", "3", "int"),
    ):
        ET.SubElement(rule, "Option", name=name, value=value, type=kind)


def _add_layer(symbol: ET.Element, layer_class: str, look: Mapping[str, str]) -> None:
    layer = ET.SubElement(
        symbol, "layer", {"class": layer_class, "enabled": "1", "locked": "0"}
    )
    options = ET.SubElement(layer, "Option", type="Map")
    for name, value in {"outline_style": "solid", "size_unit": "MM", **look}.items():
        ET.SubElement(options, "Option", name=name, value=value, type="QString")


def _add_time(root: ET.Element) -> None:
    """
    Let the layer follow the Temporal Controller: first day in, last day out.

    By expressions: QGIS has the database compare plain fields, and that compares a day
    with a moment as texts, by which a span begins a day too early.
    """
    ET.SubElement(
        root,
        "temporal",
        {
            "enabled": "1",
            "mode": "4",
            "startExpression": 'to_datetime("valid_from")',
            "endExpression": 'coalesce(to_datetime("valid_to"), '
            "make_datetime(9999,12,31,0,0,0))",
            "limitMode": "0",
            "accumulate": "0",
            "durationUnit": "days",
            "fixedDuration": "0",
        },
    )
