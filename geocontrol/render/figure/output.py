"""A figure as bytes: the same input gives the same bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from typing import Any

import matplotlib as mpl

from geocontrol.errors import UsageError
from geocontrol.memory import collection_paused
from geocontrol.render.figure.sheet import MISSING, Sheet

FORMATS = ("svg", "png", "pdf")
PNG_DPI = 300

_METADATA: Mapping[str, Mapping[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
_SETTINGS: Any = {
    "svg.hashsalt": "geocontrol",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.5,
    "text.hinting": "no_hinting",
}


@collection_paused()
def figure_bytes(
    sheet: Sheet, format_: str, *, title: str = "", dpi: int = PNG_DPI
) -> bytes:
    """
    Return a drawn sheet as a file.

    Text is drawn as outlines in SVG, so that it looks alike everywhere, and as
    embedded typefaces in PDF, so that it can be searched.

    Parameters
    ----------
    sheet
        What was drawn.
    format_
        One of `FORMATS`.
    title
        Title in the metadata of the file; the alt text says it best.
    dpi
        Dots per inch of a PNG.

    Raises
    ------
    UsageError
        If there is no such format.
    """
    if format_ not in FORMATS:
        msg = f"a figure is {' '.join(FORMATS)}, not {format_!r}"
        raise UsageError(msg)
    metadata = {**_METADATA[format_], **({"Title": title} if title else {})}
    out = io.BytesIO()
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=MISSING)
        sheet.figure.savefig(
            out, format=format_, dpi=dpi, metadata=metadata, facecolor=sheet.theme.paper
        )
    return out.getvalue()
