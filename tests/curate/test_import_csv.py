"""Other people's tables, drafted into a project."""

import re
from datetime import date

import pytest
from tests_paths import tree

from geocontrol.curate.imports.aliases import FILE_NAME
from geocontrol.io.check import check
from geocontrol.model import Status
from geocontrol.project import Project

SEEDS = "seeds/war"
ALIASES = f"{SEEDS}/{FILE_NAME}"
MATRIX = """\
district,province,2020-01-02,2020-01-04,2020-01-06
Ash,Shire,1,1,
Elm,Shire,0,1,0
Oak,Shire,,0,-
"""
MATRIX_MAPPING = """\
format_version: 1
layout: matrix
columns: {place: district, area: province}
values: {"1": red, "0": not red}
voice: {id: survey, name: Survey, role: monitor, reliability: B}
"""
EVENTS = """\
date;town;change;actor;lost by;url
03/01/2020;Ash;taken;Red;Blue Kingdom;https://post.example/ash
04/01/2020;elm;seen;blue;;
05/01/2020;Yew;left;;blue;
"""
EVENTS_MAPPING = """\
format_version: 1
layout: events
columns: {place: town, day: date, change: change, actor: actor,
  lost_by: lost by, url: url}
values: {taken: captured, seen: observed, left: withdrew}
date_format: "%d/%m/%Y"
"""


@pytest.fixture
def bare(folder):
    """The drawn world with nothing said of it."""
    (folder / f"{SEEDS}/events/2020-01.yaml").write_text(
        "format_version: 1\nevents: []\n"
    )
    return folder


def write(folder, **files):
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def do_import(run, *arguments, form="csv"):
    return run("import", form, *arguments, "--to", ".")


def state(place_id, day):
    control = Project.open().timeline().control(place_id, date.fromisoformat(day))
    return control.status, control.actor_id or control.contested_by or None


def test_the_state_on_every_day_is_the_table(bare, run):
    """One is held, nought is held by somebody else, blank is not known."""
    write(bare, t_csv=MATRIX, t_yaml=MATRIX_MAPPING)
    code, _, err = do_import(run, "t.csv", "--mapping", "t.yaml")
    told = {"1": (Status.HELD, "red"), "0": (Status.HELD, "not-red")}
    heading, *rows = (line.split(",") for line in MATRIX.splitlines())

    assert code == 0, err
    for name, _, *cells in rows:
        for day, cell in zip(heading[2:], cells, strict=True):
            wanted = told.get(cell, (Status.UNKNOWN, None))
            assert state(name.lower(), day) == wanted, (name, day)


def test_an_import_has_no_problems(bare, run):
    """What is drafted passes `check`, and says at its top where it comes from."""
    write(bare, t_csv=MATRIX, t_yaml=MATRIX_MAPPING)
    do_import(run, "t.csv", "--mapping", "t.yaml")

    assert check(bare) == []
    for path in (bare / SEEDS / "imports/t").rglob("*.yaml"):
        first, second, *_ = path.read_text().splitlines()
        assert first.startswith("# Drafted by geocontrol import csv")
        assert second.startswith("# From t.csv, sha256 ")


def test_an_import_touches_nothing_that_was_there(bare, run):
    """Every file of before is as it was."""
    before = tree(bare)
    write(bare, t_csv=MATRIX, t_yaml=MATRIX_MAPPING)
    do_import(run, "t.csv", "--mapping", "t.yaml")

    assert before.items() <= tree(bare).items()


def test_an_event_a_row(bare, run):
    """Words and dates are those of the mapping; a link is a report of its own."""
    write(bare, t_csv=EVENTS, t_yaml=EVENTS_MAPPING)
    code, _, err = do_import(run, "t.csv", "--mapping", "t.yaml")
    events = Project.open().evidence.events

    assert code == 0, err
    ash = events["t-2020-01-03-ash"]
    assert (ash.change, ash.actor, ash.lost_by) == ("captured", "red", ("blue",))
    assert ash.claims[0].report == "t-report-1"
    assert events["t-2020-01-05-yew"].change == "withdrew"
    assert check(bare) == []


CLAIMS = "town,date,change,actor,lost by,stance,credibility\n"
CLAIMS_MAPPING = """\
format_version: 1
layout: events
columns: {place: town, day: date, change: change, actor: actor, lost_by: lost by,
  stance: stance, credibility: credibility}
values: {no: denies}
constant: {stance: denies, credibility: "4"}
"""


@pytest.mark.parametrize("credibility", ["", *"123456"])
@pytest.mark.parametrize("stance", ["", "asserts", "denies", "no"])
def test_a_row_says_its_own_stance_and_credibility(bare, run, stance, credibility):
    """What the cells of a row say of its claim is recorded; blank, the constant is."""
    row = f"ash,2020-01-04,captured,blue,red,{stance},{credibility}\n"
    write(bare, t_csv=CLAIMS + row, t_yaml=CLAIMS_MAPPING)
    code, _, err = do_import(run, "t.csv", "--mapping", "t.yaml")
    [event] = Project.open().evidence.events.values()
    [claim] = event.claims

    assert code == 0, err
    assert claim.stance == ("asserts" if stance == "asserts" else "denies")
    assert claim.credibility == int(credibility or 4)


@pytest.mark.parametrize("layout", ["states", "spans", "matrix", "events"])
def test_a_column_that_is_not_there_is_named(bare, run, layout):
    """Whatever a row is, a table without a named column is told which it lacks."""
    write(bare, t_csv="town,2020-01-02\nash,red\n")
    write(
        bare, t_yaml=f"format_version: 1\nlayout: {layout}\ncolumns: {{place: city}}\n"
    )
    code, _, err = do_import(run, "t.csv", "--mapping", "t.yaml")

    assert code == 2
    assert "t.csv: no column 'city' for the place; it has town, 2020-01-02" in err


@pytest.mark.parametrize("layout", ["states", "spans", "matrix"])
@pytest.mark.parametrize("key", ["stance", "credibility"])
def test_a_column_that_would_be_lost_is_refused(bare, run, key, layout):
    """Where a row is no event, nobody's denial becomes an assertion in silence."""
    write(bare, t_csv=f"town,date,holder,{key}\nash,2020-01-02,red,\n")
    write(bare, t_yaml=f"format_version: 1\nlayout: {layout}\n")
    before = tree(bare)
    code, _, err = do_import(run, "t.csv", "--mapping", "t.yaml")

    assert code == 2
    assert f"the column {key!r} gives the {key} of each row, which is for" in err
    assert tree(bare) == before


@pytest.mark.parametrize(
    ("form", "cell", "latest"),
    [("%Y-%m", "2020-02", date(2020, 2, 29)), ("%Y", "2020", date(2020, 12, 31))],
)
def test_a_month_is_not_its_first_day(bare, run, form, cell, latest):
    """What a table knows only to the month or year keeps that vagueness."""
    mapping = EVENTS_MAPPING.replace("%d/%m/%Y", form)
    write(bare, t_csv=f"date;town;change;actor;lost by;url\n{cell};Ash;taken;red;;\n")
    write(bare, t_yaml=mapping)
    do_import(run, "t.csv", "--mapping", "t.yaml")
    [event] = Project.open().evidence.events.values()

    assert event.latest == latest


def test_a_mapping_that_names_no_columns_leaves_them_to_the_headings(bare, run):
    """Who only says whose word a table is need not name what headings say."""
    before, columns, after = re.split(r"(?s)(columns: .*?})\n", EVENTS_MAPPING)
    write(bare, t_csv=EVENTS, named_yaml=EVENTS_MAPPING, plain_yaml=before + after)
    told = []
    for name in ("named", "plain"):
        code, _, err = do_import(run, "t.csv", "--mapping", f"{name}.yaml", "--replace")
        told.append(Project.open(bare).evidence.events)
        assert code == 0, err

    assert "town" in columns
    assert told[0] == told[1]


def test_headings_are_guessed(bare, run):
    """A plain table of place, date and holder needs no mapping."""
    write(
        bare,
        t_csv="Town,Date,Holder\nash,2020-01-02,Red Kingdom\noak,2020-01-02,blue\n",
    )
    code, _, err = do_import(run, "t.csv")

    assert code == 0, err
    assert state("ash", "2020-01-02") == (Status.HELD, "red")
    assert state("oak", "2020-01-02") == (Status.HELD, "blue")


def test_the_day_may_be_in_the_name_of_the_file(bare, run):
    """A folder of daily tables is one import."""
    write(
        bare,
        t_yaml="format_version: 1\nlayout: states\ncolumns: {place: town, state: who}\n"
        'day_in_name: "d%Y%m%d"\n',
        d20200102_csv="town,who\nash,red\n",
        d20200103_csv="town,who\nash,blue\n",
    )
    code, _, err = do_import(
        run, "d20200102.csv", "d20200103.csv", "--mapping", "t.yaml", "--id", "daily"
    )

    assert code == 0, err
    assert state("ash", "2020-01-02") == (Status.HELD, "red")
    assert state("ash", "2020-01-03") == (Status.HELD, "blue")


def test_contested_places_are_between_two(bare, run):
    """A word can mean that two parties fight for the place."""
    write(
        bare,
        t_csv="town,date,holder\nash,2020-01-02,mixed\nash,2020-01-03,?\n",
        t_yaml="format_version: 1\nlayout: states\n"
        "columns: {place: town, day: date, state: holder}\n"
        'values: {mixed: contested red blue, "?": unknown}\n',
    )
    do_import(run, "t.csv", "--mapping", "t.yaml")

    assert state("ash", "2020-01-02") == (Status.CONTESTED, ("blue", "red"))
    assert state("ash", "2020-01-03") == (Status.UNKNOWN, None)


def test_a_name_nobody_knows_is_asked_and_remembered(bare, run):
    """First it is listed with candidates; once decided on, it is never asked again."""
    table = "town,date,holder\nAshville,2020-01-02,red\nElm,2020-01-02,red\n"
    write(bare, t_csv=table)
    before = tree(bare)
    code, _, err = do_import(run, "t.csv")

    assert code == 1
    assert "1 to decide on in seeds/war/aliases.yaml: Ashville" in err
    assert "nothing was imported" in err
    after = tree(bare)
    assert after.keys() - before.keys() == {ALIASES}
    text = (bare / ALIASES).read_text()
    assert 'place: ""' in text
    assert "ash (Shire, 0." in text

    (bare / ALIASES).write_text(text.replace('place: ""', "place: ash"))
    code, _, err = do_import(run, "t.csv")

    assert code == 0, err
    assert state("ash", "2020-01-02") == (Status.HELD, "red")
    assert do_import(run, "t.csv", "--id", "again")[0] == 0


def test_a_word_nobody_knows_is_asked_too(bare, run):
    """A holder that is no actor waits for a decision like a name."""
    write(bare, t_csv="town,date,holder\nash,2020-01-02,The Reds\n")
    code, _, err = do_import(run, "t.csv")
    path = bare / ALIASES

    assert (code, "The Reds" in err) == (1, True)
    path.write_text(path.read_text().replace('state: ""', "state: red"))
    assert do_import(run, "t.csv")[0] == 0
    assert state("ash", "2020-01-02") == (Status.HELD, "red")


def test_open_names_can_be_left_out(bare, run):
    """Whoever says so imports the rest, and is told how much is missing."""
    write(bare, t_csv="town,date,holder\nXanadu,2020-01-02,red\nElm,2020-01-02,red\n")
    code, _, err = do_import(run, "t.csv", "--skip-open")

    assert code == 0
    assert "left out, not decided: 1" in err
    assert state("elm", "2020-01-02") == (Status.HELD, "red")


def test_namesakes_are_told_apart_by_their_area(bare, run):
    """Two places called Ash: the province says which; without it a person does."""
    path = bare / "gazetteer/shire/places/shire.yaml"
    path.write_text(
        path.read_text()
        + "- {id: vale, name: Vale, kind: governorate, within: realm}\n"
        + "- {id: ash-vale, name: Ash, kind: village, within: vale}\n"
    )
    write(
        bare,
        t_csv="town,province,date,holder\nAsh,Vale province,2020-01-02,red\n"
        "Ash,Shire,2020-01-02,blue\nAsh,,2020-01-02,red\nElm,Vale,2020-01-02,red\n",
    )
    code, _, err = do_import(run, "t.csv")

    assert code == 1
    assert "2 to decide on" in err
    text = (bare / ALIASES).read_text()
    assert "- name: Ash\n  place: " in text
    assert "- name: Elm\n  area: Vale\n  place: " in text


def test_a_table_can_bring_its_own_places(bare, run):
    """New names and areas are drafted; a slip of the pen and a namesake are asked."""
    write(
        bare,
        t_csv="town,province,date,holder\nHazel,Vale,2020-01-02,red\n"
        "Ash,Vale,2020-01-02,blue\nAshe,Shire,2020-01-02,red\n"
        "Hazel,Fells,2020-01-02,blue\n",
    )
    code, _, err = do_import(run, "t.csv", "--new-places")
    places = Project.open().places

    assert code == 0, err
    assert "5 places drafted" in err
    assert (places["hazel"].within, places["hazel-fells"].within) == ("vale", "fells")
    assert places["ash-vale"].name == "Ash"
    assert places["vale"].kind == "governorate"
    assert places["hazel"].lon is None
    assert state("hazel", "2020-01-02") == (Status.HELD, "red")
    assert state("hazel-fells", "2020-01-02") == (Status.HELD, "blue")
    assert state("ash-vale", "2020-01-02") == (Status.HELD, "blue")
    assert state("ash", "2020-01-02") == (Status.HELD, "red")
    assert check(bare) == []


def test_a_blank_decision_is_refused_in_words(bare, run):
    """A meaning of blanks is no decision, and the word that it is for is named."""
    write(bare, t_csv="town,date,holder\nash,2020-01-02,The Reds\n")
    do_import(run, "t.csv")
    path = bare / ALIASES
    path.write_text(path.read_text().replace('state: ""', 'state: " "'))
    code, _, err = do_import(run, "t.csv")

    assert code == 2
    assert "'The Reds' cannot mean ' '; it can mean an actor's id" in err


def test_a_slip_of_the_pen_is_no_new_place(bare, run):
    """What resembles a place where it would lie is asked, wanted or not."""
    write(bare, t_csv="town,province,date,holder\nKeap,Shire,2020-01-02,red\n")
    code, _, err = do_import(run, "t.csv", "--new-places")

    assert code == 1
    assert "1 to decide on" in err


def test_a_place_added_since_is_not_asked_again(bare, run):
    """A name that waited for a decision is understood once its place is listed."""
    write(bare, t_csv="town,date,holder\nXanadu,2020-01-02,red\n")
    assert do_import(run, "t.csv")[0] == 1
    run("new", "place", "--name", "Xanadu", "--kind", "town", "--within", "shire")

    assert do_import(run, "t.csv")[0] == 0
    assert state("xanadu", "2020-01-02") == (Status.HELD, "red")


@pytest.mark.parametrize(
    ("table", "code", "message"),
    [
        (
            "town,date,holder\nash,2020-13-02,red\n",
            1,
            "t.csv:2: day '2020-13-02' is not",
        ),
        (
            "town,date,holder\nash,2020-01-02,red,x\n",
            1,
            "t.csv:2: has 4 cells, the head",
        ),
        (
            "town,date,holder\nash,2020-01-02,red\nAsh,2020-01-02,blue\n",
            1,
            "t.csv:3: 'ash' has two states on 2020-01-02",
        ),
        ("town,town\nash,elm\n", 1, "t.csv:1: two columns are called 'town'"),
        ("", 1, "t.csv:1: is empty; expected a line of headings"),
        ("town,date,holder\n", 1, "t.csv:1: has no row under a heading"),
        (
            'town,date,holder\n"ash,2020-01-02,red\n',
            1,
            "is no such table: unexpected end",
        ),
        (
            CLAIMS + "ash,2020-01-02,captured,red,,denys,2\n",
            1,
            "t.csv:2: stance 'denys' is not known; did you mean 'denies'?",
        ),
        (
            CLAIMS + "ash,2020-01-02,captured,red,,,\nelm,2020-01-02,captured,red,,,7",
            1,
            "t.csv:3: credibility '7' must be a whole number from 1 to 6",
        ),
        ("a,b\n1,2\n", 2, "no column is called place, town or the like among a, b"),
        ("town,b\n1,2\n", 2, "no column gives the day and the state; say with --mapp"),
    ],
)
def test_a_wrong_table_is_refused_at_its_line(bare, run, table, code, message):
    """Nothing is written, and the row that is wrong is named."""
    write(bare, t_csv=table)
    before = tree(bare)

    found, _, err = do_import(run, "t.csv")

    assert found == code
    assert message in err
    assert tree(bare) == before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("layout: matrix", "layout: cube", "layout 'cube' is not known"),
        ("place: district", "plaice: district", "columns: 'plaice' is no field"),
        ('"1": red', '"1\\e[2J": red', r"'1\x1b[2J' of values holds a character that"),
        ('"1": red', '"\\u202e1": red', r"'\u202e1' of values holds a character"),
        ("place: district", "place: town", "no column 'town' for the place; it has"),
        ('"1": red', '"1": rad', "actor 'rad' is not known; did you mean 'red'?"),
        ('"1": red', '"1": red blue', "'1' cannot mean 'red blue'; it can mean"),
        ('"1": red', '"1": contested red', "'contested ID ID'"),
        ('"1": red', '"1": " "', "'1' cannot mean ' '; it can mean an actor's id"),
        *(
            (
                "voice: {id",
                f'{key}: "{form}"\nvoice: {{id',
                f"t.yaml:5: {key} {form!r} is no",
            )
            for key in ("date_format", "day_in_name")
            for form in ("%d.%m.%d", "%Y-%m-%q", "%Y %", "%d.%m", "day", "%-d.%m.%Y")
        ),
        ("role: monitor", "role: moniter", "role 'moniter' is not known; did you mea"),
        ("reliability: B}", "reliability: B, x: y}", "field 'x' is not known"),
        (
            "voice: {id",
            "report: {issued: 2020-01-01}\nvoice: {id",
            "issued 2020-01-01 is before the last day it tells of, 2020-01-06",
        ),
    ],
)
def test_a_wrong_mapping_is_refused(bare, run, old, new, message):
    """The mapping is checked like any other file; nothing is written."""
    assert old in MATRIX_MAPPING
    write(bare, t_csv=MATRIX, t_yaml=MATRIX_MAPPING.replace(old, new))
    before = tree(bare)

    code, _, err = do_import(run, "t.csv", "--mapping", "t.yaml")

    assert code in {1, 2}
    assert message in err
    assert tree(bare) == before


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("%d %B %Y", "02 January 2020"),
        ("%d/%m/%y", "02/01/20"),
        ("%Y-%m-%dT%H:%M:%S%z", "2020-01-02T03:04:05+01:00"),
        ("%G-W%V-%u", "2020-W01-4"),
        ("%Y.%j", "2020.002"),
        ("%%%Y%m%d", "%20200102"),
    ],
)
def test_any_form_of_a_day_is_read(bare, run, form, cell):
    """Whatever gives a day with its year, in words, weeks or hours, is a form."""
    write(bare, t_csv=f"town,date,holder\nash,{cell},red\n")
    write(bare, t_yaml=f'format_version: 1\nlayout: states\ndate_format: "{form}"\n')
    code, _, err = do_import(run, "t.csv", "--mapping", "t.yaml")

    assert code == 0, err
    assert state("ash", "2020-01-02") == (Status.HELD, "red")


def test_an_import_is_replaced_only_when_told_to(bare, run):
    """The same name twice is refused; with `--replace` the new one stands alone."""
    write(bare, t_csv=MATRIX, t_yaml=MATRIX_MAPPING)
    do_import(run, "t.csv", "--mapping", "t.yaml")
    code, _, err = do_import(run, "t.csv", "--mapping", "t.yaml")
    write(bare, t_csv=MATRIX.replace("Ash,Shire,1,1,", "Ash,Shire,0,0,0"))
    again = do_import(run, "t.csv", "--mapping", "t.yaml", "--replace")

    assert (code, "--replace takes its place" in err) == (2, True)
    assert again[0] == 0
    assert check(bare) == []
    assert state("ash", "2020-01-06") == (Status.HELD, "not-red")
    assert [p.name for p in (bare / SEEDS / "imports").iterdir()] == ["t"]


@pytest.mark.parametrize("before", ["nothing", "an import of that name"])
def test_what_check_would_refuse_is_not_imported(bare, run, before):
    """Rows that are right alone and wrong in the whole leave everything as it was."""
    write(bare, t_csv=EVENTS, t_yaml=EVENTS_MAPPING)
    if before != "nothing":
        do_import(run, "t.csv", "--mapping", "t.yaml")
    else:
        old = bare / f"{SEEDS}/events/2020-01.yaml"
        old.write_text(
            "format_version: 1\nevents:\n- id: t-2020-01-03-ash\n  place: elm\n"
            "  event_date: 2020-01-03\n  change: observed\n  actor: red\n  claims:\n"
            "  - {voice: watch, report: post-3, stance: asserts, credibility: 2}\n"
        )
    was = {p: p.read_bytes() for p in bare.rglob("*") if p.is_file()}
    if before != "nothing":
        write(bare, t_yaml=EVENTS_MAPPING.replace("seen: observed", "seen: succeeded"))
        was[bare / "t.yaml"] = (bare / "t.yaml").read_bytes()
    code, _, err = do_import(run, "t.csv", "--mapping", "t.yaml", "--replace")

    wanted = {
        "nothing": "[t-2020-01-03-ash] id 't-2020-01-03-ash' is taken by",
        "an import of that name": "[t-2020-01-04-elm] lost_by is missing",
    }
    assert code == 1
    assert wanted[before] in err
    assert {p: p.read_bytes() for p in bare.rglob("*") if p.is_file()} == was


def test_an_import_that_is_interrupted_is_taken_back(bare, run, monkeypatch):
    """Whoever stops the check of the whole finds everything as it was."""
    write(bare, t_csv=EVENTS, t_yaml=EVENTS_MAPPING)
    was = {p: p.read_bytes() for p in bare.rglob("*") if p.is_file()}

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("geocontrol.curate.imports.run.problems_of", stop)
    do_import(run, "t.csv", "--mapping", "t.yaml")

    assert {p: p.read_bytes() for p in bare.rglob("*") if p.is_file()} == was


def test_importing_twice_gives_the_same_bytes(bare, run):
    """Nothing in a draft depends on the clock or on chance."""
    write(bare, t_csv=EVENTS, t_yaml=EVENTS_MAPPING)
    do_import(run, "t.csv", "--mapping", "t.yaml")
    first = tree(bare / SEEDS / "imports")
    do_import(run, "t.csv", "--mapping", "t.yaml", "--replace")

    assert tree(bare / SEEDS / "imports") == first


ACLED = """\
event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,admin1,location,\
latitude,longitude,geo_precision,notes
LND1,03 January 2020,1,Non-state actor overtakes territory,Red Kingdom,Blue Kingdom,\
Shire,Ash,35.5,36.5,1,"their words"
LND2,2020-01-10,2,Government regains territory,Blue Kingdom,Red Kingdom,Shire,Ash,35.5,\
36.5,2,
LND3,2020-01-10,1,Armed clash,Blue Kingdom,Red Kingdom,Shire,Elm,35.5,36.5,1,
LND4,2020-01-10,1,Government regains territory,Blue Kingdom,Red Kingdom,Shire,Oak,35.5,\
36.5,3,
LND5,2020-01-12,3,Non-violent transfer of territory,Red Kingdom,,Shire,Hazel,35.1,\
36.9,2,
"""


def test_acled_gives_control_from_its_transfers_alone(bare, run):
    """A clash moves nothing, a region's capital is not the place; precision is kept."""
    write(bare, t_csv=ACLED)
    do_import(run, "t.csv", form="acled")
    path = bare / ALIASES
    path.write_text(path.read_text().replace('place: ""', "place: new"))
    code, _, err = do_import(run, "t.csv", form="acled")
    project = Project.open()
    events = project.evidence.events

    assert code == 0, err
    assert "left out, no transfer of territory: 1" in err
    assert "left out, located only to a region: 1" in err
    assert sorted(events) == ["t-lnd1", "t-lnd2", "t-lnd5"]
    assert (events["t-lnd1"].actor, events["t-lnd1"].lost_by) == ("red", ("blue",))
    assert (events["t-lnd2"].earliest, events["t-lnd2"].latest) == (
        date(2020, 1, 7),
        date(2020, 1, 13),
    )
    assert events["t-lnd5"].latest == date(2020, 1, 31)
    assert "their words" not in (bare / SEEDS / "imports/t/events/001.yaml").read_text()
    hazel = project.places["hazel"]
    assert (hazel.lon, hazel.geo_precision, hazel.within) == (36.9, "near", "shire")
    assert check(bare) == []


@pytest.mark.parametrize("precision", ["1", "2", "3"])
@pytest.mark.parametrize("day", ["0001-01-02", "0999-12-31", "9999-12-30"])
def test_acled_has_no_day_that_no_map_has(bare, run, day, precision):
    """A year beyond those of maps is a typing error, and is told at its row."""
    write(bare, t_csv=ACLED.replace("2020-01-10,2,", f"{day},{precision},"))
    before = tree(bare)
    code, _, err = do_import(run, "t.csv", "--skip-open", form="acled")

    assert code == 1
    assert f"t.csv:3: event_date {day!r} is no day of the years 1000 to 3000" in err
    assert tree(bare) == before
