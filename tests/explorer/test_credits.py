"""The credits under the explorer's map."""

import pytest

pytestmark = pytest.mark.browser
CUT = """() => {
  const line = document.querySelector(".sources-line");
  const style = getComputedStyle(line);
  return line.scrollWidth > line.clientWidth || style.whiteSpace === "nowrap";
}"""


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_credits_are_read_to_their_end(explore, syria, width):
    """Every source and the hash of the data are seen, whatever the width."""
    page = explore(path=syria / "index.html", viewport={"width": width, "height": 900})

    assert not page.evaluate(CUT)
