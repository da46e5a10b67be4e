"""The explorer at the width of a phone, where the card lies over the map's foot."""

import pytest

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}
FREE = """(id) => {
  const { map, world } = window.geocontrol.explorer;
  const { lat, lon } = world.byId.get(id);
  const at = map.latLngToContainerPoint([lat, lon]);
  const frame = map.getContainer().getBoundingClientRect();
  const card = document.getElementById("card").getBoundingClientRect();
  const x = frame.left + at.x, y = frame.top + at.y;
  return {
    left: x - frame.left, right: frame.right - x, top: y - Math.max(0, frame.top),
    bottom: Math.min(frame.bottom, card.top) - y,
  };
}"""
PLACES = ["ash", "elm", "oak", "yew"]
LEAST_ROOM = 10


def hidden_sides(page, place):
    """The sides at which a place is cut off from the free part of the map."""
    room = page.evaluate(FREE, place)
    return [side for side, pixels in room.items() if pixels < LEAST_ROOM]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("view", ["", "&view=37.000,35.000,8.00"])
def test_the_place_of_an_address_is_seen(explore, place, view):
    """Whoever opens a link to a place sees it above its card."""
    page = explore(f"#day=2020-01-03&place={place}{view}", **PHONE)

    assert page.is_visible("#card-title")
    assert hidden_sides(page, place) == []


@pytest.mark.parametrize("place", PLACES)
def test_a_new_address_shows_its_place(explore, place):
    """A link followed within the page does the same."""
    page = explore("#day=2020-01-03", **PHONE)
    page.evaluate(f"location.hash = '#day=2020-01-03&place={place}'")
    page.wait_for_selector("#card-title")

    assert hidden_sides(page, place) == []


def test_a_turned_phone_keeps_the_place_in_sight(explore):
    """The map fits itself to the screen, and the place is still seen."""
    page = explore("#day=2020-01-03&place=yew", **PHONE)
    page.set_viewport_size({"width": 700, "height": 600})
    page.wait_for_timeout(200)

    assert hidden_sides(page, "yew") == []


def test_on_a_desk_the_map_stays_as_it_is(explore):
    """Where the card lies beside the map, an address to a place moves nothing."""
    page, other = explore("#day=2020-01-03"), explore("#day=2020-01-03&place=yew")
    ask = "window.geocontrol.explorer.board.view"

    assert page.evaluate(ask) == other.evaluate(ask)
    assert other.evaluate("scrollY") == 0
