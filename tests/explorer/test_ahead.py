"""Land drawn before its day comes is the land of that day, to the pixel."""

import pytest
from worlds import MAP_YAML, write_project

from geocontrol.project import Project
from geocontrol.render.site import write_site

pytestmark = pytest.mark.browser
READY = """() => {
  const { ahead } = window.geocontrol.explorer.board;
  return ahead.next().length > 0 && ahead.next().every((face) => ahead.pictureOf(face));
}"""
HITS = "window.geocontrol.explorer.board.ahead.hits"
DRAWN_ANEW = """() => {
  const { board } = window.geocontrol.explorer;
  const canvases = [board.landCanvas, board.vsLandCanvas];
  const shown = canvases.map((canvas) => canvas.toDataURL());
  board.ahead.kept.clear();
  board.paintLand();
  return canvases.every((canvas, n) => canvas.toDataURL() === shown[n]);
}"""
IS_EMPTY = """() => {
  const { landCanvas } = window.geocontrol.explorer.board;
  const { width, height } = landCanvas;
  const ink = landCanvas.getContext("2d").getImageData(0, 0, width, height);
  return ink.data.every((value) => !value);
}"""


@pytest.fixture(scope="module")
def land_site(tmp_path_factory):
    """The explorer of the drawn world, with areas."""
    folder = tmp_path_factory.mktemp("land")
    write_project(folder)
    path = folder / "maps" / "war.yaml"
    path.write_text(
        MAP_YAML + "areas: {method: nearest, radius_km: 20}\n", encoding="utf-8"
    )
    project = Project.open(path)
    write_site(project, project.timeline(), folder / "site")
    return folder / "site" / "index.html"


@pytest.mark.parametrize("look", ["", "&known=2020-01-03", "&vs=2020-01-02"])
@pytest.mark.parametrize("keys", [["ArrowRight"], ["ArrowRight"] * 2, ["ArrowLeft"]])
def test_land_drawn_ahead_is_land_drawn_anew(explore, land_site, look, keys):
    """However the day is reached, its land is as if drawn for it alone."""
    page = explore(f"#day=2020-01-03{look}", path=land_site)
    for key in keys:
        page.wait_for_function(READY)
        before = page.evaluate(HITS)
        page.keyboard.press(key)

        assert page.evaluate(HITS) > before
    assert not page.evaluate(IS_EMPTY)
    assert page.evaluate(DRAWN_ANEW)


@pytest.mark.parametrize(
    "act",
    [
        "app.map.setZoom(app.map.getZoom() + 1, { animate: false })",
        "app.map.panBy([40, 30], { animate: false })",
        "app.set({ known: app.world.first + 1 })",
        "app.set({ as: 1 })",
        "app.board.theme = DARK",
        "app.lens.areas.click()",
    ],
)
def test_land_of_another_look_is_never_shown(explore, land_site, act):
    """What was drawn for another view, knowledge, teller or light is not put in."""
    page = explore("#day=2020-01-03", path=land_site)
    page.wait_for_function(READY)
    dark = "{ ...app.board.theme, isDark: true, land: '#2c2b28' }"
    page.evaluate(
        f"() => {{ const app = window.geocontrol.explorer; {act.replace('DARK', dark)};"
        " app.set({ day: app.sight.day + 1 }); }"
    )

    assert page.evaluate(DRAWN_ANEW)


def test_no_more_is_kept_than_the_days_around(explore, land_site):
    """After many days there are three pictures, and one of the day compared with."""
    page = explore("#day=2020-01-01&vs=2020-01-06", path=land_site)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.wait_for_function(READY)

    assert page.evaluate("window.geocontrol.explorer.board.ahead.kept.size") <= 4
