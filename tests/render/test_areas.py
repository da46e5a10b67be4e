"""Areas as pages have them."""

from dataclasses import replace
from datetime import date

import pytest

from geocontrol.model import AreaMethod, AreaPolicy, Policy, Route
from geocontrol.render.areas import LandDays
from geocontrol.render.atlas import make_atlas
from geocontrol.render.landview import area_rule, land_in_words, road_lines
from geocontrol.render.wording import Wording
from geocontrol.territory.tables import area_rows


def january(number):
    return date(2020, 1, number)


@pytest.fixture(scope="module")
def project(draw):
    calm = Policy(stale_after_days=365)
    return replace(draw(), area_policy=AreaPolicy(radius_km=60.0), policy=calm)


@pytest.fixture(scope="module")
def block(project):
    timeline = project.timeline()
    actors = make_atlas(project, timeline).actors
    return LandDays(project, timeline, actors).block(project.days)


def sheet_on(block, day):
    """Return the sheet of a day."""
    number = (day - date(1970, 1, 1)).days
    return block["sheets"][dict(map(tuple, block["days"]))[number]]


def test_days_that_look_alike_share_a_sheet(project, block):
    """A day without an event costs a page nothing but its number."""
    days = [*project.days, project.days[-1].replace(day=20)]
    timeline = project.timeline()
    actors = make_atlas(project, timeline).actors
    longer = LandDays(project, timeline, actors).block(days)

    assert len(longer["sheets"]) == len(block["sheets"])
    assert len(longer["days"]) == len(block["days"]) + 1


def test_the_legend_and_the_command_give_the_same_land(project, block):
    """What a page prints of a day is what `geocontrol areas` answers."""
    timeline = project.timeline()
    atlas = make_atlas(project, timeline)
    rows = {
        row["actor_id"]: row
        for row in area_rows(project, timeline, [january(2)])
        if row["status"] == "held"
    }
    printed = {
        atlas.actors[row[1]]: row[2:5]
        for row in sheet_on(block, january(2))["areas"]
        if row[0] == "held"
    }

    assert set(printed) == set(rows)
    for actor, (km2, low, high) in printed.items():
        assert km2 == round(rows[actor]["area_km2"])
        assert low == round(rows[actor]["low_km2"])
        assert high == round(rows[actor]["high_km2"])


def test_background_is_marked_as_such(block):
    """On the first day all is assumed; once blue holds oak, its land no longer is."""
    first = sheet_on(block, january(1))["marked"]
    second = sheet_on(block, january(2))["marked"]

    assert [mark[0] for mark in first] == ["assumed"]
    assert len(str(second)) != len(str(first))


def test_claimed_land_is_marked_for_the_claimant(project, block):
    """Blue's word on yew hatches its land in blue and gives blue nothing."""
    actors = make_atlas(project, project.timeline()).actors
    marked = sheet_on(block, january(3))["marked"]

    assert ["claimed", actors.index("blue")] in [mark[:2] for mark in marked]


def test_a_map_without_areas_says_nothing_of_them(draw):
    """With `method: none` there is no block, no figure and no rule."""
    project = replace(draw(), area_policy=AreaPolicy(method=AreaMethod.NONE))
    timeline = project.timeline()
    atlas = make_atlas(project, timeline)
    wording = Wording("en", project.evidence.actors)

    assert LandDays(project, timeline, atlas.actors).block(project.days) is None
    assert land_in_words(atlas, wording, None) == {}
    assert area_rule(wording, None) == ""


def test_a_cut_road_comes_first_and_says_since_when(draw):
    """A reader looks for what is cut."""
    roads = (
        Route(id="a", name="A road", through=("ash", "fort")),
        Route(id="b", name="B road", through=("ash", "oak")),
    )
    project = replace(draw(), routes=roads)
    atlas = make_atlas(project, project.timeline())
    wording = Wording("en", project.evidence.actors)
    lines = road_lines(atlas, wording, january(3))

    assert [line.name for line in lines] == ["B road", "A road"]
    assert lines[0].state == "cut between Ash and Oak since 2 Jan"
    assert lines[1].is_open


@pytest.mark.browser
def test_areas_can_be_hidden_and_shown(site, open_page):
    """The button takes the areas off the map, says so, and brings the same back."""
    page = open_page(site / "2020-01-02.html")
    page.wait_for_selector("#views button")
    picture = "document.querySelector('.leaflet-gc-base-pane canvas').toDataURL()"
    shown = page.evaluate(picture)
    button = page.get_by_role("button", name="Areas")
    button.click()
    hidden = page.evaluate(picture)

    assert button.get_attribute("aria-pressed") == "false"
    assert hidden != shown

    button.click()

    assert page.evaluate(picture) == shown
