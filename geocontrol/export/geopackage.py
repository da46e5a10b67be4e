"""A GeoPackage whose layers open in QGIS already styled, and in time."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import orjson
import pyogrio
import pyogrio.raw
from shapely.geometry import MultiLineString, MultiPolygon

from geocontrol.export.layers import layers
from geocontrol.export.qgis import qgis_styles
from geocontrol.export.selection import Selection, provenance
from geocontrol.territory.places import CRS, DAY_DTYPE

_NO_GEOMETRY = frozenset({"claims"})
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY, f_table_catalog TEXT, f_table_schema TEXT,
  f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT,
  update_time DATETIME)
"""
_STYLE_ROW = """
INSERT INTO layer_styles VALUES
  (NULL, '', '', ?, 'geom', 'control', ?, '', 1, ?, '', NULL, ?)
"""
_STYLE_ENTRY = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)
VALUES ('layer_styles', 'attributes', 'layer_styles', ?)
"""


def geopackage_bytes(selection: Selection) -> bytes:
    """
    Return a GeoPackage: `places`, `events`, `claims`, `areas`, `fronts`, `routes`.

    Where the data come from is the metadata item `geocontrol` of the file, JSON.
    The same data give the same bytes.
    """
    source = provenance(selection)
    moment = _moment(selection)
    with tempfile.TemporaryDirectory() as folder, _fixed_clock(moment):
        path = Path(folder) / "control.gpkg"
        frames = layers(selection)
        for name, frame in frames.items():
            _write_layer(path, name, frame, source)
        styles = qgis_styles(selection)
        rows = [
            (name, styles[name], source["method"], moment)
            for name in frames
            if name in styles
        ]
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(_STYLES)
            database.executemany(_STYLE_ROW, rows)
            database.execute(_STYLE_ENTRY, (moment,))
        return path.read_bytes()


def _moment(selection: Selection) -> str:
    """Return the moment that stands in the file instead of the time of writing."""
    return f"{selection.day or selection.project.last_day}T00:00:00.000Z"


@contextmanager
def _fixed_clock(moment: str) -> Iterator[None]:
    """Keep GDAL from writing the time of day, then set it free again."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": moment})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _write_layer(
    path: Path, name: str, frame: gpd.GeoDataFrame, source: Mapping[str, Any]
) -> None:
    has_geometry = name not in _NO_GEOMETRY
    table = frame.drop(columns="geometry")
    if not has_geometry:
        table = table.drop(columns=["lon", "lat"])
    columns = [_column(table[column]) for column in table]
    pyogrio.raw.write(
        path,
        geometry=_geometry(frame).to_wkb().to_numpy() if has_geometry else None,
        field_data=[values for values, _ in columns],
        field_mask=[mask for _, mask in columns],
        fields=np.array(list(table), dtype=object),
        layer=name,
        driver="GPKG",
        geometry_type=_geometry_type(frame) if has_geometry else None,
        crs=CRS if has_geometry else None,
        append=path.exists(),
        dataset_metadata=None
        if path.exists()
        else {"geocontrol": orjson.dumps(source).decode()},
    )


def _geometry(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return the geometry, all of one kind where one is the plural of the other."""
    if not _geometry_type(frame).startswith("Multi"):
        return frame.geometry
    plural = {"Polygon": MultiPolygon, "LineString": MultiLineString}
    return gpd.GeoSeries(
        [
            plural[g.geom_type]([g]) if g.geom_type in plural else g
            for g in frame.geometry
        ],
        crs=frame.crs,
    )


def _geometry_type(frame: gpd.GeoDataFrame) -> str:
    kinds = set(frame.geom_type.dropna()) or {"Point"}
    if len(kinds) == 1:
        return str(kinds.pop())
    plain = {kind.removeprefix("Multi") for kind in kinds}
    return f"Multi{plain.pop()}" if len(plain) == 1 else "Unknown"


def _column(series: Any) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:  # noqa: ANN401
    """Return the values of a column, and where it has none; days as days."""
    missing = series.isna().to_numpy()
    if str(series.dtype) == DAY_DTYPE:
        return series.to_numpy().astype("datetime64[D]"), missing
    if str(series.dtype) == "str":
        return series.to_numpy(dtype=object, na_value=None), missing
    if str(series.dtype) == "boolean":
        return series.fillna(value=False).to_numpy(dtype=bool), missing
    return series.to_numpy(), missing
