"""Pictures of the ground that a map file may ask for: what it says, and what it may."""

import re
from dataclasses import replace

import pytest
from worlds import MAP_YAML

from geocontrol.errors import DataError
from geocontrol.io.tiles import LONGEST_ATTRIBUTION, LONGEST_URL
from geocontrol.model import Tiles
from geocontrol.project import Project
from geocontrol.render.explorer import BACKDROP_SCRIPTS, EXPLORER_SCRIPTS
from geocontrol.render.site import write_site

URL = "https://tiles.example.org/{z}/{x}/{y}.png"
THANKS = "© the makers"
LINE = MAP_YAML.count("\n") + 1
POLICY = re.compile(r'Content-Security-Policy" content="([^"]*)"')


def write_map(folder, tiles):
    path = folder / "maps" / "war.yaml"
    path.write_text(f"{MAP_YAML}{tiles}\n", encoding="utf-8")
    return path


def tiles_yaml(url=URL, attribution=THANKS):
    return f"tiles:\n  url: '{url}'\n  attribution: '{attribution}'"


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "https://a.b-c.example:8443/v1/{z}/{y}/{x}@2x.webp",
        "https://tiles.example.org/?layer=relief&z={z}&x={x}&y={y}&key=a1",
        "https://tiles.example.org/{z}{x}{y}",
    ],
)
def test_a_template_is_taken_as_it_is(folder, url):
    """The server is scheme and host; nothing of the address is changed."""
    write_map(folder, tiles_yaml(url))
    tiles = Project.open(folder).tiles

    assert tiles == Tiles(url=url, attribution=THANKS)
    assert url.startswith(f"{tiles.origin}/")
    assert tiles.origin.count("/") == 2


BAD_URLS = {
    "http://t.example/{z}/{x}/{y}": "did you mean 'https://t.example/{z}/{x}/{y}'?",
    "//t.example/{z}/{x}/{y}": "did you mean 'https://t.example/{z}/{x}/{y}'?",
    "HTTPS://t.example/{z}/{x}/{y}": "did you mean 'https://t.example/{z}/{x}/{y}'?",
    "t.example/{z}/{x}/{y}": "must be an https address, such as 'https://tiles",
    "javascript:alert(1)//{z}{x}{y}": "must be an https address, such as",
    "https://{s}.t.example/{z}/{x}/{y}": "{s}, which nothing fills; name one server",
    "https://t.example/{z}/{x}/{y}{r}.png": "nothing fills; leave {r} out",
    "https://t.example/{z}/{x}/{-y}.png": "counts rows from the north, with {y}",
    "https://t.example/{Z}/{x}/{y}": "{Z}, which nothing fills; did you mean 'z'?",
    "https://t.example/{level}/{x}/{y}": "; only {z}, {x} and {y} are filled",
    "https://t.example/${z}/${x}/${y}": "mean 'https://t.example/{z}/{x}/{y}'?",
    "https://t.example/{quadkey}": "numbers tiles by {z}, {x} and {y}",
    "https://t.example/{z}/{x}.png": "lacks {y}; write it as in",
    "https://t.example/0/0/0.png": "lacks {z}; write it as in",
    "https://t.example/{z}/{x}/{y}/{z}": "has more than one {z}; write it as in",
    "https://t.example/{z}/{x}/{y}}": "has a brace too many; write it as in",
    "https://t.example/{{z}/{x}/{y}": "has a brace too many; write it as in",
    "https://{z}.example/{x}/{y}": "must name one host, in small letters",
    "https://T.example/{z}/{x}/{y}": "; did you mean 't.example'?",
    "https://t.example;script-src/{z}/{x}/{y}": "must name one host",
    "https://t.example *{z}{x}{y}": "must name one host",
    "https://*.example/{z}/{x}/{y}": "must name one host",
    "https://t.example:x/{z}/{x}/{y}": "must name one host",
    "https:///{z}/{x}/{y}": "must name one host",
    "https://t.example?{z}/{x}/{y}": "must name one host",
    "https://me:secret@t.example/{z}/{x}/{y}": "readers would see; leave it out",
    "https://t.example/{z}/{x}/{y}#a": "holds '#'; write %23 or leave it out",
    "https://t.example/{z}/{x}/{y} .png": "holds ' '; write %20 or leave it out",
    'https://t.example/{z}/{x}/{y}"': "holds '\"'; write %22 or leave it out",
    "https://t.example/é/{z}/{x}/{y}": "holds 'é'; write %-escapes or leave it out",
    f"https://t.example/{{z}}/{{x}}/{{y}}/{'a' * LONGEST_URL}": "take a shorter one",
}


@pytest.mark.parametrize(("url", "said"), BAD_URLS.items(), ids=range(len(BAD_URLS)))
def test_a_wrong_address_is_told_with_its_line(folder, url, said):
    """Each says in its line what is wrong with it, once, and what to write."""
    path = write_map(folder, tiles_yaml(url))
    with pytest.raises(DataError) as caught:
        Project.open(path)
    (problem,) = caught.value.problems

    assert (problem.where.path.name, problem.where.line) == ("war.yaml", LINE + 1)
    assert problem.message.startswith(f"url {url[:LONGEST_URL]!r} ")
    assert said in problem.message


BAD_BLOCKS = {
    f"tiles: {URL!r}": (0, f"tiles must be a mapping: {{url: {URL!r}"),
    f"tiles: [{URL!r}]": (0, "tiles must be a mapping: {url: "),
    f"tiles: {{url: '{URL}'}}": (0, "attribution is missing"),
    "tiles: {attribution: a}": (0, "url is missing"),
    tiles_yaml(attribution=" "): (2, "attribution is empty"),
    tiles_yaml(attribution="a" * (LONGEST_ATTRIBUTION + 1)): (2, "the map, say less"),
    f"{tiles_yaml()}\n  atribution: b": (3, "did you mean 'attribution'?"),
    f"{tiles_yaml()}\n  subdomains: abc": (3, "field 'subdomains' is not known"),
    f"Tiles: {{url: '{URL}'}}": (
        0,
        "field 'Tiles' is not known; did you mean 'tiles'?",
    ),
}


@pytest.mark.parametrize(("block", "said"), BAD_BLOCKS.items(), ids=range(9))
def test_a_wrong_block_is_told_with_its_line(folder, run, block, said):
    """`check` says where it stands, and goes on to the next."""
    line, message = said
    write_map(folder, block)
    code, out, _ = run("check")

    assert code == 1
    assert [
        text for text in out.splitlines() if f"war.yaml:{LINE + line}: " in text
    ] == out.splitlines()
    assert message in out


def test_tiles_say_nothing_of_control(folder):
    """The hash by which a map is cited is the same with and without them."""
    plain = Project.open(folder)
    write_map(folder, tiles_yaml())
    tiled = Project.open(folder)

    assert plain.tiles is None
    assert tiled.tiles is not None
    assert tiled.data_hash == plain.data_hash


@pytest.fixture
def sites(folder):
    """The files of a site without tiles, and with them."""
    project = Project.open(folder)
    found = []
    for name, tiles in (("plain", None), ("tiled", Tiles(url=URL, attribution="A"))):
        asked = replace(project, tiles=tiles)
        write_site(asked, asked.timeline(), folder / name)
        pages = (folder / name).glob("*.html")
        found.append({page.name: page.read_text("utf-8") for page in pages})
    return found


def test_only_the_explorer_may_ask_and_only_that_server(sites):
    """The policy names the one host, for pictures; all other pages stay as they are."""
    plain, tiled = sites
    strict, open_ = (POLICY.search(site["index.html"])[1] for site in sites)
    directives = {
        name: value.split()
        for name, _, value in (part.strip().partition(" ") for part in open_.split(";"))
    }

    assert "img-src data: blob:;" in strict
    assert "https:" not in strict
    assert directives["img-src"] == ["data:", "blob:", "https://tiles.example.org"]
    assert open_.count("https:") == 1
    assert directives["default-src"] == ["'none'"]
    assert len(plain) == 8
    assert {name for name in plain if plain[name] != tiled[name]} == {"index.html"}


def test_a_map_without_tiles_carries_nothing_for_them(sites):
    """Neither style nor script: what nobody asks for costs no byte."""
    plain, tiled = sites

    assert set(BACKDROP_SCRIPTS) - set(EXPLORER_SCRIPTS) == {"explorer/backdrop.js"}
    assert "x-credit" in tiled["index.html"]
    assert "x-credit" not in plain["index.html"]
    assert "tiles.example" not in "".join(plain.values())


def test_another_server_makes_the_explorer_anew(folder):
    """A site built before is not taken for up to date when its tiles change."""
    for tiles in ("", tiles_yaml(), tiles_yaml("https://other.example/{z}/{x}/{y}")):
        write_map(folder, tiles)
        project = Project.open(folder)
        write_site(project, project.timeline(), folder / "site")
        policy = POLICY.search((folder / "site/index.html").read_text("utf-8"))[1]
        assert policy.count("https://") == bool(tiles)
    assert "https://other.example;" in policy


def test_a_build_says_whom_readers_will_ask(folder, run):
    """Whoever builds a stranger's map learns whose server its page will ask."""
    said = "index.html asks https://tiles.example.org for pictures of the ground"

    assert said not in run("build", "--out", "plain")[2]
    write_map(folder, tiles_yaml())
    assert said in run("build", "--out", "tiled")[2]
