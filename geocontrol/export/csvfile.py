"""
CSV for spreadsheets, with tags of the Humanitarian Exchange Language if asked.

No cell of it runs as a formula: see `geocontrol.export.cells`.
"""

from __future__ import annotations

import csv
import io

import orjson

from geocontrol.export.cells import guarded
from geocontrol.export.selection import Selection, provenance
from geocontrol.tables import Row
from geocontrol.territory.places import cell

_TAGS = {
    "valid_from": "#date+start",
    "valid_to": "#date+end",
    "place_id": "#loc+code+place",
    "name": "#loc+name+i_en",
    "name_ar": "#loc+name+i_ar",
    "kind": "#loc+type",
    "within": "#loc+code+within",
    "governorate": "#adm1+code",
    "lon": "#geo+lon",
    "lat": "#geo+lat",
    "status": "#status+control",
    "actor_id": "#group+code+holder",
    "contested_by": "#group+code+contested+list",
    "claimed_by": "#group+code+claimed+list",
    "besieged_by": "#group+code+besieged+list",
    "basis": "#meta+basis",
    "since": "#date+since",
    "since_is_exact": "#meta+since+exact",
    "last_confirmed": "#date+confirmed",
    "event_id": "#event+code",
    "claims": "#indicator+claims+num",
    "event_ids": "#event+code+list",
    "evidence": "#meta+evidence+json",
    "stale": "#status+stale",
    "stale_from": "#date+stale+start",
    "day": "#date+day",
    "known_on": "#date+known",
    "perspective": "#meta+perspective",
    "method": "#meta+method",
    "data_hash": "#meta+hash",
    "attribution": "#meta+attribution",
}
_PROVENANCE = ("day", "known_on", "perspective", "method", "data_hash", "attribution")


def csv_bytes(selection: Selection, *, hxl: bool = False) -> bytes:
    """
    Return a day or all spans as CSV, UTF-8, lines ended by CR LF (RFC 4180).

    Every line says where it comes from, so that it may be cut out and pasted. Its
    `evidence` are the claims behind it, a JSON array with the keys that the command
    `state` gives them; `event_ids` are the events that it rests on. Excel cuts a
    cell at 32,767 characters; on the map of Syria the longest has some 12,000.

    Parameters
    ----------
    selection
        What to write.
    hxl
        Put a line of HXL hashtags under the headings.
    """
    columns = list(selection.columns)
    source = provenance(selection)
    source["attribution"] = "; ".join(source["attribution"])
    ending = [guarded(source[name]) for name in _PROVENANCE]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    headings = [*columns, "evidence", *_PROVENANCE]
    writer.writerow(headings)
    if hxl:
        writer.writerow([_TAGS[name] for name in headings])
    for row in selection.rows():
        told = (guarded(cell(row, name)) for name in columns)
        writer.writerow([*told, _evidence(row), *ending])
    return text.getvalue().encode()


def _evidence(row: Row) -> str:
    """Return the claims of a row; a JSON array begins no formula."""
    return orjson.dumps(row["claims"]).decode()
