"""
How far apart two colours look.

CIE 1976 L*a*b* from sRGB (IEC 61966-2-1, white D65), and the Euclidean distance in
it (CIE76): some 2 is just visible, above 20 nobody confuses two areas.
"""

from __future__ import annotations

_WHITE = (0.95047, 1.0, 1.08883)
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_LINEAR_BELOW = 0.04045
_CUBE_ABOVE = (6 / 29) ** 3


def linear_rgb(color: str) -> tuple[float, float, float]:
    """
    Return the linear red, green and blue of `#rrggbb`, each 0 to 1.

    Examples
    --------
    >>> linear_rgb("#ff0000")
    (1.0, 0.0, 0.0)
    """
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    if value <= _LINEAR_BELOW:
        return value / 12.92
    return float(((value + 0.055) / 1.055) ** 2.4)


def lab(linear: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return the L*, a*, b* of a linear red, green, blue."""
    f_x, f_y, f_z = (
        _cube_root(sum(m * c for m, c in zip(row, linear, strict=True)) / white)
        for row, white in zip(_TO_XYZ, _WHITE, strict=True)
    )
    return 116 * f_y - 16, 500 * (f_x - f_y), 200 * (f_y - f_z)


def _cube_root(ratio: float) -> float:
    if ratio > _CUBE_ABOVE:
        return float(ratio ** (1 / 3))
    return float(ratio / (3 * (6 / 29) ** 2) + 4 / 29)


def distance(first: str, second: str) -> float:
    """
    Return how far apart two `#rrggbb` colours look (CIE76).

    Examples
    --------
    >>> distance("#c8102e", "#c8102e")
    0.0
    """
    pairs = zip(lab(linear_rgb(first)), lab(linear_rgb(second)), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)
