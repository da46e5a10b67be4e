"""The canonical form of data files, and its laws."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geocontrol.dated import ALWAYS, Dated, Term, first_day
from geocontrol.errors import DataError
from geocontrol.io.events import result_of
from geocontrol.io.evidence import read_seeds
from geocontrol.io.gazetteer import rank_of, read_gazetteer
from geocontrol.io.records import Register
from geocontrol.io.save import (
    actor_fields,
    event_fields,
    place_fields,
    report_fields,
    voice_fields,
)
from geocontrol.io.yamlfile import read_yaml
from geocontrol.io.yamlwrite import canonical, format_file, format_record, raw_of
from geocontrol.model import (
    Actor,
    Change,
    Claim,
    ControlEvent,
    Kind,
    Name,
    Place,
    Precision,
    Report,
    Role,
    Stance,
    Status,
    Voice,
)

ROOT = Path(__file__).parents[2]
DATA_FILES = sorted(
    p for top in ("gazetteer", "seeds") for p in (ROOT / top).rglob("*.yaml")
)

TURNING = [
    chr(code)
    for first, last in ((0x202A, 0x202E), (0x2066, 0x2069), (0xFFF9, 0xFFFB))
    for code in range(first, last + 1)
] + [chr(code) for code in range(0xE0000, 0xE0080)]
"""Marks that turn or hide text; reading takes them out."""
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=TURNING),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip())
NOTES = st.just("") | TEXTS
TRICKY = st.sampled_from(
    [
        *("NO", "on", "0123", "2020-01-01", "null", "~", "1e5", "-", "=", "<<", "a: b"),
        *("a #b", "[a]", "{a}", "'", '"', "a, b", "*x", "&x", "!x", "|", "> x", "%x"),
        *("@x", "`x", "--- x", "... x", "\ufeff", "\u2028", "\x85", "\x00", "\x1b"),
        *("🙂", "خان شيخون", "من\u200cنم"),
    ]
)
IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
DAYS = st.dates(date(1800, 1, 1), date(2100, 1, 1))
BOUNDS = st.builds(
    lambda day, letters: day.isoformat()[:letters], DAYS, st.sampled_from([4, 7, 10])
)


@st.composite
def terms_in_turn(draw):
    """Terms of which no two meet, to the day, the month or the year."""
    bounds = {first_day(b): b for b in draw(st.lists(BOUNDS, max_size=3))}
    edges = [bounds[day] for day in sorted(bounds)]
    ends = [*edges, ""] if draw(st.booleans()) else edges
    return [
        Term(valid_from=start, valid_to=end)
        for start, end in zip(["", *edges], ends, strict=False)
        if (start or end) and draw(st.booleans())
    ]


def dated(values):
    """Values that each hold for a time."""
    return st.builds(
        lambda terms, drawn: tuple(
            Dated(value=value, term=term)
            for value, term in zip(drawn, terms, strict=False)
        ),
        terms_in_turn(),
        st.lists(values, min_size=4, max_size=4),
    )


@st.composite
def some_names(draw, shorts):
    """Up to three names, some of them of a time."""
    names = []
    for _ in range(draw(st.integers(0, 3))):
        lang = draw(st.sampled_from(["en", "ar", "ar-Latn"]))
        term = draw(st.just(ALWAYS) | terms_in_turn().map(lambda t: [*t, ALWAYS][0]))
        has_short = lang == "en" and not term.is_open
        short = draw(shorts) if has_short else ""
        text = draw(TEXTS | TRICKY)
        names.append(Name(text=text, lang=lang, short=short, term=term))
    return tuple(names)


NAMES = some_names(st.just(""))


@st.composite
def places(draw):
    kind, population = draw(st.sampled_from(Kind)), draw(st.none() | st.integers(0, 9))
    located = draw(st.booleans())
    return Place(
        id=draw(IDS),
        name=draw(TEXTS | TRICKY),
        kind=kind,
        names=draw(NAMES),
        within="realm",
        within_dated=draw(dated(st.sampled_from(["realm", "shire"]))),
        lon=round(draw(st.floats(-180, 180)), 5) if located else None,
        lat=round(draw(st.floats(-90, 90)), 5) if located else None,
        geo_precision=draw(st.sampled_from(Precision)) if located else None,
        geo_source=draw(TEXTS) if located else "",
        population=population,
        population_source="" if population is None else draw(TEXTS),
        rank=draw(st.just(rank_of(kind, population)) | st.integers(1, 5)),
        links=tuple(
            sorted(draw(st.dictionaries(st.sampled_from("abc"), TEXTS)).items())
        ),
        note=draw(NOTES | TRICKY),
    )


@st.composite
def events(draw):
    earliest, change = draw(DAYS), draw(st.sampled_from(Change))
    actor = draw(st.sampled_from(["red", None]))
    needs_loser = change is Change.WITHDREW
    status = draw(st.just(result_of(change, actor)) | st.sampled_from(Status))
    return ControlEvent(
        id=draw(IDS),
        places=tuple(draw(st.lists(IDS, min_size=1, max_size=3, unique=True))),
        excepted=tuple(draw(st.lists(IDS, max_size=2, unique=True))),
        earliest=earliest,
        latest=earliest + timedelta(days=draw(st.integers(0, 3))),
        order=draw(st.integers(0, 3)),
        change=change,
        status=status,
        actor=actor,
        lost_by=("blue",) if needs_loser else draw(st.sampled_from([(), ("blue",)])),
        contested_by=draw(st.sampled_from([(), ("blue", "red")])),
        is_assumed=draw(st.booleans()),
        supersedes=tuple(draw(st.lists(IDS, max_size=2, unique=True))),
        claims=tuple(
            Claim(
                voice="watch",
                report="late",
                stance=draw(st.sampled_from(Stance)),
                credibility=draw(st.integers(1, 6)),
                note=draw(NOTES | TRICKY),
            )
            for _ in range(draw(st.integers(1, 2)))
        ),
        note=draw(NOTES),
    )


ACTORS = st.builds(
    Actor,
    id=IDS,
    name=TEXTS | TRICKY,
    short=TEXTS,
    side=IDS,
    color=st.sampled_from(["", "#b3282d"]),
    side_dated=dated(IDS),
    names=some_names(TEXTS),
    note=NOTES,
)
VOICES = st.builds(
    Voice,
    id=IDS,
    name=TEXTS | TRICKY,
    role=st.sampled_from(Role),
    reliability=st.sampled_from("ABCDEF"),
    speaks_for=st.sampled_from([None, "red"]),
    note=NOTES,
)
REPORTS = st.builds(
    Report,
    id=IDS,
    title=TEXTS | TRICKY,
    publisher=TEXTS,
    issued=DAYS,
    agency=NOTES,
    url=st.sampled_from(["", "https://post.example/a?b=c&d=%D8#e"]),
    archived_url=st.sampled_from(["", "https://web.example/1/https://post.example"]),
    sha256=st.sampled_from(["", "0" * 64]),
    lang=st.sampled_from(["en", "ar"]),
    note=NOTES,
)
REALM = Place(id="realm", name="Realm", kind=Kind.COUNTRY, rank=5)
RED = Actor(id="red", name="Red", short="Red", side="red", color="")
BLUE = Actor(id="blue", name="Blue", short="Blue", side="blue", color="")
WATCH = Voice(id="watch", name="W", role=Role.MONITOR, reliability="B")
LATE = Report(id="late", title="L", publisher="P", issued=date(2200, 1, 1))
KINDS = {
    "actors": (actor_fields, ACTORS, [RED, BLUE]),
    "voices": (voice_fields, VOICES, [WATCH]),
    "reports": (report_fields, REPORTS, [LATE]),
}


def unique(records):
    return list({record.id: record for record in records}.values())


def save(folder, **lists):
    """Write the lists as files of a seeds folder and read them again."""
    savers = {"events": event_fields} | {k: saver for k, (saver, *_) in KINDS.items()}
    for key, (_, _, default) in KINDS.items():
        lists.setdefault(key, default)
    lists.setdefault("events", [])
    (folder / "events").mkdir(exist_ok=True)
    for key, records in lists.items():
        name = "events/e.yaml" if key == "events" else f"{key}.yaml"
        text = format_file(key, map(savers[key], records))
        (folder / name).write_text(text, encoding="utf-8")


def known_places():
    """Return a gazetteer that knows every id, so that no reference dangles."""
    return Register(is_complete=False)


@given(st.lists(places(), min_size=1, max_size=4).map(unique))
def test_saved_places_come_back(tmp_path, drawn):
    """Whatever a place is called and wherever it lies, saving loses nothing."""
    records = unique([*drawn, REALM])
    (tmp_path / "places").mkdir(exist_ok=True)
    path = tmp_path / "places/p.yaml"
    path.write_text(format_file("places", map(place_fields, records)), encoding="utf-8")
    problems = []

    read = read_gazetteer(tmp_path, problems).records

    assert read == {record.id: record for record in records}
    assert canonical(path) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", KINDS)
@given(data=st.data())
def test_saved_actors_voices_and_reports_come_back(tmp_path, key, data):
    """Reading what was saved gives the same records, in the same bytes."""
    _, strategy, default = KINDS[key]
    records = unique([*data.draw(st.lists(strategy, max_size=4)), *default])
    save(tmp_path, **{key: records})
    path, problems = tmp_path / f"{key}.yaml", []

    read = getattr(read_seeds(tmp_path, known_places(), problems), key).records

    assert read == {record.id: record for record in records}
    assert canonical(path) == path.read_text(encoding="utf-8")


@given(st.lists(events(), min_size=1, max_size=4).map(unique))
def test_saved_events_come_back(tmp_path, records):
    """Spans, exceptions, denials and notes in any script survive."""
    save(tmp_path, events=records)
    path, problems = tmp_path / "events/e.yaml", []

    read = read_seeds(tmp_path, known_places(), problems).events.records

    assert read == {record.id: record for record in records}
    assert canonical(path) == path.read_text(encoding="utf-8")


@given(TEXTS | TRICKY)
def test_other_yaml_readers_take_text_for_text(text):
    """A word that YAML takes for a number, a date or no is put in quotes."""
    record = {"id": "x", "names": [{"text": text, "lang": "en"}], "note": text}

    [read] = yaml.safe_load(format_record(record, "places"))

    assert read["note"] == text
    assert read["names"][0]["text"] == text


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_data_files_are_canonical(path):
    """Each file of the data reads and writes back to the same bytes."""
    assert path.read_text(encoding="utf-8") == canonical(path)


def test_comments_at_the_top_are_kept(tmp_path):
    """Formatting moves nothing above the first key."""
    path = tmp_path / "a.yaml"
    path.write_text("# of the shire\n# see README\nplaces: [{name: A, id: a}]\n")

    assert canonical(path) == (
        "# of the shire\n# see README\nformat_version: 1\nplaces:\n- id: a\n  name: A\n"
    )


def test_a_comment_between_records_is_not_lost(tmp_path):
    """A file with other comments is refused at their line, not stripped of them."""
    path = tmp_path / "a.yaml"
    path.write_text("# ok\nplaces:\n- id: a\n  name: '#1' # really\n")

    with pytest.raises(DataError, match=r"a\.yaml:4: a comment between records would"):
        canonical(path)


def test_a_claim_is_one_line():
    """Keys come in the order of the dictionary, claims on a line each."""
    claim = {"note": "saw, it", "voice": "watch", "report": "r", "credibility": "2"}
    record = {"claims": [claim], "place": ["oak", "elm"], "id": "e", "order": "1"}

    assert format_record(record, "events") == (
        "- id: e\n"
        "  place: [oak, elm]\n"
        "  order: 1\n"
        "  claims:\n"
        '  - {voice: watch, report: r, credibility: 2, note: "saw, it"}\n'
    )


def test_every_key_of_the_data_is_in_the_dictionary():
    """Order is known for each key that a file uses."""
    from geocontrol.io.dictionary import DICTIONARY

    for path in DATA_FILES:
        root = raw_of(read_yaml(path))
        [key] = [key for key in root if key != "format_version"]
        known = {field.key for field in DICTIONARY[key]}

        assert {k for record in root[key] for k in record} <= known
