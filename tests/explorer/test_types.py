"""The explorer's scripts keep to the types that they state."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geocontrol.render.assets import (
    CUTTING_SCRIPTS,
    LARGE_PAGE_SCRIPTS,
    PAGE_SCRIPTS,
)
from geocontrol.render.explorer import BACKDROP_SCRIPTS, EXPLORER_SCRIPTS

STATIC = Path(__file__).parents[2] / "geocontrol" / "render" / "static"
OPTIONS = (
    "--noEmit --allowJs --checkJs --strict --target es2022 --module es2022 "
    "--lib es2022,dom,dom.iterable"
).split()
MOST_LINES = 250
PATH = os.environ.get("PATH", "")


@pytest.mark.parametrize(
    "names",
    [
        EXPLORER_SCRIPTS,
        BACKDROP_SCRIPTS,
        (*PAGE_SCRIPTS, "unzip.js"),
        (*LARGE_PAGE_SCRIPTS, "unzip.js"),
        ("loader.js",),
    ],
    ids=["explorer", "backdrop", "page", "large page", "loader"],
)
def test_the_scripts_agree_with_their_types(tmp_path, names):
    """TypeScript finds nothing to object to."""
    tsc = shutil.which("tsc", path=f"{Path(sys.executable).parent}{os.pathsep}{PATH}")
    assert tsc, "tsc is not installed: make test installs it, or npm install typescript"
    parts = [(STATIC / name).read_text("utf-8") for name in names]
    (tmp_path / "all.js").write_text("\n".join(["export {};", *parts]), "utf-8")
    done = subprocess.run(
        [tsc, *OPTIONS, "all.js"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == ""


@pytest.mark.parametrize(
    "name", [*(n for n in BACKDROP_SCRIPTS if "/" in n), *CUTTING_SCRIPTS, "lines.js"]
)
def test_a_script_is_one_idea(name):
    """Each script asks for checking, says what it is, and stays short."""
    text = (STATIC / name).read_text("utf-8")

    assert re.match(r"// @ts-check\n/\*\*\n \* \S", text)
    assert text.count("\n") < MOST_LINES
    assert "innerHTML" not in text
    assert "eval(" not in text
