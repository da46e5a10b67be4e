"""
Areas of days as a frame with a declared schema.

One row a day, status and holder; they touch and never overlap.

============  ========  ==========================================================
`day`         day       the state when that day ends
`actor_id`    text      the holder, or those who contest it, joined by spaces
`status`      text      `held`, `contested`, `unknown`
`area_km2`    number    km² on the ellipsoid, as drawn
`low_km2`     number    km², lower end of the 90 % interval
`high_km2`    number    km², upper end of the 90 % interval
`geometry`    polygons  WGS 84
============  ========  ==========================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import geopandas as gpd
import pandas as pd

from geocontrol.territory.parts import DayAreas
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


def control_areas(days: Mapping[date, DayAreas]) -> gpd.GeoDataFrame:
    """
    Return the areas of days as a frame of `AREA_COLUMNS` and geometry.

    Parameters
    ----------
    days
        As `areas_by_day` gives them.
    """
    rows = (
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
    )
    table = pd.DataFrame(rows, columns=[*AREA_COLUMNS, "geometry"])
    shapes = gpd.GeoSeries(table["geometry"].to_list(), crs=WGS84)
    typed = table[list(AREA_COLUMNS)].astype(dict(AREA_COLUMNS))
    return gpd.GeoDataFrame(typed, geometry=shapes, crs=WGS84)
