"""Pages that leave to files what they share, as a reader has them."""

import shutil

import pytest
from shown_pages import ready

from geocontrol.render.site import write_site

pytestmark = pytest.mark.browser

CARD = """async (id) => {
  const { page } = window.geocontrol;
  page.select(page.world.byId.get(id), false);
  const card = document.getElementById("card"), pause = (ms) =>
    new Promise((done) => setTimeout(done, ms));
  await pause(30);
  for (let i = 0; i < 200 && /Fetching/.test(card.innerText); i += 1) await pause(25);
  return card.innerText;
}"""


@pytest.fixture(scope="module")
def shared_site(drawn, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    write_site(drawn, drawn.timeline(), folder, is_shared=True)
    return folder


@pytest.mark.parametrize("number", range(1, 6))
def test_a_page_says_the_same_with_files_as_alone(site, shared_site, open_page, number):
    """Cards and table agree with those of the page that carries everything."""
    name = f"2020-01-0{number}.html"
    alone, sharing = ready(open_page(site / name)), ready(open_page(shared_site / name))
    ids = [p["id"] for p in alone.evaluate("() => window.geocontrol.page.world.places")]
    for page in (alone, sharing):
        page.evaluate("() => document.getElementById('places').scrollIntoView()")
        page.wait_for_selector("#places tbody tr")

    assert [sharing.evaluate(CARD, i) for i in ids] == [
        alone.evaluate(CARD, i) for i in ids
    ]
    rows = "() => [...document.querySelectorAll('#places tr')].map((r) => r.innerText)"
    assert sharing.evaluate(rows) == alone.evaluate(rows)
    assert sharing.faults == []


def test_a_page_fetches_only_from_beside_itself(shared_site, open_page):
    """All requests are for files of the folder, and cards only when asked for."""
    page = ready(open_page(shared_site / "2020-01-03.html"))
    base = shared_site.as_uri()

    assert all(request.startswith(base) for request in page.requests)
    assert not any("places-" in request for request in page.requests)
    page.evaluate(CARD, "oak")
    assert any("places-0." in request for request in page.requests)


def test_a_page_without_its_files_says_so(shared_site, open_page, tmp_path):
    """A page that went somewhere alone still lists what changed."""
    shutil.copy(shared_site / "2020-01-03.html", tmp_path)
    page = open_page(tmp_path / "2020-01-03.html")
    page.wait_for_selector("[role=alert]")

    assert "assets" in page.inner_text("[role=alert]")
    assert "Yew" in page.inner_text(".changes") or "yew" in page.inner_text(".changes")


def test_a_card_says_when_its_file_is_missing(drawn, open_page, tmp_path):
    """The state is there; that its reasons are not is said."""
    write_site(drawn, drawn.timeline(), tmp_path, is_shared=True)
    for path in (tmp_path / "assets").glob("places-*"):
        path.unlink()
    page = ready(open_page(tmp_path / "2020-01-03.html"))

    assert "could not be fetched" in page.evaluate(CARD, "oak")
