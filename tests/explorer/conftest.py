"""The explorer's scripts loaded into an empty page."""

from pathlib import Path

import pytest

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
