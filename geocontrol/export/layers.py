"""The layers of a GeoPackage, as frames with declared columns."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd

from geocontrol.export.selection import Selection
from geocontrol.export.terrain import terrain_layers
from geocontrol.territory.places import DAY_DTYPE, frame_of

EVENT_COLUMNS: Mapping[str, str] = {
    "event_id": "str",
    "place_id": "str",
    "name": "str",
    "lon": "float64",
    "lat": "float64",
    "earliest": DAY_DTYPE,
    "latest": DAY_DTYPE,
    "change": "str",
    "status": "str",
    "actor_id": "str",
    "lost_by": "str",
    "contested_by": "str",
    "verdict": "str",
    "is_assumed": "bool",
    "note": "str",
    "claims": "int64",
}
"""One row for each event and each place that it names."""
CLAIM_COLUMNS: Mapping[str, str] = {
    "event_id": "str",
    "verdict": "str",
    "stance": "str",
    "voice": "str",
    "voice_name": "str",
    "role": "str",
    "speaks_for": "str",
    "reliability": "str",
    "credibility": "int64",
    "interest": "str",
    "replaced": "bool",
    "report": "str",
    "title": "str",
    "publisher": "str",
    "issued": DAY_DTYPE,
    "url": "str",
    "note": "str",
}
"""One row for each claim on those events; a table without geometry."""


def layers(selection: Selection) -> dict[str, gpd.GeoDataFrame]:
    """
    Return the layers of a day or of all spans, by name, all in WGS 84.

    `event_ids` of a place, ids joined by spaces, are those of its events and claims.
    """
    nowhere = {"lon": None, "lat": None}
    claims = [{**row, **nowhere} for row in selection.claim_rows()]
    return {
        "places": frame_of(selection.rows(), selection.columns),
        "events": frame_of(selection.event_rows(), EVENT_COLUMNS),
        "claims": frame_of(
            claims, {**CLAIM_COLUMNS, "lon": "float64", "lat": "float64"}
        ),
        **terrain_layers(selection),
    }
