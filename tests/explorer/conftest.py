"""The explorer's scripts in an empty page, and the explorer of a drawn world."""

from pathlib import Path

import pytest
from worlds import MAP_YAML, write_project

from geocontrol.project import Project
from geocontrol.render.site import write_site

STATIC = Path(__file__).parents[2] / "geocontrol" / "render" / "static"


@pytest.fixture(scope="module")
def load(browser):
    """Give a function that runs our scripts in an empty page and hands out names."""
    pages = []

    def load_scripts(scripts, names):
        page = browser.new_page()
        pages.append(page)
        code = "\n".join((STATIC / name).read_text("utf-8") for name in scripts)
        shared = ", ".join(names)
        page.evaluate(f"(() => {{ {code}\n window.kit = {{ {shared} }}; }})()")
        return page

    yield load_scripts
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """The drawn world of `worlds.py`, in two languages."""
    folder = tmp_path_factory.mktemp("shire")
    write_project(folder)
    path = folder / "maps" / "war.yaml"
    path.write_text(MAP_YAML + "languages: [en, ar]\n", encoding="utf-8")
    return Project.open(path)


@pytest.fixture(scope="session")
def site(project, tmp_path_factory):
    """The explorer of the drawn world, with the pages around it."""
    folder = tmp_path_factory.mktemp("site")
    write_site(project, project.timeline(), folder)
    return folder


@pytest.fixture
def explore(open_page, site):
    """Open the explorer at an address; hold it to silence and to no requests."""
    opened = []

    def explore_at(hash_="", path=None, **options):
        page = open_page(path or site / "index.html", hash_=hash_, **options)
        page.wait_for_selector(".x-bars .x-today", state="attached")
        opened.append(page)
        return page

    yield explore_at
    for page in opened:
        assert page.faults == []
        assert [u for u in page.requests if not u.startswith(("file:", "blob:"))] == []
