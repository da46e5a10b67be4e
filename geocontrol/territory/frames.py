"""
Areas, fronts and bands of days as frames with a declared schema.

`control_areas`: one row a day, status and holder; they touch and never overlap.

============  ========  ==========================================================
`day`         day       the state when that day ends
`actor_id`    text      the holder, or those who contest it, joined by spaces
`status`      text      `held`, `contested`, `unknown`
`area_km2`    number    km² on the ellipsoid, as drawn
`low_km2`     number    km², lower end of the 90 % interval
`high_km2`    number    km², upper end of the 90 % interval
`geometry`    polygons  WGS 84
============  ========  ==========================================================

`fronts`: one row a day and pair of holders that meet: `day`, `actor_a`, `actor_b` (in
alphabetical order), `front_km` (geodesic), `geometry` (lines). `bands`: one row a day
where the front may run anywhere: `day`, `area_km2`, `geometry` (polygons).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd

from geocontrol.territory.areas import Territory
from geocontrol.territory.parts import UNKNOWN, DayAreas, Hold
from geocontrol.territory.plane import WGS84

DAY_DTYPE = "datetime64[s]"

AREA_COLUMNS: Mapping[str, str] = {
    "day": DAY_DTYPE,
    "actor_id": "str",
    "status": "str",
    "area_km2": "float64",
    "low_km2": "float64",
    "high_km2": "float64",
}
FRONT_COLUMNS: Mapping[str, str] = {
    "day": DAY_DTYPE,
    "actor_a": "str",
    "actor_b": "str",
    "front_km": "float64",
}
BAND_COLUMNS: Mapping[str, str] = {"day": DAY_DTYPE, "area_km2": "float64"}


def empty_frame(columns: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Return a frame without rows of `AREA_COLUMNS` or another schema of this page."""
    return _frame([], columns)


def days_of_areas(
    territory: Territory, states: Mapping[date, Mapping[str, Hold]]
) -> dict[date, DayAreas]:
    """
    Divide the land for each of some days, equally sure of itself on all of them.

    Parameters
    ----------
    territory
        The land, laid out.
    states
        What each place is, by day. How sure a spot near a front may be is learnt on
        the first day with two holders, so that no band moves without an event.
    """
    last: Mapping[str, Hold] = {}
    changes = []
    for day, state in sorted(states.items()):
        gone = {place: UNKNOWN for place in last if place not in state}
        turned = {
            place: hold for place, hold in state.items() if last.get(place) != hold
        }
        changes.append((day, {**gone, **turned}))
        last = state
    return dict(territory.days(changes))


def control_areas(days: Mapping[date, DayAreas]) -> gpd.GeoDataFrame:
    """
    Return the areas of days as a frame of `AREA_COLUMNS` and geometry.

    Parameters
    ----------
    days
        As `days_of_areas` gives them.
    """
    return _frame(
        (
            {
                "day": day,
                "actor_id": area.hold.actor_id,
                "status": area.hold.status,
                "area_km2": area.km2.area_km2,
                "low_km2": area.km2.low_km2,
                "high_km2": area.km2.high_km2,
                "geometry": area.geometry,
            }
            for day, made in sorted(days.items())
            for area in made.areas
        ),
        AREA_COLUMNS,
    )


def fronts(days: Mapping[date, DayAreas]) -> gpd.GeoDataFrame:
    """
    Return the fronts of days as a frame of `FRONT_COLUMNS` and geometry.

    Parameters
    ----------
    days
        As `days_of_areas` gives them.
    """
    return _frame(
        (
            {
                "day": day,
                "actor_a": front.actor_a,
                "actor_b": front.actor_b,
                "front_km": front.front_km,
                "geometry": front.geometry,
            }
            for day, made in sorted(days.items())
            for front in made.fronts
        ),
        FRONT_COLUMNS,
    )


def bands(territory: Territory, days: Mapping[date, DayAreas]) -> gpd.GeoDataFrame:
    """
    Return where the fronts of days may run as a frame of `BAND_COLUMNS` and geometry.

    Parameters
    ----------
    territory
        The land that the days were divided in.
    days
        As `days_of_areas` gives them.
    """
    rows = sorted((day, made.band) for day, made in days.items())
    shapes = np.array([band for _, band in rows], dtype=object)
    km2 = territory.plane.areas_km2(shapes)
    return _frame(
        (
            {"day": day, "area_km2": area_km2, "geometry": band}
            for (day, band), area_km2 in zip(rows, km2, strict=True)
        ),
        BAND_COLUMNS,
    )


def _frame(
    rows: Iterable[Mapping[str, object]], columns: Mapping[str, str]
) -> gpd.GeoDataFrame:
    table = pd.DataFrame(list(rows), columns=[*columns, "geometry"])
    shapes = gpd.GeoSeries(table["geometry"].to_list(), crs=WGS84)
    typed = table[list(columns)].astype(dict(columns))
    return gpd.GeoDataFrame(typed, geometry=shapes, crs=WGS84)
