"""Places from GeoNames dumps, Linked Places files and GeoJSON, as drafts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geocontrol.curate.geonames import CITY_POPULATION, TOWN_POPULATION, lang_of
from geocontrol.curate.imports.features import (
    Feature,
    features_of,
    geometry_of,
    objects_of,
)
from geocontrol.curate.imports.newplaces import Spot, widest_area
from geocontrol.curate.imports.placeindex import Asked, PlaceIndex
from geocontrol.curate.imports.rows import read_cells
from geocontrol.curate.slugs import free_slug, slug
from geocontrol.ellipsoid import km_between
from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.dictionary import MAX_POPULATION
from geocontrol.io.records import shown_path
from geocontrol.io.save import degrees
from geocontrol.io.yamlwrite import Raw
from geocontrol.model import Kind

SAME_PLACE_KM = 5.0
_GEONAMES_FIELDS = 19
_SHOWN = 40
"""Characters of a wrong value that a message shows."""
_KIND_OF_FEATURE = {
    "ADM1": Kind.GOVERNORATE,
    "ADM2": Kind.DISTRICT,
    "AIRP": Kind.AIRPORT,
    "AIRB": Kind.BASE,
    "MILB": Kind.BASE,
    "DAM": Kind.DAM,
    "PPLX": Kind.QUARTER,
    "HLL": Kind.HILL,
}

_LINKS = {
    "gn:": "geonames",
    "https://www.geonames.org/": "geonames",
    "wd:": "wikidata",
    "http://www.wikidata.org/entity/": "wikidata",
    "https://www.openstreetmap.org/": "osm",
    "pcode:": "pcode",
}
"""How identifiers of other registers begin."""
_OWN = "urn:x-geocontrol:"
_PART_OF = "gvp:broaderPartitive"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A place as another register has it."""

    name: str
    names: tuple[tuple[str, str], ...] = ()
    kind: Kind = Kind.VILLAGE
    area: str = ""
    spot: Spot | None = None
    population: int = 0
    links: tuple[tuple[str, str], ...] = ()
    place_id: str = ""
    """Its id where it comes from, if that is one of ours."""
    within: str = ""
    """The id there of what it lies in."""
    note: str = ""
    where: Where = field(default_factory=lambda: Where(Path()))


def geonames_places(path: Path) -> Iterator[FoundPlace]:
    """
    Yield the settlements, areas and sites of a GeoNames dump (tab-separated).

    Raises
    ------
    DataError
        If a line has not the 19 fields of GeoNames, or a population that is none.
    """
    for line, cells in read_cells(path, delimiter="\t", is_quoted=False):
        where = Where(shown_path(path), line)
        if len(cells) != _GEONAMES_FIELDS:
            message = f"has {len(cells)} fields; a GeoNames dump has 19"
            raise DataError([Problem(where, message)])
        place = _geonames_place(cells, where)
        if place is not None:
            yield place


def _geonames_place(cells: Sequence[str], where: Where) -> FoundPlace | None:
    number, name, _, alternates, lat, lon, feature_class, feature = cells[:8]
    population = _population(cells[14], where)
    if feature_class == "P" and feature not in _KIND_OF_FEATURE:
        kind = Kind.CITY if population >= CITY_POPULATION else Kind.VILLAGE
        kind = Kind.TOWN if TOWN_POPULATION <= population < CITY_POPULATION else kind
    elif feature in _KIND_OF_FEATURE:
        kind = _KIND_OF_FEATURE[feature]
    else:
        return None
    spot = Spot.read(lon, lat)
    others = [text for text in alternates.split(",") if text and text != name]
    return FoundPlace(
        name=name,
        names=tuple((text, lang_of(text, ["ar"]) or "und") for text in others[:10]),
        kind=kind,
        spot=Spot(spot.lon, spot.lat, "exact", "geonames") if spot else None,
        population=population,
        links=(("geonames", number),),
        where=where,
    )


def _population(text: str, where: Where) -> int:
    if not re.fullmatch(r"[0-9]{0,15}", text) or int(text or 0) > MAX_POPULATION:
        message = (
            f"population {text[:_SHOWN]!r} must be a whole number from 0 to "
            f"{MAX_POPULATION}, or blank"
        )
        raise DataError([Problem(where, message)])
    return int(text or 0)


def geojson_places(path: Path, columns: Mapping[str, str]) -> Iterator[FoundPlace]:
    """
    Yield the features of a GeoJSON file; an area is put at a point inside it.

    Parameters
    ----------
    path
        A FeatureCollection, WGS 84.
    columns
        Which property gives `place` (its name), `area` and `id`.

    Raises
    ------
    DataError
        If the file is no FeatureCollection or a feature has no name.
    """
    for where, feature in features_of(path):
        properties = feature["properties"]
        name = str(properties.get(columns.get("place", "name")) or "").strip()
        if not name:
            message = (
                f"has no {columns.get('place', 'name')!r}; say which with --mapping"
            )
            raise DataError([Problem(where, message)])
        yield FoundPlace(
            name=name,
            area=str(properties.get(columns.get("area", "")) or ""),
            kind=_kind(str(properties.get("kind", ""))),
            spot=_spot(feature, where, "geojson"),
            where=where,
        )


def lpf_places(path: Path) -> Iterator[FoundPlace]:
    """
    Yield the places of a Linked Places file: title, names with language, links.

    Those that `geocontrol export` wrote keep their id, their kind and what they lie in.

    Raises
    ------
    DataError
        If the file is no FeatureCollection or a place has no title.
    """
    for where, feature in features_of(path):
        title = str(feature["properties"].get("title") or "").strip()
        if not title:
            raise DataError([Problem(where, "has no title")])
        names = [
            (str(n.get("toponym", "")), str(n.get("lang") or "und"))
            for n in objects_of(feature, "names")
        ]
        links = [str(li.get("identifier", "")) for li in objects_of(feature, "links")]
        yield FoundPlace(
            name=title,
            names=tuple(pair for pair in names if pair[0] and pair[0] != title),
            spot=_spot(feature, where, "linked places"),
            links=tuple({li[0]: li for li in map(_link, links) if li[0]}.values()),
            where=where,
            **(_own(feature) if _is_own(feature) else {}),
        )


def _is_own(feature: Feature) -> bool:
    return str(feature.get("@id", "")).startswith(_OWN)


def _own(feature: Feature) -> dict[str, Any]:
    """Return what a place of ours has besides: its id, kind, area and note."""
    wider = [
        str(relation.get("relationTo", ""))
        for relation in objects_of(feature, "relations")
        if relation.get("relationType") == _PART_OF
    ]
    types = [str(t.get("sourceLabel", "")) for t in objects_of(feature, "types")]
    notes = [str(d.get("value", "")) for d in objects_of(feature, "descriptions")]
    return {
        "place_id": slug(feature["@id"].rpartition(":")[2]),
        "within": slug(wider[0].rpartition(":")[2]) if wider else "",
        "kind": _kind(types[0] if types else ""),
        "note": notes[0] if notes else "",
    }


def _link(identifier: str) -> tuple[str, str]:
    for start, register in _LINKS.items():
        if identifier.startswith(start):
            return register, identifier.removeprefix(start).rstrip("/")
    return "", ""


def _spot(feature: Feature, where: Where, source: str) -> Spot | None:
    geometry = geometry_of(feature, where)
    if geometry is None or geometry.is_empty:
        return None
    point = geometry.representative_point()
    is_sure = feature["geometry"].get("certainty", "certain") == "certain"
    is_exact = is_sure and geometry.geom_type == "Point"
    found = Spot.read(str(point.x), str(point.y))
    if found is None:
        message = f"{point.x}, {point.y} is off the globe; coordinates are lon, lat"
        raise DataError([Problem(where, message)])
    return Spot(found.lon, found.lat, "exact" if is_exact else "near", source)


def _kind(word: str) -> Kind:
    return Kind(word) if word in set(Kind) else Kind.VILLAGE


def new_places(
    found: Iterable[FoundPlace], index: PlaceIndex, left_out: Callable[[str], None]
) -> Iterator[dict[str, Raw]]:
    """
    Yield records of the places that a gazetteer does not have.

    One is there already when a link or, close by, a name is the same.

    Parameters
    ----------
    found
        Places of another register.
    index
        The gazetteer.
    left_out
        Called with a reason for each place that is not yielded.
    """
    linked = {link: p.id for p in index.places.values() for link in p.links}
    taken: set[str] = set(index.places)
    country = str(widest_area(index))
    ids: dict[str, str] = {}
    fresh: list[tuple[str, FoundPlace]] = []
    for place in found:
        listed = next((linked[link] for link in place.links if link in linked), "")
        listed = listed or _listed_as(place, index)
        if listed:
            ids[place.place_id] = listed
            left_out("in the gazetteer already")
            continue
        more = "-".join(place.links[0]) if place.links else ""
        is_free = place.place_id and place.place_id not in taken
        place_id = (
            place.place_id
            if is_free
            else free_slug(place.name, taken, place.area, more)
        )
        taken.add(place_id)
        ids[place.place_id] = place_id
        fresh.append((place_id, place))
    for place_id, place in fresh:
        area = index.sure(Asked(place.area)) if place.area else None
        within = ids.get(place.within) if place.within else None
        yield _record(place_id, place, within or area or country)


def _listed_as(place: FoundPlace, index: PlaceIndex) -> str:
    """Return the id of the same place in a gazetteer, or nothing."""
    same = index.called(place.name)
    if place.place_id:
        same = [other for other in same if other.kind is place.kind]
    spot = place.spot
    if spot is None:
        return same[0].id if same else ""
    for other in same:
        if other.lon is None or other.lat is None:
            continue
        if km_between(spot.lon, spot.lat, other.lon, other.lat) < SAME_PLACE_KM:
            return other.id
    return ""


def _record(place_id: str, place: FoundPlace, within: str) -> dict[str, Raw]:
    record: dict[str, Raw] = {
        "id": place_id,
        "name": place.name,
        "names": [{"text": text, "lang": lang} for text, lang in place.names],
        "kind": place.kind.value,
        "within": "" if place.kind is Kind.COUNTRY else within,
    }
    if place.spot is not None:
        record |= {
            "lon": degrees(place.spot.lon),
            "lat": degrees(place.spot.lat),
            "geo_precision": place.spot.precision,
            "geo_source": place.spot.source,
        }
    if place.population:
        record |= {
            "population": str(place.population),
            "population_source": place.spot.source if place.spot else "import",
        }
    if place.links:
        record["links"] = dict(place.links)
    if place.note:
        record["note"] = place.note
    return {key: value for key, value in record.items() if value}
