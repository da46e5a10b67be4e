"""What the bytes of pages depend on, told in one place."""

from importlib.metadata import version
from pathlib import Path

import pytest

from geocontrol.render import addresses, sameness

MADE_WITH = "folium branca jinja2 markupsafe numpy orjson pyproj shapely".split()


def test_all_that_pages_are_made_with_is_named():
    """The libraries of pages are named, and the two in C that draw and measure land."""
    named = sameness.program()

    assert {name: named.get(name) for name in MADE_WITH} == {
        name: version(name) for name in MADE_WITH
    }
    assert {"geocontrol", "Python", "GEOS", "PROJ"} <= named.keys()


@pytest.mark.parametrize("name", sorted(sameness.program()))
def test_pages_of_another_program_are_made_again(monkeypatch, name):
    """Whatever workers must have in common is part of every file's address."""
    before = addresses.code_address()
    other = {**sameness.program(), name: "of another kind"}
    monkeypatch.setattr(addresses, "program", lambda: other)

    assert addresses.code_address() != before


@pytest.mark.parametrize("name", ["render/static/map.js", "schemas/map.json", "a.py"])
def test_any_file_of_the_package_makes_another_program(monkeypatch, tmp_path, name):
    """Code, scripts and data count; what Python compiled and the example do not."""
    (tmp_path / "__init__.py").touch()
    monkeypatch.setattr(sameness.geocontrol, "__file__", str(tmp_path / "__init__.py"))
    read = sameness.program.__wrapped__
    before = read()["geocontrol"]
    for beside in ("__pycache__/a.pyc", "example/maps/a.yaml"):
        write(tmp_path / beside)
    same = read()["geocontrol"]
    write(tmp_path / name)

    assert same == before
    assert read()["geocontrol"] != before


def write(path: Path):
    """Write a file with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("anything", encoding="utf-8")
