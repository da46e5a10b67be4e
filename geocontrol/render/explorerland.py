"""
Areas of all days, made to fit into the one file of the explorer.

What is said of them (`land`) goes with the other data: `method`, `radius_km`, `days`
(pairs of day number and sheet number); `kinds`, rows of status, actor, rivals;
`sheets`, each with `areas`: rows of kind, km², low, high; and `left_out`.

Their shapes follow in parts that the page unpacks once it is seen, each for some
sheets in order. A part has lines of text: the pieces of its new borders, these borders
(see `geocontrol.render.explorerlines`), and then one line a sheet. It has a cell for
each two neighbours between which the border is not as on the sheet before, as
`sides+lost+won`: two kinds, plus two, 1 being what is nobody's; and the numbers of the
lines that are gone and new, each as the step from the one before. The fading band is
between two neighbours of the number 0.

What is assumed, claimed or stale is not told: the page knows that of each place, and
cuts the land of each itself. So it does for land by the nearest place, which has no
parts.

Where the days are so many that the shapes would outgrow the file, first the fading
bands are left out, then all; the square kilometres stay, and the page says what is
missing (`left_out`). The day pages always show everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geocontrol.model import AreaMethod
from geocontrol.render.assets import packed
from geocontrol.render.explorerlines import LineBook, text_of
from geocontrol.render.landsheet import NOBODY

BASE_BYTES = 440_000
BYTES_PER_PLACE_DAY = 2.4
PART_LETTERS = 240_000
"""Some letters of a part before it is packed: it unpacks within a frame or two."""
_STEPS: tuple[tuple[str, ...], ...] = ((), ("band",), ("band", "areas"))
_BAND = (0, 0)
_FIRST_KIND = 2

Kind = tuple[str, int, tuple[int, ...]]
Sides = tuple[int, int]


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
        As `geocontrol.render.areas.LandDays.block` gives it; `None` for no areas.
    place_days
        Places times days: what the size of the file grows with.
    """
    if land is None:
        return None
    most = BASE_BYTES + BYTES_PER_PLACE_DAY * place_days
    left_out: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    steps = () if land["method"] == AreaMethod.NEAREST.value else _STEPS
    for left_out in steps:
        parts = tuple(packed(text) for text in _parts(land["sheets"], left_out))
        if sum(map(len, parts)) <= most:
            break
    kinds = _kinds(land["sheets"])
    said = {key: land[key] for key in ("method", "radius_km", "days")}
    said["kinds"] = [[status, actor, [*rivals]] for status, actor, rivals in kinds]
    said["sheets"] = [
        {"areas": [[kinds[_kind(row)], *row[2:5]] for row in sheet["areas"]]}
        for sheet in land["sheets"]
    ]
    return FittedLand(said={**said, "left_out": list(left_out)}, parts=parts)


def _kind(row: Sequence[Any]) -> Kind:
    status, actor, *_, rivals = row
    return status, actor, tuple(rivals)


def _kinds(sheets: Iterable[Mapping[str, Any]]) -> dict[Kind, int]:
    """Return the kinds of areas, numbered as they come."""
    kinds: dict[Kind, int] = {}
    for sheet in sheets:
        for row in sheet["areas"]:
            kinds.setdefault(_kind(row), len(kinds))
    return kinds


def _parts(
    sheets: Sequence[Mapping[str, Any]], left_out: Sequence[str]
) -> Iterator[str]:
    """Yield the text of each part."""
    if "areas" in left_out:
        return
    kinds = _kinds(sheets)
    book = LineBook()
    before: dict[Sides, list[int]] = {}
    seen = (0, 0)
    told: list[str] = []
    for sheet in sheets:
        borders = _borders(sheet, kinds, with_band="band" not in left_out)
        now = {
            sides: sorted({*map(book.number, lines)})
            for sides, lines in borders.items()
        }
        told.append(_sheet_line(before, now))
        before = now
        pieces, lines = book.pieces[seen[0] :], book.lines[seen[1] :]
        text = "\n".join([" ".join(pieces), " ".join(lines), *told])
        if len(text) >= PART_LETTERS:
            yield text
            seen, told = (len(book.pieces), len(book.lines)), []
    if told:
        pieces, lines = book.pieces[seen[0] :], book.lines[seen[1] :]
        yield "\n".join([" ".join(pieces), " ".join(lines), *told])


def _borders(
    sheet: Mapping[str, Any], kinds: Mapping[Kind, int], *, with_band: bool
) -> Mapping[Sides, Sequence[str]]:
    """Return the lines of a sheet by what is on their sides."""
    kind = [kinds[_kind(row)] for row in sheet["areas"]] + [NOBODY]  # the last is -1
    borders: defaultdict[Sides, list[str]] = defaultdict(list)
    for left, right, lines in sheet["borders"]:
        sides = kind[left] + _FIRST_KIND, kind[right] + _FIRST_KIND
        borders[sides] += lines.split(" ")
    if with_band and sheet["band"]:
        borders[_BAND] = sheet["band"].split(" ")
    return borders


def _sheet_line(
    before: Mapping[Sides, Sequence[int]], now: Mapping[Sides, Sequence[int]]
) -> str:
    """Say which lines each border has lost and won."""
    cells = []
    for sides in sorted({*before, *now}):
        had, has = set(before.get(sides, ())), set(now.get(sides, ()))
        if had != has:
            lost, won = sorted(had - has), sorted(has - had)
            cells.append(f"{text_of(sides)}+{_climb(lost)}+{_climb(won)}")
    return ";".join(cells)


def _climb(numbers: Iterable[int]) -> str:
    """Write rising numbers, each as the step from the one after the last."""
    steps, last = [], 0
    for number in numbers:
        steps.append(number - last)
        last = number + 1
    return text_of(steps)
