"""Areas of a small war as frames, and its figures."""

from datetime import date

import pytest
import shapely
from followed import areas_of

from geocontrol.territory.frames import AREA_COLUMNS, control_areas
from geocontrol.territory.layout import lay_out
from geocontrol.territory.parts import Hold, Site
from geocontrol.territory.statistics import day_figures

RED, BLUE = Hold("held", "red"), Hold("held", "blue")
SITES = [
    Site("ash", 36.5, 35.5),
    Site("elm", 37.5, 35.5),
    Site("oak", 36.5, 34.5),
    Site("yew", 37.5, 34.5),
]
FIRST, SECOND = date(2030, 1, 1), date(2030, 1, 2)
STATES = {
    FIRST: {"ash": RED, "elm": RED, "oak": BLUE, "yew": BLUE},
    SECOND: {"ash": RED, "elm": BLUE, "oak": BLUE, "yew": BLUE},
}


@pytest.fixture(scope="module")
def territory():
    return lay_out(SITES, shapely.box(36, 34, 38, 36), lattice=400)


@pytest.fixture(scope="module")
def days(territory):
    return areas_of(territory, STATES)


def test_areas_keep_their_schema(days):
    """The frame of areas has the declared columns and types, and is in WGS 84."""
    frame = control_areas(days)

    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        **AREA_COLUMNS,
        "geometry": "geometry",
    }
    assert frame.crs == "EPSG:4326"


def test_an_empty_frame_keeps_its_schema():
    """A map without land still has a frame with every column."""
    frame = control_areas({})

    assert frame.empty
    assert list(frame.columns) == [*AREA_COLUMNS, "geometry"]
    assert frame.crs == "EPSG:4326"


def test_a_fall_moves_land_from_one_to_the_other(days):
    """When elm falls, red loses what blue wins."""
    area = control_areas(days).set_index(["day", "actor_id"])["area_km2"].unstack()
    red, blue = area["red"], area["blue"]

    assert red.iloc[0] == pytest.approx(blue.iloc[0], rel=0.05)
    assert red.iloc[1] < red.iloc[0] * 0.8
    assert red.sum() + blue.sum() == pytest.approx(2 * (red + blue).iloc[0])


def test_two_sides_meet_along_one_front_within_a_band(days):
    """Red and blue meet along one front each day, with a band around it."""
    fronts = [(f.actor_a, f.actor_b) for made in days.values() for f in made.fronts]

    assert fronts == [("blue", "red"), ("blue", "red")]
    assert all(made.band.area > 0 for made in days.values())


def test_figures_count_places_people_and_land(days):
    """Blue has three places on the second day, and the people that are known of."""
    figures = day_figures(SECOND, STATES[SECOND], days[SECOND], {"elm": 100, "oak": 20})
    blue, red = figures

    assert (blue.places, blue.places_counted, blue.population) == (3, 2, 120)
    assert (red.places, red.places_counted, red.population) == (1, 0, 0)
    assert blue.front_km == red.front_km > 0
    assert red.km2.low_km2 <= red.km2.area_km2 <= red.km2.high_km2
