"""
JSON Schemas of the data files, out of the data dictionary.

Editors that know them complete field names and words and mark what is wrong while one
types. They are draft 7, which the YAML extensions of today's editors read. What needs
the whole project (ids that exist, days in order) is for `geocontrol check`.
"""

from __future__ import annotations

from typing import Any

import orjson

from geocontrol.io.dictionary import (
    DICTIONARY,
    FIRST_YEAR,
    FORMAT_VERSION,
    LAST_YEAR,
    SLUG_PATTERN,
    Field,
    Form,
)
from geocontrol.io.mapdictionary import MAP

Schema = dict[str, Any]

_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_BOUND: Schema = {
    "type": "string",
    "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
}
_YEAR: Schema = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
_ANY_YEAR: Schema = {"type": "integer", "minimum": 1, "maximum": 9999}
_FIXED: dict[Form, Schema] = {
    Form.DAY: _DAY,
    Form.BOUND: {"anyOf": [_BOUND, _ANY_YEAR]},
    Form.URL: {"type": "string", "pattern": "^https://"},
    Form.TEXTS: {"type": "array", "items": {"type": "string"}},
    Form.BOX: {
        "type": "array",
        "items": {"type": "number"},
        "minItems": 4,
        "maxItems": 4,
    },
}
_VERSION: Schema = {"const": FORMAT_VERSION}
MAPS = "maps"
"""Of map files, which are one mapping and no list."""
_SLUG: Schema = {"type": "string", "pattern": f"^{SLUG_PATTERN}$"}
_TOGETHER = {
    "places": {
        "lon": ["lat", "geo_precision", "geo_source"],
        "lat": ["lon"],
        "population": ["population_source"],
    }
}
"""Fields that need others beside them."""
_CONDITIONS: dict[str, list[Schema]] = {
    "places": [
        {
            "if": {"properties": {"kind": {"const": "country"}}},
            "else": {"required": ["within"]},
        }
    ],
    "events": [
        {
            "if": {"properties": {"change": {"const": "withdrew"}}},
            "then": {"required": ["lost_by"]},
            "else": {"required": ["actor"]},
        },
        {
            "if": {"properties": {"change": {"const": "succeeded"}}},
            "then": {"required": ["lost_by"]},
        },
    ],
}


def schema_of(key: str) -> Schema:
    """Return the schema of a file of records (`places`, `events` ...), or of `maps`."""
    told = _map_file() if key == MAPS else _file_of(key)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"geocontrol {key}, format version 1",
        **told,
    }


def _map_file() -> Schema:
    record = _record(MAP)
    return {
        **record,
        "required": ["format_version", *record["required"]],
        "properties": {"format_version": _VERSION, **record["properties"]},
    }


def _file_of(list_key: str) -> Schema:
    record = _record(DICTIONARY[list_key])
    if list_key in _TOGETHER:
        record["dependencies"] = _TOGETHER[list_key]
    if list_key in _CONDITIONS:
        record["allOf"] = _CONDITIONS[list_key]
    return {
        "type": "object",
        "required": ["format_version", list_key],
        "additionalProperties": False,
        "properties": {
            "format_version": _VERSION,
            list_key: {"type": "array", "items": record},
        },
    }


def schema_text(key: str) -> bytes:
    """Return the schema as indented JSON."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(schema_of(key), option=options)


def _record(fields: tuple[Field, ...]) -> Schema:
    return {
        "type": "object",
        "required": [field.key for field in fields if field.is_required],
        "additionalProperties": False,
        "properties": {
            field.key: {"description": field.meaning, **_value(field)}
            for field in fields
        },
    }


def _value(field: Field) -> Schema:
    if field.form in {Form.RECORD, Form.RECORDS}:
        one = _record(field.inner)
        return one if field.form is Form.RECORD else {"type": "array", "items": one}
    if field.form is Form.SLUGS:
        many = {"type": "array", "items": _SLUG, "uniqueItems": True}
        return {"anyOf": [_SLUG, many]}
    if field.form is Form.DATED:
        many = {"type": "array", "items": _record(field.inner), "minItems": 1}
        return {"anyOf": [dict(_SLUG), many]}
    if field.form is Form.SPAN:
        span = _record(
            tuple(
                Field(
                    key=key, form=Form.DAY, is_required=True, meaning=f"The {key} day."
                )
                for key in ("earliest", "latest")
            )
        )
        part = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"}
        return {"anyOf": [part, _YEAR, span]}
    if field.form is Form.PAIRS:
        known = {word: {"type": "string"} for word in field.words}
        return {
            "type": "object",
            "propertyNames": {"pattern": _SLUG["pattern"]},
            "properties": known,
            "additionalProperties": {"type": "string"},
        }
    return _scalar(field)


def _scalar(field: Field) -> Schema:
    if field.form is Form.TEXTS and field.words:
        return {"type": "array", "items": {"enum": list(field.words)}}
    if field.form in _FIXED:
        return dict(_FIXED[field.form])
    if field.form is Form.SLUG:
        may_be_nobody = field.key == "actor"
        return {"anyOf": [_SLUG, {"const": ""}]} if may_be_nobody else dict(_SLUG)
    if field.form is Form.WORD:
        return {"enum": list(field.words)}
    if field.form in {Form.NUMBER, Form.WHOLE}:
        kind = "number" if field.form is Form.NUMBER else "integer"
        return {"type": kind, "minimum": field.low, "maximum": field.high}
    schema: Schema = {"type": "string"}
    if field.pattern:
        schema["pattern"] = f"^(?:{field.pattern})$"
    return schema
