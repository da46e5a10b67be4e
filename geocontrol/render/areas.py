"""
Areas of control, packed for pages.

The block has `method`, `radius_km`, `days` (pairs of day number and sheet number) and
`sheets`; days that look alike share a sheet. The keys of a sheet:

==========  =============================================================
`areas`     rows of status, actor, km², low, high, rings, rivals
`fronts`    rows of two actors, km, lines
`band`      rings: where no holder is likelier than nine in ten
`marked`    rows of why (`assumed`, `claimed`, `stale`), actor, rings
==========  =============================================================

Rings and lines are packed as `geocontrol.render.lines` does. Shapes are simplified as
one coverage, so that neighbours still share their border (shapely's
`coverage_simplify`, after Visvalingam and Whyatt, 1993).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geocontrol.model import ActorId, Basis, PlaceId, Status
from geocontrol.project import Project
from geocontrol.render.lines import pack
from geocontrol.territory.areas import Territory
from geocontrol.territory.land import areas_by_day, project_territory
from geocontrol.territory.parts import DayAreas
from geocontrol.timeline import Timeline

TOLERANCE_DEG = 0.006
"""How far a border may move by simplification: some 500 m, less than its band."""
LEAST_RING_DEG2 = 2e-4
"""Rings smaller than this, some 2 km², are left out of a drawing."""
NOBODY = -1
_EPOCH = date(1970, 1, 1).toordinal()


def pack_areas(
    project: Project,
    timeline: Timeline,
    days: Sequence[date],
    actors: Sequence[ActorId],
) -> dict[str, Any] | None:
    """
    Estimate and pack the areas of some days.

    Parameters
    ----------
    project
        The map; its `area_policy` says how, and how far a place's word carries.
    timeline
        Who held what, as known and told.
    days
        The states when these days end.
    actors
        The actors in the order of their numbers in the page.

    Returns
    -------
    block
        As above, or `None` where the map asks for no areas.
    """
    territory = project_territory(project)
    if territory is None:
        return None
    numbers = {actor_id: number for number, actor_id in enumerate(actors)}
    sheets: dict[str, int] = {}
    packed: list[dict[str, Any]] = []
    pairs = []
    for day, made in areas_by_day(territory, timeline, days).items():
        marks = _marked(timeline, territory, day)
        key = f"{id(made)} {sorted(marks.items())}"
        if key not in sheets:
            sheets[key] = len(packed)
            packed.append(_sheet(made, territory, marks, numbers))
        pairs.append([day.toordinal() - _EPOCH, sheets[key]])
    return {
        "method": project.area_policy.method.value,
        "radius_km": project.area_policy.radius_km,
        "days": pairs,
        "sheets": packed,
    }


def land_on(block: Mapping[str, Any] | None, day: date) -> dict[str, Any] | None:
    """Return of a block what one day needs, or `None` where there are no areas."""
    if block is None:
        return None
    number = day.toordinal() - _EPOCH
    sheet = dict(block["days"])[number]
    return {**block, "days": [[number, 0]], "sheets": [block["sheets"][sheet]]}


Marks = Mapping[tuple[str, ActorId | None], list[PlaceId]]


def _marked(timeline: Timeline, territory: Territory, day: date) -> Marks:
    """Return the places whose land looks different, by why and for whom."""
    located = set(territory.place_ids)
    marks: defaultdict[tuple[str, ActorId | None], list[PlaceId]] = defaultdict(list)
    for place_id, control in timeline.state(day).items():
        if place_id not in located or control.status is Status.UNKNOWN:
            continue
        if control.basis is Basis.ASSUMED:
            marks["assumed", None].append(place_id)
        for actor_id in control.claimed_by:
            marks["claimed", actor_id].append(place_id)
        if timeline.is_stale(control, day):
            marks["stale", None].append(place_id)
    return marks


def _sheet(
    made: DayAreas,
    territory: Territory,
    marks: Marks,
    numbers: Mapping[ActorId, int],
) -> dict[str, Any]:
    shapes = simplified([area.geometry for area in made.areas])
    drawn = [
        (area, geometry)
        for area, geometry in zip(made.areas, shapes, strict=True)
        if area.hold.status != Status.UNKNOWN.value
    ]
    borders = {area.hold.actor_id: geometry for area, geometry in drawn}
    lengths = {(f.actor_a, f.actor_b): f.front_km for f in made.fronts}
    return {
        "areas": [
            [
                area.hold.status,
                numbers.get(ActorId(area.hold.holder or ""), NOBODY),
                round(area.km2.area_km2),
                round(area.km2.low_km2),
                round(area.km2.high_km2),
                _rings(geometry),
                [numbers[ActorId(rival)] for rival in area.hold.rivals],
            ]
            for area, geometry in drawn
        ],
        "fronts": [
            [numbers[ActorId(a)], numbers[ActorId(b)], round(lengths[a, b]), lines]
            for a, b in combinations(sorted(borders), 2)
            if (a, b) in lengths and (lines := _shared(borders[a], borders[b]))
        ],
        "band": _rings(made.band.simplify(TOLERANCE_DEG)),
        "marked": [
            [why, NOBODY if actor_id is None else numbers[actor_id], _rings(land)]
            for (why, actor_id), place_ids in sorted(
                marks.items(), key=lambda item: (item[0][0], item[0][1] or "")
            )
            if not (land := _land_of(territory, place_ids)).is_empty
        ],
    }


def simplified(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return a coverage with fewer corners, whose parts still share their borders."""
    array = np.array(shapes, dtype=object)
    return list(shapely.coverage_simplify(array, TOLERANCE_DEG, simplify_boundary=True))


def _land_of(territory: Territory, place_ids: Iterable[PlaceId]) -> BaseGeometry:
    """Return the land nearest to some places, degrees, WGS 84."""
    wanted = set(place_ids)
    rows = [row for row, p in enumerate(territory.place_ids) if p in wanted]
    cells = territory.cells.polygons[np.isin(territory.spots.place, rows)]
    land = shapely.coverage_union_all(cells)
    return shapely.transform(land, territory.plane.to_lonlat).simplify(TOLERANCE_DEG)


def _shared(one: BaseGeometry, other: BaseGeometry) -> list[str]:
    """Return the border that two areas of a coverage share, packed."""
    border = shapely.intersection(one.boundary, other.boundary)
    lines = [g for g in shapely.get_parts(border) if g.geom_type == "LineString"]
    if not lines:
        return []
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
    return [pack(mapping(line)["coordinates"]) for line in merged]


def _rings(geometry: BaseGeometry) -> list[str]:
    """Return the rings of an area that are large enough to be seen, packed."""
    return [
        pack(mapping(ring)["coordinates"])
        for part in shapely.get_parts(geometry)
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
        if shapely.Polygon(ring).area >= LEAST_RING_DEG2
    ]
