"""A page as a PDF, printed by a browser that is on this machine."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from geocontrol.errors import UsageError

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pdf_bytes(page: str) -> bytes:
    """
    Print a self-contained page on A4.

    The page may reach nothing: the browser is offline while it prints.

    Parameters
    ----------
    page
        HTML that needs no other file.

    Raises
    ------
    UsageError
        If Playwright or a browser is missing.
    """
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415
    except ImportError as error:
        msg = "PDF needs a browser: pip install playwright, or print the HTML yourself"
        raise UsageError(msg) from error
    own = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        try:
            browser = playwright.chromium.launch(executable_path=own)
        except Error as error:
            msg = "no browser to print with; install Chromium, or print the HTML"
            raise UsageError(msg) from error
        context = browser.new_context(offline=True, java_script_enabled=False)
        sheet = context.new_page()
        sheet.goto(path.as_uri())
        content = sheet.pdf(format="A4", print_background=True)
        browser.close()
    return content
