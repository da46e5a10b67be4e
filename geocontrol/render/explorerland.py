"""
Areas of all days, made to fit into the one file of the explorer.

Successive days share most of their rings and lines: each is told once, in `lines`,
and sheets name it by its number. Where the days are so many that the areas would
outgrow the file, first what is hatched and the fronts are left out, then the fading
bands, then all shapes; the square kilometres stay, and the page says what is missing
(`left_out`). The day pages always show everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from geocontrol.render.assets import packed
from geocontrol.render.door import json_block

BASE_BYTES = 200_000
BYTES_PER_PLACE_DAY = 3.5
_STEPS: tuple[tuple[str, ...], ...] = (
    (),
    ("marked", "fronts"),
    ("marked", "fronts", "band"),
    ("marked", "fronts", "band", "areas"),
)


def fit_land(land: Mapping[str, Any] | None, place_days: int) -> dict[str, Any] | None:
    """
    Return the areas of all days, with as many shapes as fit.

    Parameters
    ----------
    land
        As `geocontrol.render.areas.pack_areas` gives it; `None` for no areas.
    place_days
        Places times days: what the size of the file may grow with.

    Returns
    -------
    block
        As `land`, but rings and lines are numbers (`lines`) in one list of lines, and
        `left_out` names the shapes that did not fit.
    """
    if land is None:
        return None
    most = BASE_BYTES + BYTES_PER_PLACE_DAY * place_days
    for left_out in _STEPS:
        block = _told_once(land, left_out)
        if len(packed(json_block(block))) <= most:
            break
    return block


def _told_once(land: Mapping[str, Any], left_out: tuple[str, ...]) -> dict[str, Any]:
    numbers: dict[str, int] = {}

    def told(cell: object) -> object:
        if not _is_shape(cell):
            return cell
        return {"lines": [numbers.setdefault(line, len(numbers)) for line in cell]}

    def thinned(sheet: Mapping[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in sheet.items() if key not in left_out}
        rows = {
            key: [[told(cell) for cell in row] for row in kept.get(key, ())]
            for key in ("fronts", "marked")
        }
        areas = [
            [
                [] if "areas" in left_out and _is_shape(cell) else told(cell)
                for cell in row
            ]
            for row in sheet["areas"]
        ]
        return {**rows, "areas": areas, "band": told(kept.get("band", []))}

    return {
        **land,
        "sheets": [thinned(sheet) for sheet in land["sheets"]],
        "lines": list(numbers),
        "left_out": list(left_out),
    }


def _is_shape(cell: object) -> TypeGuard[list[str]]:
    """Tell rings and lines, which are texts, from lists of numbers."""
    return isinstance(cell, list) and bool(cell) and isinstance(cell[0], str)
