"""The block of data of a day: what it says and what it leaves out."""

from dataclasses import replace
from datetime import date

import pytest
from columns import in_rows

from geocontrol.model import Change
from geocontrol.render.ages import day_number
from geocontrol.render.atlas import make_atlas
from geocontrol.render.lines import pack
from geocontrol.render.pagedata import page_data, states_block
from geocontrol.render.pagetables import faces_of

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def unpack(text):
    numbers, value, shift = [], 0, 0
    for letter in text:
        digit = DIGITS.index(letter)
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            numbers.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    points, lon, lat = [], 0, 0
    for d_lon, d_lat in zip(numbers[::2], numbers[1::2], strict=True):
        lon, lat = lon + d_lon, lat + d_lat
        points.append([lon / 10_000, lat / 10_000])
    return points


@pytest.fixture(scope="module")
def atlas(drawn):
    return make_atlas(drawn, drawn.timeline())


def on(atlas, number):
    return in_rows(page_data(atlas, date(2020, 1, number)))


def test_a_packed_line_comes_out_as_it_went_in():
    """A line keeps four decimals."""
    line = [[36.1234, 34.0], [-12.5, 89.9999], [180.0, -90.0]]

    assert unpack(pack(line)) == line


def test_a_day_knows_nothing_of_later_days(atlas):
    """The block of 2 January holds no event of the 3rd."""
    data = on(atlas, 2)

    assert [event[0] for event in data["events"]] == ["before", "oak"]
    assert max(turn[0] for turn in data["turns"]) == data["day"]


def test_a_day_names_only_the_reports_it_uses(atlas):
    """The sources of a day are those of its events."""
    assert [r[0] for r in on(atlas, 2)["reports"]] == ["Report 1", "Report 2"]


def test_every_place_is_listed_and_areas_are_not(atlas):
    """A place without coordinates is in the block, a governorate is not."""
    ids = [place[0] for place in on(atlas, 1)["places"]]

    assert ids == ["ash", "elm", "fort", "keep", "lost", "oak", "yew"]


def test_the_last_turn_is_the_state_of_the_day(atlas, drawn):
    """A script that goes through the turns gets what the timeline says."""
    timeline = drawn.timeline()
    for number in range(1, 6):
        data = on(atlas, number)
        state = {}
        for _, *pairs in data["turns"]:
            state |= dict(zip(pairs[::2], pairs[1::2], strict=True))
        for at, place in enumerate(data["places"]):
            control = timeline.control(place[0], date(2020, 1, number))
            row = data["controls"][state[at]]
            holder = data["actors"][row[1]][0] if row[1] >= 0 else None

            assert (row[0], holder) == (control.status, control.actor_id)


def test_an_address_that_is_not_https_is_left_out(draw):
    """A report with a script for an address has no link."""
    project = draw(url="javascript:alert(1)")
    atlas = make_atlas(project, project.timeline())

    assert {report[4] for report in on(atlas, 5)["reports"]} == {""}


def test_the_states_of_a_month_know_when_each_was_last_confirmed(drawn):
    """Who is seen to hold a place once more has held it since as before."""
    oak = drawn.evidence.events["oak"]
    seen = replace(
        oak,
        id="again",
        earliest=date(2020, 1, 3),
        latest=date(2020, 1, 3),
        change=Change.OBSERVED,
        lost_by=(),
        claims=(replace(oak.claims[0], report="r3"),),
    )
    events = {**drawn.evidence.events, "again": seen}
    project = replace(drawn, evidence=replace(drawn.evidence, events=events))
    atlas = make_atlas(project, project.timeline())
    faces = faces_of(atlas)
    block = in_rows(states_block(atlas, faces, date(2020, 1, 1), date(2020, 1, 5)))
    at = atlas.place_numbers["oak"]
    state = {
        day: dict(zip(pairs[::2], pairs[1::2], strict=True)).get(at)
        for day, *pairs in block["turns"]
    }
    second, third = (day_number(date(2020, 1, number)) for number in (2, 3))

    assert block["controls"][state[second]][6:9] == [second, 1, second]
    assert block["controls"][state[third]][6:9] == [second, 1, third]
