"""
Many marks drawn as few outlines.

Thousands of marks have some hundred looks between them. Each look is cut once, and
what is alike of marks that do not lie on one another becomes one outline. No mark
covers another that it would not cover if all were drawn one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import shapely
from matplotlib.path import Path

from geocontrol.model import ActorId
from geocontrol.render.figure.marks import Mark, mark_shapes
from geocontrol.render.figure.sheet import Shape
from geocontrol.render.figure.style import Theme
from geocontrol.render.palette import Look

_MOST_CORNERS = 1000
"""Of one outline: matplotlib sets upright edges on whole pixels, as it does those of
a single mark, only in outlines of up to 1024 corners."""
_APART = 0.12
"""Points around a mark that no other of its layer may come near: half a pixel."""

_NO_PATH = Path(np.empty((0, 2)))

_Floats = np.ndarray[Any, np.dtype[np.float64]]


class _Ink(NamedTuple):
    """What outlines must have in common to be drawn as one."""

    layer: int
    order: int
    """Of the outline within its mark, from back to front."""
    shape: Shape
    """How it is filled and stroked, without its path."""
    is_upright: bool
    """Whether all edges run along the sides of the sheet."""


class _Outline(NamedTuple):
    """One outline of a mark around the origin."""

    path: Path
    shape: Shape
    is_upright: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Stamp:
    """A mark around the origin, and how far it reaches."""

    outlines: Sequence[_Outline]
    reach: float


def stamped(
    marks: Sequence[Mark], looks: Mapping[ActorId, Look], theme: Theme
) -> list[Shape]:
    """
    Return the outlines of marks, many in one, from back to front.

    Parameters
    ----------
    marks
        From back to front.
    looks
        Colours and shapes of the holders.
    theme
        Colours of the ground and of ink.
    """
    stamps: dict[object, _Stamp] = {}
    used = []
    for mark in marks:
        key = _look(mark)
        if key not in stamps:
            stamps[key] = _cut(mark, looks, theme)
        used.append(stamps[key])
    spots = np.array([(mark.x, mark.y) for mark in marks]).reshape(-1, 2)
    layers = _layers(spots, np.array([stamp.reach for stamp in used]) + _APART)
    alike: defaultdict[tuple[int, _Stamp], list[int]] = defaultdict(list)
    for number, layer_and_stamp in enumerate(zip(layers, used, strict=True)):
        alike[layer_and_stamp].append(number)
    prints: defaultdict[_Ink, list[tuple[Path, _Floats]]] = defaultdict(list)
    for (layer, stamp), numbers in alike.items():
        for order, (path, shape, is_upright) in enumerate(stamp.outlines):
            ink = _Ink(layer, order, shape, is_upright)
            prints[ink].append((path, spots[numbers]))
    return [
        ink.shape._replace(path=path)
        for ink in sorted(prints, key=lambda ink: (ink.layer, ink.order))
        for path in _joined(prints[ink])
    ]


def _look(mark: Mark) -> tuple[object, ...]:
    """Return all that the outlines of a mark depend on but its spot."""
    control = mark.control
    return (
        mark.place.kind,
        mark.r,
        mark.is_changed,
        mark.is_stale,
        control.status,
        control.actor_id,
        control.contested_by,
        control.claimed_by,
        control.besieged_by,
        control.basis,
    )


def _cut(mark: Mark, looks: Mapping[ActorId, Look], theme: Theme) -> _Stamp:
    outlines, reach = [], 0.0
    for shape in mark_shapes([replace(mark, x=0.0, y=0.0)], looks, theme):
        corners = np.asarray(shape.path.vertices)
        codes = np.full(len(corners), Path.LINETO, dtype=Path.code_type)
        codes[0] = Path.MOVETO
        if shape.path.codes is not None:
            codes[:] = shape.path.codes
        is_curved = bool(((codes == Path.CURVE3) | (codes == Path.CURVE4)).any())
        edges = (corners[1:] - corners[:-1])[codes[1:] == Path.LINETO]
        is_upright = not is_curved and bool((edges == 0).any(axis=1).all())
        plain = shape._replace(path=_NO_PATH)
        outlines.append(_Outline(Path(corners, codes), plain, is_upright))
        reach = max(reach, float(np.abs(corners).max()) + shape.width / 2)
    return _Stamp(outlines, reach)


def _layers(spots: _Floats, reach: _Floats) -> list[int]:
    """Give each mark the layer above the highest of those that it lies on."""
    low, high = spots - reach[:, None], spots + reach[:, None]
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    lower, upper = shapely.STRtree(boxes).query(boxes)
    lower, upper = lower[lower < upper], upper[lower < upper]
    order = np.argsort(upper, kind="stable")
    layers = [0] * len(spots)
    for below, above in zip(lower[order].tolist(), upper[order].tolist(), strict=True):
        layers[above] = max(layers[above], layers[below] + 1)
    return layers


def _joined(prints: Sequence[tuple[Path, _Floats]]) -> Iterator[Path]:
    """Copy paths to their spots, as many in one as may be."""
    held: list[tuple[Path, _Floats]] = []
    count = 0
    for path, spots in prints:
        most = max(1, _MOST_CORNERS // len(path))
        for first in range(0, len(spots), most):
            some = spots[first : first + most]
            if held and count + len(some) * len(path) > _MOST_CORNERS:
                yield _copied(held)
                held, count = [], 0
            held.append((path, some))
            count += len(some) * len(path)
    yield _copied(held)


def _copied(prints: Sequence[tuple[Path, _Floats]]) -> Path:
    corners = [
        (np.asarray(path.vertices) + spots[:, None]).reshape(-1, 2)
        for path, spots in prints
    ]
    codes = [np.tile(np.asarray(path.codes), len(spots)) for path, spots in prints]
    return Path(np.concatenate(corners), np.concatenate(codes))
