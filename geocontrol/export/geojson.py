"""GeoJSON (RFC 7946): WGS 84, lon before lat, five decimals, which is a metre."""

from __future__ import annotations

from typing import Any

import orjson

from geocontrol.export.selection import Selection, provenance
from geocontrol.tables import Row

DECIMALS = 5


def geojson_bytes(selection: Selection) -> bytes:
    """
    Return a FeatureCollection with one Point for each place or span.

    A place that nobody locates has no geometry. The claims behind it stand in
    `claims`, the events that it rests on in `event_ids`. Where the data come from is
    the member `geocontrol` of the collection.
    """
    collection = {
        "type": "FeatureCollection",
        "geocontrol": provenance(selection),
        "features": [_feature(row) for row in selection.rows()],
    }
    return orjson.dumps(collection, option=orjson.OPT_APPEND_NEWLINE)


def _feature(row: Row) -> dict[str, Any]:
    number = row["place_id"]
    if "valid_from" in row:
        number = f"{number}/{row['valid_from']}"
    return {
        "type": "Feature",
        "id": number,
        "geometry": point(row["lon"], row["lat"]),
        "properties": {k: v for k, v in row.items() if k not in ("lon", "lat")},
    }


def point(lon: float | None, lat: float | None) -> dict[str, Any] | None:
    """
    Return a GeoJSON Point, or nothing for a place that nobody locates.

    Examples
    --------
    >>> point(36.123456, 35.0)
    {'type': 'Point', 'coordinates': [36.12346, 35.0]}
    """
    if lon is None or lat is None:
        return None
    return {
        "type": "Point",
        "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)],
    }
