"""Pages that cut out the land of each place themselves."""

import random
from dataclasses import replace
from datetime import date

import pytest
import shapely

from geocontrol.model import AreaMethod, AreaPolicy
from geocontrol.render.areas import LandDays
from geocontrol.render.atlas import make_atlas
from geocontrol.render.site import write_site
from geocontrol.territory.land import areas_by_day, project_territory

pytestmark = pytest.mark.browser

HAIR_DEG = 0.002
INSIDE = """(spots) => {
  const { page } = window.geocontrol, { world } = page;
  const sheet = page.areas.sheetOn(world.day);
  const context = document.createElement("canvas").getContext("2d");
  const x = (lon) => (lon + 180) / 360;
  const y = (lat) => {
    const sine = Math.sin((lat * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };
  const within = (path) => spots.map(([lon, lat]) =>
    context.isPointInPath(path, x(lon), y(lat), "evenodd"));
  const land = within(sheet.outline);
  const both = (path) => within(path).map((is, n) => is && land[n]);
  const name = (n) => (n < 0 ? "" : world.actors[n].id);
  return {
    areas: Object.fromEntries(sheet.areas.map(({ holder, rivals, path }) =>
      [[holder, ...rivals].map(name).join(" ").trim(), both(path)])),
    marked: Object.fromEntries(sheet.marked.map(({ why, actor, path }) =>
      [`${why} ${name(actor)}`.trim(), both(path)])),
    fronts: sheet.fronts.length,
  };
}"""
CUT = "() => window.geocontrol.page && window.geocontrol.page.areas.find !== null"


@pytest.fixture(scope="module", params=[AreaMethod.NEAREST, AreaMethod.KRIGING])
def built(drawn, request, tmp_path_factory):
    policy = AreaPolicy(method=request.param, radius_km=60.0)
    project = replace(drawn, area_policy=policy)
    folder = tmp_path_factory.mktemp("cut")
    write_site(project, project.timeline(), folder, is_shared=True)
    return project, folder


def clear_of(shapes, points):
    return [
        all(
            shapely.distance(shapely.boundary(shape), point) > HAIR_DEG
            for shape in shapes
        )
        for point in points
    ]


def only(values, kept):
    return [value for value, keep in zip(values, kept, strict=True) if keep]


@pytest.mark.parametrize("number", range(1, 6))
def test_a_page_cuts_the_land_that_the_estimate_divides(built, open_page, number):
    """A spot is whose Python says it is."""
    project, folder = built
    day = date(2020, 1, number)
    timeline = project.timeline()
    territory = project_territory(project)
    made = areas_by_day(territory, timeline, [day], project.first_day)[day]
    shapes = {
        " ".join(filter(None, [area.hold.holder, *area.hold.rivals])): area.geometry
        for area in made.areas
        if area.hold.status != "unknown"
    }
    rng = random.Random(number)  # noqa: S311
    spots = [(rng.uniform(36, 38), rng.uniform(34, 36)) for _ in range(300)]
    points = shapely.points(spots)
    page = open_page(folder / f"{day}.html")
    page.wait_for_function(CUT)
    found = page.evaluate(INSIDE, spots)
    clear = clear_of(shapes.values(), points)

    assert sum(clear) > 200
    assert set(found["areas"]) == set(shapes)
    if project.area_policy.method is AreaMethod.NEAREST:
        for key, shape in shapes.items():
            wanted = shapely.contains(shape, points).tolist()
            assert only(found["areas"][key], clear) == only(wanted, clear)
    assert page.faults == []


def test_what_is_marked_is_the_land_of_its_places(built, open_page):
    """On 3 January blue alone says that it has yew: the land around yew is hatched."""
    project, folder = built
    page = open_page(folder / "2020-01-03.html")
    page.wait_for_function(CUT)
    yew, ash = (project.places[p] for p in ("yew", "ash"))
    found = page.evaluate(INSIDE, [[yew.lon, yew.lat], [ash.lon, ash.lat]])

    assert found["marked"]["claimed blue"] == [True, False]
    assert found["marked"]["assumed"][1]


def test_what_a_page_cuts_itself_it_does_not_carry(built):
    """Marks are never sent to such pages, nor borders between nearest places."""
    project, _ = built
    timeline = project.timeline()
    actors = make_atlas(project, timeline).actors
    (sheet,) = LandDays(project, timeline, actors, is_cut=True).on(date(2020, 1, 3))[
        "sheets"
    ]
    (whole,) = LandDays(project, timeline, actors).on(date(2020, 1, 3))["sheets"]

    is_nearest = project.area_policy.method is AreaMethod.NEAREST
    assert set(sheet) == {"areas"} | (set() if is_nearest else {"borders", "band"})
    assert {key: whole[key] for key in sheet} == sheet


def test_a_page_that_prints_at_once_has_its_land(built, open_page):
    """Whoever prints before all is cut out waits for it and gets it."""
    _, folder = built
    page = open_page(folder / "2020-01-03.html")
    page.wait_for_function("() => window.geocontrol.page")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")

    assert page.evaluate(CUT)


def test_there_are_fronts_where_two_holders_meet(built, open_page):
    """Blue's oak has a front to red around it."""
    _, folder = built
    page = open_page(folder / "2020-01-02.html")
    page.wait_for_function(CUT)

    assert page.evaluate(INSIDE, [])["fronts"] > 0
