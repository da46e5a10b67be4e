"""The command line, as scripts and people use it."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from tests_paths import tree

from geocontrol.cli.main import COMMANDS
from geocontrol.cli.output import print_table

SYRIA = Path(__file__).parent.parent / "maps/syria-2024.yaml"
STATE_KEYS = set(
    "place_id name lon lat status actor_id contested_by claimed_by besieged_by basis "
    "since last_confirmed stale event_id claims".split()
)
HISTORY_KEYS = {"valid_from", "valid_to", "status", "actor_id", "basis", "event_id"}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(run, command):
    """`--help` answers at once, and shows a line to copy."""
    code, out, _ = run(command, "--help")

    assert code == 0
    assert f"geocontrol {command}" in out.split("Example:")[1]


def test_state_has_every_place_with_the_contracted_keys(folder, run):
    """Scripts find each place of the gazetteer, unknown ones too."""
    code, out, err = run("state", "2020-01-03", "--format", "json")
    rows = {row["place_id"]: row for row in json.loads(out)}

    assert (code, err) == (0, "")
    assert set(rows) == {"realm", "shire", "ash", "elm", "oak", "keep", "yew"}
    assert all(set(row) >= STATE_KEYS for row in rows.values())
    assert rows["ash"]["actor_id"] == "red"
    assert rows["ash"]["claims"][0]["voice"] == "crier"
    assert rows["elm"]["basis"] == "inherited"
    assert rows["realm"]["status"] == "unknown"


def test_state_after_the_last_event_carries_on(folder, run):
    """A day without news, even years later, has the last known state, and is stale."""
    _, out, _ = run("state", "2023-06-01", "--format", "json", "--place", "ash")

    [row] = json.loads(out)

    assert (row["actor_id"], row["stale"]) == ("red", True)


def test_state_as_known_on_a_day(folder, run):
    """The fall of ash was printed on the third; the day before nobody knew."""
    _, out, _ = run(
        "state",
        "2020-01-03",
        "--known-on",
        "2020-01-02",
        "--format",
        "json",
        "--place",
        "Ash",
    )

    assert json.loads(out)[0]["actor_id"] == "blue"


def test_state_as_one_side_tells_it(folder, run):
    """In red's story elm is red's; in blue's, ash is not."""
    _, red, _ = run(
        "state",
        "2020-01-06",
        "--perspective",
        "red",
        "--format",
        "json",
        "--place",
        "elm",
    )
    _, blue, _ = run(
        "state",
        "2020-01-06",
        "--perspective",
        "blue",
        "--format",
        "json",
        "--place",
        "ash",
    )

    assert json.loads(red)[0]["actor_id"] == "red"
    assert json.loads(blue)[0]["actor_id"] is None


def test_state_formats_agree(folder, run):
    """CSV, GeoJSON and JSON tell the same of every place."""
    rows = json.loads(run("state", "2020-01-04", "--format", "json")[1])
    table = list(
        csv.DictReader(io.StringIO(run("state", "2020-01-04", "--format", "csv")[1]))
    )
    features = json.loads(run("state", "2020-01-04", "--format", "geojson")[1])[
        "features"
    ]

    told = [(r["place_id"], r["status"], r["actor_id"] or "") for r in rows]
    assert [(r["place_id"], r["status"], r["actor_id"]) for r in table] == told
    assert [
        (
            f["properties"]["place_id"],
            f["properties"]["status"],
            f["properties"]["actor_id"] or "",
        )
        for f in features
    ] == told
    nowhere = {f["properties"]["place_id"] for f in features if not f["geometry"]}
    assert nowhere == {"realm", "shire", "keep"}


def test_history_has_the_contracted_keys(folder, run):
    """Spans come first to last, half open, with the event behind each."""
    spans = json.loads(run("history", "ash", "--format", "json")[1])

    assert all(set(span) >= HISTORY_KEYS for span in spans)
    assert [(s["valid_from"], s["valid_to"], s["actor_id"]) for s in spans] == [
        ("2020-01-01", "2020-01-03", "blue"),
        ("2020-01-03", None, "red"),
    ]


def test_diff_lists_what_a_map_shows_differently(folder, run):
    """Ash fell and elm is claimed; nothing else changed."""
    rows = json.loads(run("diff", "2020-01-02", "2020-01-06", "--format", "json")[1])

    assert {r["place_id"]: r["after"]["claimed_by"] for r in rows} == {
        "ash": [],
        "elm": ["red"],
    }


def test_diff_as_a_page_shows_words_as_words(folder, run):
    """A page for a report: self-contained, and hostile notes are only read."""
    path = folder / "seeds/war/events/2020-01.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("saw the flag", "'<script>alert(1)</script> {{7*7}}'"),
        encoding="utf-8",
    )

    code, out, _ = run("diff", "2020-01-02", "2020-01-06", "--format", "html")

    assert code == 0
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &#123;&#123;7*7&#125;&#125;" in out
    assert "<script" not in out
    assert "Held by Blue; claimed by Red" in out


@pytest.mark.parametrize("stream", [[], ["--stream"]], ids=["held", "streamed"])
@pytest.mark.parametrize(
    "command", [["history"], ["state", "2020-01-03", "--place"]], ids=" ".join
)
def test_a_name_that_is_not_exact_is_told(folder, run, command, stream):
    """Who writes a place otherwise reads which place was taken, apart from the rows."""
    code, rows, said = run(*command, "Aash", *stream)
    _, wanted, nothing = run(*command, "ash", *stream)
    _, _, nor_here = run(*command, "آش", *stream)

    assert code == 0
    assert (said, rows) == ("'Aash' is taken for 'ash' (Ash)\n", wanted)
    assert nothing == nor_here == ""


def test_find_gives_scores(folder, run):
    """Best first, each with an id, a name and a score from 0 to 1."""
    rows = json.loads(run("find", "آش", "--format", "json")[1])

    assert rows[0]["place_id"] == "ash"
    assert 0.9 < rows[0]["score"] <= 1


def test_tables_are_for_people(folder, run):
    """The default output is a table with the state in words."""
    _, out, _ = run("state", "2020-01-04", "--place", "elm")

    assert "held by blue, claimed by red" in out


def test_a_table_in_a_pipe_has_a_line_for_each_row(capfdbinary):
    """Columns stand below one another, wide letters too, and no row is broken."""
    headings = ("place", "said", "n")

    print_table(headings, [("حماة", "x" * 300, "1"), ("東京", "y", "2")])

    out = capfdbinary.readouterr().out.decode()
    assert out.splitlines() == [
        f"place  said{' ' * 296}  n",
        f"حماة   {'x' * 300}  1",
        f"東京   y{' ' * 299}  2",
    ]


def test_check_lists_problems_on_standard_output(folder, run):
    """Editors read file:line; the exit code says that there are problems."""
    path = folder / "seeds/war/voices.yaml"
    path.write_text(path.read_text().replace("monitor", "moniter"))

    code, out, _ = run("check")

    assert code == 1
    assert out.startswith(
        "seeds/war/voices.yaml:5: [watch] role 'moniter' is not known"
    )


def test_build_writes_nothing_when_data_are_wrong(folder, run):
    """A broken record stops a build before the first byte."""
    path = folder / "seeds/war/voices.yaml"
    path.write_text(path.read_text().replace("monitor", "moniter"))
    before = tree(folder)

    code, _, err = run("build")

    assert code == 1
    assert "nothing was written" in err
    assert tree(folder) == before


def test_an_answer_that_cannot_be_given_writes_nothing_anyway(folder, run):
    """Whoever only asked is not told that nothing was written."""
    path = folder / "seeds/war/voices.yaml"
    path.write_text(path.read_text().replace("monitor", "moniter"))

    code, out, err = run("state", "2020-01-03")

    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == "1 problem; nothing was answered"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["state", "30 November"], "'30 November' is not a day such as 2024-11-30"),
        (["state", "2024-11-31"], "'2024-11-31' is not a day of the calendar"),
        (["state", "2020-01-03", "--place", "oax"], "the nearest are oak (Shire)"),
        (["state", "2020-01-03", "--perspective", "rad"], "did you mean 'red'?"),
        (["state", "2020-01-03", "--perspective", "RED"], "did you mean 'red'?"),
        (["state", "2020-01-03", "--map", "nowhere.yaml"], "there is no map file"),
        (["history", "atlantis"], "no place is called 'atlantis'"),
        (["state", "2020-01-03", "--place", ""], "no place is called ''"),
        (["state", "0001-01-01"], "'0001-01-01' is beyond 1000 to 3000"),
        (["build", "--out", "maps/war.yaml/site"], "war.yaml is a file"),
        (["build", "--to", "2999-01-01"], "is more than a century"),
        (["build", "--from", "2020-01-05", "--to", "2020-01-02"], "is after --to"),
        (["stat", "2020-01-03"], "No such command 'stat'"),
    ],
)
def test_wrong_usage_is_one_clear_line(folder, run, arguments, message):
    """A user's mistake gets exit code 2 and a sentence, never a traceback."""
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_a_terminal_is_not_steered_by_data(folder, run):
    """Escape sequences in a name are shown as the odd characters that they are."""
    path = folder / "gazetteer/shire/places/shire.yaml"
    path.write_text(path.read_text().replace("name: Elm", 'name: "Elm\\e[2J\\u202E"'))

    _, out, _ = run("state", "2020-01-04", "--place", "elm")

    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_road_is_told_from_end_to_end_in_short_lines(run):
    """Each stretch and each cut of each road has a line that fits a terminal."""
    told = ("2024-12-05", "--map", SYRIA)
    rows = json.loads(run("routes", *told, "--format", "json")[1])
    _, out, _ = run("routes", *told)
    lines = out.splitlines()[1:]
    on_m5 = [line.split(maxsplit=4)[2:] for line in lines if line.startswith("M5  ")]
    cuts = [line for line in on_m5 if line[-1].startswith("cut")]

    assert len(lines) == sum(len(r["stretches"]) + len(r["cuts"]) for r in rows)
    assert max(map(len, lines)) <= 110
    assert cuts[0] == ["rastan", "hama", "cut since 2024-12-05"]
    assert on_m5[0] == ["damascus", "rastan", "government"]
    assert on_m5[1] == cuts[0]


@pytest.mark.parametrize("method", ["kriging", "nearest"])
@pytest.mark.parametrize("command", ["areas", "statistics"])
def test_land_without_a_range_shows_none(folder, run, command, method):
    """No area is shown as known to the square kilometre; a line says why."""
    path = folder / "maps/war.yaml"
    path.write_text(path.read_text() + f"areas: {{method: {method}}}\n")

    _, out, err = run(command, "2020-01-04", "--perspective", "red")
    lines = out.splitlines()[1:]
    shown = {"areas": r"(\d\S* +){3}$", "statistics": r"\("}[command]
    ranged = [bool(re.search(shown, f"{line} ")) for line in lines]

    assert ["unknown" not in line and method == "kriging" for line in lines] == ranged
    assert any("unknown" in line for line in lines)
    assert "no range where nobody holds the land" in err


OF_A_DAY = [
    ["areas"],
    ["diff", "2020-01-02"],
    ["embed", "--src", "https://example.org/a.html"],
    ["embed", "--as", "srcdoc"],
    ["export", "--format", "csv"],
    ["figure", "--marks-only"],
    ["report", "--marks-only", "2020-01-02"],
    ["routes"],
    ["state"],
    ["state", "--stream"],
    ["state", "--stream", "--place", "ash"],
    ["statistics"],
]
"""Commands that take a day, as their last word."""


@pytest.mark.parametrize("words", OF_A_DAY, ids=" ".join)
def test_a_day_beyond_the_map_is_answered_and_said_to_be(folder, run, words):
    """Nobody takes what the map last says for news of a later day."""
    path = folder / "maps/war.yaml"
    path.write_text(path.read_text() + "areas: {method: nearest}\n")

    inside = run(*words, "2020-01-06")
    after = run(*words, "2020-01-07")

    assert (inside[0], after[0]) == (0, 0)
    assert after[1]
    said = "2020-01-07 is after 2020-01-06, when the map ends"
    assert (said in inside[2], after[2].count(said)) == (False, 1)


def test_a_day_before_the_map_is_said_to_be(folder, run):
    """Whoever asks for a day too early learns when the map begins."""
    code, _, err = run("state", "2019-12-31")

    assert (code, "when the map begins" in err) == (0, True)


@pytest.mark.parametrize("kind", ["iframe", "markdown", "quarto"])
def test_a_page_that_nobody_builds_is_not_embedded(folder, run, kind):
    """A frame or a picture of a day that the map has not would be empty."""
    code, out, err = run("embed", "2020-01-07", "--as", kind)

    assert (code, out) == (2, "")
    assert "no page is built of it, so give --src or another day" in err
