"""Embeds: words that are true, markup that nothing in the data can break out of."""

import json
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from markdown_it import MarkdownIt
from worlds import on

from geocontrol.errors import UsageError
from geocontrol.project import Project
from geocontrol.render.embed import KINDS, embed
from geocontrol.render.figure.scene import make_scene
from geocontrol.render.figure.sentences import alt_text

HOSTILE = '"><script>alert(1)</script>](javascript:x) ![x](y) {{7*7}}'


class Tags(HTMLParser):
    """The elements and the text of some markup."""

    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.text = ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):  # noqa: D102
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):  # noqa: D102
        self.text += data


def scene_of(folder, **options):
    project = Project.open(folder)
    return make_scene(project, project.timeline(**options), on(3))


@pytest.fixture
def hostile(folder):
    """A project where the map and the place that changes have names that bite."""
    quoted = json.dumps(HOSTILE)
    places = folder / "gazetteer/shire/places/shire.yaml"
    places.write_text(places.read_text().replace("name: Ash", f"name: {quoted}"))
    war = folder / "maps/war.yaml"
    war.write_text(war.read_text().replace("title: The Shire War", f"title: {quoted}"))
    return folder


def test_a_frame_is_a_stranger_with_a_title(folder):
    """The frame says what it shows, and may not touch the page around it."""
    tags = Tags(embed(scene_of(folder), "iframe", "https://example.org/a?b=1&c=2"))

    frame = dict(tags.found)["iframe"]
    assert frame["title"] == alt_text(scene_of(folder))
    assert frame["src"] == "https://example.org/a?b=1&c=2"
    assert "allow-scripts" in frame["sandbox"]
    assert "allow-same-origin" not in frame["sandbox"]


def test_a_srcdoc_is_the_whole_page(folder):
    """The page of the day is in the attribute, as it would be on disk."""
    tags = Tags(embed(scene_of(folder), "srcdoc"))

    page = dict(tags.found)["iframe"]["srcdoc"]
    assert page.lower().startswith("<!doctype html>")
    assert "3 January 2020" in page
    assert [tag for tag, _ in tags.found] == ["figure", "iframe", "figcaption"]


def test_a_srcdoc_speaks_the_language_of_its_caption(folder):
    """A page in a frame is in the language that the frame is asked for in."""
    project = Project.open(folder)
    scene = make_scene(project, project.timeline(), on(3), lang="ar")
    page = dict(Tags(embed(scene, "srcdoc")).found)["iframe"]["srcdoc"]

    assert dict(Tags(page).found)["html"]["lang"] == "ar"


def test_a_srcdoc_needs_no_file_and_costs_the_page_and_some(folder, run):
    """It is the page that stands alone, though the site has shared assets beside it."""
    assert run("build", "--out", "site", "--assets", "shared")[0] == 0
    shared = (folder / "site/2020-01-03.html").read_text()
    frame = embed(scene_of(folder), "srcdoc")

    page = dict(Tags(frame).found)["iframe"]["srcdoc"]
    assert "assets/" in shared
    assert "assets/" not in page
    assert not [a for _, a in Tags(page).found if {"src"} & set(a)]
    assert len(page.encode()) < len(frame.encode()) < 1.3 * len(page.encode())


@pytest.mark.parametrize("kind", ["iframe", "srcdoc"])
def test_hostile_names_stay_in_their_attribute(hostile, kind):
    """No element comes out of a name."""
    tags = Tags(embed(scene_of(hostile), kind))

    assert [tag for tag, _ in tags.found] == ["figure", "iframe", "figcaption"]
    assert HOSTILE in dict(tags.found)["iframe"]["title"]


def test_markdown_is_a_picture_with_a_caption(folder):
    """A reader of Markdown finds one picture whose alt text is the sentence."""
    html = MarkdownIt().render(embed(scene_of(folder), "markdown", "figures/a.png"))

    image = dict(Tags(html).found)["img"]
    assert image["alt"] == alt_text(scene_of(folder))


def test_hostile_names_stay_in_the_alt_text(hostile):
    """Neither a link, nor a second picture, nor markup comes out of a name."""
    html = MarkdownIt("commonmark").render(embed(scene_of(hostile), "markdown"))

    tags = Tags(html)
    assert [tag for tag, _ in tags.found] == ["p", "img", "p", "em"]
    assert dict(tags.found)["img"]["src"] == "2020-01-03.png"
    assert HOSTILE in dict(tags.found)["img"]["alt"]
    assert HOSTILE in tags.text


def test_quarto_has_caption_and_alt_text(folder):
    """The caption is short, the alt text says what the map shows."""
    text = embed(scene_of(folder), "quarto")

    assert text.startswith("![The Shire War: 3 January 2020.")
    assert f'fig-alt="{alt_text(scene_of(folder))}"' in text


def test_a_caption_says_as_of_when(folder):
    """What was known when travels with the frame."""
    text = Tags(embed(scene_of(folder, known_on=on(2)), "iframe")).text

    assert "As known on 2 January 2020" in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", ["javascript:alert(1)", "http://a.example/x", "a b"])
def test_only_https_and_paths_are_embedded(folder, kind, source):
    """An address that runs, or goes in the clear, is refused."""
    with pytest.raises(UsageError, match=r"https address or a path|takes no address"):
        embed(scene_of(folder), kind, source)


def test_the_command_prints_it(folder, run):
    """To standard output, ready to paste."""
    code, out, err = run("embed", "2020-01-03", "--as", "markdown")

    assert (code, err) == (0, "")
    assert "now held by Red" in out


@pytest.mark.browser
def test_a_page_in_a_frame_tells_its_height(folder, open_page):
    """Asked once or again, from outside its sandbox; its frame then needs no bar."""
    outer = folder / "outer.html"
    outer.write_text(f"<!doctype html>{embed(scene_of(folder), 'srcdoc')}")
    page = open_page(outer)
    inner = page.query_selector("iframe").content_frame()
    inner.wait_for_selector(".leaflet-container")
    inner.wait_for_function("window.geocontrol?.page")
    ask = """(word) => new Promise((resolve) => {
      const frame = document.querySelector("iframe");
      window.addEventListener("message", (event) => {
        if (event.source !== frame.contentWindow) return;
        frame.style.height = `${event.data.height + 2}px`;
        resolve([event.data.type, event.data.height]);
      }, { once: true });
      frame.contentWindow.postMessage(word, "*");
    })"""
    first = page.evaluate(ask, {"type": "geocontrol:height?"})
    again = [page.evaluate(ask, word) for word in ({"type": "geocontrol:height?"},) * 2]

    assert first[0] == "geocontrol:height"
    assert first[1] > 400
    assert again == [first, first]
    assert inner.evaluate(
        "document.documentElement.scrollHeight <= window.innerHeight"
    ), first
    assert page.faults == []


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without telling of it."""

    def log_message(self, *_):  # noqa: D102
        pass


@pytest.fixture
def address(folder):
    """The address of the folder as a web server gives it."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(folder))
    ) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.browser
@pytest.mark.parametrize("assets", ["inside", "shared"])
def test_a_frame_shows_a_page_of_either_kind_on_the_web(
    folder, run, browser, address, assets
):
    """In its sandbox a page finds its assets, is styled, draws and opens a card."""
    assert run("build", "--out", "site", "--assets", assets)[0] == 0
    outer = folder / "outer.html"
    markup = embed(scene_of(folder), "iframe", "site/2020-01-03.html")
    outer.write_text(f"<!doctype html>{markup}")

    page = browser.new_page()
    page.goto(f"{address}/outer.html")
    inner = page.query_selector("iframe").content_frame()
    inner.wait_for_selector("#views button")
    inner.evaluate("location.hash = 'place=oak'")
    inner.wait_for_selector("#card :text('Held by Blue')")

    assert "sans-serif" in inner.evaluate("getComputedStyle(document.body).fontFamily")
    page.close()
