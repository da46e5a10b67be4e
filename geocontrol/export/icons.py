"""Marks as small white pictures: whoever shows them multiplies them by a colour."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import shapely

PIXELS = 32
_DOTS = 8
"""Dots a pixel and axis that are asked whether they lie in the mark."""
_REACH = 1.6
"""From the middle of the picture to its edges; outlines reach 1.4."""
_RIM = 0.16
"""Width of the dark rim, which no colour lights up."""
_DISC = shapely.Point(0, 0).buffer(1)

Ring = tuple[tuple[float, float], ...]
OUTLINES: Mapping[str, Ring] = {
    "disc": tuple(_DISC.exterior.coords),
    "square": ((-0.87, -0.87), (0.87, -0.87), (0.87, 0.87), (-0.87, 0.87)),
    "diamond": ((0, -1.24), (1.24, 0), (0, 1.24), (-1.24, 0)),
    "triangle": ((0, -1.3), (1.22, 0.86), (-1.22, 0.86)),
    "hexagon": (
        (-0.55, -0.98),
        (0.55, -0.98),
        (1.12, 0),
        (0.55, 0.98),
        (-0.55, 0.98),
        (-1.12, 0),
    ),
    "pentagon": ((0, -1.14), (1.1, -0.32), (0.68, 0.98), (-0.68, 0.98), (-1.1, -0.32)),
    "star": (
        (0, -1.4),
        (0.42, -0.52),
        (1.36, -0.42),
        (0.66, 0.2),
        (0.86, 1.16),
        (0, 0.68),
        (-0.86, 1.16),
        (-0.66, 0.2),
        (-1.36, -0.42),
        (-0.42, -0.52),
    ),
    "wedge": ((0, 1.3), (-1.22, -0.86), (1.22, -0.86)),
    "bar": ((-0.6, -1.2), (0.6, -1.2), (0.6, 1.2), (-0.6, 1.2)),
    "cross": (
        (-0.45, -1.2),
        (0.45, -1.2),
        (0.45, -0.45),
        (1.2, -0.45),
        (1.2, 0.45),
        (0.45, 0.45),
        (0.45, 1.2),
        (-0.45, 1.2),
        (-0.45, 0.45),
        (-1.2, 0.45),
        (-1.2, -0.45),
        (-0.45, -0.45),
    ),
}
"""Corners of each shape, x to the right and y down, as pages draw them."""


def icon(shape: str) -> bytes:
    """Return a PNG of 32 pixels: the shape white, its rim black, clear around it."""
    outline = shapely.Polygon(OUTLINES[shape])
    inside = _coverage(outline.buffer(-_RIM / 2, join_style="mitre"))
    whole = _coverage(outline.buffer(_RIM / 2, join_style="mitre"))
    light = np.divide(inside, whole, out=np.zeros_like(inside), where=whole > 0)
    channels = np.stack([light, light, light, whole], axis=-1)
    return _png(np.rint(channels * 255).astype(np.uint8))


def _coverage(outline: shapely.Geometry) -> npt.NDArray[np.float64]:
    """Return how much of each pixel lies in an outline, from 0 to 1."""
    count = PIXELS * _DOTS
    spots = (np.arange(count) + 0.5) / count * 2 * _REACH - _REACH
    hits = shapely.contains_xy(outline, *np.meshgrid(spots, spots))
    dots = np.asarray(hits, dtype=np.float64).reshape(PIXELS, _DOTS, PIXELS, _DOTS)
    coverage: npt.NDArray[np.float64] = dots.mean(axis=(1, 3))
    return coverage


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """Return red, green, blue and opacity of pixels as a PNG, row by row from above."""
    height, width, _ = pixels.shape
    lines = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
    )
