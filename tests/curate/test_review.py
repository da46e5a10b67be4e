"""What is doubtful in a project, and where."""

import json

import pytest

from geocontrol.curate import review as review_module
from geocontrol.curate.review import RULES, RULES_OF_STATES, look_through
from geocontrol.errors import Level
from geocontrol.project import Project

PLACES = "gazetteer/shire/places/shire.yaml"
BASEMAP = "gazetteer/shire/basemap.geojson"
VOICES = "seeds/war/voices.yaml"
REPORTS = "seeds/war/reports.yaml"
EVENTS = "seeds/war/events/2020-01.yaml"
MAP = "maps/war.yaml"
URL = "  url: https://post.example/"
SHA = "  sha256: " + "0" * 64

CLEAN = [
    (REPORTS, "  url: https://post.example/eve\n", f"{URL}eve\n{SHA}\n"),
    (REPORTS, "issued: 2020-01-03\n", f"issued: 2020-01-03\n{URL}ash\n{SHA}\n"),
    (REPORTS, "issued: 2020-01-05\n", f"issued: 2020-01-05\n{SHA}\n"),
]
"""What makes the drawn world beyond doubt: each report can be looked up."""
SECOND_REPORT = (
    "- {id: post-5b, title: 'Word from ELM', publisher: Gazette, "
    "issued: 2020-01-05, url: https://gazette.example/elm, sha256: "
    f"{'1' * 64}}}\n"
)
LATE_PLACE = """\
- id: ashe-hamlet
  name: Āshe
  kind: town
  within: shire
  lon: 36.51
  lat: 35.51
  geo_precision: exact
  geo_source: pencil
"""
OTHER_EVENT = """\
- id: 2020-01-03-ash-kept
  place: [ash, elm]
  event_date: 2020-01-03
  change: observed
  actor: blue
  claims:
  - {voice: watch, report: post-3, stance: asserts, credibility: 2}
"""
HEIR = """\
- id: 2020-01-02-heir
  place: shire
  event_date: 2020-01-02
  change: succeeded
  actor: blue
  lost_by: red
  claims:
  - {voice: watch, report: post-3, stance: asserts, credibility: 2}
"""
ONE_NAME = "{text: Ashe, lang: en}"
TWO_NAMES = (
    "{text: Ashe, lang: en, to: 1950}\n  - {text: Asch, lang: en, from: 1940-05}"
)
SAME_WORD = "  - {voice: herald, report: post-5b, stance: asserts, credibility: 3}\n"
HALF = [[[[36, 35], [38, 35], [38, 36], [36, 36], [36, 35]]]]


def append(text):
    return lambda old: old + text


def swap(old_words, new_words):
    def change(old):
        assert old_words in old
        return old.replace(old_words, new_words)

    return change


# rule: changes of files; then file, line, record and message of the warning
DOUBTS = {
    "contradictions": (
        [(EVENTS, append(OTHER_EVENT))],
        (
            EVENTS,
            27,
            "2020-01-03-ash-kept",
            "contradicts '2020-01-03-ash' on 'ash' on 2020-01-03; give both an order",
        ),
    ),
    "deeds_after_succession": (
        [(EVENTS, append(HEIR))],
        (
            EVENTS,
            29,
            "2020-01-02-heir",
            "'red' is succeeded on 2020-01-02 and still acts on 2020-01-03 (",
        ),
    ),
    "names_of_one_time": (
        [(PLACES, swap(ONE_NAME, TWO_NAMES))],
        (
            PLACES,
            14,
            "ash",
            "'Asch' and 'Ashe' are both the name in en on 1940-05-01; the first is",
        ),
    ),
    "entered_twice": (
        [(REPORTS, swap(f"{URL}ash", f"{URL}eve"))],
        (REPORTS, 13, "post-3", "has the address of 'post-1'; one document is one"),
    ),
    "far_from_their_area": (
        [
            (
                BASEMAP,
                lambda _: json.dumps(
                    {
                        "type": "FeatureCollection",
                        "features": [
                            {
                                "type": "Feature",
                                "properties": {
                                    "layer": "governorate",
                                    "place_id": "shire",
                                },
                                "geometry": {
                                    "type": "MultiPolygon",
                                    "coordinates": HALF,
                                },
                            }
                        ],
                    }
                ),
            )
        ],
        (PLACES, 34, "oak", "lies 55 km outside 'shire' as the basemap draws it; ch"),
    ),
    "far_from_their_city": (
        [
            (
                PLACES,
                swap(
                    "  within: oak\n",
                    "  within: oak\n  lon: 36.9\n  lat: 34.5\n"
                    "  geo_precision: near\n  geo_source: pencil\n",
                ),
            )
        ],
        (PLACES, 42, "keep", "lies 37 km from 'oak', within which it is listed"),
    ),
    "late_reports": (
        [(EVENTS, swap("event_date: 2020-01-03", "event_date: 2019-01-03"))],
        (EVENTS, 12, "2020-01-03-ash", "its first report 'post-3' is of 2020-01-03"),
    ),
    "near_duplicates": (
        [(PLACES, append(LATE_PLACE))],
        (
            PLACES,
            51,
            "ashe-hamlet",
            "may be the same place as 'ash': one name, 1.4 km apart",
        ),
    ),
    "never_cited": (
        [(REPORTS, append(SECOND_REPORT))],
        (REPORTS, 20, "post-5b", "no claim names this report"),
    ),
    "one_text_twice": (
        [(REPORTS, append(SECOND_REPORT)), (EVENTS, append(SAME_WORD))],
        (
            EVENTS,
            25,
            "2020-01-04-elm",
            "'herald' is cited from 'post-5' and 'post-5b', which are one text",
        ),
    ),
    "sides_unsaid": (
        [(VOICES, swap("  speaks_for: red\n", ""))],
        (VOICES, 9, "herald", "a party voice without speaks_for counts as independe"),
    ),
    "unconfirmed_captures": (
        [(MAP, swap("last_day: 2020-01-06", "last_day: 2020-03-01"))],
        (
            EVENTS,
            10,
            "2020-01-03-ash",
            "nothing later is said of 'ash' in the 58 days to 2020-03-01; look for",
        ),
    ),
    "untraceable_reports": (
        [(REPORTS, swap(f"issued: 2020-01-05\n{SHA}\n", "issued: 2020-01-05\n"))],
        (REPORTS, 15, "post-5", "has no url, archived_url or sha256; nobody can look"),
    ),
}


def change_files(folder, changes):
    for path, change in changes:
        text = (folder / path).read_text(encoding="utf-8")
        (folder / path).write_text(change(text), encoding="utf-8")


@pytest.fixture
def sure(folder):
    """Make the drawn world one that nobody doubts."""
    for path, old, new in CLEAN:
        change_files(folder, [(path, swap(old, new))])
    return folder


def test_a_sound_project_has_no_warnings(sure):
    """Nothing is doubted without a reason."""
    assert [str(problem) for problem in look_through(sure).problems] == []


@pytest.mark.parametrize("name", DOUBTS)
def test_each_doubt_is_raised_at_its_line(sure, name):
    """Whoever keeps the data is told what to look at again, and why."""
    changes, (path, line, record, message) = DOUBTS[name]
    change_files(sure, changes)

    found = [str(problem) for problem in look_through(sure).problems]

    wanted = f"{path}:{line}: [{record}] warning: {message}"
    assert any(text.startswith(wanted) for text in found), found


@pytest.mark.parametrize("name", DOUBTS)
def test_each_doubt_is_raised_by_its_own_rule(sure, name, monkeypatch):
    """Without the rule the warning is gone: no test passes by another's work."""
    changes, (path, line, record, message) = DOUBTS[name]
    change_files(sure, changes)
    for key, rules in (("RULES", RULES), ("RULES_OF_STATES", RULES_OF_STATES)):
        others = tuple(rule for rule in rules if rule.__name__ != name)
        monkeypatch.setattr(review_module, key, others)

    found = [str(problem) for problem in look_through(sure).problems]

    wanted = f"{path}:{line}: [{record}] warning: {message}"
    assert not any(text.startswith(wanted) for text in found)


def test_every_rule_is_in_the_table():
    """A rule without a test of its own does not exist."""
    rules = (*RULES, *RULES_OF_STATES)

    assert {rule.__name__ for rule in rules} == set(DOUBTS)


def test_states_are_derived_once(sure, monkeypatch):
    """However many rules ask for the states, they share one timeline."""
    derived = []
    derive = Project.timeline
    monkeypatch.setattr(
        Project, "timeline", lambda project: derived.append(1) or derive(project)
    )
    look_through(sure)

    assert len(derived) == 1


NO_DOUBTS = {
    "a name ends where the next begins": [
        (PLACES, swap(ONE_NAME, TWO_NAMES.replace("1950", "1940-05")))
    ],
    "a succession after the last deed": [
        (EVENTS, append(HEIR.replace("2020-01-02", "2020-01-03"))),
        (EVENTS, swap("  lost_by: red\n", "  lost_by: red\n  order: 2\n")),
    ],
    "an order settles a contradiction": [
        (EVENTS, append(OTHER_EVENT.replace("  change", "  order: 2\n  change")))
    ],
    "a mere claim contradicts nobody": [
        (EVENTS, append(OTHER_EVENT.replace("voice: watch", "voice: crier")))
    ],
    "an agreeing event contradicts nobody": [
        (EVENTS, append(OTHER_EVENT.replace("actor: blue", "actor: red")))
    ],
    "a later word ends the silence": [
        (MAP, swap("last_day: 2020-01-06", "last_day: 2020-03-01")),
        (
            EVENTS,
            append(
                OTHER_EVENT.replace("2020-01-03", "2020-02-20")
                .replace("actor: blue", "actor: red")
                .replace("post-3", "post-60")
            ),
        ),
        (
            REPORTS,
            append(
                "- {id: post-60, title: Still, publisher: Post, issued: 2020-02-21, "
                f"sha256: {'2' * 64}}}\n"
            ),
        ),
    ],
    "a far namesake is another place": [
        (PLACES, append(LATE_PLACE.replace("36.51", "37.1")))
    ],
    "a base is not the town it is named after": [
        (PLACES, append(LATE_PLACE.replace("kind: town", "kind: base")))
    ],
    "an official of nobody's side may be independent": [
        (VOICES, swap("role: monitor", "role: official"))
    ],
    "two articles in one document are two texts": [
        (REPORTS, append(SECOND_REPORT.replace("Word from ELM", "Other"))),
        (REPORTS, swap("1" * 64, "0" * 64)),
        (EVENTS, append(SAME_WORD)),
    ],
}


@pytest.mark.parametrize("name", NO_DOUBTS)
def test_what_is_in_order_is_not_doubted(sure, name):
    """A warning that is wrong teaches people to ignore warnings."""
    change_files(sure, NO_DOUBTS[name])

    assert [str(problem) for problem in look_through(sure).problems] == []


def test_unarchived_links_are_one_warning(folder):
    """However many links may rot, it is said once."""
    found = [p for p in look_through(folder).problems if "links rot" in p.message]

    assert [p.message[:45] for p in found] == [
        "1 of 3 reports have a url and neither an arch"
    ]


def test_errors_come_before_doubts(folder):
    """What cannot be read is not doubted: the errors come alone."""
    path = folder / VOICES
    path.write_text(path.read_text().replace("monitor", "moniter"))

    assert {problem.level for problem in look_through(folder).problems} == {Level.ERROR}


def test_warnings_do_not_fail_unless_told_to(folder, run):
    """Without `--strict` a warning is printed and the exit status is 0."""
    code, out, err = run("check")
    strict_code, strict_out, _ = run("check", "--strict")

    assert code == 0
    assert "[post-3] warning: has no url" in out
    assert "no errors, 3 warnings" in err
    assert (strict_code, strict_out) == (1, out)


def test_problems_as_json(folder, run):
    """Programs get path, line, record, level and message of each problem."""
    _, out, _ = run("check", "--format", "json")

    first = json.loads(out)[0]
    assert set(first) == {"path", "line", "record", "level", "message"}
    assert (first["path"], first["level"]) == (REPORTS, "warning")


def test_problems_as_annotations(folder, run):
    """GitHub shows each problem beside its line; a message cannot start another."""
    path = folder / VOICES
    path.write_text(path.read_text().replace("monitor", '"mon%0A\\n::error::x"'))

    code, out, _ = run("check", "--format", "github")

    assert code == 1
    first = out.splitlines()[0]
    assert first.startswith(f"::error file={VOICES},line=5::[watch] role 'mon%250A")
    assert len(out.splitlines()) == out.count("::error file=")


LOST = (REPORTS, swap(f"issued: 2020-01-05\n{SHA}\n", "issued: 2020-01-05\n"))
"""A report that nobody can look up, which is doubted."""


def reviewed(**entry):
    fields = {"record": "post-5", "warning": "nobody can look", "reason": "a letter"}
    told = "".join(f", {k}: {v}" for k, v in {**fields, **entry}.items() if v)
    return (MAP, append(f"reviewed:\n- {{{told.removeprefix(', ')}}}\n"))


def test_a_reviewed_warning_is_counted_and_not_shown(sure, run):
    """Whoever looked at a warning and said why is not told again; nor is `--strict`."""
    change_files(sure, [LOST, reviewed()])
    code, out, err = run("check", "--strict")

    assert (code, out) == (0, "")
    assert err == "no problems (1 more reviewed)\n"


@pytest.mark.parametrize("entry", [{"record": "post-3"}, {"warning": "may be"}])
def test_a_review_is_of_one_warning(sure, entry):
    """Another record or other words silence nothing, and are told to be idle."""
    change_files(sure, [LOST, reviewed(**entry)])
    found = [str(problem) for problem in look_through(sure).problems]

    assert len(found) == 2
    assert "maps/war.yaml:9: [war] warning: reviews a warning that is not" in found[0]
    assert "nobody can look it up" in found[1]


def test_a_review_takes_a_reason(sure):
    """Without one the map file is wrong."""
    change_files(sure, [LOST, reviewed(reason="")])

    assert [p.message for p in look_through(sure).problems] == ["reason is missing"]


def test_a_review_silences_no_error(sure):
    """What keeps a record from being used is said, whatever the list says."""
    change_files(sure, [(REPORTS, swap("issued: 2020-01-05", "issued: 2020-01-55"))])
    change_files(sure, [reviewed(warning="is not a day")])

    assert any("is not a day" in p.message for p in look_through(sure).problems)
