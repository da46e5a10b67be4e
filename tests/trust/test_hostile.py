"""A hostile text in every field, through every output, is only ever a text."""

import csv
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter

import click
import pytest
from hostile import (
    CALM,
    CALM_URL,
    MARKUP,
    POISONS,
    STARTS,
    Skeleton,
    texts_of,
    write_hostile,
)

from geocontrol.cli.main import COMMANDS, cli
from geocontrol.project import Project

DAY, NEXT = "2020-01-03", "2020-01-04"
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
BOUND = {
    "Project": {"id", "data_hash", "languages"},
    "Place": {"id", "within"},
    "Actor": {"id", "side", "color"},
    "Voice": {"id", "reliability", "speaks_for"},
    "Report": {"id", "url", "archived_url", "sha256", "lang"},
    "Claim": {"voice", "report"},
    "ControlEvent": (
        {"id", "places", "actor", "lost_by", "contested_by", "excepted", "supersedes"}
    ),
    "Route": {"id", "through"},
    "Name": {"lang"},
    "Term": {"valid_from", "valid_to"},
    "Policy": {"strong_reliability"},
    "Tiles": {"url"},
}
"""Fields that take only ids, hashes, grades, tags and addresses."""
REGISTERS = {("Place.links", key) for key in ("geonames", "wikidata", "pcode", "osm")}
MADE = {"Project.id", "Project.outline", "Project.basemap"}

OUTPUTS = {
    "state table": (["state", DAY, "--format", "table"], "table"),
    "state json": (["state", DAY, "--format", "json"], "json"),
    "state csv": (["state", DAY, "--format", "csv"], "csv"),
    "state geojson": (["state", DAY, "--format", "geojson"], "json"),
    "history table": (["history", "ash", "--format", "table"], "table"),
    "history json": (["history", "ash", "--format", "json"], "json"),
    "diff table": (["diff", "2020-01-02", DAY, "--format", "table"], "table"),
    "diff json": (["diff", "2020-01-02", DAY, "--format", "json"], "json"),
    "diff csv": (["diff", "2020-01-02", DAY, "--format", "csv"], "csv"),
    "diff html": (["diff", "2020-01-02", DAY, "--format", "html"], "html"),
    "find table": (["find", "Ash", "--format", "table"], "table"),
    "find json": (["find", "Ash", "--format", "json"], "json"),
    "areas table": (["areas", DAY, "--format", "table"], "table"),
    "areas json": (["areas", DAY, "--format", "json"], "json"),
    "areas csv": (["areas", DAY, "--format", "csv"], "csv"),
    "routes table": (["routes", DAY, "--format", "table"], "table"),
    "routes json": (["routes", DAY, "--format", "json"], "json"),
    "statistics table": (["statistics", "--format", "table"], "table"),
    "statistics json": (["statistics", "--format", "json"], "json"),
    "statistics csv": (["statistics", "--format", "csv"], "csv"),
    "check text": (["check", "--format", "text"], "table"),
    "check json": (["check", "--format", "json"], "json"),
    "check github": (["check", "--format", "github"], "table"),
    "export geojson": (["export", DAY, "--format", "geojson"], "json"),
    "export csv": (["export", "all", "--format", "csv"], "csv"),
    "export gpkg": (["export", DAY, "--format", "gpkg"], "gpkg"),
    "export parquet": (["export", "all", "--format", "parquet"], "parquet"),
    "export kml": (["export", DAY, "--format", "kml"], "xml"),
    "export kmz": (["export", DAY, "--format", "kmz"], "kmz"),
    "export lpf": (["export", "all", "--format", "lpf"], "json"),
    "embed iframe": (["embed", DAY, "--as", "iframe"], "snippet"),
    "embed srcdoc": (["embed", DAY, "--as", "srcdoc"], "snippet"),
    "embed markdown": (["embed", DAY, "--as", "markdown"], "markdown"),
    "embed quarto": (["embed", DAY, "--as", "quarto"], "markdown"),
    "figure svg": (["figure", DAY], "svg"),
    "figure ar": (["figure", DAY, "--lang", "ar"], "svg"),
    "figure pdf": (["figure", "--changes", "2020-01-02", DAY], "pdf"),
    "report en": (["report", "2020-01-02", NEXT], "html"),
    "report ar": (["report", "2020-01-02", NEXT, "--lang", "ar"], "html"),
    "build": (["build"], "site"),
    "build shared": (["build", "--assets", "shared"], "site"),
}
"""What each command prints or writes, and what that is."""
WITHOUT_TEXT = {
    "import": "reads other tables; what it writes is read like any project",
    "init": "writes what we ship",
    "locate": "asks the net; its table is printed by the code of `find`",
    "new": "appends a record, which is read like any other",
    "schema": "prints what we ship",
    "serve": "shows what `build` wrote, and messages as text",
    "tidy": "rewrites records as they are",
}


def project_of(base, poison):
    folder = base / "project"
    folder.mkdir()
    url = CALM_URL if poison == CALM else None
    return write_hostile(folder, poison, *([url] if url else []))


@pytest.fixture(scope="module", params=POISONS)
def hostile(request, tmp_path_factory):
    return project_of(tmp_path_factory.mktemp(request.param), POISONS[request.param])


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    return project_of(tmp_path_factory.mktemp("calm"), CALM)


@pytest.fixture(scope="module")
def quiet_outputs():
    """What the calm project gives, by the name of the output, made once."""
    return {}


@pytest.fixture(scope="module")
def markup(tmp_path_factory):
    return project_of(tmp_path_factory.mktemp("markup"), MARKUP)


def output_of(path, name, run, tmp_path):
    """Return what a command gives for a project: texts by name, or bytes."""
    arguments, kind = OUTPUTS[name]
    option = [str(path)] if arguments[0] in {"build", "check"} else ["--map", str(path)]
    if kind == "site":
        out = tmp_path / path.stem[:4] / "site"
        code, _, err = run(*arguments, *option, "--out", out)
        assert code == 0, err
        pages = (path for path in out.iterdir() if path.is_file())
        return {page.name: page.read_text("utf-8") for page in sorted(pages)}
    if kind in {"gpkg", "parquet", "pdf", "kmz"}:
        file = tmp_path / f"out.{kind}"
        code, _, err = run(*arguments, *option, "--out", file)
        assert code == 0, err
        return file
    code, out, err = run(*arguments, *option)
    assert code == 0, err
    return out


# completeness


def test_every_free_text_of_the_model_is_tried(markup):
    """A field that holds a stranger's words is tried here, or bound to a form."""
    bound = {f"{name}.{key}" for name, keys in BOUND.items() for key in keys} | MADE
    found = Counter()
    for spot, text in texts_of(Project.open(markup)):
        if spot not in bound and (spot, text) not in REGISTERS:
            assert not text or "alert(1)" in text, (spot, text)
            found[spot] += bool(text)

    assert min(found.values()) > 0, found
    assert len(found) > 20, found


def test_every_output_is_tried():
    """A command or format that is new is tried here, or says why it need not be."""
    tried = {tuple(arguments) for arguments, _ in OUTPUTS.values()}
    context = click.Context(cli)
    for name in COMMANDS:
        if name in WITHOUT_TEXT:
            continue
        own = [given for given in tried if given[0] == name]
        assert own, name
        for parameter in cli.get_command(context, name).params:
            is_form = {"--format", "--as"} & set(parameter.opts)
            for choice in parameter.type.choices if is_form else ():
                assert any(choice in given for given in own), (name, choice)


# what each output is


def scripts_of(page):
    """Return the scripts of a page that a browser runs."""
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


def assert_same_page(page, quiet):
    """Only texts differ: no element, attribute, comment or script is more or less."""
    ours, theirs = Skeleton(page), Skeleton(quiet)
    assert ours.elements == theirs.elements
    assert scripts_of(page) == scripts_of(quiet)
    ours.assert_tame()
    assert not TURNING.search(page)
    for inner, quiet_inner in zip(ours.framed, theirs.framed, strict=True):
        assert_same_page(inner, quiet_inner)


def is_number(cell):
    return re.fullmatch(r"-?[0-9.]+", cell) is not None


def assert_calm_table(text):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert is_number(cell) or cell[:1] not in set("=+-@\t\r\n＝＋－＠"), cell[:80]
        assert not TURNING.search(cell)


def assert_plain_json(text):
    json.loads(text)
    assert not TURNING.search(text)


def assert_plain_lines(text):
    assert not CONTROL.search(text)
    assert not TURNING.search(text)


def assert_plain_svg(text):
    for element in ET.fromstring(text).iter():  # noqa: S314 - our own
        tag = element.tag.rpartition("}")[2]
        assert tag not in {"script", "a", "foreignObject", "text", "iframe"}, tag
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            assert not name.startswith("on"), name
            is_link = name in {"href", "src"}
            assert not is_link or value.startswith(("#", "data:image/png")), value


def assert_plain_pdf(path):
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

    reader = PdfReader(path)
    for page in reader.pages:
        assert list(page.get("/Annots", [])) == []
    for number in range(1, len(reader.xref[0]) + 1):
        found = reader.get_object(number)
        if isinstance(found, DictionaryObject):
            assert not {"/JS", "/JavaScript", "/OpenAction", "/AA", "/URI"} & set(found)


def assert_plain_geopackage(path):
    with sqlite3.connect(path) as database:
        tables = [
            row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")
        ]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
                texts = [value for value in row if isinstance(value, str)]
                assert not any(TURNING.search(text) for text in texts)
        for (style,) in database.execute("SELECT styleQML FROM layer_styles"):
            ET.fromstring(style)  # noqa: S314 - our own
    database.close()


def assert_plain_parquet(path):
    import pyarrow.parquet as pq

    for column in pq.read_table(path).drop_columns(["geometry"]).to_pydict().values():
        assert not any(isinstance(v, str) and TURNING.search(v) for v in column)


def assert_plain_kmz(path):
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            assert re.fullmatch(r"[a-z0-9/_-]+\.(kml|png)", name), name
            if name.endswith(".kml"):
                ET.fromstring(packed.read(name))  # noqa: S314 - our own


def assert_plain_markdown(text):
    assert not TURNING.search(text)
    bare = re.sub(r"\\.", "", text)
    assert len(re.findall(r"(?<!\!)\[", bare)) == 0 or "![" in bare
    assert bare.count("](") == 1
    outside = re.sub(r'\{fig-alt="[^"]*"\}', "", bare)
    assert not re.search(r"<(?!2020-01-03\.png>)", outside)
    assert len(text.strip().splitlines()) <= 3


def assert_plain(kind, found, quiet):
    checks = {
        "csv": assert_calm_table,
        "json": assert_plain_json,
        "table": assert_plain_lines,
        "svg": assert_plain_svg,
        "pdf": assert_plain_pdf,
        "gpkg": assert_plain_geopackage,
        "kmz": assert_plain_kmz,
        "parquet": assert_plain_parquet,
        "markdown": assert_plain_markdown,
    }
    if kind in {"html", "snippet"}:
        assert_same_page(found, quiet)
    elif kind == "xml":
        ours, theirs = ET.fromstring(found), ET.fromstring(quiet)  # noqa: S314
        assert [e.tag for e in ours.iter()] == [e.tag for e in theirs.iter()]
        assert "<![CDATA[" not in found
    elif kind == "site":
        assert found.keys() == quiet.keys()
        for name in found:
            if name.endswith(".html"):
                assert_same_page(found[name], quiet[name])
            elif name.endswith(".json"):
                assert_plain_json(found[name])
    else:
        checks[kind](found)


@pytest.mark.parametrize("name", OUTPUTS)
def test_words_stay_words(hostile, calm, quiet_outputs, name, run, tmp_path):
    """What a stranger writes changes the texts of an output, and nothing else."""
    kind = OUTPUTS[name][1]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    found = output_of(hostile, name, run, tmp_path / "a")
    needs_quiet = kind in {"html", "snippet", "xml", "site"}
    if needs_quiet and name not in quiet_outputs:
        quiet_outputs[name] = output_of(calm, name, run, tmp_path / "b")
    quiet = quiet_outputs.get(name)

    assert_plain(kind, found, quiet)


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_begins_like_a_formula(start, run, tmp_path, monkeypatch):
    """However a formula may begin, no table of ours has a cell that does."""
    monkeypatch.chdir(tmp_path)
    path = project_of(tmp_path, f"{start}1+cmd|'/C calc'!A0")
    for name, (_, kind) in OUTPUTS.items():
        if kind == "csv":
            assert_calm_table(output_of(path, name, run, tmp_path))


# in a browser


@pytest.fixture(scope="module")
def pages(markup, tmp_path_factory):
    """Every page of the hostile project, built and written once."""
    from geocontrol.io.check import checked_source
    from geocontrol.render.difference import difference_page
    from geocontrol.render.embed import embed
    from geocontrol.render.figure.scene import make_scene
    from geocontrol.render.report import report_page
    from geocontrol.render.site import write_site

    project = Project.of(checked_source(markup))
    timeline = project.timeline()
    days = [project.days[1], project.days[2], project.days[3]]
    folder = tmp_path_factory.mktemp("pages")
    write_site(project, timeline, folder, first=days[0], last=days[2])
    head = '<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">'
    scene = make_scene(project, timeline, days[1])
    made = {
        "diff.html": difference_page(timeline, days[0], days[1]),
        "report.html": report_page(project, timeline, days[0], days[2]),
        "srcdoc.html": head + embed(scene, "srcdoc"),
        "iframe.html": head + embed(scene, "iframe", "2020-01-03.html"),
    }
    for name, page in made.items():
        (folder / name).write_text(page, encoding="utf-8")
    return folder


PAGES = (
    "2020-01-03.html days.html index.html diff.html report.html srcdoc.html iframe.html"
)


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES.split())
def test_no_page_runs_or_asks_for_anything(pages, name, open_page):
    """No script of a stranger runs, nothing is asked for, no policy is broken."""
    page = open_page(pages / name)
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    for frame in page.frames:
        for box in frame.locator("input[type=search]").all():
            if box.is_visible():
                box.fill("alert(1)")
        for summary in frame.locator("summary").all()[:20]:
            if summary.is_visible():
                summary.click()
        for link in frame.locator("a[href^='#place=']").all()[:3]:
            if link.is_visible():
                link.click()
    page.wait_for_timeout(200)

    assert page.faults == []
    own = {f"file://{pages / name}", "about:srcdoc", f"file://{pages / DAY}.html"}
    assert {u.partition("#")[0] for u in page.requests if u[:5] != "data:"} <= own
    assert "alert(1)" in page.frames[-1].inner_text("body")
    assert page.locator("img[src=x], [onclick], [onerror], [style*=red]").count() == 0


@pytest.mark.browser
def test_a_hostile_style_is_not_applied(pages, open_page):
    """The policy lets no style attribute in, wherever it might come from."""
    page = open_page(pages / "2020-01-03.html")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p id=t style=color:red>')"
    )
    color = page.evaluate("getComputedStyle(document.getElementById('t')).color")

    assert color != "rgb(255, 0, 0)"
    assert any("style-src" in fault for fault in page.faults)
