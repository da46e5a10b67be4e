"""
UCDP GED exports: violence as context, never as control.

A clash says that a place is fought over by somebody on some day, not who holds it.
The events become a GeoJSON file of points in the seeds' `context` folder, which no
map reads control from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from geocontrol.curate.imports.newplaces import Spot
from geocontrol.curate.imports.rows import read_rows
from geocontrol.errors import DataError, UsageError

COLUMNS = (
    "id date_start date_end side_a side_b where_coordinates adm_1 latitude longitude "
    "where_prec best low high"
).split()


def ucdp_features(files: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """
    Yield a GeoJSON feature for each event, with UCDP's own id and precision.

    Raises
    ------
    DataError
        If a row has no usable coordinates.
    UsageError
        If a file has not UCDP's columns.
    """
    for path in files:
        for number, row in enumerate(read_rows(path)):
            missing = [c for c in COLUMNS if c not in row.cells] if number == 0 else []
            if missing:
                msg = f"{path.name} is no UCDP GED export: no column {missing[0]!r}"
                raise UsageError(msg)
            spot = Spot.read(row.cells["longitude"], row.cells["latitude"])
            if spot is None:
                message = "longitude and latitude are no coordinates"
                raise DataError([row.problem(message)])
            yield {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
                "properties": {
                    key: row.cells[key]
                    for key in COLUMNS
                    if key not in {"latitude", "longitude"}
                },
            }


def ucdp_context(files: Sequence[Path]) -> bytes:
    """Return the GeoJSON of UCDP exports, one feature a line."""
    lines = [orjson.dumps(feature) for feature in ucdp_features(files)]
    head = (
        b'{"type":"FeatureCollection","attribution":"UCDP GED, CC BY 4.0",'
        b'"features":[\n'
    )
    return head + b",\n".join(lines) + b"\n]}\n"
