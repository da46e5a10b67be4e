"""The import direction of the package, and how much a start costs."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from geocontrol import errors

PACKAGE = Path(__file__).parent.parent / "geocontrol"
LAYERS = [
    {"errors", "dated", "model", "names", "nesting", "colors", "ellipsoid"}
    | {"memory", "edited"},
    {"io"},
    {"assess", "control", "find"},
    {"steps", "rows"},
    {"derive"},
    {"timeline"},
    {"tables"},
    {"project"},
    {"stream"},
    {"curate"},
    {"territory"},
    {"export"},
    {"render"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
HEAVY = {
    "shapely",
    "geopandas",
    "pandas",
    "numpy",
    "folium",
    "jinja2",
    "pyproj",
    "rich",
    "matplotlib",
    "pyogrio",
    "pyarrow",
    "distributed",
}


def module_name(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("geocontrol."):
            yield node.module.split(".")[1]


MODULES = [p for p in sorted(PACKAGE.rglob("*.py")) if module_name(p) != "__init__"]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path):
    """A module imports from its own layer or a lower one, never from a higher."""
    own_rank = RANK[module_name(path)]

    assert [m for m in imported_modules(path) if RANK[m] > own_rank] == []


def test_the_tree_of_errors_is_whole():
    """Every error that is raised on purpose stands in the tree of `errors.py`."""
    found, bases = set(), {"GeocontrolError"}
    classes = [
        node
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    while bases:
        found |= bases
        own = {c.name for c in classes if {ast.unparse(b) for b in c.bases} & bases}
        bases = own - found
    tree = re.findall(r"(?m)^(?:\*|  x|    \+) (\w+)", errors.__doc__)

    assert sorted(tree) == sorted(found)


def test_the_design_names_every_layer():
    """The layers of DESIGN.md are those of the package, none left out."""
    text = (PACKAGE.parent / "DESIGN.md").read_text(encoding="utf-8")
    block = text.partition("## Layers")[2].split("```")[1]
    named = {
        name
        for line in block.strip().splitlines()
        for name in re.split(r" {3,}", line)[0].split()
    }

    assert named == RANK.keys() - {"__main__"}


@pytest.mark.parametrize(
    "module",
    [
        "geocontrol.cli.main",
        "geocontrol.cli.find",
        "geocontrol.cli.state",
        "geocontrol.cli.history",
        "geocontrol.cli.diff",
        "geocontrol.cli.export",
        "geocontrol.cli.figure",
        "geocontrol.cli.embed",
        "geocontrol.cli.report",
    ],
)
def test_start_up_imports_nothing_heavy(module):
    """Asking for help or for a place does not wait for a map library to load."""
    code = f"import sys, {module}; print(*{{m.split('.')[0] for m in sys.modules}})"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert HEAVY & set(out.stdout.split()) == set()
