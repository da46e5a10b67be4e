"""What the close-up of a page shows."""

from dataclasses import replace
from datetime import date

import pytest

from geocontrol.render.site import write_site

pytestmark = pytest.mark.browser

BOX = "() => window.geocontrol.page.inset.box"
WEST, EAST = 36.1, 37.4
STEP, SIDE = 0.05, 5


def crowd(place, name, west):
    """Return villages close to one another."""
    spots = [(column, row) for column in range(SIDE) for row in range(SIDE)]
    return [
        replace(
            place,
            id=f"{name}-{column}-{row}",
            name=f"{name}-{column}-{row}",
            lon=round(west + STEP * column, 2),
            lat=round(35.5 + STEP * row, 2),
        )
        for column, row in spots
    ]


def taken(event, places, number, actor, loser):
    """Return that an actor took places on a day, as a monitor says."""
    return replace(
        event,
        id=f"{places[0].id}-{number}",
        places=tuple(place.id for place in places),
        earliest=date(2020, 1, number),
        latest=date(2020, 1, number),
        actor=actor,
        lost_by=(loser,),
        claims=(replace(event.claims[0], report=f"r{number}"),),
    )


@pytest.fixture(scope="module")
def pages(drawn, tmp_path_factory):
    """Two crowds: one changes hands on 2 January, the other on the 3rd and the 4th."""
    village, oak = drawn.places["elm"], drawn.evidence.events["oak"]
    west, east = crowd(village, "west", WEST), crowd(village, "east", EAST)
    told = [
        drawn.evidence.events["before"],
        taken(oak, west, 2, "blue", "red"),
        taken(oak, east, 3, "blue", "red"),
        taken(oak, east, 4, "red", "blue"),
    ]
    project = replace(
        drawn,
        places={p.id: p for p in (drawn.places["shire"], *west, *east)},
        evidence=replace(drawn.evidence, events={event.id: event for event in told}),
    )
    folder = tmp_path_factory.mktemp("crowds")
    write_site(project, project.timeline(), folder, with_explorer=False)
    return folder


@pytest.mark.parametrize(
    ("number", "crowded"),
    [(1, EAST), (2, WEST), (3, EAST), (4, EAST), (5, EAST)],
    ids=["opening", "west", "east", "east again", "no change"],
)
def test_the_close_up_follows_the_days_changes(pages, open_page, number, crowded):
    """It shows what changed that day; without changes, what changes most often."""
    page = open_page(pages / f"2020-01-0{number}.html")
    page.wait_for_function(BOX)
    west, south, east, north = page.evaluate(BOX)
    middle = STEP * (SIDE - 1) / 2

    assert west < crowded + middle < east
    assert south < 35.5 + middle < north
    if 1 < number < 5:  # what changed stands in its middle
        assert (west + east) / 2 == pytest.approx(crowded + middle, abs=0.03)
