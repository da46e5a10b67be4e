"""Bars of how much changed."""

import re

import pytest

pytestmark = pytest.mark.browser
LENGTHS = """([selector, side]) => [...document.querySelectorAll(selector)]
  .map((bar) => bar.getBoundingClientRect()[side])"""
BARS = {
    "2020-01-03.html": (".days i", "height"),
    "days.html": ("ol i", "width"),
    "index.html": (".x-bars i", "height"),
}
CHANGED = [False, True, True, True, False]


@pytest.mark.parametrize("page", BARS)
def test_a_bar_of_nothing_has_no_length(site, open_page, page):
    """A day on which nothing changed has no bar; on paper too."""
    opened = open_page(site / page)
    opened.wait_for_selector(BARS[page][0], state="attached")
    opened.emulate_media(media="print" if page == "days.html" else "screen")
    lengths = opened.evaluate(LENGTHS, BARS[page])

    assert [length > 0 for length in lengths] == CHANGED


@pytest.mark.parametrize("page", ["2020-01-03.html", "days.html"])
def test_bars_say_their_scale(site, page):
    """Whoever compares bars reads that they are square roots."""
    assert re.search("square root", (site / page).read_text("utf-8"))
