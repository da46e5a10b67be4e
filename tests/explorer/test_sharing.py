"""The explorer in a real browser: finding, filtering, passing on, for everyone."""

import csv
import io
import json
import struct
from dataclasses import replace
from datetime import date
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from geocontrol.export.cells import guarded
from geocontrol.model import LANGUAGES
from geocontrol.render.site import write_site
from geocontrol.render.words import words
from geocontrol.tables import state_rows

pytestmark = pytest.mark.browser
HOSTILE = "{{7*7}}</script><img src=x onerror=alert(1)>\u202eabc"
SHOWN = "{{7*7}}</script><img src=x onerror=alert(1)>abc"


@pytest.mark.parametrize("said", ["Ashe", "ash", "آش", "Ach"])
def test_a_place_is_found_in_any_spelling(explore, said):
    """English, Arabic, another romanisation, a beginning: Ash comes first."""
    page = explore()
    page.fill("#x-find", said)
    first = page.inner_text("#x-found li:first-child strong")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#x-find", "aria-activedescendant")
    page.keyboard.press("Enter")

    assert first == "Ash"
    assert active == "x-found-0"
    assert page.inner_text("#card-title").startswith("Ash")


@pytest.mark.parametrize("lang", ["constructor", "__proto__", "toString", "xx"])
def test_an_address_with_an_unknown_language_opens_in_the_maps_own(explore, lang):
    """Whatever an address calls a language, the page has words to say."""
    page = explore(f"#lang={lang}")

    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("h1 time")


def test_a_holder_filters_the_map(explore):
    """Pressing red's line leaves red's places; all others fade."""
    page = explore("#day=2020-01-03")
    page.click(".x-holders button:has-text('Red')")
    passed = page.evaluate(
        """() => {
          const { board } = window.geocontrol.explorer;
          return board.marks.filter((m) => board.filter(m.place, m.control))
            .map((mark) => mark.place.id);
        }"""
    )

    assert passed == ["ash"]
    assert page.get_attribute(".x-holders [data-key^=a][aria-pressed=true]", "data-key")


def test_a_governorate_fills_the_map(explore):
    """Zooming to the shire shows its places larger, and the address keeps the view."""
    page = explore()
    page.select_option("#x-region", label="Shire")
    page.wait_for_timeout(250)

    assert "view=" in page.url


def test_the_address_holds_the_view(explore):
    """Whoever opens the link sees the same day, knowledge, place and comparison."""
    asked = "#day=2020-01-04&known=2020-01-05&place=elm&vs=2020-01-02"
    page = explore(f"{asked}&as=red&lang=ar&view=37.400,35.400,8.50")
    said = page.evaluate("window.geocontrol.explorer.address()")

    assert set(said[1:].split("&")) == {
        "day=2020-01-04",
        "known=2020-01-05",
        "as=red",
        "place=elm",
        "vs=2020-01-02",
        "view=37.400,35.400,8.50",
        "lang=ar",
    }


def test_an_address_that_names_what_is_not_there_says_so(explore):
    """A day, place or party that the map does not have is told, until one looks on."""
    page = explore("#day=2020-13-45&place=now<b>here&as=nobody")
    told = page.inner_text(".x-banner")
    heard = page.inner_text("#live")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".x-banner", state="hidden")

    assert "names 2020-13-45, now<b>here and nobody, which" in told
    assert told.strip() == heard.strip()


def test_an_address_that_names_what_is_there_says_nothing(explore):
    """A good address has no banner."""
    page = explore("#day=2020-01-03&place=oak&as=red")
    page.evaluate("() => { location.hash = '#day=2020-01-04&place=elm&as=red' }")
    page.wait_for_function("() => geocontrol.explorer.sight.place >= 0")

    assert "names" not in page.inner_text(".x-banner")


def test_a_wrong_address_does_no_harm(explore):
    """Nonsense in the address leaves what it concerns as it is."""
    page = explore("#day=2030-99-01&known=x&as=nobody&place=%3Cb%3E&vs=1&view=a,b,c")

    assert page.get_attribute("h1 time", "datetime") == "2020-01-01"
    assert page.is_hidden("#card")


def saved(page, name):
    page.locator(".x-share").evaluate("(menu) => { menu.open = true; }")
    with page.expect_download() as download:
        page.click(f"#x-save-{name}")
    return download.value.path().read_text("utf-8")


def test_saved_tables_are_the_state(explore, project):
    """CSV and GeoJSON hold what `geocontrol state` says, row by row."""
    page = explore("#day=2020-01-04")
    timeline = project.timeline()
    wanted = {r["place_id"]: r for r in state_rows(timeline, date(2020, 1, 4))}
    rows = list(csv.DictReader(io.StringIO(saved(page, "csv"), newline="")))
    features = json.loads(saved(page, "geojson"))["features"]

    assert {r["place_id"] for r in rows} == {"ash", "elm", "oak", "keep", "yew"}
    for row in rows:
        want = wanted[row["place_id"]]
        assert row["status"] == want["status"]
        assert row["actor_id"] == (want["actor_id"] or "")
        assert row["claimed_by"] == " ".join(want["claimed_by"])
        assert row["event_id"] == (want["event_id"] or "")
    for feature in features:
        want, given = wanted[feature["id"]], feature["properties"]
        same = ("status", "actor_id", "contested_by", "claimed_by", "basis", "since")
        assert [given[k] for k in same] == [want[k] for k in same]
        assert given["stale"] == want["stale"]


def test_the_saved_picture_is_what_is_shown(explore):
    """The SVG is well-formed, names the day, the places and the sources' hash."""
    page = explore("#day=2020-01-03&vs=2020-01-02")
    text = saved(page, "svg")
    root = ET.fromstring(text)  # noqa: S314
    written = "".join(root.itertext())

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "3 January 2020" in written
    assert "Oak" in written
    assert "sha256:" in written


ESCAPE_EACH = """() => {
  const codes = Array.from({ length: 0x10000 }, (_, code) => code);
  return codes.map((code) => kit.escapeXml(`a${String.fromCharCode(code)}b`));
}"""


def test_a_saved_picture_is_xml_whatever_it_says(load):
    """Characters that XML forbids are left out of a text, and no others."""
    escaped = load(["explorer/svg.js"], ["escapeXml"]).evaluate(ESCAPE_EACH)
    read = ET.fromstring(f"<t>{chr(10).join(escaped[32:])}</t>").text  # noqa: S314
    forbidden = {*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000)}
    forbidden |= {0xFFFE, 0xFFFF}
    kept = [f"a{chr(n)}b" for n in range(32, 0x10000) if n not in forbidden]

    assert {n for n, text in enumerate(escaped) if text == "ab"} == forbidden
    assert [text for text in read.split("\n") if text != "ab"] == kept


def test_the_saved_image_is_the_map_with_its_day(explore):
    """The PNG is an image as wide as the map, sharp, and not empty."""
    page = explore("#day=2020-01-03")
    page.locator(".x-share").evaluate("(menu) => { menu.open = true; }")
    with page.expect_download() as download:
        page.click("#x-save-png")
    raw = download.value.path().read_bytes()
    view = page.evaluate("window.geocontrol.explorer.board.view")
    width, height = struct.unpack(">II", raw[16:24])

    assert download.value.suggested_filename == "war-2020-01-03.png"
    assert raw.startswith(b"\x89PNG\r\n")
    assert width == 2 * view["width"]
    assert height > 2 * view["height"]
    assert len(raw) > width * height / 200


def test_saved_files_leave_out_what_the_filter_stops(explore):
    """With red's line pressed, table and map hold red's place alone."""
    page = explore("#day=2020-01-03")
    page.click(".x-holders button:has-text('Red')")
    rows = list(csv.DictReader(io.StringIO(saved(page, "csv"), newline="")))
    features = json.loads(saved(page, "geojson"))["features"]

    assert [row["place_id"] for row in rows] == ["ash"]
    assert [feature["id"] for feature in features] == ["ash"]


def test_a_cell_is_guarded_as_the_command_guards_it(load):
    """Whatever letter a text begins with, both write the same cell."""
    texts = [f"{chr(n)}1" for n in (*range(0xD800), *range(0xE000, 0x10000))]
    page = load(["explorer/save.js"], ["csvField"])
    fields, listed = page.evaluate(
        """(texts) => {
          const fields = texts.map(kit.csvField);
          return [fields, texts.every((text, i) => kit.csvField([text]) === fields[i])];
        }""",
        texts,
    )
    cells = [next(csv.reader(io.StringIO(field, newline=""))) for field in fields]

    assert cells == [[guarded(text)] for text in texts]
    assert listed


def test_the_link_is_copied_and_the_code_embeds(explore):
    """Link and code lead to this view; the code opens the page for embedding."""
    page = explore("#day=2020-01-03")
    page.click(".x-share summary")
    page.click("#x-copy-link")
    link = page.input_value(".x-menu textarea")
    page.click("#x-copy-embed")
    code = page.input_value(".x-menu textarea")

    assert link.endswith("index.html#day=2020-01-03")
    assert code.startswith("<iframe src=")
    assert "index.html?embed#day=2020-01-03" in code


ASK_HEIGHT = """(word) => new Promise((resolve) => {
  window.addEventListener("message", (event) => {
    if (event.data.height) resolve([event.data.type, event.data.height]);
  });
  window.postMessage(word, "*");
})"""


@pytest.mark.parametrize("word", [{"type": "geocontrol:height?"}, "geocontrol:height"])
@pytest.mark.parametrize("width", [900, 390])
def test_an_embedded_page_shows_map_date_legend_and_slider(
    open_page, site, word, width
):
    """In an iframe nothing else is shown, and a frame made to fit stays so."""
    page = open_page(
        site / "index.html",
        query="?embed",
        hash_="#day=2020-01-03",
        viewport={"width": width, "height": 500},
    )
    page.wait_for_selector(".x-bars .x-today", state="attached")
    answer, height = page.evaluate(ASK_HEIGHT, word)
    page.set_viewport_size({"width": width, "height": height + 40})
    again = page.evaluate(ASK_HEIGHT, word)

    assert answer == "geocontrol:height"
    assert height > 200
    assert again == [answer, height]
    for shown in ("#map", "h1", ".legend", "#x-day"):
        assert page.is_visible(shown)
    for hidden in (".x-lens-body", ".changes", ".below", ".x-search"):
        assert page.is_hidden(hidden)
    assert page.faults == []


def test_it_prints_one_clean_sheet(explore, tmp_path):
    """One page of A4, with the day and what changed, without controls."""
    page = explore("#day=2020-01-03")
    path = tmp_path / "sheet.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    sheets = PdfReader(path).pages
    text = sheets[0].extract_text()

    assert len(sheets) == 1
    assert "3 January 2020" in text
    assert "taken by Red" in text
    assert "Compare with" not in text


def test_arabic_runs_from_right_to_left(explore):
    """The interface turns: language, direction, names and the arrow keys."""
    page = explore("#day=2020-01-02")
    page.click(".x-lang[lang=ar]")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowLeft")

    assert page.get_attribute("html", "dir") == "rtl"
    assert page.get_attribute("html", "lang") == "ar"
    assert page.get_attribute("h1 time", "datetime") == "2020-01-03"
    assert "آش" in page.inner_text(".changes")
    left = page.locator("aside").bounding_box()["x"]
    assert left < page.locator("#map").bounding_box()["x"]


def test_each_language_of_a_map_has_its_words():
    """A map may ask for just the languages that pages have words in."""
    folder = files("geocontrol.render") / "words"
    found = {path.name.removesuffix(".json") for path in folder.iterdir()}
    wanted = {f"{part}{lang}" for part in ("", "explorer-") for lang in LANGUAGES}

    assert found == wanted


def test_both_languages_have_the_same_words():
    """No word of the interface is missing in Arabic."""
    counted = {"places_few", "places_2", "changed_few", "changed_2"}
    counted |= {"voices_few", "voices_2"}

    assert words("explorer-ar").keys() - counted == words("explorer-en").keys()


@pytest.mark.parametrize(
    ("hash_", "options"),
    [
        ("#day=2020-01-03", {}),
        ("#day=2020-01-03&place=ash&lang=ar", {}),
        ("#day=2020-01-04&place=elm&known=2020-01-04&as=red", {"color_scheme": "dark"}),
        ("#day=2020-01-04&vs=2020-01-02", {"viewport": {"width": 390, "height": 844}}),
    ],
)
def test_axe_finds_no_violation(explore, hash_, options):
    """Neither in light nor dark, left nor right, on a desk nor on a phone."""
    page = explore(hash_, bypass_csp=True, **options)
    page.locator("details").evaluate_all("all => all.forEach(d => { d.open = true; })")
    page.wait_for_timeout(100)
    found = Axe().run(page).response["violations"]

    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_hostile_words_come_out_as_letters(project, tmp_path, explore):
    """Every field of every record may hold code; none of it runs."""
    evidence = project.evidence
    everywhere = replace(
        project,
        title=HOSTILE,
        places={
            k: replace(p, name=HOSTILE, note=HOSTILE) for k, p in project.places.items()
        },
        evidence=replace(
            evidence,
            actors={
                k: replace(a, name=HOSTILE, short=HOSTILE)
                for k, a in evidence.actors.items()
            },
            voices={k: replace(v, name=HOSTILE) for k, v in evidence.voices.items()},
            reports={
                k: replace(
                    r, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)"
                )
                for k, r in evidence.reports.items()
            },
            events={k: replace(e, note=HOSTILE) for k, e in evidence.events.items()},
        ),
    )
    write_site(everywhere, everywhere.timeline(), tmp_path)
    page = explore("#day=2020-01-03&place=ash", path=tmp_path / "index.html")
    page.keyboard.press("ArrowRight")
    page.fill("#x-find", "img")
    svg = saved(page, "svg")

    assert SHOWN in page.inner_text("#card")
    assert page.locator("a[href^=javascript]").count() == 0
    assert "<img" not in svg
    ET.fromstring(svg)  # noqa: S314


def test_the_same_input_gives_the_same_explorer(project, site, tmp_path):
    """A second build is the same to the byte."""
    write_site(project, project.timeline(), tmp_path)

    again = (tmp_path / "index.html").read_bytes()
    assert again == (site / "index.html").read_bytes()
