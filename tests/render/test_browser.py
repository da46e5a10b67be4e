"""Pages as a reader has them: in a real browser, without a network."""

import re
from dataclasses import replace

import pytest
from shown_pages import ready

from geocontrol.model import Evidence, Kind
from geocontrol.render.site import write_site

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>document.title='ran'</script></script><!-- {{7*7}} {% x {# y #} ${1} "
    "`q` \"dq\" 'sq' \u202eturned\u2066 <img src=x onerror=document.title='ran'>"
)
AS_SHOWN = HOSTILE.replace("\u202e", "").replace("\u2066", "")


@pytest.fixture
def third(site, open_page):
    return ready(open_page(site / "2020-01-03.html"))


def inside(page, script):
    """Run a script in the page's own world, past its security policy."""
    return page.evaluate(script)


def test_a_page_needs_no_network(third):
    """The page itself is all that is ever asked for, and nothing fails."""
    assert len(third.requests) == 1
    assert third.faults == []


@pytest.fixture(scope="module")
def arabic_site(drawn, tmp_path_factory):
    """A map whose first language is Arabic."""
    folder = tmp_path_factory.mktemp("arabic")
    project = replace(drawn, languages=("ar", "en"))
    write_site(project, project.timeline(), folder)
    return folder


def test_pages_are_in_the_first_language_of_their_map(arabic_site, open_page):
    """Words, direction, and the names of places on the map and in cards."""
    page = ready(open_page(arabic_site / "2020-01-03.html", hash_="#place=oak"))
    labels = inside(page, "() => geocontrol.page.layer.labels.map(({ text }) => text)")

    assert page.get_attribute("html", "lang") == "ar"
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.inner_text("#card-title").split() == ["اسم", "Oak"]
    assert set(labels) == {"اسم"}
    assert page.faults == []


@pytest.fixture(scope="module")
def hostile_site(draw, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    project = draw(lambda _: HOSTILE, url="javascript:document.title='ran'")
    write_site(project, project.timeline(), folder)
    return folder


def test_hostile_words_are_shown_and_never_run(hostile_site, open_page):
    """Every field of every record may hold code; it comes out as its letters."""
    page = ready(open_page(hostile_site / "2020-01-04.html", hash_="#place=oak"))
    title = page.title()
    card = page.inner_text("#card")
    table = page.inner_text("#places")

    assert title.endswith(AS_SHOWN)
    assert AS_SHOWN in card
    assert AS_SHOWN in table
    assert "49" not in card + table
    assert page.faults == []
    assert page.locator("a[href^=javascript]").count() == 0


def test_the_list_of_days_never_runs_words(hostile_site, open_page):
    """The list shows hostile words as they are."""
    page = open_page(hostile_site / "days.html")

    assert AS_SHOWN in page.inner_text("h1")
    assert page.faults == []


def test_the_policy_blocks_an_injected_handler(third):
    """Code that got into the page after all is not run."""
    blocked = inside(
        third,
        """() => new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation",
            (event) => resolve(event.effectiveDirective));
          const div = document.createElement("div");
          div.innerHTML = "<img src='data:,' onerror='window.ran = 1'>";
          document.body.append(div);
        })""",
    )

    assert blocked.startswith("script-src")
    assert inside(third, "() => window.ran") is None


OVERLAPS = """() => {
  const met = [];
  const lists = [geocontrol.page.layer.labels, geocontrol.page.inset.labels];
  for (const labels of lists) {
    labels.forEach((a, i) => labels.slice(i + 1).forEach((b) => {
      const isApart = a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;
      if (!isApart) met.push([a.text, b.text]);
    }));
  }
  return met;
}"""


@pytest.fixture(scope="module")
def crowded_site(drawn, tmp_path_factory):
    """Two hundred villages with long names, a few hundred metres apart."""
    oak = drawn.places["oak"]
    villages = {
        f"village-{n}": replace(
            oak,
            id=f"village-{n}",
            name=f"Upper Village {n}",
            kind=Kind.VILLAGE,
            within="shire",
            lon=36.2 + (n % 20) * 0.04,
            lat=34.2 + (n // 20) * 0.03,
            rank=1 + n % 5,
        )
        for n in range(200)
    }
    project = replace(drawn, places={**drawn.places, **villages})
    folder = tmp_path_factory.mktemp("crowded")
    write_site(project, project.timeline(), folder)
    return folder


@pytest.mark.parametrize("width", [1280, 380])
def test_names_never_overlap(crowded_site, open_page, width):
    """At every zoom, on a wide screen and a narrow one, names are apart."""
    viewport = {"width": width, "height": 760}
    page = ready(open_page(crowded_site / "2020-01-03.html", viewport=viewport))
    shown = 0
    for _ in range(6):
        assert inside(page, OVERLAPS) == []
        shown += inside(page, "() => geocontrol.page.layer.labels.length")
        inside(page, "() => { geocontrol.page.map.zoomIn(0.5); }")

    assert shown > 10


def spot(page, place):
    return inside(
        page,
        f"""() => {{
          const page = geocontrol.page;
          const mark = page.layer.marks.find((m) => m.place.id === "{place}");
          const box = page.map.getContainer().getBoundingClientRect();
          return [mark.x + box.left, mark.y + box.top];
        }}""",
    )


def test_a_click_opens_the_card_of_a_place(third):
    """A click on oak tells who holds it and who says so."""
    third.mouse.click(*spot(third, "oak"))
    card = third.inner_text("#card")

    assert "Held by Blue since 2 Jan (assessed)" in card
    assert "Watch" in card
    assert "denies it" in card
    assert third.url.endswith("#place=oak")


def test_a_pointer_over_a_mark_names_it(third):
    """A tooltip tells a place's name and holder."""
    third.mouse.move(*spot(third, "yew"))

    assert "Held by Red; claimed by Blue" in third.inner_text(".tip")


def test_keys_alone_open_and_close_a_card(third):
    """A reader without a mouse opens a place from the table, and Escape closes it."""
    third.focus("#places a[href='#place=oak']")
    third.keyboard.press("Enter")

    assert third.is_visible("#card")
    assert inside(third, "() => document.activeElement.id") == "card-title"

    third.keyboard.press("Escape")

    assert third.is_hidden("#card")
    assert inside(third, "() => document.activeElement.textContent") == "Oak"


def test_enter_on_the_map_opens_the_place_in_its_middle(third):
    """With the map in focus, Enter opens the nearest place."""
    inside(third, "() => { geocontrol.page.map.setView([35, 37], 8); }")
    third.focus(".folium-map")
    third.keyboard.press("Enter")

    assert "Fort" in third.inner_text("#card h2")


def test_an_arabic_name_runs_from_the_right(third):
    """The Arabic name is marked as Arabic and has its own direction."""
    third.mouse.click(*spot(third, "oak"))
    name = third.locator("#card .other bdi")

    assert name.get_attribute("lang") == "ar"
    assert name.get_attribute("dir") == "rtl"


def test_arrow_keys_turn_the_days(third):
    """Left and right lead to the day before and after, but not from a field."""
    third.keyboard.press("ArrowRight")
    third.wait_for_url(re.compile("2020-01-04"))
    third.keyboard.press("ArrowLeft")
    third.wait_for_url(re.compile("2020-01-03"))
    ready(third).focus("#find")
    third.keyboard.press("ArrowRight")

    assert "2020-01-03" in third.url


def test_the_first_day_has_no_day_before(site, open_page):
    """The first page leads on and not back, the last back and not on."""
    first = open_page(site / "2020-01-01.html")
    last = open_page(site / "2020-01-05.html")

    assert first.locator("a[rel=prev]").count() == 0
    assert first.locator("a[rel=next]").get_attribute("href") == "2020-01-02.html"
    assert last.locator("a[rel=next]").count() == 0


def test_the_table_is_found_and_sorted(third):
    """The field leaves only the rows that match; a heading sorts."""
    third.fill("#find", "oak")

    assert third.locator("#places tbody tr:visible").count() == 1

    third.fill("#find", "")
    third.click("#places thead th:nth-child(4) button")

    assert (
        third.locator("#places thead th").nth(3).get_attribute("aria-sort")
        == "ascending"
    )
    assert "Contested" in third.inner_text("#places tbody tr:first-child")


def test_a_page_reads_without_scripts(site, open_page):
    """Without JavaScript the table, the changes and the sources are there."""
    page = open_page(site / "2020-01-03.html", java_script_enabled=False)

    assert page.locator("#places tbody tr").count() == 7
    assert "taken by Blue from Red" in page.inner_text(".changes")
    assert page.is_visible("noscript p")


def test_a_page_prints_on_one_sheet(third, tmp_path):
    """The day fits one sheet of paper."""
    pdf = third.pdf(prefer_css_page_size=True, print_background=True)

    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1


def test_a_phone_shows_everything_in_its_width(site, open_page):
    """Nothing sticks out at the side of a narrow screen."""
    page = ready(
        open_page(site / "2020-01-04.html", viewport={"width": 360, "height": 740})
    )

    assert inside(page, "() => document.documentElement.scrollWidth") <= 360


def test_a_page_works_in_a_sandboxed_frame(site, open_page, tmp_path):
    """A page that somebody embeds as `srcdoc` draws its map and opens cards."""
    inner = (
        (site / "2020-01-03.html")
        .read_text()
        .replace("&", "&amp;")
        .replace('"', "&quot;")
    )
    outer = tmp_path / "outer.html"
    outer.write_text(
        '<meta charset="utf-8"><iframe sandbox="allow-scripts" width="900" '
        f'height="700" srcdoc="{inner}"></iframe>'
    )
    page = open_page(outer)
    frame = page.frames[1]
    frame.wait_for_selector("#views button")
    frame.click("#places a[href='#place=oak']")

    assert "Held by Blue" in frame.inner_text("#card")
    assert page.faults == []


def test_a_page_says_when_it_is_not_the_plain_truth(drawn, open_page, tmp_path):
    """A page as known on a day, or as one side tells it, says so at the top."""
    timeline = drawn.timeline(known_on=drawn.first_day, perspective="red")
    write_site(drawn, timeline, tmp_path)
    text = open_page(tmp_path / "2020-01-03.html").inner_text("body")

    assert "As it was known on 1 January 2020" in text
    assert "As told by Red" in text


def test_a_dark_screen_gets_a_dark_map(site, open_page):
    """Paper and ink change places for readers who ask for it."""
    page = ready(open_page(site / "2020-01-03.html", color_scheme="dark"))

    assert inside(page, "() => geocontrol.page.layer.theme.isDark") is True


def test_a_notebook_map_opens(drawn, open_page, tmp_path):
    """A map saved from a notebook draws its marks without a network."""
    from geocontrol.render.daymap import day_map

    path = tmp_path / "map.html"
    day_map(drawn, drawn.last_day).save(str(path))
    page = open_page(path)
    page.wait_for_function("() => window.geocontrol && geocontrol.page")

    assert inside(page, "() => geocontrol.page.layer.marks.length") >= 5
    assert len(page.requests) == 1


def test_a_map_of_nobody_opens(drawn, tmp_path, open_page):
    """Before the first word of evidence there are places, and no fault."""
    project = replace(drawn, evidence=Evidence())
    write_site(project, project.timeline(), tmp_path)

    for name in ("2020-01-01.html", "index.html"):
        page = open_page(tmp_path / name)
        page.wait_for_selector(".leaflet-pane canvas", state="attached")

        assert page.faults == [], name
