"""Names of neighbours: two that stand close together are both given, or neither."""

import pytest

pytestmark = pytest.mark.browser
SCRIPTS = ["theme.js", "view.js", "lines.js", "basemap.js", "marks.js", "labels.js"]
ASK = """([far, width]) => {
  const context = document.createElement("canvas").getContext("2d");
  const view = { scale: 20000, left: 10000 - width / 2, top: 9980, width, height: 60 };
  const country = (name, x) =>
    ({ layer: "neighbour", name, at: [0.5 + x, 0.5], path: new Path2D() });
  const ground = [country("Longerland", 0), country("Hereabouts", far)];
  return kit.placeCountryNames(context, view, ground, [], [], kit.LIGHT)
    .map((label) => label.text);
}"""


@pytest.mark.parametrize(
    ("far", "counts"), [(0.001, {0, 2}), (0.006, {0, 1, 2})], ids=["near", "far"]
)
def test_neighbours_close_together_are_named_together(load, far, counts):
    """However wide the frame, one is never named without the other."""
    page = load(SCRIPTS, ["placeCountryNames", "LIGHT"])
    named = [page.evaluate(ASK, [far, width]) for width in range(60, 460, 10)]

    assert {len(names) for names in named} == counts
