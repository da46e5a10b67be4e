"""The brief: every sentence and number has its source, and nothing loads from afar."""

import json
import re
from html.parser import HTMLParser

import pytest
from pypdf import PdfReader
from tests_paths import tree
from worlds import on

from geocontrol.errors import UsageError
from geocontrol.model import LANGUAGES
from geocontrol.project import Project
from geocontrol.render.report import report_page

HOSTILE = '<script>alert(1)</script>{{7*7}}" onload="x'


class Reader(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):  # noqa: D102
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):  # noqa: D102
        self.text += data

    def all(self, name):
        """Return the attributes of every element of a name."""
        return [attributes for tag, attributes in self.tags if tag == name]


def page_of(folder, first=2, last=6, **options):
    project = Project.open(folder)
    timeline = project.timeline(known_on=options.pop("known_on", None))
    return report_page(
        project, timeline, on(first), on(last), has_areas=False, **options
    )


def test_the_summary_says_what_the_data_say(folder):
    """Who held how much at both ends, and what changed between."""
    text = " ".join(Reader(page_of(folder)).text.split())

    assert "At the end of 2 January 2020: Of 5 places Blue holds 5." in text
    assert (
        "At the end of 6 January 2020: Of 5 places Blue holds 4 and Red holds" in text
    )
    assert "2 places changed: Ash now held by Red; Elm claimed by Red." in text


def test_every_claim_has_a_numbered_source(folder):
    """Each footnote leads to a source that is listed, with its number."""
    reader = Reader(page_of(folder))

    cited = {a["href"] for a in reader.all("a") if a["href"].startswith("#")}
    listed = {f"#{li['id']}" for li in reader.all("li") if "id" in li}
    assert cited
    assert cited <= listed
    assert [li["value"] for li in reader.all("li") if "id" in li] == ["1", "2", "3"]


def test_claims_and_denials_stand_together(folder):
    """Who says that ash fell, and who denies it."""
    text = Reader(page_of(folder)).text

    assert "The Watch says so" in text
    assert "saw the flag" in text
    assert "Blue Crier denies it" in text


def test_nothing_is_loaded_or_run(folder):
    """Pictures are in the page; the policy forbids scripts and every address."""
    reader = Reader(page_of(folder))

    [policy] = [m["content"] for m in reader.all("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert not reader.all("script")
    assert not reader.all("link")
    assert all(img["src"].startswith("data:image/") for img in reader.all("img"))
    assert all(len(img["alt"]) > 30 for img in reader.all("img"))


def test_hostile_names_stay_text(folder):
    """No element and no template comes out of a name."""
    path = folder / "gazetteer/shire/places/shire.yaml"
    path.write_text(
        path.read_text().replace("name: Ash", f"name: {json.dumps(HOSTILE)}")
    )

    page = page_of(folder)
    reader = Reader(page)

    assert not reader.all("script")
    assert HOSTILE in reader.text
    assert "{{" not in page
    assert not [a for _, a in reader.tags if "onload" in a]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_comes_in_every_language(folder, lang):
    """Direction and words follow the language."""
    [html] = Reader(page_of(folder, lang=lang)).all("html")

    assert html == {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}


def test_the_same_days_give_the_same_page(folder):
    """No clock is in it."""
    assert page_of(folder) == page_of(folder)


def test_what_was_known_then_stands_at_the_top(folder):
    """A brief as of a day says so before anything else."""
    page = page_of(folder, known_on=on(4))

    assert re.search(r'class="banner">As known on 4 January 2020', page)


def test_one_day_is_no_report(folder):
    """It compares two days."""
    with pytest.raises(UsageError, match="takes two days"):
        page_of(folder, 3, 3)


def test_the_command_writes_one_file(folder, run):
    """One HTML file that stands alone."""
    code, out, err = run(
        "report", "2020-01-02", "2020-01-04", "--out", "brief.html", "--marks-only"
    )

    assert (code, out, err) == (0, "", "")
    assert (folder / "brief.html").read_text().startswith("<!DOCTYPE html>")


@pytest.mark.browser
def test_it_prints_where_there_is_a_browser(folder, run):
    """The PDF has the text, the footnotes and the pictures of the page."""
    code, _, err = run(
        "report", "2020-01-02", "2020-01-04", "--out", "brief.pdf", "--marks-only"
    )

    assert (code, err) == (0, "")
    reader = PdfReader(folder / "brief.pdf")
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "2 – 4 January 2020" in text
    assert "The Watch says so" in text
    assert sum(len(page.images) for page in reader.pages) >= 1


def test_without_a_browser_it_says_what_to_do(folder, run, monkeypatch):
    """The message names the way out, and no file is left."""
    monkeypatch.setenv("PATH", str(folder))
    before = tree(folder)

    code, _, err = run(
        "report", "2020-01-02", "2020-01-04", "--out", "brief.pdf", "--marks-only"
    )

    assert code == 2
    assert "print the HTML yourself" in err
    assert tree(folder) == before


def quoted(page, lang):
    """Return the texts of a page that are marked as of another language."""
    found = re.findall(rf'<bdi lang="{lang}" dir="(\w+)">(.*?)</bdi>', page)
    return {text: direction for direction, text in found}


def test_what_stays_english_in_arabic_says_so(folder):
    """Voices, notes, publishers, places, titles and credit, from left to right."""
    english = quoted(page_of(folder, lang="ar"), "en")

    assert {"The Watch", "saw the flag", "Blue Crier", "Elm"} <= set(english)
    assert set(english.values()) == {"ltr"}
    project = Project.open(folder)
    for report in project.evidence.reports.values():
        assert {report.title, report.publisher} <= set(english)
    assert set(project.attributions) <= set(english)


def test_a_place_with_an_arabic_name_is_of_the_page(folder):
    """It stands in the page's own language and is not marked."""
    page = page_of(folder, lang="ar")

    assert "<bdi>آش</bdi>" in page
    assert "Ash" not in quoted(page, "en")


def test_an_english_brief_marks_only_titles_of_other_languages(folder):
    """A title as it was printed keeps its language; our description is English."""
    path = folder / "seeds/war/reports.yaml"
    text = path.read_text()
    first, second = re.findall(r"title: (.*)", text)[:2]
    text = text.replace(f"title: {first}\n", "title: سقوط المدينة\n  lang: ar\n", 1)
    text = text.replace(f"title: {second}\n", 'title: "[A fall]"\n  lang: ar\n', 1)
    path.write_text(text)

    page = page_of(folder)

    assert quoted(page, "ar") == {"سقوط المدينة": "rtl"}
    assert "<bdi>[A fall]</bdi>" in page
    assert quoted(page, "en") == {}


@pytest.mark.parametrize("name", ["r.docx", "r", "r.html.txt"])
def test_a_brief_of_another_ending_is_refused(folder, run, name):
    """The endings that are known are named, and nothing is written."""
    code, out, err = run("report", "2020-01-02", "2020-01-06", "--out", name)

    assert (code, out) == (2, "")
    assert "--out must end in .html or .pdf" in err
    assert not (folder / name).exists()


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["report", "2020-01-02", "2020-01-06"], "empty.csv/r.html"),
        (["figure", "2020-01-02"], "empty.csv/deep/x.png"),
    ],
)
def test_a_file_where_a_folder_should_be_is_told(folder, run, command, name):
    """One line says which file stands in the way."""
    (folder / "empty.csv").touch()

    code, out, err = run(*command, "--out", name)

    assert (code, out) == (2, "")
    assert "'empty.csv' is a file, not a folder" in err
