"""New records from the command line."""

import pytest
from tests_paths import tree
from worlds import EVENTS_YAML

from geocontrol.io.check import check
from geocontrol.project import Project

EVENT = [
    *("new", "event", "--place", "YEW", "--event-date", "2020-01-05"),
    *("--change", "captured", "--actor", "red", "--lost-by", "blue"),
    *("--claim", "watch,post-5,asserts,2,saw smoke, and a flag"),
]
PLACE = [
    *("new", "place", "--name", "Old Ford", "--kind", "village", "--within", "shire"),
    *("--lon", "36.8", "--lat", "35.1", "--geo-precision", "near"),
    *("--geo-source", "pencil", "--name-in", "ar=المخاضة", "--link", "geonames=77"),
]
AT_ASH = ("--lon", "36.5", "--lat", "35.5")


def test_an_event_goes_to_the_file_of_its_month(folder, run):
    """Its place is named in any spelling; its id is its date and place."""
    code, _, err = run(*EVENT)
    text = (folder / "seeds/war/events/2020-01.yaml").read_text(encoding="utf-8")

    assert code == 0, err
    assert "event 2020-01-05-yew added to seeds/war/events/2020-01.yaml" in err
    assert text == EVENTS_YAML + (
        "- id: 2020-01-05-yew\n  place: yew\n  event_date: 2020-01-05\n"
        "  change: captured\n  actor: red\n  lost_by: blue\n  claims:\n"
        "  - {voice: watch, report: post-5, stance: asserts, credibility: 2, "
        'note: "saw smoke, and a flag"}\n'
    )
    assert check(folder) == []


def test_a_place_goes_to_the_file_of_its_governorate(folder, run):
    """Names and links are pairs; the id is the name in small letters."""
    code, _, err = run(*PLACE)
    ford = Project.open().places["old-ford"]

    assert code == 0, err
    assert "place old-ford added to gazetteer/shire/places/shire.yaml" in err
    assert (ford.name_in("ar"), ford.links) == ("المخاضة", (("geonames", "77"),))


@pytest.mark.parametrize(
    ("arguments", "record_id"),
    [
        (
            "report --title Smoke --publisher Gazette --issued 2020-01-05",
            "gazette-2020-01-05",
        ),
        ("report --title Eve --publisher Post --issued 2020-01-01", "post-2020-01-01"),
        ("voice --name Owl --role eyewitness --reliability D", "owl"),
        ("actor --name Grey --color #777777", "grey"),
    ],
)
def test_each_kind_goes_where_its_like_are(folder, run, arguments, record_id):
    """Reports, voices and actors are appended to their one file."""
    code, _, err = run("new", *arguments.split())
    noun = arguments.split()[0]

    assert code == 0, err
    assert f"{noun} {record_id} added to seeds/war/{noun}s.yaml" in err
    assert check(folder) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([*EVENT[:-1], "watch,post-55,asserts,2"], "did you mean 'post-5'?"),
        ([*EVENT[:-1], "watch,post-5"], "has not the form voice,report,stance,cred"),
        ([*EVENT[:-1], "watch,post-3,asserts,2"], "was issued on 2020-01-03, before"),
        (["new", "event", "--place", "Yewx"], "the nearest are yew (Shire)"),
        ([*PLACE, "--lon", "36.8", "--link", "x"], "'x' has not the form register=id"),
        ([*PLACE, "--lat", "85"], "km outside the outline; check lon 36.8"),
        (["new", "report", "--title", "Smoke"], "[unnamed] publisher is missing"),
        (["new", "report", "--publisher", "Post"], "[post] title is missing"),
        (["new", "voice", "--role", "monitr"], "'monitr' is not one of"),
        ([*EVENT, "--id", "2020-01-03-ash"], "is taken by"),
    ],
)
def test_a_wrong_record_is_not_written(folder, run, arguments, message):
    """Whatever `check` would refuse changes no byte."""
    before = tree(folder)

    code, _, err = run(*arguments)

    assert code in {1, 2}
    assert message in err
    assert tree(folder) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("Elmm town 37.9 35.9", "'elm' (village within shire): one name, "),
        ("Nook village 36.51 35.51", "'ash' (village within shire): 1.4 km apart"),
        ("Aash village", "'ash' (village within shire): one name\n"),
    ],
)
def test_a_place_like_one_that_is_there_is_doubted(folder, run, arguments, message):
    """Whoever adds a place twice learns of which it may be the same."""
    name, kind, *at = arguments.split()
    words = ["--name", name, "--kind", kind, "--within", "shire"]
    if at:
        words += ["--lon", at[0], "--lat", at[1]]
        words += ["--geo-precision", "near", "--geo-source", "pencil"]

    code, _, err = run("new", "place", *words)

    assert code == 0, err
    assert "may be the same place as " + message in err


@pytest.mark.parametrize(
    "arguments",
    [PLACE, [*PLACE[:-2], "--name", "Shire"], [*PLACE, "--kind", "hill", *AT_ASH]],
)
def test_a_place_like_no_other_is_not_doubted(folder, run, arguments):
    """A name of its own, that of its area, or a hill beside a village is no double."""
    code, _, err = run(*arguments)

    assert code == 0, err
    assert len(err.splitlines()) == 1


def test_a_second_event_of_the_day_gets_another_id(folder, run):
    """An id is never used twice: the change is added to it."""
    run(*EVENT)
    _, _, err = run(*EVENT)

    assert "event 2020-01-05-yew-captured added" in err


def test_a_span_of_days_is_written_with_dots(folder, run):
    """Sources that differ give an earliest and a latest day."""
    arguments = ["2020-01-04..2020-01-05" if a == "2020-01-05" else a for a in EVENT]
    code, _, err = run(*arguments)
    event = Project.open().evidence.events["2020-01-04-yew"]

    assert code == 0, err
    assert (event.latest - event.earliest).days == 1


def test_what_is_missing_is_asked_for_on_a_terminal(folder, run, monkeypatch):
    """Answers are checked like flags; an empty one leaves a field out."""
    answers = iter(["Owl", "eyewitness", "", "D", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_args, **_more: next(answers))
    code, _, err = run("new", "voice")

    assert code == 0, err
    assert Project.open().evidence.voices["owl"].reliability == "D"
