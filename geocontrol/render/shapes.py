"""Outlines of marks, one for each shape, drawn alike on canvas and in the legend."""

from __future__ import annotations

from collections.abc import Mapping

PATHS: Mapping[str, str] = {
    "disc": "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
    "square": "M-.87-.87H.87V.87H-.87Z",
    "diamond": "M0-1.24L1.24 0L0 1.24L-1.24 0Z",
    "triangle": "M0-1.3L1.22.86H-1.22Z",
    "hexagon": "M-.55-.98H.55L1.12 0L.55.98H-.55L-1.12 0Z",
    "pentagon": "M0-1.14L1.1-.32L.68.98H-.68L-1.1-.32Z",
    "star": (
        "M0-1.4L.42-.52L1.36-.42L.66.2L.86 1.16"
        "L0 .68L-.86 1.16L-.66.2L-1.36-.42L-.42-.52Z"
    ),
    "wedge": "M0 1.3L-1.22-.86H1.22Z",
    "bar": "M-.6-1.2H.6V1.2H-.6Z",
    "cross": "M-.45-1.2H.45V-.45H1.2V.45H.45V1.2H-.45V.45H-1.2V-.45H-.45Z",
}
"""SVG path data in a box of about two units; all shapes cover about the same area."""
