"""What `make` installs is named by hash, and is all that we depend on."""

import json
import re
import tomllib

import pytest
from conftest import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NAME = re.compile(r"[A-Za-z0-9._-]+")


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def releases(path):
    """Return the lines of each release in a lock file."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_release_has_its_hashes(path):
    """A release in a lock file is one version, and files of it are named by SHA-256."""
    lines = releases(path)

    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9._-]+==[^ ]+ ", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), line
        assert "http" not in line


def test_what_we_depend_on_is_locked():
    """A package that pyproject.toml names is in the lock file that `make` installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {
        "maps": project["dependencies"],
        "test": [*project["dependencies"], *extras["test"]],
    }
    for name, needed in wanted.items():
        lines = releases(ROOT / f"requirements/{name}.txt")
        locked = {plain(line.partition("==")[0]) for line in lines}
        assert {plain(NAME.match(need)[0]) for need in needed} <= locked, name


def test_both_locks_name_the_same_releases():
    """Maps are made with what the tests ran with."""
    maps, test = (
        {line.split(" ")[0] + line.partition(";")[2].partition("--")[0]
         for line in releases(ROOT / f"requirements/{name}.txt")}
        for name in ("maps", "test")
    )  # fmt: skip

    assert maps <= test


def test_make_installs_only_what_is_locked():
    """No line of the Makefile or the set-up installs anything by name alone."""
    text = (ROOT / "Makefile").read_text("utf-8")
    installs = re.findall(r"^\t.*(?:pip install|\$\(INSTALL\)) .*", text, re.MULTILINE)

    assert installs
    assert all("--require-hashes" in line for line in installs), installs
    assert "--no-deps --no-build-isolation" in text
    assert "npm ci" in (ROOT / "tests/setup.sh").read_text("utf-8")


def test_typescript_is_locked():
    """The checker of types has a hash too."""
    lock = json.loads((ROOT / "requirements/node/package-lock.json").read_text("utf-8"))
    packages = [value for name, value in lock["packages"].items() if name]

    assert packages
    assert all(value["integrity"].startswith("sha512-") for value in packages)
