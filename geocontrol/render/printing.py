"""A page as a PDF, printed by a browser that is on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from geocontrol.errors import UsageError

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
)
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
SECONDS = 120


def pdf_bytes(page: str) -> bytes:
    """
    Print a self-contained page; its style sheet says how large.

    The page may reach nothing: no name resolves while the browser prints it.

    Parameters
    ----------
    page
        HTML that needs no other file.

    Raises
    ------
    UsageError
        If there is no browser, or it does not print.
    """
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        msg = "no browser to print with; install Chromium, or print the HTML yourself"
        raise UsageError(msg)
    with tempfile.TemporaryDirectory() as folder:
        html, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        html.write_text(page, encoding="utf-8")
        command = [browser, *_OPTIONS, f"--user-data-dir={folder}/profile"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")
        command += [f"--print-to-pdf={pdf}", html.as_uri()]
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)  # noqa: S603 - our own words
            return pdf.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            msg = f"{Path(browser).name} did not print it; print the HTML yourself"
            raise UsageError(msg) from error
