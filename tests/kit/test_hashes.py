"""Whoever cites a map by a hash knows of which data it is."""

import html
import re

import pytest
from worlds import on

from geocontrol.project import Project
from geocontrol.render.figure.phrases import LANGUAGES
from geocontrol.render.report import report_page
from geocontrol.render.words import words

SHOWN = 16


def hashes(page, label):
    """Return each hash of a page that stands behind a label."""
    text = re.sub(r"</?(?:span|code)[^>]*>", "", html.unescape(page))
    return re.findall(rf"{label}:? (?:sha256:)?([0-9a-f]{{12,}})", text)


@pytest.fixture
def site(folder, run):
    """A built site, and the hash of all data of its map."""
    assert run("build")[0] == 0
    return folder / "maps/war", Project.open(folder).data_hash


def test_a_page_of_a_day_prints_its_own_hash(site):
    """Its hash is called this page's data, twice, and is never that of the map."""
    built, whole = site
    for path in built.glob("2020-*.html"):
        page = path.read_text(encoding="utf-8")
        short, full = hashes(page, "This page's data")

        assert (len(short), full[:SHOWN]) == (SHOWN, short)
        assert whole[:SHOWN] not in page
        assert hashes(page, "(?i)all data of the map") == []


def test_what_shows_all_days_prints_the_hash_of_all_data(site, folder):
    """The explorer, a brief and a list of days call it all data of the map."""
    built, whole = site
    page = (built / "index.html").read_text(encoding="utf-8")
    project = Project.open(folder)
    brief = report_page(project, project.timeline(), on(2), on(4))

    assert hashes(page, "All data of the map") == [whole[:SHOWN], whole]
    assert hashes(brief, "all data of the map") == [whole[:SHOWN]]
    assert hashes(page + brief, "(?i)this page's data") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_two_hashes_have_two_names(lang):
    """In no language can one be taken for the other."""
    page = words(lang)["page"]

    assert page["data_hash"] != page["all_data"]
