"""What is wrong with a project, and where."""

import hashlib
import json
from itertools import pairwise

import pytest
from worlds import FILES

from geocontrol.errors import DataError, UsageError
from geocontrol.io.check import check
from geocontrol.project import Project

PLACES = "gazetteer/shire/places/shire.yaml"
ACTORS = "seeds/war/actors.yaml"
VOICES = "seeds/war/voices.yaml"
REPORTS = "seeds/war/reports.yaml"
EVENTS = "seeds/war/events/2020-01.yaml"
MAP = "maps/war.yaml"
OUTLINE = "gazetteer/shire/outline.geojson"
BASEMAP = "gazetteer/shire/basemap.geojson"


def collection(features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def shape(coordinates, kind="Polygon"):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {}, "geometry": geometry}


# file, what is written for what, line, record, what the message says
FAULTS = {
    "unknown place": (
        (EVENTS, "  place: ash\n", "  place: asch\n"),
        (
            11,
            "2020-01-03-ash",
            "place 'asch' is not a known place; did you mean 'ash'?",
        ),
    ),
    "unknown report": (
        (EVENTS, "report: post-5", "report: post-55"),
        (
            26,
            "2020-01-04-elm",
            "report 'post-55' is not a known report; did you mean 'post-5'?",
        ),
    ),
    "unknown voice": (
        (EVENTS, "voice: herald", "voice: heralt"),
        (26, "2020-01-04-elm", "voice 'heralt' is not a known voice; did you mean 'he"),
    ),
    "unknown actor": (
        (EVENTS, "  actor: blue\n", "  actor: bleu\n"),
        (
            7,
            "2020-01-01-eve",
            "actor 'bleu' is not a known actor; did you mean 'blue'?",
        ),
    ),
    "duplicate id": (
        (EVENTS, "- id: 2020-01-04-elm", "- id: 2020-01-03-ash"),
        (19, "2020-01-03-ash", "id '2020-01-03-ash' is taken by"),
    ),
    "duplicate key": (
        (PLACES, "  lon: 36.5\n  lat: 35.5\n", "  lon: 36.5\n  lon: 35.5\n"),
        (20, "", "key 'lon' is given twice, first on line 19; keep one"),
    ),
    "impossible date": (
        (EVENTS, "event_date: 2020-01-03", "event_date: 2020-02-30"),
        (12, "2020-01-03-ash", "event_date '2020-02-30' is not a day of the calendar"),
    ),
    "date in words": (
        (EVENTS, "event_date: 2020-01-03", "event_date: 3 January"),
        (12, "2020-01-03-ash", "event_date '3 January' must be a date such as 2024-"),
    ),
    "backward span": (
        (
            EVENTS,
            "event_date: 2020-01-03",
            "event_date: {earliest: 2020-01-03, latest: 2020-01-02}",
        ),
        (12, "2020-01-03-ash", "latest 2020-01-02 is before earliest 2020-01-03"),
    ),
    "report before the event": (
        (EVENTS, "event_date: 2020-01-04", "event_date: 2020-01-06"),
        (25, "2020-01-04-elm", "report 'post-5' was issued on 2020-01-05, before the"),
    ),
    "swapped lon and lat": (
        (PLACES, "  lon: 37.5\n  lat: 35.5\n", "  lon: 35.5\n  lat: 37.5\n"),
        (27, "elm", "lon 35.5 and lat 37.5 look swapped; lon comes first"),
    ),
    "outside the outline": (
        (PLACES, "  lon: 37.5\n  lat: 35.5\n", "  lon: 39.5\n  lat: 35.5\n"),
        (27, "elm", "lies 136 km outside the outline; check lon 39.5 and lat 35.5"),
    ),
    "off the globe": (
        (PLACES, "  lon: 37.5\n  lat: 35.5\n", "  lon: 37.5\n  lat: 95.5\n"),
        (28, "elm", "lat 95.5 must lie between -90 and 90"),
    ),
    "lon without lat": (
        (PLACES, "  lon: 37.5\n  lat: 35.5\n", "  lon: 37.5\n"),
        (23, "elm", "lon and lat are given together or not at all"),
    ),
    "colour clash": (
        (ACTORS, "'#2d5ab3'", "'#b32a2f'"),
        (10, "blue", "color #b32a2f is too close to #b3282d of 'red'; choose another"),
    ),
    "no colour": (
        (ACTORS, "'#2d5ab3'", "bluish"),
        (10, "blue", "color 'bluish' must look like '#c8102e'"),
    ),
    "dangling within": (
        (
            PLACES,
            "  kind: village\n  within: shire\n  lon: 36.5",
            "  kind: village\n  within: shyre\n  lon: 36.5",
        ),
        (18, "ash", "within 'shyre' is not a known place; did you mean 'shire'?"),
    ),
    "missing within": (
        (PLACES, "  kind: governorate\n  within: realm\n", "  kind: governorate\n"),
        (6, "shire", "within is missing"),
    ),
    "circle of within": (
        (
            PLACES,
            "  kind: governorate\n  within: realm\n",
            "  kind: governorate\n  within: keep\n",
        ),
        (11, "shire", "lies within itself: shire > keep > oak > shire"),
    ),
    "unknown kind": (
        (PLACES, "kind: city", "kind: citty"),
        (33, "oak", "kind 'citty' is not known; did you mean 'city'?"),
    ),
    "unknown field": (
        (PLACES, "  geo_precision: near\n", "  geo_precission: near\n"),
        (
            49,
            "yew",
            "field 'geo_precission' is not known; did you mean 'geo_precision'",
        ),
    ),
    "missing field": (
        (
            REPORTS,
            "  publisher: Post\n  issued: 2020-01-03\n",
            "  issued: 2020-01-03\n",
        ),
        (8, "post-3", "publisher is missing"),
    ),
    "no claims": (
        (
            EVENTS,
            (
                "  claims:\n"
                "  - {voice: herald, report: post-5, stance: asserts, credibility: 3}\n"
            ),
            "  claims: []\n",
        ),
        (25, "2020-01-04-elm", "claims is empty; list at least one"),
    ),
    "grade off the scale": (
        (VOICES, "  reliability: B", "  reliability: G"),
        (6, "watch", "reliability 'G' must be one letter from A to F"),
    ),
    "two grades at once": (
        (VOICES, "  reliability: B", "  reliability: BC"),
        (6, "watch", "reliability 'BC' must be one letter from A to F"),
    ),
    "credibility off the scale": (
        (EVENTS, "stance: asserts, credibility: 3", "stance: asserts, credibility: 9"),
        (26, "2020-01-04-elm", "credibility '9' must be a whole number from 1 to 6"),
    ),
    "superseding itself": (
        (
            EVENTS,
            "  change: observed\n",
            ("  change: observed\n  supersedes: 2020-01-01-eve\n"),
        ),
        (7, "2020-01-01-eve", "'2020-01-01-eve' supersedes itself, in the end"),
    ),
    "siege with a result": (
        (EVENTS, "  change: observed\n", "  change: besieged\n  status: held\n"),
        (7, "2020-01-01-eve", "a siege leaves the state as it was; leave status out"),
    ),
    "rivals without a fight": (
        (EVENTS, "  change: observed\n", "  change: observed\n  contested_by: red\n"),
        (7, "2020-01-01-eve", "contested_by goes with status contested only"),
    ),
    "a fight of one": (
        (
            EVENTS,
            "  change: observed\n",
            "  change: observed\n  status: contested\n  contested_by: red\n",
        ),
        (8, "2020-01-01-eve", "contested_by names 'red' alone; it takes two to fight"),
    ),
    "claim given twice": (
        (
            EVENTS,
            "  - {voice: herald, report: post-5, stance: asserts, credibility: 3}\n",
            (
                "  - {voice: herald, report: post-5, stance: asserts, credibility: 3}\n"
                "  - {voice: herald, report: post-5, stance: asserts, credibility: 3}\n"
            ),
        ),
        (25, "2020-01-04-elm", "claim of 'herald' in 'post-5' is given twice"),
    ),
    "gains what it loses": (
        (
            EVENTS,
            "  actor: red\n  lost_by: blue\n  claims:\n  - {voice: herald",
            "  actor: red\n  lost_by: red\n  claims:\n  - {voice: herald",
        ),
        (23, "2020-01-04-elm", "'red' cannot both gain and lose the place"),
    ),
    "script address": (
        (REPORTS, "url: https://post.example/eve", "url: javascript:alert(1)"),
        (7, "post-1", "url 'javascript:alert(1)' must be an https address"),
    ),
    "tab": (
        (PLACES, "  kind: city\n", "\tkind: city\n"),
        (33, "", "the line has a tab; YAML is indented with spaces"),
    ),
    "a term that runs backwards": (
        (PLACES, "lang: en}", "lang: en, from: 1924, to: 1914}"),
        (16, "ash", "to 1914 is not after from 1924; to is the first day on which"),
    ),
    "a term of no month": (
        (PLACES, "lang: en}", "lang: en, from: 1924-13}"),
        (16, "ash", "from '1924-13' is not in the calendar"),
    ),
    "two sides on a day": (
        (
            ACTORS,
            "  short: Red\n",
            (
                "  short: Red\n  side:\n  - {side: axis, to: 1943}\n"
                "  - {side: allies, from: 1940}\n"
            ),
        ),
        (8, "red", "a second side for 1940-01-01; end one where the other begins"),
    ),
    "a short form of what is no name of a time": (
        (
            ACTORS,
            "  short: Red\n",
            "  short: Red\n  names:\n  - {text: Reds, lang: en, short: R}\n",
        ),
        (7, "red", "short goes with an English name that has days; otherwise it is"),
    ),
    "within itself for a time": (
        (
            PLACES,
            "  kind: country\n",
            "  kind: country\n  within:\n  - {place: shire, from: 1900, to: 1910}\n",
        ),
        (6, "realm", "lies within itself from 1900-01-01: realm > shire > realm"),
    ),
    "within nothing for a time": (
        (PLACES, "  within: oak\n", "  within:\n  - {place: oaks, to: 1950}\n"),
        (42, "keep", "within 'oaks' is not a known place; did you mean 'oak'?"),
    ),
    "an heir of nobody": (
        (EVENTS, "  change: observed\n", "  change: succeeded\n"),
        (3, "2020-01-01-eve", "lost_by is missing; a succession says whom"),
    ),
    "a succession with a result": (
        (
            EVENTS,
            "  change: observed\n",
            "  change: succeeded\n  status: held\n  lost_by: red\n",
        ),
        (7, "2020-01-01-eve", "a succession changes only who it is that holds a"),
    ),
    "a register that no eye can read": (
        (
            PLACES,
            "  name: Ash\n",
            '  name: Ash\n  links: {geonames: "1", "b\\u202e\\u200b": "2"}\n',
        ),
        (14, "ash", r"'b\u202e\u200b' of links must be small letters, digits and hyph"),
    ),
    "broken YAML": (
        (PLACES, "{text: الشاير, lang: ar}", "{text: الشاير, lang: ar"),
        (10, "", "is not YAML: did not find expected ',' or '}'"),
    ),
    "alias": (
        (ACTORS, "  name: Red Kingdom\n", "  name: *red\n"),
        (4, "", "*red repeats a record; write it out"),
    ),
    "tag": (
        (ACTORS, "name: Red Kingdom", "name: !!python/object:os.system x"),
        (4, "", "tag 'tag:yaml.org,2002:python/object:os.system' is not allowed"),
    ),
    "newer format": (
        (REPORTS, "format_version: 1", "format_version: 7"),
        (1, "", "format_version 7 is newer than this program reads (1); update"),
    ),
    "no format": (
        (REPORTS, "format_version: 1\n", ""),
        (1, "", "format_version is missing"),
    ),
    "missing folder": (
        (MAP, "../gazetteer/shire", "../gazetteer/shyre"),
        (3, "war", "gazetteer '../gazetteer/shyre' is no folder (looked for"),
    ),
    "days run backwards": (
        (MAP, "last_day: 2020-01-06", "last_day: 2019-01-06"),
        (6, "war", "last_day 2019-01-06 is before first_day 2020-01-01"),
    ),
    "extent of three": (
        (MAP, "[36, 34, 38, 36]", "[36, 34, 38]"),
        (7, "war", "extent must list four numbers: west, south, east, north"),
    ),
    "a language in words": (
        (REPORTS, "  title: Eve\n", "  title: Eve\n  lang: '!! not a tag'\n"),
        (5, "post-1", "lang '!! not a tag' is not a language tag like ar-Latn"),
    ),
    "a language without words": (
        (MAP, "extent:", "languages: [ar, fr]\nextent:"),
        (7, "war", "languages 'fr' is none that pages speak; one of en ar"),
    ),
    "a language that is a path": (
        (MAP, "extent:", "languages: [../words/en]\nextent:"),
        (7, "war", "languages '../words/en' is none that pages speak; one of en ar"),
    ),
    "a language of many letters": (
        (MAP, "extent:", f"languages: [{'a' * 300}]\nextent:"),
        (7, "war", "languages 'aaa"),
    ),
    "broken outline": (
        (OUTLINE, '"Polygon"', '"LineString"'),
        (1, "", "feature 1: coordinates are not those of a LineString: lon, lat in"),
    ),
}


def spoil(folder, path, right, wrong):
    text = FILES[path]
    assert right in text, f"the drawn world has no {right!r} in {path}"
    (folder / path).write_text(text.replace(right, wrong, 1), encoding="utf-8")


def test_the_drawn_world_has_no_problems(folder):
    """Everything below is measured from a project without a fault."""
    assert check(folder) == []


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_at_its_line(folder, name):
    """Whoever edits a file is told which line, which record, what, and what to do."""
    change, (line, record, message) = FAULTS[name]
    spoil(folder, *change)

    found = [str(problem) for problem in check(folder)]

    address = f"{change[0]}:{line}:" + (f" [{record}]" if record else "")
    assert any(text.startswith(f"{address} {message}") for text in found), found


@pytest.mark.parametrize(
    ("path", "data", "line", "message"),
    [
        (REPORTS, None, 1, "no such file; check the path"),
        (REPORTS, b"", 1, "is empty; expected records"),
        (REPORTS, b"- just\n- words\n", 1, "expected a mapping that starts with"),
        (
            REPORTS,
            b"\xff\xfe\x00r",
            1,
            "byte 0xff is not UTF-8; save the file as UTF-8",
        ),
        (REPORTS, b"format_version: 1\nx: caf\xe9\n", 2, "byte 0xe9 is not UTF-8"),
        (REPORTS, b"a: b\n---\nc: d\n", 2, "a second document starts; keep one a file"),
        (REPORTS, b"a: \x07\n", 1, "character"),
        (REPORTS, b"a: " + b"[" * 60 + b"]" * 60, 1, "is nested more than 16 deep"),
        (REPORTS, b"a: " + b"{b: " * 99_999, 1, "is nested more than 16 deep"),
        (OUTLINE, None, 1, "no such file; a gazetteer needs it"),
        (OUTLINE, b"{", 1, "cannot be read as GeoJSON"),
        (OUTLINE, b"[]", 1, "must be a GeoJSON FeatureCollection"),
        (OUTLINE, collection({"a": 1}), 1, "features must be a list"),
        (OUTLINE, collection([None]), 1, "feature 1: must be a Feature with a geom"),
        (OUTLINE, collection([shape("x")]), 1, "feature 1: coordinates are not those"),
        (OUTLINE, collection([shape([])]), 1, "feature 1: coordinates are not those"),
        (OUTLINE, collection([shape([[[0, 0], [1, 1]]])]), 1, "feature 1: a line of"),
        (OUTLINE, collection([shape([[["x"]]])]), 1, "feature 1: coordinates are not"),
        (OUTLINE, collection([shape([[[0, 99]] * 4])]), 1, "feature 1: coordinates a"),
        (BASEMAP, collection([shape([], "Circle")]), 1, "feature 1: geometry type 'Ci"),
        (BASEMAP, collection([shape([], [[]])]), 1, "feature 1: geometry type must be"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(folder, path, data, line, message):
    """Missing, empty, in another encoding, too deep: one clear line each."""
    if data is None:
        (folder / path).unlink()
    else:
        (folder / path).write_bytes(data)

    found = [str(problem) for problem in check(folder)]

    assert any(text.startswith(f"{path}:{line}: {message}") for text in found), found


@pytest.mark.parametrize("number", ["-1_0", "1e1", "١", "nan", "+1", "' 1'", "0x1"])
def test_an_extent_is_of_numbers_as_all_fields_are(folder, number):
    """What another field would not take for a number is none in a map's extent."""
    spoil(folder, MAP, "[36, 34, 38, 36]", f"[{number}, 34, 38, 36]")

    found = [str(problem) for problem in check(folder)]

    message = "extent must list four numbers: west, south, east, north"
    assert found == [f"{MAP}:7: [war] {message}"]


def test_an_extent_has_no_zero_below_zero(folder):
    """A zero is printed as one."""
    spoil(folder, MAP, "[36, 34, 38, 36]", "[-0.0, -0, 38, 36]")

    assert str(Project.open(folder).extent) == "(0.0, 0.0, 38.0, 36.0)"


def test_a_bomb_does_not_go_off(folder):
    """Nine aliases of nine aliases would be a billion words; the first is refused."""
    layers = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    names = "abcdefghi"
    for below, name in pairwise(names):
        layers.append(f"{name}: &{name} [{','.join(['*' + below] * 9)}]")
    (folder / REPORTS).write_text("\n".join(layers), encoding="utf-8")

    found = [str(problem) for problem in check(folder)]

    assert f"{REPORTS}:1: &a names a record; leave it out" in found


def test_all_problems_come_in_one_run(folder):
    """Three faults in three files are three lines, in the order of files and lines."""
    for name in ("unknown kind", "grade off the scale", "no colour"):
        spoil(folder, *FAULTS[name][0])

    found = [str(p.where.path) for p in check(folder)]

    assert {PLACES, VOICES, ACTORS} <= set(found)
    assert found == sorted(found)


def test_a_broken_project_does_not_open(folder):
    """Reading stops at bad data, with every problem in the error."""
    spoil(folder, *FAULTS["unknown kind"][0])
    with pytest.raises(DataError, match="did you mean 'city'") as refusal:
        Project.open(folder)

    assert len(refusal.value.problems) >= 1


def test_several_maps_need_a_choice(folder):
    """With two map files in a folder, nobody guesses which one is meant."""
    (folder / "maps/other.yaml").write_text(FILES[MAP], encoding="utf-8")

    with pytest.raises(UsageError, match="several maps to choose from"):
        Project.open(folder)


def test_no_map_is_an_answerable_error(tmp_path):
    """An empty folder says what is missing and where an example is."""
    with pytest.raises(UsageError, match="example is syria-2024"):
        Project.open(tmp_path)


def test_the_data_hash_is_of_what_is_said(folder):
    """Reordered and split files are the same data; a changed word is not."""
    before = Project.open(folder).data_hash
    head, first, *rest = FILES[EVENTS].split("- id: ")
    (folder / EVENTS).write_text(
        head + "".join(f"- id: {r}" for r in reversed(rest)), encoding="utf-8"
    )
    (folder / "seeds/war/events/0.yaml").write_text(
        f"{head}- id: {first}", encoding="utf-8"
    )
    split = Project.open(folder).data_hash
    spoil(folder, EVENTS, "saw the flag", "saw a flag")
    (folder / "seeds/war/events/0.yaml").unlink()

    assert split == before
    assert Project.open(folder).data_hash != before
    assert len(before) == hashlib.sha256().digest_size * 2
