"""Laws of what goes out: pages and exports say what the timeline says, and no more."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from columns import in_rows, rows_of
from drawn_wars import costly, days, mixed, perspectives, wars
from hypothesis import given
from hypothesis import strategies as st
from worlds import PLACES, on

from geocontrol.export.formats import FORMATS, export_bytes
from geocontrol.export.selection import Selection
from geocontrol.model import AREA_KINDS, Control, Evidence
from geocontrol.render.accounts import account_of
from geocontrol.render.ages import day_number
from geocontrol.render.atlas import make_atlas
from geocontrol.render.ledgermaker import LedgerMaker
from geocontrol.render.pagedata import page_data, states_block, told_block
from geocontrol.render.pagetables import LedgerTables, faces_of
from geocontrol.tables import claim_rows, diff_rows, events_behind
from geocontrol.timeline import ONE_DAY

SHOWN = [p for p in PLACES if PLACES[p].kind not in AREA_KINDS]


@pytest.fixture(scope="session")
def page_of(project_of):
    """Make the data block of a day of some events, and the timeline behind it."""

    def make(told, n, side=None):
        project = project_of(told)
        war = project.timeline(perspective=side)
        return in_rows(page_data(make_atlas(project, war), on(n))), war

    return make


def spans_of(page):
    """Return each place's days and states as a page tells them."""
    actors = [row[0] for row in page["actors"]]
    events = [row[0] for row in page["events"]]

    def told(row):
        return (
            row[0],
            actors[row[1]] if row[1] >= 0 else None,
            *(tuple(actors[a] for a in group) for group in row[2:5]),
            row[5] or None,
            row[6],
            bool(row[7]),
            row[8],
            events[row[9]] if row[9] >= 0 else None,
            tuple(events[e] for e in row[10]),
        )

    spans = {place[0]: [] for place in page["places"]}
    for day, *pairs in page["turns"]:
        for place, number in zip(pairs[::2], pairs[1::2], strict=True):
            row = (day, told(page["controls"][number]))
            spans[page["places"][place][0]].append(row)
    return spans


def row_of(control):
    return (
        control.status.value,
        control.actor_id,
        control.contested_by,
        control.claimed_by,
        control.besieged_by,
        control.basis and control.basis.value,
        day_number(control.since),
        control.since_is_exact,
        day_number(control.last_confirmed),
        control.event_id,
        control.mark_ids,
    )


@given(wars(), days, perspectives)
def test_a_page_tells_the_timeline_up_to_its_day(page_of, told, n, side):
    """Every state of every place until the day, in every field, and none after it."""
    page, war = page_of(told, n, side)

    assert spans_of(page) == {
        place_id: [
            (day_number(day), row_of(control))
            for day, control in war.row(place_id)
            if day <= on(n)
        ]
        for place_id in SHOWN
    }


@given(wars(), days)
def test_a_page_holds_no_event_that_had_not_begun(page_of, told, n):
    """What is later than the day is not in its block, nor who speaks of it only."""
    page = page_of(told, n)[0]
    begun = {e.id for e in told if e.earliest <= on(n)}
    claims = page["claims"]

    assert {event[0] for event in page["events"]} <= begun
    assert sum(event[12] for event in page["events"]) == len(claims)
    assert {c[0] for c in claims} == set(range(len(page["voices"])))
    assert {c[1] for c in claims} == set(range(len(page["reports"])))


@given(wars(), days)
def test_a_page_does_not_know_what_comes(page_of, told, n):
    """Without corrections, its places stand as if the days after it had never been."""
    told = [replace(e, supersedes=()) for e in told]
    sofar = [e for e in told if e.earliest <= on(n)]
    page, alone = page_of(told, n)[0], page_of(sofar, n)[0]

    assert spans_of(page) == spans_of(alone)
    assert page["reports"] == alone["reports"]
    assert [e[0] for e in page["events"]] == [e[0] for e in alone["events"]]


@given(wars(), days, days, days)
def test_what_is_told_of_two_spans_in_a_row_is_told_of_both(project_of, told, a, b, c):
    """Blocks that pages share go on where the block before them ended."""
    first, middle, last = map(on, sorted((a, b, c)))
    project = project_of(told)
    atlas = make_atlas(project, project.timeline())
    tables = LedgerTables(atlas, atlas.ledger)

    def block(start, end):
        return in_rows(told_block(atlas.ledger, tables, start, end))

    one, other = block(first, middle), block(middle + ONE_DAY, last)

    assert {key: one[key] + other[key] for key in one} == block(first, last)


@given(wars(), st.integers(0, len(SHOWN)), st.integers(0, len(SHOWN)))
def test_what_is_told_of_some_places_is_what_a_ledger_of_them_tells(
    project_of, told, a, b
):
    """It numbers all but the places anew, as if there were no others."""
    project = project_of(told)
    atlas = make_atlas(project, project.timeline())
    some = range(*sorted((a, b)))
    account = account_of(atlas.timeline, atlas.ledger, some)
    alone = LedgerMaker().ledger(atlas.timeline, atlas.places[some.start : some.stop])

    def block(of):
        return in_rows(told_block(of, LedgerTables(atlas, of), date.min, date.max))

    of_some, of_alone = block(account), block(alone)
    for day in of_alone["turns"]:
        day[1::2] = [place + some.start for place in day[1::2]]
    for day in of_alone["steps"]:
        day[2::2] = [place + some.start for place in day[2::2]]
    assert of_some == of_alone


@given(wars(), days, days)
def test_a_block_that_needs_none_before_it_knows_the_states(project_of, told, a, b):
    """From the eve of its first day on it has who holds what, as the timeline says."""
    first, last = map(on, sorted((a, b)))
    project = project_of(told)
    atlas = make_atlas(project, war := project.timeline())
    tables = LedgerTables(atlas, atlas.ledger)
    block = in_rows(states_block(atlas, faces_of(atlas), first, last))
    state, turns = {}, {turn[0]: turn[1:] for turn in block["turns"]}
    for n in range(-1, (last - first).days + 1):
        day = first + n * ONE_DAY
        pairs = turns.get(day_number(day), [])
        state |= dict(zip(pairs[::2], pairs[1::2], strict=True))
        for at, place in enumerate(atlas.places):
            control = war.control(place.id, day)
            if at not in state:
                assert control == Control()
                continue
            row = block["controls"][state[at]]
            holder = atlas.actors[row[1]] if row[1] >= 0 else None
            assert (row[0], holder) == (control.status.value, control.actor_id)
            (whole,) = rows_of(tables.controls([control]))
            assert row[:-2] == whole[:-2]  # all but its events
    assert len({str(row) for row in block["controls"]}) == len(block["controls"])


@given(wars(), days)
def test_every_event_behind_a_state_can_be_looked_up(project_of, told, n):
    """Whatever a map shows has events, all weighed, each told by somebody."""
    war = project_of(told).timeline()
    for control in war.state(on(n)).values():
        behind = events_behind(control)

        assert len(set(behind)) == len(behind)
        assert {row["event_id"] for row in claim_rows(war, behind)} == set(behind)


@given(wars(), days, days)
def test_rows_of_a_difference_are_those_a_map_shows(project_of, told, a, b):
    """A place is listed if its status, holder, rivals or marks differ, else not."""
    war = project_of(told).timeline()
    keys = ("status", "actor_id", "contested_by", "claimed_by", "besieged_by")

    def face(place_id, n):
        control = war.control(place_id, on(n))
        return [getattr(control, key) for key in keys]

    rows = {row["place_id"]: row for row in diff_rows(war, on(a), on(b))}

    assert set(rows) == {p for p in PLACES if face(p, a) != face(p, b)}
    for place_id, row in rows.items():
        for n, side in ((a, "before"), (b, "after")):
            found = [row[side][key] for key in keys]
            assert found == [
                list(v) if isinstance(v, tuple) else v for v in face(place_id, n)
            ]


@costly(2)
@given(wars(), days, perspectives)
def test_tables_and_geojson_say_what_the_timeline_says(project_of, told, n, side):
    """Both formats, read back, have the state of each place on the day."""
    project = project_of(told)
    war = project.timeline(perspective=side)
    selection = Selection(project=project, timeline=war, day=on(n))
    text = export_bytes(selection, "csv").decode()
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    features = json.loads(export_bytes(selection, "geojson"))["features"]

    assert [row["place_id"] for row in table] == list(PLACES)
    assert [feature["id"] for feature in features] == list(PLACES)
    for row, feature in zip(table, features, strict=True):
        control = war.control(row["place_id"], on(n))
        stated = feature["properties"]
        assert stated["status"] == row["status"] == control.status.value
        assert stated["actor_id"] == (row["actor_id"] or None) == control.actor_id
        for key in ("contested_by", "claimed_by", "besieged_by"):
            actors = [*getattr(control, key)]
            assert stated[key] == row[key].split() == actors


@costly(10)
@given(wars(), st.one_of(st.none(), days), st.randoms(use_true_random=False))
def test_exports_have_the_same_bytes_in_any_order(project_of, told, n, random):
    """However the records were listed, every format comes out the same."""
    one = project_of(told)
    other = replace(
        one,
        evidence=Evidence(
            actors=mixed(one.evidence.actors, random),
            voices=mixed(one.evidence.voices, random),
            reports=mixed(one.evidence.reports, random),
            events=mixed(one.evidence.events, random),
        ),
    )
    for format_ in FORMATS:
        first, second = (
            export_bytes(
                Selection(project=p, timeline=p.timeline(), day=n and on(n)), format_
            )
            for p in (one, other)
        )
        assert first == second, format_
