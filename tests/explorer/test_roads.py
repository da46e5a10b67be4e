"""Roads in the browser are cut where the package says they are."""

from pathlib import Path

import pytest

from geocontrol.project import Project
from geocontrol.render.ages import day_number
from geocontrol.render.atlas import make_atlas
from geocontrol.render.explorerdata import explorer_data
from geocontrol.territory.land import routes_on
from geocontrol.territory.tables import cuts_since

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
RULE = ("rule", "step", "fold", "evidence", "roads")
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
