"""
The gazetteer as Linked Places, for the World Historical Gazetteer and others.

Linked Places format v1.3 (https://github.com/LinkedPasts/linked-places-format).
Types are terms of the Getty Art & Architecture Thesaurus where it has one, and
classes of GeoNames. Of each place it is said that it existed over the days of the
map; nothing is said of when it was founded.
"""

from __future__ import annotations

from typing import Any

import orjson

from geocontrol.dated import ALWAYS, Term
from geocontrol.export.geojson import point
from geocontrol.export.selection import Selection, provenance
from geocontrol.model import Kind, Place, PlaceId

_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.3.jsonld"
)
_AAT = {
    Kind.CITY: "aat:300008389",
    Kind.TOWN: "aat:300008375",
    Kind.VILLAGE: "aat:300008372",
    Kind.GOVERNORATE: "aat:300000774",
    Kind.DISTRICT: "aat:300232418",
    Kind.COUNTRY: "aat:300387506",
}
_CLASSES = {
    Kind.CITY: "P",
    Kind.TOWN: "P",
    Kind.VILLAGE: "P",
    Kind.QUARTER: "P",
    Kind.JUNCTION: "R",
    Kind.HILL: "T",
    Kind.DISTRICT: "A",
    Kind.GOVERNORATE: "A",
    Kind.COUNTRY: "A",
}
_SITE = "S"
_REGISTERS = {
    "geonames": "https://www.geonames.org/{}/",
    "wikidata": "http://www.wikidata.org/entity/{}",
    "osm": "https://www.openstreetmap.org/{}",
}


def lpf_bytes(selection: Selection) -> bytes:
    """Return every place of the gazetteer, with its names and links, as JSON-LD."""
    places = selection.project.places
    collection = {
        "type": "FeatureCollection",
        "@context": _CONTEXT,
        "geocontrol": provenance(selection),
        "features": [_feature(selection, place) for place in places.values()],
    }
    return orjson.dumps(collection, option=orjson.OPT_APPEND_NEWLINE)


def _feature(selection: Selection, place: Place) -> dict[str, Any]:
    feature: dict[str, Any] = {
        "@id": _address(selection, place.id),
        "type": "Feature",
        "properties": {
            "title": place.name,
            "fclasses": [_CLASSES.get(place.kind, _SITE)],
            "place_id": place.id,
        },
        "when": _attested(selection),
        "names": _names(place),
        "types": [_type(place)],
    }
    spot = point(place.lon, place.lat)
    if spot is not None and place.geo_precision:
        spot["certainty"] = _certainty(place)
    feature["geometry"] = spot
    if place.links:
        feature["links"] = [_link(*pair) for pair in place.links]
    if place.outers:
        feature["relations"] = _relations(selection, place)
    if place.note:
        feature["descriptions"] = [{"value": place.note, "lang": "en"}]
    return feature


def _address(selection: Selection, place_id: PlaceId) -> str:
    return f"urn:x-geocontrol:{selection.project.id}:{place_id}"


def _attested(selection: Selection) -> dict[str, Any]:
    """Say that the place was there by the first day, and until after the last."""
    project = selection.project
    start = {"latest": project.first_day.isoformat()}
    end = {"earliest": project.last_day.isoformat()}
    return {"timespans": [{"start": start, "end": end}]}


def _names(place: Place) -> list[dict[str, Any]]:
    """Return every name of all times, dated where it is."""
    given = [(name.text, name.lang, name.term) for name in place.names]
    every = dict.fromkeys([(place.name, "en", ALWAYS), *given])
    return [
        {"toponym": text, "lang": lang, **_when(term)} for text, lang, term in every
    ]


def _when(term: Term) -> dict[str, Any]:
    """Return the days of a term as exactly as they are given, or nothing."""
    if term.is_open:
        return {}
    bounds = (("start", term.valid_from), ("end", term.valid_to))
    span = {key: {"in": bound} for key, bound in bounds if bound}
    return {"when": {"timespans": [span]}}


def _type(place: Place) -> dict[str, str]:
    own = {"label": place.kind.value, "sourceLabel": place.kind.value}
    if place.kind in _AAT:
        return {"identifier": _AAT[place.kind], **own}
    return own


def _certainty(place: Place) -> str:
    return "certain" if place.geo_precision == "exact" else "less-certain"


def _link(register: str, number: str) -> dict[str, str]:
    pattern = _REGISTERS.get(register, f"{register}:{{}}")
    return {"type": "closeMatch", "identifier": pattern.replace("{}", number)}


def _relations(selection: Selection, place: Place) -> list[dict[str, Any]]:
    """Return what a place lies in, and what it lay in for a time."""
    always = [] if place.within is None else [_part_of(selection, place.within)]
    dated = (
        {**_part_of(selection, each.value), **_when(each.term)}
        for each in place.within_dated
    )
    return [*always, *dated]


def _part_of(selection: Selection, within: PlaceId) -> dict[str, Any]:
    return {
        "relationType": "gvp:broaderPartitive",
        "relationTo": _address(selection, within),
        "label": f"part of {selection.project.places[within].name}",
        "when": _attested(selection),
    }
