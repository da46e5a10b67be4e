"""What a day page says on paper."""

import pytest

pytestmark = pytest.mark.browser
CUT = """() => {
  const entries = [...document.querySelectorAll(".changes > .events > li")];
  return entries.filter((entry) => {
  const box = entry.getBoundingClientRect();
  if (!box.height) return true;
  for (let at = entry.parentElement; at !== document.body; at = at.parentElement) {
    const frame = at.getBoundingClientRect();
    const hides = getComputedStyle(at).overflowY !== "visible";
    if (hides && frame.bottom < box.bottom) return true;
  }
  return getComputedStyle(entry).breakInside !== "avoid";
  }).map((entry) => entry.innerText);
}"""


def printed(open_page, path):
    page = open_page(path)
    page.wait_for_function("() => window.geocontrol?.page")
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("day", ["2024-11-30", "2024-12-05", "2024-12-08"])
def test_no_change_is_cut_on_paper(open_page, syria, day):
    """Every change of a day is printed, none through its letters."""
    page = printed(open_page, syria / f"{day}.html")

    assert page.locator(".changes > .events > li").count() > 0
    assert page.evaluate(CUT) == []
