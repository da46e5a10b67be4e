"""The browser joins borders to the land that they enclose."""

import random
from dataclasses import replace

import pytest
import shapely

from geocontrol.model import AreaMethod, AreaPolicy
from geocontrol.render.areas import LandDays
from geocontrol.render.atlas import make_atlas
from geocontrol.render.lines import pack
from geocontrol.render.outlines import TOLERANCE_DEG
from geocontrol.territory.land import areas_by_day, project_territory

SCRIPTS = ["view.js", "lines.js", "areas.js"]
INSIDE = """([sheets, spots]) => {
  const context = document.createElement("canvas").getContext("2d");
  const within = (path) => spots.map(([lon, lat]) =>
    context.isPointInPath(path, kit.mercatorX(lon), kit.mercatorY(lat), "evenodd"));
  return sheets.map((packed) => {
    const sheet = kit.readSheet(packed);
    const areas = sheet.areas.map(({ path }) => within(path));
    return { areas, band: within(sheet.band) };
  });
}"""
RINGS = """(lines) => {
  const rings = [];
  let ring;
  const path = {
    moveTo: (x, y) => { ring = [[x, y]]; },
    lineTo: (x, y) => ring.push([x, y]),
    closePath: () => rings.push(ring),
  };
  window.Path2D = function () { return path; };
  kit.landPath(lines.map(kit.readLine));
  return rings;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("method", [AreaMethod.KRIGING, AreaMethod.NEAREST])
def test_a_spot_is_in_the_land_that_the_estimate_gives_it(load, project, method):
    """On every day every spot not right on a border has whom Python says it has."""
    project = replace(project, area_policy=AreaPolicy(method=method, radius_km=60.0))
    timeline = project.timeline()
    actors = make_atlas(project, timeline).actors
    block = LandDays(project, timeline, actors).block(project.days)
    territory = project_territory(project)
    made = areas_by_day(territory, timeline, project.days, project.first_day)
    west, south, east, north = shapely.total_bounds(
        [area.geometry for day in made.values() for area in day.areas]
    )
    rng = random.Random(11)  # noqa: S311
    spots = [(rng.uniform(west, east), rng.uniform(south, north)) for _ in range(400)]
    points = shapely.points(spots)
    page = load(SCRIPTS, ["readSheet", "mercatorX", "mercatorY"])
    found = page.evaluate(INSIDE, [block["sheets"], spots])

    for (_, sheet), day in zip(block["days"], made.values(), strict=True):
        known = [area for area in day.areas if area.hold.status != "unknown"]
        shapes = [*(area.geometry for area in known), day.band]
        seen = [*found[sheet]["areas"], found[sheet]["band"]]
        assert len(shapes) == len(seen)
        for shape, inside in zip(shapes, seen, strict=True):
            far = shapely.distance(shapely.boundary(shape), points) > 2 * TOLERANCE_DEG
            wanted = shapely.contains(shape, points)
            assert [w for w, f in zip(wanted, far, strict=True) if f] == [
                i for i, f in zip(inside, far, strict=True) if f
            ]


@pytest.mark.browser
def test_lines_are_joined_whichever_way_they_run(load):
    """Two lines with both ends in common are one ring; a closed line is another."""
    there, back = [(30, 30), (31, 30), (31, 31)], [(30, 30), (30, 31), (31, 31)]
    island = [(40, 30), (41, 30), (41, 31), (40, 30)]
    page = load(SCRIPTS, ["landPath", "readLine"])

    rings = page.evaluate(RINGS, [pack(there), pack(island), pack(back)])

    assert [len(ring) for ring in rings] == [5, 4]
    assert all(ring[0] == ring[-1] for ring in rings)


@pytest.mark.browser
def test_what_is_too_small_to_be_seen_is_left_out(load):
    """A ring of less than some 2 km² is not drawn, in one line or in two."""
    small = [(30, 30), (30.01, 30), (30.01, 30.01), (30, 30)]
    page = load(SCRIPTS, ["landPath", "readLine"])

    assert page.evaluate(RINGS, [pack(small)]) == []
    assert page.evaluate(RINGS, [pack(small[:2]), pack(small[1:])]) == []
    large = [((x - 30) * 3 + 30, (y - 30) * 3 + 30) for x, y in small]
    assert len(page.evaluate(RINGS, [pack(large)])) == 1


CHAINS = """(sides) => {
  const lines = [];
  const path = {
    moveTo: (x, y) => lines.push([[x, y]]),
    lineTo: (x, y) => lines[lines.length - 1].push([x, y]),
  };
  window.Path2D = function () { return path; };
  kit.chainPath(sides);
  return lines;
}"""


@pytest.mark.browser
def test_sides_of_cells_are_drawn_one_after_another(load):
    """A ring of sides is one line, three that meet are three; corners a hair apart."""
    hair = 1e-12
    ring = [[0, 0, 1, 0], [1 + hair, 1, 1, hair], [0, 1, 1, 1 - hair], [hair, 0, 0, 1]]
    fork = [[5, 5, 6, 5], [6, 5, 7, 6], [6, 5, 7, 4], [7, 4, 8, 4]]
    page = load([*SCRIPTS, "nearland.js"], ["chainPath"])

    (around,) = page.evaluate(CHAINS, ring)
    assert len(around) == 5
    assert around[0] == pytest.approx(around[-1])
    assert sorted(map(len, page.evaluate(CHAINS, fork))) == [2, 2, 3]
