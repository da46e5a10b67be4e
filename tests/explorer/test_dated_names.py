"""Names that hold for a time, on the explorer's map."""

import pytest
from worlds import PLACES_YAML, write_project

from geocontrol.project import Project
from geocontrol.render.site import write_site

pytestmark = pytest.mark.browser
BOARD = "window.geocontrol.explorer.board"
NAMES = f"{BOARD}.naming.labels.map((label) => label.text)"
SAME_INK = f"""() => {{
  const turned = {BOARD}.namesCanvas.toDataURL();
  {BOARD}.draw();
  return turned === {BOARD}.namesCanvas.toDataURL();
}}"""
YEW = "  name: Yew\n"
RENAMED = f"{YEW}  names:\n  - {{text: Taxus, lang: en, from: 2020-01-03}}\n"


@pytest.fixture(scope="module")
def renamed(tmp_path_factory):
    """The explorer of a world whose Yew is Taxus from 3 January on."""
    folder = tmp_path_factory.mktemp("renamed")
    write_project(folder)
    path = folder / "gazetteer/shire/places/shire.yaml"
    path.write_text(PLACES_YAML.replace(YEW, RENAMED), encoding="utf-8")
    project = Project.open(folder)
    write_site(project, project.timeline(), folder / "site")
    return folder / "site" / "index.html"


@pytest.mark.parametrize(
    ("first", "key", "name"),
    [("2020-01-02", "ArrowRight", "Taxus"), ("2020-01-03", "ArrowLeft", "Yew")],
)
def test_turning_the_day_turns_the_names(explore, renamed, first, key, name):
    """On both sides of the day a place has its name of then, to the pixel."""
    page = explore(f"#day={first}", path=renamed)
    page.keyboard.press(key)

    assert {"Yew", "Taxus"} & set(page.evaluate(NAMES)) == {name}
    assert page.evaluate(SAME_INK)


def test_names_are_written_anew_only_where_one_changes(explore, renamed):
    """Turning to a day with the same names leaves those that stand."""
    page = explore("#day=2020-01-01", path=renamed)
    page.evaluate(f"window.before = {BOARD}.naming")
    page.keyboard.press("ArrowRight")
    kept = page.evaluate(f"window.before === {BOARD}.naming")
    page.keyboard.press("ArrowRight")

    assert kept
    assert not page.evaluate(f"window.before === {BOARD}.naming")
