"""Laws of areas, on small drawn worlds: a square of two degrees, two or three sides."""

from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geocontrol.errors import UsageError
from geocontrol.territory.areas import Territory
from geocontrol.territory.lattice import nearest_place
from geocontrol.territory.layout import lay_out
from geocontrol.territory.parts import DayAreas, Hold, Site

SQUARE = shapely.box(36.0, 34.0, 38.0, 36.0)
NORTH, SOUTH = Hold("held", "north"), Hold("held", "south")
CONTESTED, UNKNOWN = Hold("contested", "north"), Hold("unknown")
LATTICE = 300
KM2 = 1e-3

worlds = st.tuples(
    st.integers(4, 14), st.integers(0, 2**32 - 1), st.sampled_from([None, 30.0])
)
drawn = settings(max_examples=25, deadline=None, derandomize=True)


def draw(count, seed):
    """Return places of a square, held by what lies north and south of a curved line."""
    rng = np.random.default_rng(seed)
    lonlat = np.round(rng.uniform((36.05, 34.05), (37.95, 35.95), (count, 2)), 4)
    sites = [Site(f"p{row}", lon, lat) for row, (lon, lat) in enumerate(lonlat)]
    holds = [
        CONTESTED
        if rng.random() < 0.1
        else UNKNOWN
        if rng.random() < 0.1
        else (NORTH if lat > 35.0 + 0.3 * np.sin(4 * lon) else SOUTH)
        for lon, lat in lonlat
    ]
    state = {site.place_id: hold for site, hold in zip(sites, holds, strict=True)}
    return sites, state


def area_of(day: DayAreas, hold: Hold) -> float:
    return sum(area.km2.area_km2 for area in day.areas if area.hold == hold)


def land_of(day: DayAreas, hold: Hold) -> shapely.Geometry:
    return shapely.union_all([a.geometry for a in day.areas if a.hold == hold])


def rows() -> tuple[list[Site], dict[str, Hold]]:
    """Return a grid of 5 by 4 places: two rows of the south, two of the north."""
    sites = [
        Site(f"{lat:.1f}-{lon:.1f}", lon, lat)
        for lat in (34.2, 34.7, 35.3, 35.8)
        for lon in (36.2, 36.6, 37.0, 37.4, 37.8)
    ]
    state = {s.place_id: NORTH if s.lat > 35.0 else SOUTH for s in sites}
    return sites, state


@pytest.fixture(scope="module")
def grid() -> tuple[Territory, dict[str, Hold]]:
    sites, state = rows()
    return lay_out(sites, SQUARE, lattice=LATTICE), state


@pytest.mark.parametrize("method", ["kriging", "nearest"])
@drawn
@given(world=worlds)
def test_areas_share_the_covered_land(method, world):
    """Areas never overlap, and together they are the land that is covered."""
    count, seed, radius_km = world
    sites, state = draw(count, seed)
    territory = lay_out(
        sites, SQUARE, radius_km=radius_km, method=method, lattice=LATTICE
    )

    day = territory.day(state)

    total = sum(area.km2.area_km2 for area in day.areas)
    assert total == pytest.approx(territory.covered_km2, rel=1e-6)
    assert all(area.geometry.is_valid for area in day.areas)
    for one, other in combinations(day.areas, 2):
        overlap = one.geometry.intersection(other.geometry)
        assert territory.plane.areas_km2(np.array([overlap]))[0] < KM2


@drawn
@given(world=worlds)
def test_the_best_lies_in_its_range(world):
    """The low end is never above the best figure, nor the high end below it."""
    count, seed, radius_km = world
    sites, state = draw(count, seed)

    day = lay_out(sites, SQUARE, radius_km=radius_km, lattice=LATTICE).day(state)

    for area in day.areas:
        assert 0 <= area.km2.low_km2 <= area.km2.area_km2 <= area.km2.high_km2


@drawn
@given(world=worlds)
def test_every_place_lies_in_land_of_its_holder(world):
    """A place is never painted in the colour of somebody else."""
    count, seed, _ = world
    sites, state = draw(count, seed)

    day = lay_out(sites, SQUARE, lattice=LATTICE).day(state)

    for site in sites:
        land = land_of(day, state[site.place_id])
        assert land.covers(shapely.Point(site.lon, site.lat))


@drawn
@given(world=worlds)
def test_swapping_two_actors_swaps_their_land(world):
    """No actor is treated otherwise than another."""
    count, seed, _ = world
    sites, state = draw(count, seed)
    swap = {NORTH: SOUTH, SOUTH: NORTH}
    state = {k: NORTH if v == CONTESTED else v for k, v in state.items()}
    territory = lay_out(sites, SQUARE, lattice=LATTICE)

    day = territory.day(state)
    swapped = territory.day({k: swap.get(v, v) for k, v in state.items()})

    assert area_of(swapped, SOUTH) == pytest.approx(area_of(day, NORTH), abs=KM2)
    assert area_of(swapped, NORTH) == pytest.approx(area_of(day, SOUTH), abs=KM2)


@drawn
@given(world=worlds)
def test_the_order_of_places_does_not_matter(world):
    """The same gazetteer in another order gives the same areas."""
    count, seed, _ = world
    sites, state = draw(count, seed)

    day = lay_out(sites, SQUARE, lattice=LATTICE).day(state)
    again = lay_out(sites[::-1], SQUARE, lattice=LATTICE).day(state)

    for hold in set(state.values()):
        assert area_of(again, hold) == pytest.approx(area_of(day, hold), rel=1e-6)


@drawn
@given(lon=st.floats(36.1, 37.9), lat=st.sampled_from([34.05, 34.45, 35.55, 35.95]))
def test_a_place_like_its_surroundings_moves_little(grid, lon, lat):
    """A new place held by those around it takes no more land than its own cell."""
    territory, state = grid
    sites, _ = rows()
    hold = NORTH if lat > 35.0 else SOUTH
    other = SOUTH if hold == NORTH else NORTH
    more = [*sites, Site("new", lon, lat)]
    own = lay_out(more, SQUARE, method="nearest").cell_km2[-1]

    before = territory.day(state)
    after = lay_out(more, SQUARE, lattice=LATTICE).day({**state, "new": hold})

    assert abs(area_of(after, other) - area_of(before, other)) <= own


def test_nothing_moves_on_a_day_without_an_event(grid):
    """Two days with the same state have the same areas, to the last corner."""
    territory, state = grid

    day, next_day = territory.day(state), territory.day(dict(reversed(state.items())))

    assert [a.geometry.wkb for a in day.areas] == [
        a.geometry.wkb for a in next_day.areas
    ]
    assert day.band.wkb == next_day.band.wkb


def test_a_fall_far_away_moves_nothing_here(grid):
    """What falls in the north-east does not move the front in the west."""
    territory, state = grid
    west = shapely.box(36.0, 34.0, 36.4, 36.0)
    fallen = {**state, "35.8-37.8": SOUTH}

    before = land_of(territory.day(state, sharpness=3.0), NORTH)
    after = land_of(territory.day(fallen, sharpness=3.0), NORTH)

    assert before.intersection(west).equals(after.intersection(west))


def test_the_front_runs_midway_between_two_rows(grid):
    """Between rows of places at 34.7 and 35.3 the front runs along 35.0."""
    territory, state = grid

    (front,) = territory.day(state).fronts

    assert (front.actor_a, front.actor_b) == ("north", "south")
    _, south, _, north = front.geometry.bounds
    assert south > 34.9
    assert north < 35.1
    assert front.front_km == pytest.approx(182.5, rel=0.05)


def test_a_front_between_nearest_land_has_its_length():
    """Two degrees of longitude at 35 degrees north are 183 km, by either method."""
    corners = [
        ("a", 36.5, 35.5),
        ("b", 37.5, 35.5),
        ("c", 36.5, 34.5),
        ("d", 37.5, 34.5),
    ]
    land = shapely.box(36.0, 34.0, 38.0, 36.0)
    sites = [Site(*corner) for corner in corners]
    territory = lay_out(sites, land, radius_km=None, method="nearest")
    state = {site.place_id: NORTH if site.lat > 35 else SOUTH for site in sites}

    (front,) = territory.day(state).fronts

    assert front.front_km == pytest.approx(182.5, rel=0.01)


def test_the_band_lies_around_the_front(grid):
    """Where the front may run is around the front, and holds no place."""
    territory, state = grid
    sites, _ = rows()

    day = territory.day(state)

    assert not day.band.is_empty
    assert day.band.buffer(1e-6).covers(day.fronts[0].geometry)
    assert not day.band.intersects(shapely.points([(s.lon, s.lat) for s in sites]))[0]


def test_the_unknown_is_nobodys():
    """Land nearest to a place of which nothing is known belongs to nobody."""
    sites = [Site("a", 36.5, 35.0), Site("b", 37.5, 35.0)]

    day = lay_out(sites, SQUARE, lattice=LATTICE).day({"a": NORTH})

    assert {area.hold for area in day.areas} == {NORTH, UNKNOWN}
    assert area_of(day, UNKNOWN) == pytest.approx(area_of(day, NORTH), rel=0.1)


def test_a_contested_place_makes_land_of_its_own(grid):
    """A contested place has land with that status, taken from all around."""
    territory, state = grid

    day = territory.day({**state, "34.7-37.0": CONTESTED})

    land = land_of(day, CONTESTED)
    assert land.contains(shapely.Point(37.0, 34.7))
    assert not land.intersects(shapely.Point(37.0, 34.2))


def test_nothing_is_painted_beyond_the_radius():
    """Farther than the radius from every place there is no area."""
    sites = [Site("a", 37.0, 35.0)]

    territory = lay_out(sites, SQUARE, radius_km=10.0, lattice=LATTICE)

    assert territory.covered_km2 == pytest.approx(np.pi * 100, rel=0.01)


@pytest.mark.parametrize("method", ["kriging", "nearest"])
def test_land_out_of_reach_has_no_areas(method):
    """Where no place reaches the outline, there is nothing to divide."""
    sites = [Site("a", 10.0, 10.0), Site("b", 10.5, 10.0)]

    territory = lay_out(sites, SQUARE, radius_km=5.0, method=method)

    assert territory.day({"a": NORTH, "b": SOUTH}).areas == ()


def test_a_quarter_stays_inside_its_city():
    """A quarter's land is cut from its city's, never from the next town's."""
    city, town = Site("city", 36.9, 35.0), Site("town", 37.2, 35.0)
    quarter = Site("quarter", 37.0, 35.0, "city")
    without = lay_out([city, town], SQUARE, lattice=LATTICE)
    with_it = lay_out([city, town, quarter], SQUARE, lattice=LATTICE)

    before = without.day({"city": NORTH, "town": SOUTH}, sharpness=3.0)
    after = with_it.day({"city": NORTH, "town": SOUTH, "quarter": CONTESTED})

    assert land_of(after, CONTESTED).contains(shapely.Point(37.0, 35.0))
    assert area_of(after, SOUTH) == pytest.approx(area_of(before, SOUTH), rel=0.05)
    assert area_of(after, CONTESTED) < 400


@drawn
@given(st.integers(0, 2**32 - 1), st.sampled_from([None, 30.0]))
def test_land_by_the_nearest_place_is_the_nearest_places(seed, radius_km):
    """Each spot has its nearest place's key; quarters have some of their city only."""
    rng = np.random.default_rng(seed)
    lonlat = rng.uniform((36.2, 34.2), (37.8, 35.8), (9, 2))
    lonlat[6:] = lonlat[:3] + rng.uniform(-0.15, 0.15, (3, 2))
    city = ["", "", "", "", "", "", "p0", "p0", "p1"]
    sites = [Site(f"p{n}", *lonlat[n].tolist(), city[n]) for n in range(9)]
    territory = lay_out(sites, SQUARE, method="nearest", radius_km=radius_km)
    day = territory.day({s.place_id: Hold("held", s.place_id) for s in sites})
    spots = rng.uniform((36.0, 34.0), (38.0, 36.0), (200, 2))
    xy = territory.plane.to_metres(spots)
    owner = nearest_place(xy, territory.spots.xy, np.array([-1] * 6 + [0, 0, 1]))

    points = shapely.points(spots)
    seen = 0
    for area in day.areas:
        clear = shapely.distance(shapely.boundary(area.geometry), points) > 0.003
        mine = shapely.contains(area.geometry, points)
        seen += int((mine & clear).sum())
        number = int(area.hold.actor_id.removeprefix("p"))
        assert (owner[mine & clear] == number).all()
    if radius_km is None:
        assert seen > 150
    assert sum(a.km2.area_km2 for a in day.areas) == pytest.approx(
        territory.covered_km2, abs=KM2
    )


def test_a_river_between_two_sides_is_the_front():
    """With a river between two rows of places, the front keeps to the river."""
    sites, state = rows()
    river = shapely.LineString([(35.5, 34.9), (38.5, 34.9)])

    day = lay_out(sites, SQUARE, barriers=river, lattice=1200).day(state)

    middle = day.fronts[0].geometry.intersection(shapely.box(36.4, 34, 37.6, 36))
    assert abs(shapely.get_coordinates(middle)[:, 1].mean() - 34.9) < 0.03


@pytest.mark.parametrize(
    ("sites", "method", "words"),
    [
        ([], "kriging", "at least one place"),
        ([Site("a", 37, 35), Site("a", 36, 35)], "kriging", "'a' is listed twice"),
        ([Site("a", 37, 35)], "guess", "say kriging or nearest"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(sites, method, words):
    """Without places, with one place twice, or by no known method, there is no map."""
    with pytest.raises(UsageError, match=words):
        lay_out(sites, SQUARE, method=method)


def test_places_on_one_point_are_kept_apart():
    """A town and its base on the same point both have land."""
    sites = [Site("town", 37.0, 35.0), Site("base", 37.0, 35.0)]

    territory = lay_out(sites, SQUARE, lattice=LATTICE)

    assert (territory.cell_km2[:2] > 0).all()
