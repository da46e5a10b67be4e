"""The legend: who holds how many places, and what the marks that occur mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

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
from geocontrol.render.figure.flow import Flow, Row, Swatch
from geocontrol.render.figure.marks import Mark, mark_shapes
from geocontrol.render.figure.phrases import phrases
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sheet import Font, Shape, Sheet
from geocontrol.render.figure.style import Size
from geocontrol.render.wording import short_name

_PLACE = Place(id=PlaceId("sample"), name="", kind=Kind.TOWN, lon=0.0, lat=0.0)
_ORDER = (
    "changed",
    "changed_between",
    "changed_many",
    "changed_between_many",
    "contested",
    "claimed",
    "besieged",
    "inherited",
    "assumed",
    "stale",
    "unknown",
    "airport",
    "base",
    "crossing",
    "junction",
    "dam",
    "hill",
    "facility",
)


class _Sample(NamedTuple):
    """What a mark in the legend shows."""

    control: Control
    kind: Kind = Kind.TOWN
    is_changed: bool = False
    is_stale: bool = False


def holder_key(
    flow: Flow,
    scene: Scene,
    size: Size,
    areas_km2: Mapping[ActorId, float],
    *,
    columns: int = 1,
    note: str = "",
) -> None:
    """
    Add who holds how many places, and how much land where that is estimated.

    The numbers are always of the whole map, when the day ends; a `note` says so where
    the map beside them shows something else.
    """
    words = phrases(scene.lang)
    actors = scene.actors
    held = scene.held
    order = sorted(
        {*held, *areas_km2}, key=lambda a: (-areas_km2.get(a, 0.0), -held[a], a)
    )
    cells = [
        Row(
            _swatch(flow.sheet, scene, _Sample(_holding(actor_id)), size),
            short_name(actors[actor_id], scene.lang),
            _numbers(held[actor_id], areas_km2.get(actor_id), bool(areas_km2)),
        )
        for actor_id in order
    ]
    for status, control in (
        (Status.CONTESTED, _fought_over(order)),
        (Status.UNKNOWN, Control()),
    ):
        if scene.statuses[status]:
            swatch = _swatch(flow.sheet, scene, _Sample(control), size)
            name = words[status.value]
            count = f"{scene.statuses[status]:,}"
            cells.append(Row(swatch, name, (count, "") if areas_km2 else (count,)))
    notes = [words["places"], words["km2"] if areas_km2 else ""]
    notes.append(note)
    flow.paragraph(
        f"{words['who_holds']} ({' · '.join(filter(None, notes))})",
        Font(size.body, is_bold=True),
        color=flow.sheet.theme.ink,
    )
    flow.rows(cells, Font(size.body), columns)


def _numbers(
    count: int,
    area_km2: float | None,
    has_areas: bool,  # noqa: FBT001
) -> tuple[str, ...]:
    """Return places, and land to the nearest hundred square kilometres."""
    if not has_areas:
        return (f"{count:,}",)
    return f"{count:,}", f"{round(area_km2, -2):,.0f}" if area_km2 else ""


def reading_key(flow: Flow, scene: Scene, size: Size, columns: int) -> None:
    """Add what each kind of mark means, only those that occur."""
    words = phrases(scene.lang)
    examples = dict(_examples(scene))
    cells = [
        Row(_swatch(flow.sheet, scene, examples[key], size), words["keys"][key])
        for key in _ORDER
        if key in examples
    ]
    if cells:
        flow.paragraph(words["reading"], Font(size.body, is_bold=True))
        flow.rows(cells, Font(size.body * 0.94), columns)


def _examples(scene: Scene) -> Iterator[tuple[str, _Sample]]:
    """Yield each thing that a mark says on this day, with a mark that says it."""
    anybody = next(iter(scene.held), None)
    changed = "changed_between" if scene.is_comparison else "changed"
    if len(scene.ringed) < len(scene.changes):
        changed = f"{changed}_many"
    for place, control, is_changed, is_stale in scene.states.values():
        if not place.is_drawn:
            continue
        holder = _holding(control.actor_id or anybody)
        if is_changed:
            yield changed, _Sample(holder, is_changed=True)
        if place.kind in SITE_KINDS:
            yield place.kind.value, _Sample(holder, place.kind)
        if control.status is Status.HELD:
            yield from _held_examples(control, is_stale=is_stale)
        elif control.status is Status.CONTESTED:
            yield "contested", _Sample(replace(control, claimed_by=(), besieged_by=()))
        else:
            yield "unknown", _Sample(Control())


def _held_examples(
    control: Control, *, is_stale: bool
) -> Iterator[tuple[str, _Sample]]:
    if control.claimed_by:
        yield "claimed", _Sample(replace(control, besieged_by=()))
    if control.besieged_by:
        yield "besieged", _Sample(replace(control, claimed_by=()))
    plain = replace(control, claimed_by=(), besieged_by=())
    if control.basis in {Basis.INHERITED, Basis.ASSUMED}:
        yield str(control.basis), _Sample(plain)
    if is_stale:
        yield "stale", _Sample(plain, is_stale=True)


def _holding(actor_id: ActorId | None) -> Control:
    if actor_id is None:
        return Control()
    return Control(status=Status.HELD, actor_id=actor_id, basis=Basis.ASSESSED)


def _fought_over(actors: Sequence[ActorId]) -> Control:
    return Control(status=Status.CONTESTED, contested_by=tuple(actors[:2]))


def _swatch(sheet: Sheet, scene: Scene, sample: _Sample, size: Size) -> Swatch:
    """Return what draws a sample mark as large as the text beside it."""
    is_small = sample.kind in SITE_KINDS or sample.is_changed
    r = size.body * (0.3 if is_small else 0.42)
    place = replace(_PLACE, kind=sample.kind)

    def draw(x: float, y: float) -> Sequence[Shape]:
        mark = Mark(place, sample.control, x, y, r, sample.is_changed, sample.is_stale)
        return mark_shapes([mark], scene.looks, sheet.theme)

    return draw
