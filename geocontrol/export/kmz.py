"""KMZ: the KML with its marks, drawn by us, in one file that needs no network."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geocontrol.export.icons import icon
from geocontrol.export.kml import UNHELD, icon_name, kml_document
from geocontrol.export.selection import Selection

_MAIN = "doc.kml"
"""What readers open first."""
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Stands for the time of writing."""


def kmz_bytes(selection: Selection) -> bytes:
    """Return the KML with the picture of each shape that it uses."""
    shapes = {look.shape for look in selection.looks.values()} | set(UNHELD.values())
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        _add(archive, _MAIN, kml_document(selection, has_icons=True))
        for shape in sorted(shapes):
            _add(archive, icon_name(shape), icon(shape))
    return out.getvalue()


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, _FIRST_MOMENT)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
