"""Areas, fronts and routes as layers: each row holds over the days of its span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import geopandas as gpd

from geocontrol.export.selection import Selection
from geocontrol.territory.land import areas_by_day, project_territory, routes_on
from geocontrol.territory.places import CRS, DAY_DTYPE

_SPAN: Mapping[str, str] = {"valid_from": DAY_DTYPE, "valid_to": DAY_DTYPE}
AREA_COLUMNS: Mapping[str, str] = {
    **_SPAN,
    "actor_id": "str",
    "status": "str",
    "area_km2": "float64",
    "low_km2": "float64",
    "high_km2": "float64",
}
"""Land of one status and holder, polygons; `low` and `high` are a 90 % interval."""
FRONT_COLUMNS: Mapping[str, str] = {
    **_SPAN,
    "actor_a": "str",
    "actor_b": "str",
    "front_km": "float64",
}
"""Lines between the areas of two holders."""
ROUTE_COLUMNS: Mapping[str, str] = {
    **_SPAN,
    "route_id": "str",
    "name": "str",
    "from_place": "str",
    "to_place": "str",
    "status": "str",
    "actor_id": "str",
}
"""Stretches of roads, lines through places; that of a single place has no line."""

_ONE_DAY = timedelta(days=1)

Rows = list[dict[str, Any]]


def terrain_layers(selection: Selection) -> dict[str, gpd.GeoDataFrame]:
    """
    Return the layers `areas`, `fronts` and `routes`, in WGS 84.

    Over all days a row ends where any place of the map changes. Layers without rows
    are left out.
    """
    spans = list(_spans(selection))
    areas, fronts = _area_and_front_rows(selection, spans)
    found = {
        "areas": (areas, AREA_COLUMNS),
        "fronts": (fronts, FRONT_COLUMNS),
        "routes": (_route_rows(selection, spans), ROUTE_COLUMNS),
    }
    return {
        name: _frame(rows, columns) for name, (rows, columns) in found.items() if rows
    }


def _spans(selection: Selection) -> Iterator[tuple[date, date]]:
    """Yield the first day of each span and the first day after it."""
    if selection.day is not None:
        yield selection.day, selection.day + _ONE_DAY
        return
    first, last = selection.project.first_day, selection.project.last_day
    changing = {day for day in selection.timeline.days if first < day <= last}
    starts = [first, *sorted(changing)]
    ends = [*starts[1:], last + _ONE_DAY]
    yield from zip(starts, ends, strict=True)


def _area_and_front_rows(
    selection: Selection, spans: list[tuple[date, date]]
) -> tuple[Rows, Rows]:
    territory = project_territory(selection.project)
    if territory is None:
        return [], []
    days = areas_by_day(
        territory,
        selection.timeline,
        [start for start, _ in spans],
        selection.project.first_day,
    )
    areas: Rows = []
    fronts: Rows = []
    for start, end in spans:
        when = {"valid_from": start, "valid_to": end}
        areas += [
            {
                **when,
                "actor_id": area.hold.holder,
                "status": area.hold.status,
                "area_km2": area.km2.area_km2,
                "low_km2": area.km2.low_km2,
                "high_km2": area.km2.high_km2,
                "geometry": area.geometry,
            }
            for area in days[start].areas
        ]
        fronts += [
            {
                **when,
                "actor_a": front.actor_a,
                "actor_b": front.actor_b,
                "front_km": front.front_km,
                "geometry": front.geometry,
            }
            for front in days[start].fronts
        ]
    return areas, fronts


def _route_rows(selection: Selection, spans: list[tuple[date, date]]) -> Rows:
    names = {route.id: route.name for route in selection.project.routes}
    return [
        {
            "valid_from": start,
            "valid_to": end,
            "route_id": route_id,
            "name": names[route_id],
            "from_place": stretch.from_place,
            "to_place": stretch.to_place,
            "status": stretch.hold.status,
            "actor_id": stretch.hold.holder,
            "geometry": stretch.geometry if stretch.geometry.length else None,
        }
        for start, end in spans
        for route_id, made in routes_on(
            selection.project, selection.timeline, start
        ).items()
        for stretch in made.stretches
    ]


def _frame(rows: Rows, columns: Mapping[str, str]) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)
    return frame.astype(dict(columns))
