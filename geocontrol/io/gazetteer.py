"""Places: `places/*` of a gazetteer to a register of `Place`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geocontrol.dated import Dated, Term, edges_of, value_on
from geocontrol.errors import Problem, Where
from geocontrol.io.datedfields import read_dated, read_names
from geocontrol.io.dictionary import MAX_POPULATION, RANKS
from geocontrol.io.fields import Fields
from geocontrol.io.memo import Memo, read_list
from geocontrol.io.records import (
    Drafts,
    Register,
    check_reference,
    files_in,
    shown_path,
)
from geocontrol.model import AREA_KINDS, Kind, Place, PlaceId, Precision

_RANK_OF_KIND = {
    Kind.CITY: 1,
    Kind.TOWN: 3,
    Kind.VILLAGE: 5,
    Kind.QUARTER: 5,
    Kind.CROSSING: 4,
    Kind.AIRPORT: 4,
    Kind.BASE: 4,
}
_RANK_OF_POPULATION = ((200_000, 1), (60_000, 2), (15_000, 3), (4_000, 4))


def read_gazetteer(
    folder: Path,
    problems: list[Problem],
    drafts: Drafts | None = None,
    memo: Memo | None = None,
) -> Register[Place]:
    """
    Read every place of a gazetteer, noting each fault of a record.

    Parameters
    ----------
    folder
        The gazetteer; its places are in `places/*.yaml` or `*.parquet`.
    problems
        Where faults are noted.
    drafts
        Files as they would be, read instead of those on disk.
    memo
        What was made of the files before.
    """
    paths = files_in(folder / "places", drafts)
    if not paths:
        message = "has no places/*.yaml or *.parquet; a gazetteer needs at least one"
        problems.append(Problem(Where(shown_path(folder)), message))
    register = read_list(paths, "places", parse_place, problems, drafts, memo=memo)
    if memo and memo.checked is register:
        return register
    noted = len(problems)
    for place_id, place in register.records.items():
        _check_within(register, place_id, place)
    if memo and len(problems) == noted:
        memo.checked = register
    return register


def parse_place(fields: Fields) -> Place | None:
    """Return the place of a record, or `None` with its faults noted."""
    name = fields.text("name", required=True)
    kind = fields.word("kind", Kind, required=True)
    names = read_names(fields)
    within, within_dated = read_dated(
        fields, "within", "place", required=kind not in (None, Kind.COUNTRY)
    )
    lon = fields.number("lon", -180, 180)
    lat = fields.number("lat", -90, 90)
    precision = fields.word("geo_precision", Precision)
    source = fields.text("geo_source")
    population = fields.whole("population", 0, MAX_POPULATION)
    population_source = fields.text("population_source")
    rank = fields.whole("rank", *RANKS)
    links = fields.pairs("links")
    note = fields.text("note")
    if ("lon" in fields) != ("lat" in fields):
        fields.problem("lon and lat are given together or not at all")
    if lon is not None and lat is not None:
        for key in ("geo_precision", "geo_source"):
            if key not in fields:
                fields.problem(f"{key} is missing; coordinates say how they are known")
    if population is not None and not population_source:
        fields.problem("population_source is missing", "population")
    if kind is None:
        return None
    is_located = lon is not None and lat is not None
    return Place(
        id=PlaceId(fields.record_id),
        name=name,
        kind=kind,
        names=names,
        within=PlaceId(within) if within else None,
        within_dated=tuple(
            Dated(value=PlaceId(each.value), term=each.term) for each in within_dated
        ),
        lon=lon if is_located else None,
        lat=lat if is_located else None,
        geo_precision=precision,
        geo_source=source,
        population=population,
        population_source=population_source,
        rank=rank or rank_of(kind, population),
        links=links,
        note=note,
    )


def rank_of(kind: Kind, population: int | None) -> int:
    """Return a label rank from kind and population, the smaller the earlier."""
    by_kind = _RANK_OF_KIND.get(kind, 5)
    if population is None or kind is Kind.QUARTER:
        return by_kind
    by_population = next((r for n, r in _RANK_OF_POPULATION if population >= n), 5)
    return min(by_kind, by_population) if kind is not Kind.CITY else by_population


def _check_within(register: Register[Place], place_id: str, place: Place) -> None:
    """Note a `within` that leads nowhere or, on any day, back to the place."""
    fields = register.fields[place_id]
    outer_ids = place.outers
    are_known = [
        check_reference(fields, "within", outer_id, register, "place")
        for outer_id in outer_ids
    ]
    if not all(are_known):
        return
    for day in _days_of(register, place):
        if _is_circular(register, place_id, day, fields):
            return
    for outer_id in dict.fromkeys(outer_ids):
        parent = register.records.get(outer_id)
        if (
            parent is not None
            and place.kind in AREA_KINDS
            and parent.kind not in AREA_KINDS
        ):
            fields.problem(
                f"a {place.kind} cannot lie within the {parent.kind} {parent.id!r}",
                "within",
            )


def _days_of(register: Register[Place], place: Place) -> list[date]:
    """Return a day of each age of all that a place lies in, on any day."""
    seen: set[str] = set()
    terms: list[Term] = []
    open_places = [place]
    while open_places:
        each = open_places.pop()
        if each.id in seen:
            continue
        seen.add(each.id)
        terms += [dated.term for dated in each.within_dated]
        open_places += [
            register.records[i] for i in each.outers if i in register.records
        ]
    return [date.min, *edges_of(terms)]


def _is_circular(
    register: Register[Place], place_id: str, day: date, fields: Fields
) -> bool:
    """Tell whether a place lies within itself or a circle, noting it of the place."""
    trail: list[str] = []
    above: str | None = place_id
    while above is not None and above not in trail:
        trail.append(above)
        place = register.records.get(above)
        above = value_on(day, place.within_dated, place.within) if place else None
    if above == place_id:
        circle = " > ".join([*trail, place_id])
        since = "" if day == date.min else f" from {day}"
        fields.problem(f"lies within itself{since}: {circle}", "within")
    return above is not None
