"""One new record from words, put where its kind belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geocontrol.curate.slugs import free_slug
from geocontrol.errors import UsageError
from geocontrol.find import resolve
from geocontrol.io.append import append
from geocontrol.io.dictionary import DICTIONARY, LIST_OF_NOUN, Field, Form
from geocontrol.io.records import Register
from geocontrol.io.source import Source
from geocontrol.io.yamlwrite import Raw
from geocontrol.model import Kind, Place, PlaceId
from geocontrol.nesting import around

_PAIR = "="
_CLAIM_KEYS = ("voice", "report", "stance", "credibility", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was added, and where."""

    record_id: str
    path: Path


def add_record(
    map_path: Path, source: Source, noun: str, words: Mapping[str, Sequence[str]]
) -> Added:
    """
    Append a record to the file where its like are.

    Parameters
    ----------
    map_path
        The map file of the project.
    source
        The project as it is.
    noun
        `place`, `event`, `report`, `voice` or `actor`.
    words
        What was given for each field, in the order given. A place can be named in
        any spelling; a name is `lang=text`, a link `register=id`, a claim
        `voice,report,stance,credibility,note`, a span of days `earliest..latest`.

    Raises
    ------
    DataError
        If the project would have a problem that it has not now.
    UsageError
        If a word has not the form that its field needs.
    UnknownPlaceError
        If a place is named that is unknown, or may be several.
    """
    places: Mapping[PlaceId, Place] = source.content["places"]
    record: dict[str, Raw] = {}
    for field in DICTIONARY[LIST_OF_NOUN[noun]]:
        given = [word for word in words.get(field.key, ()) if word]
        if given:
            record[field.key] = _value(field, given, places)
    if "id" not in record:
        record["id"] = _new_id(noun, record, _taken(source, noun))
    path = _file_for(source, noun, record, places)
    append(map_path, [(path, LIST_OF_NOUN[noun], record)])
    return Added(record_id=str(record["id"]), path=path)


def _value(field: Field, given: list[str], places: Mapping[PlaceId, Place]) -> Raw:
    if field.refers_to == "places":
        given = [str(resolve(word, places).id) for word in given]
    if field.key == "names":
        pairs = [_pair(word, "lang=text") for word in given]
        return [{"text": text, "lang": lang} for lang, text in pairs]
    if field.form is Form.PAIRS:
        return dict(_pair(word, "register=id") for word in given)
    if field.form is Form.RECORDS:
        return [_claim(word) for word in given]
    if field.form is Form.SLUGS:
        return [*given] if len(given) > 1 else given[0]
    if len(given) > 1:
        msg = f"{field.key} is given {len(given)} times; one will do"
        raise UsageError(msg)
    if field.form is Form.SPAN and ".." in given[0]:
        earliest, _, latest = given[0].partition("..")
        return {"earliest": earliest, "latest": latest}
    return given[0]


def _pair(word: str, form: str) -> tuple[str, str]:
    key, sign, value = word.partition(_PAIR)
    if not sign or not key or not value:
        msg = f"{word!r} has not the form {form}"
        raise UsageError(msg)
    return key, value


def _claim(word: str) -> Raw:
    parts = [part.strip() for part in word.split(",", len(_CLAIM_KEYS) - 1)]
    if len(parts) < len(_CLAIM_KEYS) - 1:
        msg = (
            f"claim {word!r} has not the form voice,report,stance,credibility[,note], "
            "such as sohr,afp-2024-11-30,asserts,2"
        )
        raise UsageError(msg)
    return {k: v for k, v in zip(_CLAIM_KEYS, parts, strict=False) if v}


def _taken(source: Source, noun: str) -> set[str]:
    seeds = source.seeds
    registers: dict[str, Register[Any]] = {
        "place": source.places,
        "event": seeds.events,
        "report": seeds.reports,
        "voice": seeds.voices,
        "actor": seeds.actors,
    }
    return set(registers[noun].fields)


def _new_id(noun: str, record: Mapping[str, Raw], taken: set[str]) -> str:
    """Return an id after the manner of its kind: date and place, publisher and date."""
    if noun == "event":
        day = record.get("event_date", "")
        first = day["earliest"] if isinstance(day, dict) else day
        place = record.get("place", "")
        where = place[0] if isinstance(place, list) else place
        return free_slug(f"{first} {where}", taken, str(record.get("change", "")))
    if noun == "report":
        by = record.get("agency") or record.get("publisher", "")
        title = str(record.get("title", "")).split()
        return free_slug(f"{by} {record.get('issued', '')}", taken, *title[:3])
    area = str(record.get("within", "")).removesuffix("-governorate")
    return free_slug(str(record.get("name", "")), taken, area)


def _file_for(
    source: Source,
    noun: str,
    record: Mapping[str, Raw],
    places: Mapping[PlaceId, Place],
) -> Path:
    """Return the file of a record: that of its governorate, its month, or its kind."""
    if noun == "place":
        return _place_file(source, record, places)
    if noun == "event":
        day = record.get("event_date", "")
        first = str(day["earliest"] if isinstance(day, dict) else day)
        return source.seeds_folder / "events" / f"{first[:7] or 'undated'}.yaml"
    return source.seeds_folder / f"{LIST_OF_NOUN[noun]}.yaml"


def _place_file(
    source: Source, record: Mapping[str, Raw], places: Mapping[PlaceId, Place]
) -> Path:
    """Return the file where most places of the governorate are; never a table."""
    within = places.get(PlaceId(str(record.get("within", ""))))
    folder = source.gazetteer_folder / "places"
    if within is None:
        return folder / "places.yaml"
    area = within
    if within.kind is not Kind.GOVERNORATE:
        area = around(within, Kind.GOVERNORATE, places) or within
    like = [p for p in places.values() if p.within == area.id] or [area]
    files = [source.places.fields[p.id].where().path for p in like]
    return max(sorted(set(files)), key=files.count).with_suffix(".yaml")
