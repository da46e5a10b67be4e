"""A browser, and the explorer's scripts loaded into an empty page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
STATIC = Path(__file__).parents[2] / "geocontrol" / "render" / "static"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    found = {"executable_path": path} if Path(path).exists() else {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(args=list(FLAGS), **found)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def load(browser):
    """Give a function that runs scripts of ours in an empty page and hands out names."""

    def load_scripts(scripts, names):
        page = browser.new_page()
        code = "\n".join((STATIC / name).read_text("utf-8") for name in scripts)
        shared = ", ".join(names)
        page.evaluate(f"(() => {{ {code}\n window.kit = {{ {shared} }}; }})()")
        return page

    return load_scripts
