"""Land for what nobody estimated: the nearest place's, and said to be no more."""

from pathlib import Path

import numpy as np
import pytest

from geocontrol.project import Project
from geocontrol.render.atlas import make_atlas
from geocontrol.render.explorerdata import explorer_data

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
EARTH_KM = 6371.0088
RADIUS_KM = 30
RULE = ("rule", "step", "fold", "evidence")
CUTTING = ("cutter.js", "cells.js", "nearland.js")
SCRIPTS = ["view.js", "lines.js", "world.js", *CUTTING]
SCRIPTS += [f"explorer/{name}.js" for name in RULE]
ASK = """([data, radius, spots]) => {
  const world = kit.foldWorld(kit.readEvidence(data, "en"), Infinity, -1);
  const making = kit.nearestCells(world.places, data.within, radius);
  let made = making.next();
  while (!made.done) made = making.next();
  const { tops, quarters } = made.value;
  const land = new kit.NearestLand(world.places.length, tops, quarters);
  const keys = Int32Array.from(world.places, (place) => place.isDrawn ? %s : -1);
  const paths = [...land.outlines(keys)];
  const context = document.createElement("canvas").getContext("2d");
  const scale = 100000;
  const large = paths.map(([key, path]) => {
    const moved = new Path2D();
    moved.addPath(path, new DOMMatrix([scale, 0, 0, scale, -60000, -40000]));
    return [key, moved];
  });
  return spots.map(([lon, lat]) => {
    const x = kit.mercatorX(lon) * scale - 60000;
    const y = kit.mercatorY(lat) * scale - 40000;
    return large.filter(([, path]) => context.isPointInPath(path, x, y, "evenodd"))
      .map(([key]) => key);
  });
}"""
NAMES = ["readEvidence", "foldWorld", "nearestCells", "NearestLand", "mercatorX"]


def away_km(spots, places):
    """Great-circle distances from each spot to each place."""
    lon, lat = np.radians(spots).T[:, :, None]
    to_lon, to_lat = np.radians(places).T[:, None]
    half = np.sin((lat - to_lat) / 2) ** 2
    half = half + np.cos(lat) * np.cos(to_lat) * np.sin((lon - to_lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


@pytest.fixture(scope="module")
def data():
    project = Project.open(ROOT / "maps" / "syria-2024.yaml")
    atlas = make_atlas(project, project.timeline())
    return explorer_data(atlas, project.first_day, project.last_day)


@pytest.mark.parametrize("groups", ["place.index", "place.index % 3", "0"])
def test_a_spot_is_the_nearest_places(load, data, groups):
    """Over Syria each spot is the nearest place's group's; beyond 30 km nobody's."""
    rng = np.random.default_rng(4)
    tops = [n for n, row in enumerate(data["places"]) if row[5] and row[3] != "quarter"]
    cities = {
        data["within"][n] for n, r in enumerate(data["places"]) if r[3] == "quarter"
    }
    places = np.array([data["places"][n][5:7] for n in tops])
    spots = rng.uniform((35.5, 32.2), (42.5, 37.4), (800, 2))
    away = away_km(spots, places)
    order = np.argsort(away, axis=1)
    near, second = np.sort(away, axis=1)[:, :2].T
    clear = (second - near > 0.1) & (abs(near - RADIUS_KM) > 0.2)
    clear &= [tops[best] not in cities for best in order[:, 0]]
    page = load(SCRIPTS, [*NAMES, "mercatorY"])
    answers = page.evaluate(ASK % groups, [data, RADIUS_KM, spots[clear].tolist()])
    key_of = {
        "place.index": lambda n: n,
        "place.index % 3": lambda n: n % 3,
        "0": lambda _: 0,
    }
    wanted = [
        [key_of[groups](tops[best])] if distance < RADIUS_KM else []
        for best, distance in zip(order[clear, 0], near[clear], strict=True)
    ]

    assert sum(clear) > 600
    assert answers == wanted


def land_of(page):
    return page.evaluate(
        """() => {
          const { land, world, sight } = window.geocontrol.explorer;
          land.finish();
          const { areas } = land.sheet({ world, day: sight.day });
          return [land.isNearest,
            areas.map((area) => world.actors[area.holder].id).sort()];
        }"""
    )


def test_other_knowledge_has_the_nearest_places_land(explore):
    """As red tells it red has land, which is said to be a sketch without numbers."""
    page = explore("#day=2020-01-02")
    home = land_of(page)
    assert "nearest" not in page.inner_text("#x-head")
    page.select_option("#x-as", label="Red alone")
    page.evaluate("window.geocontrol.explorer.set({ day: 18265 })")

    assert home == [False, ["blue"]]
    assert land_of(page) == [True, ["red"]]
    assert "without square kilometres" in page.inner_text(".x-banner")
    assert page.is_hidden(".x-toggle")


def test_one_map_never_mixes_two_methods(explore):
    """Beside another knowledge of the day the estimate gives way, too."""
    page = explore("#day=2020-01-04&vs=2020-01-04&vsknown=2020-01-04")

    assert land_of(page)[0] is True
    assert "nearest" in page.inner_text(".x-banner")


def test_areas_come_after_the_first_picture(open_page, site):
    """The map stands before any shape is unpacked, and nothing wrong is shown."""
    page = open_page(
        site / "index.html",
        hash_="#day=2020-01-02",
        script="window.held = []; window.requestIdleCallback = (a) => held.push(a);",
    )
    page.wait_for_selector(".x-bars .x-today", state="attached")
    page.wait_for_timeout(200)
    inked = """() => {
      const { landCanvas, marks } = window.geocontrol.explorer.board;
      const { width, height } = landCanvas;
      const pixels = landCanvas.getContext("2d").getImageData(0, 0, width, height).data;
      return [pixels.some((value) => value), marks.length > 0];
    }"""
    before = page.evaluate(inked)
    page.evaluate("() => { while (held.length) held.shift()(); }")

    assert before == [False, True]
    assert page.evaluate(inked) == [True, True]
