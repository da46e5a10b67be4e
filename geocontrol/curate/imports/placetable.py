"""Places from GeoNames dumps, Linked Places files and GeoJSON, as drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import shapely
from shapely.geometry import shape

from geocontrol.curate.geonames import CITY_POPULATION, TOWN_POPULATION, lang_of
from geocontrol.curate.imports.newplaces import Spot, widest_area
from geocontrol.curate.imports.placeindex import Asked, PlaceIndex
from geocontrol.curate.imports.rows import read_cells
from geocontrol.curate.slugs import free_slug
from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.records import shown_path
from geocontrol.io.save import degrees
from geocontrol.io.yamlwrite import Raw
from geocontrol.model import Kind

SAME_PLACE_KM = 5.0
_KM_PER_DEGREE = 111.0
_GEONAMES_FIELDS = 19
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A place as another register has it."""

    name: str
    names: tuple[tuple[str, str], ...] = ()
    kind: Kind = Kind.VILLAGE
    area: str = ""
    spot: Spot | None = None
    population: int = 0
    link: tuple[str, str] = ("", "")
    where: Where = field(default_factory=lambda: Where(Path()))


def geonames_places(path: Path) -> Iterator[FoundPlace]:
    """
    Yield the settlements, areas and sites of a GeoNames dump (tab-separated).

    Raises
    ------
    DataError
        If a line has not the 19 fields of GeoNames.
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
    population = int(cells[14]) if cells[14].isdigit() else 0
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
        link=("geonames", number),
        where=where,
    )


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
    for number, feature in enumerate(features_of(path), start=1):
        properties = feature.get("properties") or {}
        name = str(properties.get(columns.get("place", "name")) or "").strip()
        where = Where(shown_path(path), 1, f"feature {number}")
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

    Raises
    ------
    DataError
        If the file is no FeatureCollection or a place has no title.
    """
    for number, feature in enumerate(features_of(path), start=1):
        where = Where(shown_path(path), 1, f"feature {number}")
        title = str((feature.get("properties") or {}).get("title") or "").strip()
        if not title:
            raise DataError([Problem(where, "has no title")])
        names = [
            (str(n.get("toponym", "")), str(n.get("lang") or "und"))
            for n in feature.get("names") or ()
            if isinstance(n, dict)
        ]
        links = [str(li.get("identifier", "")) for li in feature.get("links") or ()]
        yield FoundPlace(
            name=title,
            names=tuple(pair for pair in names if pair[0] and pair[0] != title),
            spot=_spot(feature, where, "linked places"),
            link=next((li for li in map(_link, links) if li[0]), ("", "")),
            where=where,
        )


def _link(identifier: str) -> tuple[str, str]:
    register, _, number = identifier.partition(":")
    known = {"gn": "geonames", "wd": "wikidata"}
    return known.get(register, ""), number


def features_of(path: Path) -> list[dict[str, Any]]:
    """
    Return the features of a GeoJSON file.

    Raises
    ------
    DataError
        If it is none.
    """
    where = Where(shown_path(path))
    try:
        content = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        message = f"cannot be read as GeoJSON: {error}"
        raise DataError([Problem(where, message)]) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise DataError([Problem(where, "must be a GeoJSON FeatureCollection")])
    return features


def geometry_of(feature: Mapping[str, Any], where: Where) -> Any:  # noqa: ANN401
    """
    Return the shape of a feature, or `None` if it has none.

    Raises
    ------
    DataError
        If the geometry is malformed.
    """
    if not feature.get("geometry"):
        return None
    try:
        return shapely.make_valid(shape(feature["geometry"]))
    except Exception as error:
        message = f"its geometry cannot be used: {error}"
        raise DataError([Problem(where, message)]) from error


def _spot(feature: Mapping[str, Any], where: Where, source: str) -> Spot | None:
    geometry = geometry_of(feature, where)
    if geometry is None or geometry.is_empty:
        return None
    point = geometry.representative_point()
    precision = "exact" if geometry.geom_type == "Point" else "near"
    found = Spot.read(str(point.x), str(point.y))
    if found is None:
        message = f"{point.x}, {point.y} is off the globe; coordinates are lon, lat"
        raise DataError([Problem(where, message)])
    return Spot(found.lon, found.lat, precision, source)


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
    links = {link for place in index.places.values() for link in place.links}
    taken: set[str] = set(index.places)
    country = str(widest_area(index))
    for place in found:
        if place.link in links or _is_listed(place, index):
            left_out("in the gazetteer already")
            continue
        area = index.sure(Asked(place.area)) if place.area else None
        place_id = free_slug(place.name, taken, place.area, "-".join(place.link))
        taken.add(place_id)
        yield _record(place_id, place, area or country)


def _is_listed(place: FoundPlace, index: PlaceIndex) -> bool:
    same = index.called(place.name)
    if place.spot is None:
        return bool(same)
    spot = shapely.Point(place.spot.lon, place.spot.lat)
    near = (
        shapely.Point(other.lon, other.lat).distance(spot) * _KM_PER_DEGREE
        for other in same
        if other.lon is not None
    )
    return any(far_km < SAME_PLACE_KM for far_km in near)


def _record(place_id: str, place: FoundPlace, within: str) -> dict[str, Raw]:
    record: dict[str, Raw] = {
        "id": place_id,
        "name": place.name,
        "names": [{"text": text, "lang": lang} for text, lang in place.names],
        "kind": place.kind.value,
        "within": within,
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
    if place.link[0]:
        record["links"] = dict([place.link])
    return {key: value for key, value in record.items() if value}
