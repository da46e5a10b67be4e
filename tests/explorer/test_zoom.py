"""What the buttons and keys of the explorer zoom around."""

import pytest

pytestmark = pytest.mark.browser
SPOT = """(id) => {
  const { map, world } = window.geocontrol.explorer, { lat, lon } = world.byId.get(id);
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  return [x, y];
}"""
ROUNDED = 4
"""Pixels: Leaflet sets the map on whole ones at each step."""
ZOOM = "() => window.geocontrol.explorer.map.getZoom()"


@pytest.mark.parametrize("place", ["ash", "elm", "oak", "yew"])
@pytest.mark.parametrize("way", ["button", "key"])
def test_zooming_keeps_the_chosen_place_where_it_is(explore, place, way):
    """Whoever zooms to see a place better still sees it, and where it was."""
    page = explore(f"#day=2020-01-03&place={place}")
    before, zoom = page.evaluate(SPOT, place), page.evaluate(ZOOM)
    page.focus("#map")
    for _ in range(3):
        if way == "button":
            page.click(".leaflet-control-zoom-in")
        else:
            page.keyboard.press("+")

    assert page.evaluate(ZOOM) > zoom
    assert page.evaluate(SPOT, place) == pytest.approx(before, abs=ROUNDED)
