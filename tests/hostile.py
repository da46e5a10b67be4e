"""The drawn world as a stranger would write it: a hostile text in every field."""

import json
import re
from collections import Counter
from dataclasses import fields, is_dataclass
from enum import Enum
from html.parser import HTMLParser

from worlds import SQUARE, write_project

from geocontrol.io.dictionary import DICTIONARY, Form
from geocontrol.io.yamlfile import read_yaml
from geocontrol.io.yamlwrite import format_file, format_mapping, raw_of

CALM = "calm words"
MARKUP = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    "<svg onload=alert(3)>\" onclick='alert(4)' style=color:red x=\""
    "{{7*7}}{% for %}{#${alert(5)}`<!--]]>--><a href=javascript:alert(6)>"
    "&lt;b&gt;&#60;\\u003cscript> ](javascript:alert(7)) ![x](data:text/html,y)"
)
FORMULA = '=HYPERLINK("javascript:alert(8)";"x")|cmd\r\n\tnext, "line"; \u2028\u2029'
TURNED = "\u202egpj.exe\u2066\u2069\u200b\u200f\u061c\ufeff" + "long " * 1800
POISONS = {"markup": MARKUP, "formula": FORMULA, "turned": TURNED}
STARTS = "+ - @ \t= \r= = ＝".split(" ")
URL = "https://stranger.example/{{7*7}}&#x22;onclick=alert(9)${1}//javascript:alert(1)"
CALM_URL = "https://stranger.example/calm"
ROUTES = {"id": "road", "name": "Road", "through": ["ash", "elm"]}
MAP_TEXTS = ("title", "summary")
TILES_URL = "https://stranger.example/{z}/{x}/{y}"
SHORT = 150
BACKGROUND = {
    "id": "2020-01-01-before",
    "place": "realm",
    "event_date": "2020-01-01",
    "change": "observed",
    "actor": "blue",
    "basis": "assumed",
    "claims": [
        {"voice": "watch", "report": "post-1", "stance": "asserts", "credibility": "3"}
    ],
}


def write_hostile(folder, poison, url=URL):
    """
    Write the drawn world with a text in each free field of the data dictionary.

    Whatever field the dictionary has is filled, so that a new one is tried too. The
    name of the map file is hostile as well. Returns its path.
    """
    write_project(folder)
    lists = {
        "places": "gazetteer/shire/places/shire.yaml",
        "actors": "seeds/war/actors.yaml",
        "voices": "seeds/war/voices.yaml",
        "reports": "seeds/war/reports.yaml",
        "events": "seeds/war/events/2020-01.yaml",
        "routes": "gazetteer/shire/routes.yaml",
    }
    for list_key, name in lists.items():
        path = folder / name
        records = raw_of(read_yaml(path))[list_key] if path.exists() else [ROUTES]
        records += [BACKGROUND] if list_key == "events" else []
        filled = [
            _filled(r, DICTIONARY[list_key], list_key, poison, url) for r in records
        ]
        path.write_text(format_file(list_key, filled), encoding="utf-8")
    _write_basemap(folder / "gazetteer/shire/basemap.geojson", poison)
    return _write_map(folder, poison)


def _filled(record, dictionary, where, poison, url):
    given = dict(record)
    for field in dictionary:
        spot = f"{where}.{field.key}"
        if field.form is Form.TEXT and not field.pattern:
            if field.key == "geo_source" and "lon" not in given:
                continue
            given[field.key] = f"{poison} {spot}"
        elif field.form is Form.URL:
            given[field.key] = url
        elif field.form is Form.PAIRS:
            given[field.key] = dict.fromkeys(field.words, f"{poison} {spot}")
        elif field.key == "names":
            given[field.key] = [
                _name(lang, field.inner, spot, poison) for lang in ("ar", "en")
            ]
        elif field.key == "population":
            given[field.key] = "7"
        elif field.form is Form.RECORDS and field.key in given:
            given[field.key] = [
                _filled(inner, field.inner, spot, poison, url)
                for inner in given[field.key]
            ]
    return given


def _name(lang, inner, spot, poison):
    """Return one more name; a short one goes with an English name that has days."""
    has_short = "short" in {field.key for field in inner}
    dated = {"from": "2019"} if has_short and lang == "en" else {}
    name = _filled({"lang": lang, **dated}, inner, spot, poison, URL)
    if not dated:
        name.pop("short", None)
    return name


def _write_basemap(path, poison):
    texts = {"name": f"{poison} map.name", "name_ar": f"{poison} map.name_ar"}
    features = [
        {
            "type": "Feature",
            "properties": {"layer": layer, **texts, poison: poison},
            "geometry": SQUARE,
        }
        for layer in ("neighbour", "governorate", "land", poison)
    ]
    content = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(content), encoding="utf-8")


def _write_map(folder, poison):
    path = folder / "maps/war.yaml"
    content = raw_of(read_yaml(path))
    del content["format_version"]
    for key in MAP_TEXTS:
        content[key] = f"{poison} map.{key}"
    content["titles"] = [{"text": f"{poison} map.titles", "lang": "ar"}]
    content["attributions"] = [f"{poison} map.attributions"]
    thanks = f"{poison[:SHORT]} map.tiles"
    content["tiles"] = {"url": TILES_URL, "attribution": thanks}
    path.unlink()
    stem = (
        "war" if poison.startswith(CALM) else "=w<img src=x onerror=alert(0)>{{7*7}}'"
    )
    path = folder / f"maps/{stem}.yaml"
    path.write_text(format_mapping(content), encoding="utf-8")
    return path


def texts_of(value, spot=""):
    """Yield each text of a project, and where it stands: class and field."""
    if is_dataclass(value):
        for field in fields(value):
            yield from texts_of(
                getattr(value, field.name), f"{type(value).__name__}.{field.name}"
            )
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner, spot)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner, spot)
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield spot, value


TAME = re.compile(
    r"https://[^\s<>`\"]+$|#[\w=-]+$|"
    r"[\w./-]+\.(html|js|css)(#.*)?$|data:image/"
)


class Skeleton(HTMLParser):
    """The elements of a page, their attributes, and where its links lead."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.links, self.texts, self.framed = Counter(), [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Count an element and keep what it links to."""
        self.elements[tag, tuple(sorted(name for name, _ in attrs))] += 1
        for name, value in attrs:
            if name in {"href", "src", "action", "xlink:href"}:
                self.links.append(value)
            if name == "srcdoc":
                self.framed.append(value)

    def handle_data(self, data):
        """Keep a text."""
        self.texts.append(data)

    def handle_comment(self, data):
        """Count a comment."""
        self.elements["comment", data] += 1

    def assert_tame(self):
        """Check that no element or attribute runs, loads or leads anywhere odd."""
        for tag, names in self.elements:
            assert tag not in {"object", "embed", "base", "form", "applet", "frame"}
            assert not any(name.startswith("on") for name in names), (tag, names)
            assert "style" not in names or tag == "iframe", (tag, names)
        for link in self.links:
            assert TAME.match(link), link
