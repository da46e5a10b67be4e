"""
Areas of all days, made to fit into the one file of the explorer.

What is said of them (`land`) goes with the other data: `method`, `radius_km`, `days`
(pairs of day number and sheet number), `sheets`, each with `areas`: rows of status,
actor, km², low, high, rivals; and `left_out`.

Their shapes follow in parts that the page unpacks once it is seen, each for some
sheets in order. A part has lines of text: the pieces of its new rings, these rings
(see `geocontrol.render.explorerlines`), and then one line a sheet. There each row of
`areas` and, last, the fading band has the numbers of the rings that it lost and that
it won since the last sheet with such a row, as `lost+won`, each number as the step
from the one before.

Fronts are not told: they are where areas meet. Nor is what is assumed, claimed or
stale: the page knows that of each place, and cuts the land of each itself.

Where the days are so many that the shapes would outgrow the file, first the fading
bands are left out, then all; the square kilometres stay, and the page says what is
missing (`left_out`). The day pages always show everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geocontrol.render.assets import packed
from geocontrol.render.explorerlines import RingBook, text_of

BASE_BYTES = 440_000
BYTES_PER_PLACE_DAY = 2.4
PART_LETTERS = 240_000
"""Some letters of a part before it is packed: it unpacks within a frame or two."""
_STEPS: tuple[tuple[str, ...], ...] = ((), ("band",), ("band", "areas"))
_BAND = "band"

Key = tuple[str, int, tuple[int, ...]] | str
Shapes = Mapping[Key, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedLand:
    """What is said of the areas, and their shapes in packed parts."""

    said: dict[str, Any]
    parts: tuple[str, ...]


def fit_land(land: Mapping[str, Any] | None, place_days: int) -> FittedLand | None:
    """
    Return the areas of all days, with as many shapes as fit.

    Parameters
    ----------
    land
        As `geocontrol.render.areas.pack_areas` gives it; `None` for no areas.
    place_days
        Places times days: what the size of the file grows with.
    """
    if land is None:
        return None
    most = BASE_BYTES + BYTES_PER_PLACE_DAY * place_days
    left_out: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    for left_out in _STEPS:
        parts = tuple(packed(text) for text in _parts(land["sheets"], left_out))
        if sum(map(len, parts)) <= most:
            break
    said = {key: land[key] for key in ("method", "radius_km", "days")}
    rows = [[[*row[:5], row[6]] for row in sheet["areas"]] for sheet in land["sheets"]]
    said["sheets"] = [{"areas": areas} for areas in rows]
    return FittedLand(said={**said, "left_out": list(left_out)}, parts=parts)


def _parts(
    sheets: Iterable[Mapping[str, Any]], left_out: Sequence[str]
) -> Iterator[str]:
    """Yield the text of each part."""
    if "areas" in left_out:
        return
    book = RingBook()
    before: dict[Key, list[int]] = {}
    seen = (0, 0)
    lines: list[str] = []
    for sheet in sheets:
        lines.append(_sheet_line(sheet, left_out, book, before))
        pieces, rings = book.pieces[seen[0] :], book.rings[seen[1] :]
        text = "\n".join([" ".join(pieces), " ".join(rings), *lines])
        if len(text) >= PART_LETTERS:
            yield text
            seen, lines = (len(book.pieces), len(book.rings)), []
    if lines:
        pieces, rings = book.pieces[seen[0] :], book.rings[seen[1] :]
        yield "\n".join([" ".join(pieces), " ".join(rings), *lines])


def _sheet_line(
    sheet: Mapping[str, Any],
    left_out: Sequence[str],
    book: RingBook,
    before: dict[Key, list[int]],
) -> str:
    """Say which rings each row of a sheet has lost and won; note what it has now."""
    cells = []
    for key, rings in _shapes(sheet, left_out):
        now = sorted({book.number(ring) for ring in rings})
        had = set(before.get(key, ()))
        lost = sorted(had.difference(now))
        won = [number for number in now if number not in had]
        cells.append(f"{_climb(lost)}+{_climb(won)}")
        before[key] = now
    return ";".join(cells)


def _shapes(
    sheet: Mapping[str, Any], left_out: Sequence[str]
) -> Iterator[tuple[Key, Sequence[str]]]:
    for status, actor, _, _, _, rings, rivals in sheet["areas"]:
        yield (status, actor, tuple(rivals)), rings
    yield _BAND, () if _BAND in left_out else sheet[_BAND]


def _climb(numbers: Iterable[int]) -> str:
    """Write rising numbers, each as the step from the one after the last."""
    steps, last = [], 0
    for number in numbers:
        steps.append(number - last)
        last = number + 1
    return text_of(steps)
