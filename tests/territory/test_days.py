"""Following the days gives what each day gives by itself."""

from datetime import date, timedelta

import numpy as np
import pytest
import shapely
from followed import areas_of
from hypothesis import given, settings
from hypothesis import strategies as st

from geocontrol.territory.layout import lay_out
from geocontrol.territory.parts import Hold, Site

SQUARE = shapely.box(36.0, 34.0, 38.0, 36.0)
FIRST = date(2030, 1, 1)
HOLDS = [
    Hold("held", "north"),
    Hold("held", "south"),
    Hold("held", "east"),
    Hold("contested", "north south"),
    Hold("unknown"),
]


def sites(count, seed):
    """Return places anywhere in a square, the last one a quarter of the first."""
    rng = np.random.default_rng(seed)
    lonlat = np.round(rng.uniform((36.05, 34.05), (37.95, 35.95), (count, 2)), 3)
    lonlat[-1] = lonlat[0] + 0.02
    return [
        Site(f"p{row}", lon, lat, "p0" if row == count - 1 else "")
        for row, (lon, lat) in enumerate(lonlat.tolist())
    ]


def told(made):
    """Return all that is said of a day, to the last bit."""
    return (
        [(area.hold, area.km2, area.geometry.wkb) for area in made.areas],
        [(f.actor_a, f.actor_b, f.front_km, f.geometry.wkb) for f in made.fronts],
        made.band.wkb,
    )


@pytest.mark.parametrize("method", ["kriging", "nearest"])
@settings(max_examples=25, deadline=None, derandomize=True)
@given(data=st.data(), seed=st.integers(0, 2**32 - 1), count=st.integers(3, 25))
def test_following_the_days_is_looking_at_each(method, data, seed, count):
    """However places change hands, a day's areas are those of its state alone."""
    places = sites(count, seed)
    territory = lay_out(places, SQUARE, radius_km=60.0, method=method, lattice=300)
    rows, holds = st.integers(0, count - 1), st.sampled_from(HOLDS)
    state = {site.place_id: data.draw(holds) for site in places}
    states = {FIRST: state}
    for number in range(1, 6):
        changed = data.draw(st.dictionaries(rows, holds, max_size=4))
        state = {**state, **{f"p{row}": hold for row, hold in changed.items()}}
        states[FIRST + timedelta(days=number)] = state

    followed = areas_of(territory, states)

    for day, made in followed.items():
        alone = territory.day(states[day], sharpness=made.sharpness)
        assert told(made) == told(alone)


@pytest.mark.parametrize("west", [HOLDS[1], HOLDS[-1]])
def test_a_new_side_far_away_is_as_if_it_had_always_been_there(west):
    """When a side appears or goes, even fronts that it never sees are the day's own."""
    rng = np.random.default_rng(4)
    lonlat = rng.uniform((36.0, 34.0), (38.0, 34.6), (120, 2)).tolist()
    places = [Site(f"p{row}", *point) for row, point in enumerate(lonlat)]
    territory = lay_out(places, SQUARE, radius_km=60.0, lattice=600)
    before = {s.place_id: west if s.lon < 36.5 else HOLDS[0] for s in places}
    far = max(places, key=lambda site: site.lon).place_id
    states = {
        FIRST: before,
        FIRST + timedelta(1): {**before, far: HOLDS[2]},
        FIRST + timedelta(2): before,
    }

    for day, made in areas_of(territory, states).items():
        alone = territory.day(states[day], sharpness=made.sharpness)
        assert told(made) == told(alone)


def test_a_place_that_is_no_longer_named_is_unknown():
    """A state says all there is: who is left out of it is unknown from then on."""
    territory = lay_out(sites(8, 1), SQUARE, lattice=300)
    full = {f"p{row}": HOLDS[row % 2] for row in range(8)}
    thin = {"p1": HOLDS[1]}

    followed = areas_of(territory, {FIRST: full, FIRST + timedelta(1): thin})

    made = followed[FIRST + timedelta(1)]
    assert told(made) == told(territory.day(thin, sharpness=made.sharpness))


def test_a_day_without_a_change_is_the_day_before():
    """Nothing is made anew where nothing happened."""
    territory = lay_out(sites(8, 1), SQUARE, lattice=300)
    state = {f"p{row}": HOLDS[row % 2] for row in range(8)}

    first, second = areas_of(
        territory, {FIRST: state, FIRST + timedelta(1): dict(state)}
    ).values()

    assert first is second
