"""
The marks of places: who holds each is its colour and shape, how surely its fill.

The same marks as on the pages: pale (in grey: hollow) where it is general background
or a side's own word, in sectors where it is contested, a small mark at the shoulder
for a claimant, a broken ring for a siege, a broken outline where it is stale, a ring
where it changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import pi

from matplotlib.path import Path

from geocontrol.model import (
    SITE_KINDS,
    ActorId,
    Basis,
    Control,
    Kind,
    Place,
    PlaceId,
    Status,
)
from geocontrol.render.figure.outlines import arc, disc, outline, sector, site_frame
from geocontrol.render.figure.sheet import Box, Shape
from geocontrol.render.figure.style import Theme, mix
from geocontrol.render.figure.view import View
from geocontrol.render.palette import Look

RADIUS: Mapping[Kind, float] = {
    Kind.CITY: 6.0,
    Kind.TOWN: 4.4,
    Kind.VILLAGE: 3.3,
    Kind.QUARTER: 3.2,
    Kind.BASE: 3.6,
    Kind.AIRPORT: 3.8,
}
"""Points, at growth 1."""
SITE_RADIUS = 3.4
QUARTER_POINTS_PER_KM = 2.6
"""Quarters are drawn where a kilometre is at least this long."""

ROOM_FOR_MARK = 120.0
"""Square points of the map for each mark; where there is less, marks are smaller."""

_HEARSAY = frozenset({Basis.ASSUMED, Basis.CLAIMED, None})
_HOLLOW = 0.42
"""Radius of the hollow that stands for a paler mark where a grey is a holder."""
_FIRST_ANGLE = -0.75 * pi
_STALE_DASH = (1.6, 1.4)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as it stands on the sheet."""

    place: Place
    control: Control
    x: float
    y: float
    r: float
    is_changed: bool = False
    is_stale: bool = False

    @property
    def reach(self) -> float:
        """How far the mark reaches from its spot, points."""
        reach = self.r * (1.7 if self.place.kind in SITE_KINDS else 1.1)
        if self.control.besieged_by:
            reach = max(reach, self.r * 1.25 + 3.4)
        if self.control.claimed_by:
            reach = max(reach, self.r * 1.5 + 1)
        return reach

    @property
    def box(self) -> Box:
        """The square that the mark covers."""
        r = self.reach + (1.7 if self.is_changed else 0.3)
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)


def marks_in(
    view: View,
    states: Mapping[PlaceId, tuple[Place, Control, bool, bool]],
    growth: float,
) -> list[Mark]:
    """
    Return the marks that a view shows, the least important first.

    Parameters
    ----------
    view
        Where the places stand.
    states
        Place, control, whether it changed, whether it is stale.
    growth
        Scale of every mark.
    """
    has_quarters = view.points_per_km >= QUARTER_POINTS_PER_KM
    found = []
    x0, y0, x1, y1 = view.box
    for place, control, is_changed, is_stale in states.values():
        if place.lon is None or place.lat is None:
            continue
        if place.kind is Kind.QUARTER and not has_quarters:
            continue
        x, y = view.x(place.lon), view.y(place.lat)
        if x0 <= x <= x1 and y0 <= y <= y1:
            size = RADIUS.get(place.kind, SITE_RADIUS) * (1 + 0.2 * (place.rank == 1))
            found.append((size * growth, place, control, x, y, is_changed, is_stale))
    room = view.box.width * view.box.height / max(1, len(found))
    shrink = min(1.0, (room / ROOM_FOR_MARK) ** 0.5)
    marks = [
        Mark(place, control, x, y, r * shrink, is_changed, is_stale)
        for r, place, control, x, y, is_changed, is_stale in found
    ]
    return sorted(marks, key=weight)


def ringed(marks: Sequence[Mark], places: Collection[PlaceId]) -> list[Mark]:
    """Take the rings of changes from all marks but those of some places."""
    kept = [
        mark
        if mark.place.id in places or not mark.is_changed
        else replace(mark, is_changed=False)
        for mark in marks
    ]
    return sorted(kept, key=weight)


def weight(mark: Mark) -> tuple[float, int, int, str]:
    """Return what lies on what: a mark of more weight is drawn over one of less."""
    is_unknown = mark.control.status is Status.UNKNOWN
    return (
        mark.r + 3 * mark.is_changed - 3 * is_unknown,
        -mark.place.rank,
        mark.place.population or 0,
        mark.place.id,
    )


def mark_shapes(
    marks: Sequence[Mark], looks: Mapping[ActorId, Look], theme: Theme
) -> list[Shape]:
    """Return the outlines of marks, from back to front."""
    return [shape for mark in marks for shape in _shapes(mark, looks, theme)]


def _shapes(mark: Mark, looks: Mapping[ActorId, Look], theme: Theme) -> Iterator[Shape]:
    control, x, y, r = mark.control, mark.x, mark.y, mark.r
    unit = min(1.0, max(0.55, r / 4.5))
    if mark.is_changed:
        ring = disc(x, y, mark.reach + 1.3)
        yield Shape(ring, "none", theme.halo, 1.6 * unit)
        yield Shape(ring, "none", theme.ink, 0.75 * unit)
    if mark.place.kind in SITE_KINDS:
        frame = site_frame(mark.place.kind, x, y, r * 1.55)
        yield Shape(frame, "none", theme.halo, 2.6 * unit)
        yield Shape(frame, "none", theme.ink, 0.9 * unit)
    if control.status is Status.HELD and control.actor_id is not None:
        yield from _held(mark, looks[control.actor_id], theme, unit)
    elif control.status is Status.CONTESTED:
        yield from _contested(mark, looks, theme, unit)
    else:
        yield Shape(disc(x, y, max(0.7, r * 0.72)), theme.halo, theme.none, 0.8 * unit)
    for besieger in control.besieged_by[:1]:
        yield from _siege(mark, theme.color(looks[besieger].color), theme, unit)
    for number, claimant in enumerate(control.claimed_by):
        yield from _claim(mark, looks[claimant], theme, number)


def _held(mark: Mark, look: Look, theme: Theme, unit: float) -> Iterator[Shape]:
    color = theme.color(look.color)
    r = mark.r * (0.8 if mark.place.kind in SITE_KINDS else 1)
    path = outline(look.shape, mark.x, mark.y, r)
    yield Shape(path, theme.halo, theme.halo, 2.0 * unit)
    if mark.control.basis in _HEARSAY:
        if theme.is_grey:
            yield Shape(path, color, theme.ink, 0.6 * unit)
            yield Shape(disc(mark.x, mark.y, r * _HOLLOW), theme.halo)
        else:
            yield Shape(path, mix(color, theme.halo, 0.62), color, 1.1 * unit)
        return
    is_inherited = mark.control.basis is Basis.INHERITED
    fill = mix(color, theme.halo, 0.24) if is_inherited else color
    if mark.is_stale:
        yield Shape(path, fill, theme.ink, 1.1 * unit, _STALE_DASH)
        return
    towards = ("#ffffff", 0.45) if theme.is_dark else (theme.ink, 0.34)
    yield Shape(path, fill, mix(color, *towards), 0.6 * unit)


def _contested(
    mark: Mark, looks: Mapping[ActorId, Look], theme: Theme, unit: float
) -> Iterator[Shape]:
    """Equal sectors in the colours of those who fight for the place."""
    actors = mark.control.contested_by
    x, y, r = mark.x, mark.y, mark.r * 1.12 + 0.5
    yield Shape(disc(x, y, r + 1.2), theme.halo)
    turn = 2 * pi / max(1, len(actors))
    for number, actor_id in enumerate(actors):
        start = _FIRST_ANGLE + number * turn
        wedge = sector(x, y, r, start, start + turn)
        yield Shape(wedge, theme.color(looks[actor_id].color), theme.ink, 0.7 * unit)
    dash = _STALE_DASH if mark.is_stale else ()
    fill = "none" if actors else theme.none
    yield Shape(disc(x, y, r), fill, theme.ink, 1.1 * unit, dash)


def _siege(mark: Mark, color: str, theme: Theme, unit: float) -> Iterator[Shape]:
    r = mark.r * 1.25 + 2.4
    quarters = [
        arc(mark.x, mark.y, r, n * pi / 2 + 0.28, (n + 1) * pi / 2 - 0.28)
        for n in range(4)
    ]
    ring = Path.make_compound_path(*quarters)
    yield Shape(ring, "none", theme.halo, 3.0 * unit)
    yield Shape(ring, "none", color, 1.7 * unit)


def _claim(mark: Mark, look: Look, theme: Theme, number: int) -> Iterator[Shape]:
    """Put a small mark of the claimant at the shoulder of the holder's."""
    size = max(1.5, mark.r * 0.56)
    away = mark.r * 0.92 + 0.5
    x = mark.x + away * (-1 if number % 2 else 1)
    path = outline(look.shape, x, mark.y - away, size)
    yield Shape(path, theme.halo, theme.halo, 1.8)
    yield Shape(path, theme.color(look.color), theme.ink, 0.5)
