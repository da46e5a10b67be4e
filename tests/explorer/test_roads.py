"""Roads in the browser are cut where the package says they are."""

from pathlib import Path

import pytest
from worlds import MAP_YAML, write_project

from geocontrol.project import Project
from geocontrol.render.ages import day_number
from geocontrol.render.atlas import make_atlas
from geocontrol.render.explorerdata import explorer_data
from geocontrol.render.site import write_site
from geocontrol.territory.land import routes_on
from geocontrol.territory.tables import cuts_since

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
RULE = ("rule", "step", "fold", "evidence", "roads", "roadmap")
SCRIPTS = ["view.js", "world.js", *(f"explorer/{n}.js" for n in RULE)]
ROADS = """(data) => {
  const world = kit.foldWorld(kit.readEvidence(data, "en"), Infinity, -1), found = [];
  const id = (place) => world.places[place].id;
  for (let day = world.first; day <= world.last; day += 1) {
    found.push(data.routes.map(([, , through]) => {
      const road = { through }, state = kit.roadOn(world, road, day);
      return [state.isOpen, state.cuts.map((cut) =>
        [id(cut.from), id(cut.to), kit.cutSince(world, road, day, cut)])];
    }));
  }
  return found;
}"""


def test_every_road_is_cut_on_the_same_days(load):
    """For each road and day of Syria: open or not, each cut, and since when."""
    project = Project.open(ROOT / "maps" / "syria-2024.yaml")
    timeline = project.timeline()
    data = explorer_data(
        make_atlas(project, timeline), project.first_day, project.last_day
    )
    page = load(SCRIPTS, ["readEvidence", "foldWorld", "roadOn", "cutSince"])
    wanted = []
    for day in project.days:
        made = routes_on(project, timeline, day)
        wanted.append(
            [
                [
                    made[route.id].is_open,
                    [
                        [cut.from_place, cut.to_place, day_number(since)]
                        for cut, since in cuts_since(project, timeline, day, route)
                    ],
                ]
                for route in project.routes
            ]
        )

    assert len(data["routes"]) > 0
    assert page.evaluate(ROADS, data) == wanted


CROSSED = """(data) => {
  const world = kit.foldWorld(kit.readEvidence(data, "en"), Infinity, -1), wrong = [];
  let crosses = 0;
  for (let day = world.first; day <= world.last; day += 1) {
    for (const road of kit.readRoads(data)) {
      const between = kit.stretchesOn(world, road, day).filter((one) => one.isCut);
      crosses += between.length;
      const { cuts } = kit.roadOn(world, road, day);
      if (!between.length !== !cuts.length) wrong.push([road.name, day]);
      const sides = cuts.filter((cut) => cut.holders.length).every((cut) => {
        const at = [cut.from, cut.to].map((place) => road.through.indexOf(place));
        return between.some((one) => road.through.indexOf(one.from) >= at[0]
          && road.through.indexOf(one.to) <= at[1]);
      });
      if (!sides) wrong.push([road.name, day, "elsewhere"]);
    }
  }
  return { crosses, wrong };
}"""


def test_a_road_has_a_cross_where_it_is_cut_and_nowhere_else(load):
    """A cross lies between the two places of a cut; an open road has none."""
    project = Project.open(ROOT / "maps" / "syria-2024.yaml")
    atlas = make_atlas(project, project.timeline())
    data = explorer_data(atlas, project.first_day, project.last_day)
    names = ["readEvidence", "foldWorld", "readRoads", "roadOn", "stretchesOn"]
    found = load(SCRIPTS, names).evaluate(CROSSED, data)

    assert found["crosses"] > 0
    assert found["wrong"] == []


ROADS_YAML = """\
format_version: 1
routes:
- {id: road, name: The Road, through: [ash, oak]}
"""
INK = """(share) => {
  const { board, world } = window.geocontrol.explorer;
  const { view, landCanvas } = board;
  const [one, two] = ["ash", "oak"].map((id) => world.byId.get(id));
  const at = (key, edge) => (one[key] + (two[key] - one[key]) * share) * view.scale
    - view[edge];
  const ratio = landCanvas.width / view.width;
  const spot = [at("mx", "left"), at("my", "top")].map((v) => Math.round(v * ratio));
  const copy = new OffscreenCanvas(1, 1).getContext("2d");
  copy.drawImage(landCanvas, -spot[0], -spot[1]);
  const ink = copy.getImageData(0, 0, 1, 1).data;
  return ink[3] ? Array.from(ink.slice(0, 3)) : null;
}"""
HOLDERS = """() => {
  const { world, sight } = window.geocontrol.explorer;
  return ["ash", "oak"].map((id) => {
    const span = world.spans[world.byId.get(id).index];
    let at = -1;
    for (let i = 0; i < span.length && span[i] <= sight.day; i += 2) at = span[i + 1];
    const { color } = world.actors[world.controls[at].holder];
    return [1, 3, 5].map((n) => parseInt(color.slice(n, n + 2), 16));
  });
}"""


@pytest.fixture(scope="module")
def road_site(tmp_path_factory):
    """The drawn world with a road from Ash to Oak, in two languages."""
    folder = tmp_path_factory.mktemp("road")
    write_project(folder)
    (folder / "gazetteer/shire/routes.yaml").write_text(ROADS_YAML, "utf-8")
    path = folder / "maps" / "war.yaml"
    path.write_text(MAP_YAML + "languages: [en, ar]\n", "utf-8")
    project = Project.open(path)
    write_site(project, project.timeline(), folder / "site")
    return folder / "site" / "index.html"


@pytest.mark.parametrize("day", ["2020-01-02", "2020-01-03"])
def test_a_road_has_the_colour_of_who_holds_each_end(explore, road_site, day):
    """Each half is drawn in its end's colour; a road cut between has a dark cross."""
    page = explore(f"#day={day}", path=road_site)
    holders = page.evaluate(HOLDERS)

    assert [page.evaluate(INK, share) for share in (0.3, 0.7)] == holders
    is_cut = holders[0] != holders[1]
    assert (page.evaluate(INK, 0.5) in holders) != is_cut


def test_a_reader_can_do_without_roads(explore, road_site):
    """One button takes the roads from the map and brings them back."""
    page = explore("#day=2020-01-02", path=road_site)
    button = page.get_by_role("button", name="Roads")
    button.click()

    assert button.get_attribute("aria-pressed") == "false"
    assert page.evaluate(INK, 0.3) is None
    button.click()
    assert page.evaluate(INK, 0.3) is not None


@pytest.mark.parametrize(("lang", "word"), [("en", "cross"), ("ar", "مقطوع")])
def test_the_legend_says_what_a_road_is(explore, road_site, lang, word):
    """The legend tells of crosses, in both languages."""
    page = explore(f"#lang={lang}", path=road_site)

    assert word in page.text_content(".x-roadkey")


def test_where_no_road_is_told_of_there_is_no_button(explore):
    """A map without routes has neither the button nor the line in the legend."""
    page = explore()

    assert page.get_by_role("button", name="Roads").count() == 0
    assert page.locator(".x-roadkey").count() == 0
