"""Pictures of the ground under the explorer's map, from a server that is drawn here."""

import io
import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from pyproj import Transformer

from geocontrol.model import Tiles
from geocontrol.render.site import write_site

pytestmark = pytest.mark.browser
HOST = "https://tiles.example.org"
TILE = re.compile(rf"{HOST}/(\d+)/(\d+)/(\d+)\.png")
THANKS = "<b>© the makers</b> {{7*7}} of tiles"
BUTTON = ".views button"
SHOWN = f"{BUTTON}[aria-pressed=true]"
PICTURES = ".leaflet-gc-backdrop-pane img"
PHONE = {"viewport": {"width": 390, "height": 844}}
HALF_WORLD_M = 20037508.342789244
MOST_MISFIT = 0.51
"""Pixels. Map and tiles are both Web Mercator, so nothing is warped; Leaflet puts the
tiles of a zoom level on whole pixels, so half a pixel is all that is ever lost."""


def picture(color):
    raw = io.BytesIO()
    Image.new("RGB", (256, 256), color).save(raw, "PNG")
    return raw.getvalue()


@pytest.fixture(scope="session")
def tiled(project, tmp_path_factory):
    """The explorer of the drawn world, over tiles."""
    folder = tmp_path_factory.mktemp("tiled")
    tiles = Tiles(url=f"{HOST}/{{z}}/{{x}}/{{y}}.png", attribution=THANKS)
    asking = replace(project, tiles=tiles)
    write_site(asking, asking.timeline(), folder)
    return folder / "index.html"


class Server:
    """All the net there is: it gives one picture, or nothing after some."""

    def __init__(self, gives=10_000):
        self.gives = gives
        self.asked = []
        self.picture = picture("#c8facc")

    def __call__(self, route):
        """Answer a request, or break the connection."""
        self.asked.append(route.request.url)
        if len(self.asked) > self.gives:
            route.abort()
        else:
            route.fulfill(body=self.picture, content_type="image/png")


@pytest.fixture
def look(open_page, tiled):
    """Open the explorer with a server behind it."""

    def look_at(hash_="#day=2020-01-03", server=None, **options):
        page = open_page(tiled, hash_=hash_, answer=server or Server(), **options)
        page.wait_for_selector(".x-bars .x-today", state="attached")
        return page

    return look_at


def settled(page):
    """Wait until the tiles of the view are here."""
    page.wait_for_selector(SHOWN)
    page.evaluate(
        """(pictures) => Promise.all([...document.querySelectorAll(pictures)]
          .filter((one) => !one.complete)
          .map((one) => new Promise((resolve) => {
            one.addEventListener("load", resolve);
            one.addEventListener("error", resolve);
          })))""",
        PICTURES,
    )
    return page.locator(PICTURES).count()


def test_only_tiles_of_that_server_are_asked_for(look):
    """The page shows them, thanks for them in letters, and asks for nothing else."""
    server = Server()
    page = look(server=server)
    count = settled(page)

    assert count >= 4
    assert server.asked
    assert all(TILE.fullmatch(url) for url in server.asked)
    assert server.asked[0] in page.eval_on_selector_all(
        PICTURES, "all => all.map((one) => one.src)"
    )  # the first is one of them, and not asked for in vain
    assert page.inner_text(".x-credit") == THANKS
    assert page.is_visible(".x-credit")
    assert page.faults == []


def test_the_policy_stops_every_other_server(look):
    """A picture from elsewhere is not even asked for."""
    server = Server()
    page = look(server=server)
    settled(page)
    stopped = page.evaluate(
        """() => new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation",
            (event) => resolve(event.effectiveDirective));
          new Image().src = "https://elsewhere.example/1/1/1.png";
        })"""
    )

    assert stopped == "img-src"
    assert all(TILE.fullmatch(url) for url in server.asked)


def test_a_map_without_tiles_asks_nobody(open_page, site):
    """Online too, the plain explorer makes no request and has no button for it."""
    server = Server()
    page = open_page(site / "index.html", answer=server)
    page.wait_for_selector(".x-bars .x-today", state="attached")
    page.wait_for_timeout(300)

    assert server.asked == []
    assert page.locator(BUTTON).count() == 0
    assert page.faults == []


@pytest.mark.parametrize("zoom", [5, 6.5, 7.25, 8.75, 11.25, 13])
def test_a_tile_lies_where_it_belongs(look, zoom):
    """Corners of tiles lie within half a pixel of where PROJ has them on the map."""
    page = look(f"#view=36.912,34.873,{zoom}")
    settled(page)
    page.evaluate("window.geocontrol.explorer.map.panBy([37, -53], {animate: false})")
    settled(page)
    spots = page.evaluate(
        f"""() => {{
          const {{ map }} = window.geocontrol.explorer;
          const frame = map.getContainer().getBoundingClientRect();
          return [...document.querySelectorAll("{PICTURES}")].map((one) => {{
            const box = one.getBoundingClientRect();
            return [one.src, box.left - frame.left, box.top - frame.top,
              box.right - frame.left, box.bottom - frame.top];
          }});
        }}"""
    )
    to_degrees = Transformer.from_crs(3857, 4326, always_xy=True)
    where = """(corners) => corners.flatMap(([lon, lat]) => {
      const { map, board } = window.geocontrol.explorer;
      const at = map.project([lat, lon]);
      return [at.x - board.view.left, at.y - board.view.top];
    })"""
    misfits = []
    for url, *box in spots:
        z, x, y = map(int, TILE.fullmatch(url).groups())
        side = 2 * HALF_WORLD_M / 2**z
        corners = [
            to_degrees.transform(i * side - HALF_WORLD_M, HALF_WORLD_M - j * side)
            for i, j in ((x, y), (x + 1, y + 1))
        ]
        truth = page.evaluate(where, corners)
        misfits += [abs(a - b) for a, b in zip(box, truth, strict=True)]

    assert max(misfits) < MOST_MISFIT
    assert len(spots) >= 4


def test_keys_turn_the_tiles_off_and_on(look):
    """The button is reached by keys, says what is so, and takes all of them away."""
    page = look()
    settled(page)
    page.focus("#map")
    page.keyboard.press("Tab")
    for _ in range(6):
        if page.evaluate(f"document.activeElement.matches('{BUTTON}')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.get_attribute(BUTTON, "aria-pressed") == "false"
    assert page.locator(PICTURES).count() == 0
    assert page.is_hidden(".x-credit")
    page.keyboard.press("Space")
    assert settled(page) >= 4
    assert page.is_visible(".x-credit")


def test_the_button_speaks_the_readers_language(look):
    """It turns to Arabic with everything else."""
    page = look()
    english = page.inner_text(BUTTON)
    page.click(".x-lang[lang=ar]")

    assert english == "Background map"
    assert page.inner_text(BUTTON) == "خريطة الخلفية"


def test_offline_the_map_is_plain_until_the_net_is_back(look):
    """Nothing is asked for, nobody is told of it, and later the tiles come."""
    server = Server()
    page = look(server=server)
    settled(page)
    page.context.set_offline(True)
    page.wait_for_selector(f"{BUTTON}[aria-pressed=false]")
    assert page.locator(PICTURES).count() == 0
    page.reload()
    page.wait_for_selector(".x-bars .x-today", state="attached")
    before = len(server.asked)
    page.click(BUTTON)

    assert page.inner_text("#live") == "The background map cannot be reached."
    assert len(server.asked) == before
    assert page.faults == []
    page.context.set_offline(False)
    assert settled(page) >= 4


def test_a_server_that_is_away_is_asked_once(look):
    """The plain map stands, and the browser complains of one picture, not of all."""
    server = Server(gives=0)
    page = look(server=server)
    page.wait_for_timeout(400)

    assert len(server.asked) == 1
    assert len(page.faults) == 1
    assert page.get_attribute(BUTTON, "aria-pressed") == "false"
    assert page.is_hidden(".x-credit")
    server.gives = 10_000
    page.click(BUTTON)
    assert settled(page) >= 4


def test_a_server_that_goes_away_is_left_alone(look):
    """After a handful of tiles that do not come the map is plain again."""
    server = Server()
    page = look(server=server)
    settled(page)
    server.gives = 0
    page.evaluate("window.geocontrol.explorer.map.setZoom(12, {animate: false})")
    page.wait_for_selector(f"{BUTTON}[aria-pressed=false]")

    assert page.locator(PICTURES).count() == 0


@pytest.mark.parametrize("form", ["png", "svg"])
def test_saved_pictures_are_the_plain_map(look, form):
    """A file saved over tiles is, to the byte, the one saved without."""
    page = look()
    settled(page)
    page.locator(".x-share").evaluate("(menu) => { menu.open = true; }")
    saved = []
    for _ in range(2):
        with page.expect_download() as download:
            page.click(f"#x-save-{form}")
        saved.append(download.value.path().read_bytes())
        page.evaluate(f"document.querySelector('{BUTTON}').click()")

    assert saved[0] == saved[1]
    assert page.faults == []


def test_print_leaves_tiles_out(look):
    """Neither the pictures nor the thanks for them are on paper."""
    page = look()
    settled(page)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert page.is_hidden(".leaflet-gc-backdrop-pane")
    assert page.is_hidden(".x-credit")
    assert page.is_hidden(BUTTON)


SEEN = """() => {
  const box = document.querySelector(".x-credit").getBoundingClientRect();
  const at = document.elementFromPoint(box.left + 4, box.top + box.height / 2);
  return box.top >= 0 && at === document.querySelector(".x-credit");
}"""


@pytest.mark.parametrize("hash_", ["", "&place=yew", "&vs=2020-01-02"])
@pytest.mark.parametrize("size", [{}, PHONE], ids=["desk", "phone"])
def test_the_makers_stay_in_sight(look, hash_, size):
    """No card, button or handle lies over them."""
    page = look(f"#day=2020-01-03{hash_}", **size)
    settled(page)
    page.evaluate(
        "document.getElementById('map-frame').scrollIntoView({behavior: 'instant'})"
    )

    assert page.evaluate(SEEN)


@pytest.mark.parametrize(
    ("hash_", "options"),
    [
        ("", {}),
        ("&lang=ar", {"color_scheme": "dark"}),
        ("&vs=2020-01-02", PHONE),
        ("&place=ash", {"color_scheme": "dark", **PHONE}),
    ],
)
def test_axe_finds_no_violation_over_tiles(look, hash_, options):
    """Neither in light nor dark, left nor right, on a desk nor on a phone."""
    page = look(f"#day=2020-01-03{hash_}", bypass_csp=True, **options)
    settled(page)
    found = Axe().run(page).response["violations"]

    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []
