"""
What makes pages come out the same: this program to the letter, and what it uses.

Whoever makes pages together, and whoever keeps those of an earlier build, asks here.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import pyproj
import shapely

import geocontrol

_LIBRARIES = (
    "branca",
    "folium",
    "jinja2",
    "markupsafe",
    "numpy",
    "orjson",
    "pyproj",
    "shapely",
)
_DIGITS = 12


@lru_cache(maxsize=1)
def program() -> Mapping[str, str]:
    """Return the version of everything that the bytes of a page depend on."""
    return {
        "geocontrol": f"{geocontrol.__version__} ({_hash_of_files()})",
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: version(name) for name in _LIBRARIES},
        "GEOS": shapely.geos_version_string,
        "PROJ": pyproj.proj_version_str,
    }


def difference(there: Mapping[str, str], who: str, this: str = "this machine") -> str:
    """Say how another program differs from this one; nothing if it does not."""
    here = program()
    for name in here:
        if here[name] != there.get(name):
            return (
                f"{who} has {name} {there.get(name, 'of another kind')}, and {this} "
                f"has {here[name]}; install the same on both"
            )
    return ""


def _hash_of_files() -> str:
    """Return a short hash of the code, templates and scripts of the package."""
    folder = Path(geocontrol.__file__).parent
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not {"__pycache__", "example"} & set(inside.parts):
            whole.update(inside.as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:_DIGITS]
