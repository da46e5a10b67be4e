"""The data dictionary and the readers of records: one says what the other holds to."""

import re
from copy import deepcopy

import pytest

from geocontrol.io.check import check
from geocontrol.io.dictionary import DICTIONARY, Form
from geocontrol.io.mapdictionary import MAP
from geocontrol.io.yamlfile import read_yaml
from geocontrol.io.yamlwrite import format_file, format_mapping, raw_of

PATHS = {
    "places": "gazetteer/shire/places/shire.yaml",
    "routes": "gazetteer/shire/routes.yaml",
    "actors": "seeds/war/actors.yaml",
    "voices": "seeds/war/voices.yaml",
    "reports": "seeds/war/reports.yaml",
    "events": "seeds/war/events/2020-01.yaml",
    "maps": "maps/war.yaml",
}
TERM = {"from": "1900", "to": "1950"}
NAME = {"text": "Ann", "lang": "en"}
FULL = {
    "places": {
        "names": [{**NAME, **TERM}],
        "within": [{"place": "shire", **TERM}, {"place": "realm"}],
        "population": "7",
        "population_source": "pencil",
        "links": {"osm": "1"},
    },
    "routes": {"names": [NAME], "through": ["ash", "elm"]},
    "actors": {
        "names": [{**NAME, **TERM, "short": "A"}],
        "side": [{"side": "axis", **TERM}],
    },
    "maps": {
        "titles": [NAME],
        "policy": {},
        "areas": {},
        "tiles": {"url": "https://a.example/{z}/{x}/{y}", "attribution": "A"},
        "reviewed": [{"record": "ash", "warning": "far", "reason": "it is"}],
    },
}
"""What a record says besides, so that each field of its records can be tried."""
NONE_OF_A_FORM = {
    Form.SLUG: ["No Slug", "é"],
    Form.SLUGS: ["No Slug"],
    Form.WORD: ["no such word", ""],
    Form.DAY: ["yesterday", "2020-02-30", "0999-12-31"],
    Form.BOUND: ["soon", "2020-13"],
    Form.SPAN: ["soon", "3001"],
    Form.NUMBER: ["1e1", "٣"],
    Form.WHOLE: ["1.5", "1_0"],
    Form.URL: ["http://a.example", "https://"],
    Form.DATED: ["No Slug"],
    Form.PAIRS: [{"No Slug": "1"}, "osm"],
    Form.TEXTS: [{"a": "b"}],
    Form.BOX: [["1", "2", "3"]],
    Form.RECORDS: ["words"],
    Form.RECORD: ["words"],
}


def fields_of(fields, above=()):
    """Yield each field of some records and of the records in them, with its keys."""
    for field in fields:
        yield (*above, field.key), field
        yield from fields_of(field.inner, (*above, field.key))


FIELDS = {
    f"{list_key}.{'.'.join(keys)}": (list_key, keys, field)
    for list_key, record in {**DICTIONARY, "maps": MAP}.items()
    for keys, field in fields_of(record)
}


def wrong_for(field):
    """Return values that the dictionary does not allow for a field."""
    wrong = list(NONE_OF_A_FORM.get(field.form, ()))
    wrong += [""] if field.is_required else []
    if field.low is not None:
        wrong += [f"{field.low - 1:g}", f"{int(field.high) + 1}"]
    if field.pattern:
        tried = ("!! not it", "A" * 300)
        wrong += [text for text in tried if not re.fullmatch(field.pattern, text)]
    if field.form is Form.TEXTS and field.words:
        wrong += [["no such word"]]
    may_be_empty = field.form is Form.WORD and not field.is_required
    return [w for w in wrong if w or not may_be_empty]


def written(folder, list_key, keys, value):
    """Write the drawn world with one value in the first record that is located."""
    path = folder / PATHS[list_key]
    content = raw_of(read_yaml(path)) if path.exists() else {}
    if list_key == "maps":
        record = content
        del content["format_version"]
    else:
        route = {"id": "road", "name": "Road"}
        records = content.get(list_key, [route])
        record = next((r for r in records if r["id"] == "ash"), records[0])
    record |= deepcopy(FULL.get(list_key, {}))
    inner = record
    for key in keys[:-1]:
        inner = inner[key][0] if isinstance(inner[key], list) else inner[key]
    inner[keys[-1]] = value
    text = (
        format_mapping(record) if list_key == "maps" else format_file(list_key, records)
    )
    path.write_text(text, encoding="utf-8")


def test_each_field_can_be_tried(folder):
    """What is tried below has no faults before."""
    for list_key in FULL:
        written(folder, list_key, ["title" if list_key == "maps" else "name"], "Ann")

    assert check(folder) == []
    assert PATHS.keys() == {*DICTIONARY, "maps"}


@pytest.mark.parametrize(
    "name", [n for n, found in FIELDS.items() if wrong_for(found[2])]
)
def test_a_reader_holds_a_field_to_the_dictionary(folder, name):
    """What the dictionary does not allow for a field is a fault that names it."""
    list_key, keys, field = FIELDS[name]
    for value in wrong_for(field):
        written(folder, list_key, keys, value)

        said = [problem.message for problem in check(folder)]
        assert any(re.search(rf"\b{keys[-1]}\b", text) for text in said), (value, said)


@pytest.mark.parametrize(
    "name", [n for n, found in FIELDS.items() if found[2].low is not None]
)
def test_a_reader_takes_a_field_to_its_bounds(folder, name):
    """The least and the most that the dictionary allows are read without a fault."""
    list_key, keys, field = FIELDS[name]
    for bound in (field.low, field.high):
        written(folder, list_key, keys, f"{bound:g}" if bound % 1 else f"{bound:.0f}")

        said = [problem.message for problem in check(folder)]
        assert [text for text in said if text.startswith(f"{keys[-1]} ")] == []
