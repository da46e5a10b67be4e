"""
Colours and shapes of actors, told apart by colour-blind readers too.

Colour vision deficiency is simulated in linear RGB with the matrices of Machado,
Oliveira and Fernandes (2009), full severity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import dist

from geocontrol.colors import lab, linear_rgb
from geocontrol.model import Actor, ActorId

_VISIONS: Mapping[str, tuple[tuple[float, float, float], ...]] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

AUTOMATIC = (
    "#cd2c1d",
    "#47d1a3",
    "#f5d847",
    "#2653d9",
    "#141315",
    "#91609f",
    "#b6dfed",
    "#563727",
    "#d87562",
    "#4e248f",
)
"""Colours given in turn to actors that have none of their own; found by search, so
that any two are at least 23 apart (CIE76) in each of the four visions."""

SHAPES = (
    "disc",
    "square",
    "diamond",
    "triangle",
    "hexagon",
    "pentagon",
    "star",
    "wedge",
    "bar",
    "cross",
)
"""Shapes of marks, the most easily told apart first."""

_NO_HOLDER = "#8c8c86"
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an actor's marks look."""

    color: str
    shape: str
    """One of `SHAPES`."""


def simulate(color: str, vision: str) -> tuple[float, float, float]:
    """
    Return the L*, a*, b* in which a reader sees a colour.

    Parameters
    ----------
    color
        `#rrggbb`.
    vision
        `normal`, `protan`, `deutan` or `tritan`.

    Raises
    ------
    KeyError
        If the vision is another word.
    """
    linear = linear_rgb(color)
    seen = [
        min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True))))
        for row in _VISIONS[vision]
    ]
    return lab((seen[0], seen[1], seen[2]))


def least_distance(colors: Iterable[str]) -> float:
    """Return the distance of the two most similar colours, in any of four visions."""
    return min(
        (
            dist(simulate(first, vision), simulate(second, vision))
            for first, second in combinations(colors, 2)
            for vision in _VISIONS
        ),
        default=float("inf"),
    )


def looks(
    actors: Mapping[ActorId, Actor], order: Iterable[ActorId]
) -> dict[ActorId, Look]:
    """
    Give each actor a colour and a shape of its own.

    An actor keeps the colour of its record; the others get the colour of
    `AUTOMATIC` that is farthest from those already given. Shapes go by the order,
    so that the most frequent holders get the plainest.

    Parameters
    ----------
    actors
        Every actor of the evidence.
    order
        Their ids, the most frequent holder first.
    """
    given = [a.color for a in actors.values() if _COLOR.fullmatch(a.color)]
    result: dict[ActorId, Look] = {}
    for number, actor_id in enumerate(order):
        color = actors[actor_id].color
        if not _COLOR.fullmatch(color):
            color = _farthest(given)
            given.append(color)
        result[actor_id] = Look(color=color, shape=SHAPES[number % len(SHAPES)])
    return result


def _farthest(given: list[str]) -> str:
    """Return the automatic colour least like those given."""
    free = [color for color in AUTOMATIC if color not in given] or [_NO_HOLDER]
    if not given:
        return free[0]
    return max(free, key=lambda color: min(least_distance((color, g)) for g in given))
