"""Outlines as matplotlib paths: shapes of marks, circles, sectors, frames of sites."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil, pi

import numpy as np
from matplotlib.path import Path

from geocontrol.model import Kind
from geocontrol.render.shapes import PATHS

_TOKEN = re.compile(r"[A-Z]|-?(?:\d+\.?\d*|\.\d+)")
_STEP = pi / 16

_FRAMES: Mapping[Kind, Sequence[Sequence[tuple[float, float]]]] = {
    Kind.AIRPORT: (
        ((0, -1.15), (0, 1.05)),
        ((-1.2, 0.25), (0, -0.35), (1.2, 0.25)),
        ((-0.5, 1.1), (0, 0.75), (0.5, 1.1)),
    ),
    Kind.BASE: (
        ((-1, -0.45), (-1, -1), (-0.45, -1)),
        ((1, -0.45), (1, -1), (0.45, -1)),
        ((-1, 0.45), (-1, 1), (-0.45, 1)),
        ((1, 0.45), (1, 1), (0.45, 1)),
    ),
    Kind.CROSSING: (((-1, -1), (-1, 1)), ((1, -1), (1, 1))),
    Kind.JUNCTION: (((-1, -1), (1, 1)), ((-1, 1), (1, -1))),
    Kind.DAM: (
        ((-1.1, 1), (1.1, 1)),
        ((-1.1, 0.65), (-1.1, 1)),
        ((1.1, 0.65), (1.1, 1)),
    ),
    Kind.HILL: (((-1.05, 0.3), (0, -1.15), (1.05, 0.3)),),
}
_BOX_FRAME = (((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)),)


def outline(shape: str, x: float, y: float, r: float) -> Path:
    """Return the outline of a mark around a spot, y down."""
    unit = _unit_outline(shape)
    return Path(np.asarray(unit.vertices) * r + np.array([x, y]), unit.codes)


@cache
def _unit_outline(shape: str) -> Path:
    """Read the corners of a shape; a shape with an arc is the disc."""
    data = PATHS[shape]
    if "A" in data:
        return disc(0, 0, 1)
    corners: list[tuple[float, float]] = []
    x = y = 0.0
    command, numbers = "", list(_TOKEN.findall(data))
    while numbers:
        if numbers[0].isalpha():
            command = numbers.pop(0)
        if command == "Z":
            continue
        if command in "MLH":
            x = float(numbers.pop(0))
        if command in "MLV":
            y = float(numbers.pop(0))
        corners.append((x, y))
    return Path([*corners, corners[0]], closed=True)


def disc(x: float, y: float, r: float) -> Path:
    """Return a circle."""
    unit = _unit_circle()
    return Path(np.asarray(unit.vertices) * r + np.array([x, y]), unit.codes)


@cache
def _unit_circle() -> Path:
    return Path.unit_circle()


def arc(x: float, y: float, r: float, start: float, end: float) -> Path:
    """Return a part of a circle; angles in radians, clockwise from the right."""
    count = max(2, ceil(abs(end - start) / _STEP) + 1)
    angles = np.linspace(start, end, count)
    return Path(np.column_stack([x + r * np.cos(angles), y + r * np.sin(angles)]))


def sector(x: float, y: float, r: float, start: float, end: float) -> Path:
    """Return a slice of a disc."""
    rim = np.asarray(arc(x, y, r, start, end).vertices)
    return Path(np.vstack([(x, y), rim, (x, y)]), closed=True)


def site_frame(kind: Kind, x: float, y: float, d: float) -> Path:
    """Return the strokes around the mark of a place that is no settlement."""
    return Path.make_compound_path(
        *(
            Path([(x + dx * d, y + dy * d) for dx, dy in line])
            for line in _FRAMES.get(kind, _BOX_FRAME)
        )
    )
