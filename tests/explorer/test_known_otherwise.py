"""What the explorer shows of a day as it was known then."""

import pytest

pytestmark = pytest.mark.browser
DESK = {"width": 1440, "height": 900}
KNOWN = "#day=2024-11-30&known=2024-11-30"
RINGED = """() => {
  const { canvas } = window.geocontrol.explorer.inset;
  const { data } = canvas.getContext("2d")
    .getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [red, green, blue] = data.slice(i, i + 3);
    if (red > 140 && green < 50 && blue > 90) found += 1;
  }
  return found;
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
    then = page.evaluate(RINGED)
    page.close()
    page = explore("#day=2024-11-30", path=syria / "index.html", viewport=DESK)

    assert then > 100
    assert page.evaluate(RINGED) == 0


def test_the_chart_ends_on_the_day_known_on(explore, syria):
    """Nothing is drawn or told of days that nobody knew yet."""
    page = explore(KNOWN, path=syria / "index.html")
    page.click(".x-chart ~ details summary")

    assert page.evaluate(INK) == [True] * 5 + [False] * 12
    assert page.locator(".x-chart ~ details tbody tr").count() == 5
