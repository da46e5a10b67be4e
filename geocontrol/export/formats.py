"""The formats of an export by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from geocontrol.errors import UsageError
from geocontrol.export.selection import Selection

_WRITERS: Mapping[str, tuple[str, str]] = {
    "geojson": ("geojson", "geojson_bytes"),
    "csv": ("csvfile", "csv_bytes"),
    "gpkg": ("geopackage", "geopackage_bytes"),
    "parquet": ("parquet", "parquet_bytes"),
    "kml": ("kml", "kml_bytes"),
    "kmz": ("kmz", "kmz_bytes"),
    "lpf": ("lpf", "lpf_bytes"),
}
"""Module and function of each format, imported when it is written."""
FORMATS = tuple(_WRITERS)


def export_bytes(selection: Selection, format_: str, *, hxl: bool = False) -> bytes:
    """
    Return a day or all spans in a format.

    Parameters
    ----------
    selection
        What to write.
    format_
        One of `FORMATS`.
    hxl
        Put HXL hashtags under the headings; only for `csv`.

    Raises
    ------
    UsageError
        If there is no such format, it has no HXL tags, or its library is missing.
    """
    if format_ not in _WRITERS:
        msg = f"format {format_!r} is not known; one of {' '.join(FORMATS)}"
        raise UsageError(msg)
    if hxl and format_ != "csv":
        msg = f"HXL tags go with --format csv, not {format_}"
        raise UsageError(msg)
    module, function = _WRITERS[format_]
    write: Callable[..., bytes] = getattr(
        import_module(f"geocontrol.export.{module}"), function
    )
    return write(selection, hxl=True) if hxl else write(selection)
