"""What the explorer shows of a day as it was known then."""

import pytest

pytestmark = pytest.mark.browser
DESK = {"width": 1440, "height": 900}
KNOWN = "#day=2024-11-30&known=2024-11-30"
RINGED = """() => {
  const { board, inset } = window.geocontrol.explorer, ringed = [];
  const ring = board.ringUnknowing.bind(board);
  board.ringUnknowing = (context, marks) => {
    ringed.push(context.canvas);
    ring(context, marks);
  };
  board.draw();
  return new Promise((done) =>
    setTimeout(() => done(ringed.includes(inset.canvas)), 300));
}"""
INK = """() => {
  const { chart, world } = window.geocontrol.explorer, { canvas } = chart;
  const step = canvas.width / (world.last - world.first + 1);
  const row = canvas.getContext("2d")
    .getImageData(0, canvas.height - 2, canvas.width, 1);
  const days = [...Array(world.last - world.first + 1).keys()];
  return days.map((i) => row.data[4 * Math.floor((i + 0.5) * step) + 3] > 0);
}"""


def test_the_close_up_rings_what_is_known_otherwise(explore, syria):
    """Dashed rings stand in the close-up too, which shows most changes."""
    page = explore(KNOWN, path=syria / "index.html", viewport=DESK)

    assert page.evaluate(RINGED)


def test_the_chart_ends_on_the_day_known_on(explore, syria):
    """Nothing is drawn or told of days that nobody knew yet."""
    page = explore(KNOWN, path=syria / "index.html")
    page.click(".x-chart ~ details summary")

    assert page.evaluate(INK) == [True] * 5 + [False] * 12
    assert page.locator(".x-chart ~ details tbody tr").count() == 5
