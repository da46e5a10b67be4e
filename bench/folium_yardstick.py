"""
The yardstick: what an analyst would write with geopandas and folium.

    python bench/folium_yardstick.py PLACES.csv EVENTS.csv OUT [--from DAY] [--days N]

One page a day: the holder of each place by groupby, areas by the nearest place (a
Voronoi diagram in degrees, joined, clipped to Syria and dissolved), a circle with a
popup and a tooltip for each place. It is written plainly and not slowed down: nothing
here is what these libraries advise against. `bench/tables.py` makes the two tables of
a project, so that both tools draw the same places, holders, dates, notes and links.
The last line printed is its own account, as JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from itertools import cycle
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import shapely

OUTLINE = Path(__file__).parent.parent / "gazetteer" / "syria" / "outline.geojson"
WGS84 = 4326
CENTRE, ZOOM = (35, 38.5), 7
COLORS = ("#d7191c", "#f9d71c", "#2b83ba", "#1a9641", "#444444", "#984ea3")


def main() -> None:
    """Write the pages and say what they took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("places", type=Path)
    parser.add_argument("events", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", type=pd.Timestamp, dest="first")
    parser.add_argument("--days", type=int)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    places = read_places(args.places)
    events = pd.read_csv(args.events, parse_dates=["date"])
    country = gpd.read_file(OUTLINE)[["geometry"]]
    colors = dict(zip(sorted(events["holder"].unique()), cycle(COLORS), strict=False))
    first = args.first or events["date"].min()
    days = pd.date_range(first, events["date"].max())[: args.days]
    start, size = time.process_time(), 0
    for day in days:
        path = args.out / f"{day:%Y-%m-%d}.html"
        day_map(state_of(places, events, day), country, colors).save(path)
        size += path.stat().st_size
    seconds = time.process_time() - start
    account = {"days": len(days), "seconds": seconds, "bytes": size}
    print(json.dumps(account))


def read_places(path: Path) -> gpd.GeoDataFrame:
    """Read places as points."""
    table = pd.read_csv(path)
    points = gpd.points_from_xy(table["lon"], table["lat"])
    return gpd.GeoDataFrame(table, geometry=points, crs=WGS84)


def state_of(
    places: gpd.GeoDataFrame, events: pd.DataFrame, day: pd.Timestamp
) -> gpd.GeoDataFrame:
    """Return each place with its last event up to a day."""
    so_far = events[events["date"] <= day].sort_values("date", kind="stable")
    last = so_far.groupby("place_id").last().reset_index()
    return places.merge(last, on="place_id", how="left")


def day_map(
    state: gpd.GeoDataFrame, country: gpd.GeoDataFrame, colors: dict[str, str]
) -> folium.Map:
    """Draw the areas and the places of a day."""
    drawn = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None)

    def look(feature: dict[str, dict[str, str]]) -> dict[str, object]:
        color = colors[feature["properties"]["holder"]]
        return {"color": color, "fillColor": color, "weight": 1, "fillOpacity": 0.35}

    folium.GeoJson(
        areas_of(state, country),
        style_function=look,
        tooltip=folium.GeoJsonTooltip(["holder"]),
    ).add_to(drawn)
    for row in state.itertuples():
        folium.CircleMarker(
            (row.lat, row.lon),
            radius=4,
            weight=1,
            color=colors[row.holder],
            fill=True,
            fill_opacity=0.9,
            popup=folium.Popup(_card(row), max_width=300),
            tooltip=row.name,
        ).add_to(drawn)
    return drawn


def areas_of(state: gpd.GeoDataFrame, country: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give all land to whoever holds the nearest place, in degrees."""
    points = shapely.MultiPoint(list(state.geometry))
    land = country.geometry.iloc[0]
    cells = shapely.voronoi_polygons(points, extend_to=land)
    around = gpd.GeoDataFrame(geometry=list(cells.geoms), crs=WGS84)
    held = gpd.sjoin(around, state[["holder", "geometry"]], predicate="contains")
    clipped = gpd.clip(held, country)
    return clipped[["holder", "geometry"]].dissolve(by="holder").reset_index()


def _card(row: Any) -> str:  # noqa: ANN401 - a named tuple of the table's columns
    return (
        f"<b>{row.name}</b> ({row.name_ar})<br>{row.admin1}<br>"
        f"Held by: <b>{row.holder}</b><br>since {row.date:%Y-%m-%d}<br>"
        f"{row.note}<br><a href='{row.source_url}'>source</a>"
    )


if __name__ == "__main__":
    main()
