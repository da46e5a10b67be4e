"""Any country's outline and surroundings, from the world that the package carries."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import Any

import shapely
from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry

from geocontrol.curate.world.topology import Topology
from geocontrol.errors import UsageError
from geocontrol.names import fold

NEAR_DEGREES = 8.0
"""Parts farther than this from the largest one (overseas lands) are left out."""
MARGIN_SHARE, LEAST_MARGIN, MOST_MARGIN = 0.2, 0.5, 4.0
"""How much is drawn around a country, as a share of its size and in degrees."""
DECIMALS = 3
_HIGHEST = 90.0
GeoJson = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country to begin a project with."""

    iso: str
    """ISO 3166 alpha-2, or nothing for lands without a code."""
    iso3: str
    name: str
    land: BaseGeometry
    """Its mainland and near islands, degrees, WGS 84."""

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """West, south, east, north of what is drawn."""
        west, south, east, north = self.land.bounds
        size = max(east - west, north - south)
        margin = min(max(size * MARGIN_SHARE, LEAST_MARGIN), MOST_MARGIN)
        return (
            max(west - margin, -180.0),
            max(south - margin, -_HIGHEST),
            min(east + margin, 180.0),
            min(north + margin, _HIGHEST),
        )


class World:
    """The countries, rivers and lakes that travel with the package."""

    def __init__(self) -> None:
        data = (files("geocontrol") / "curate/world/world.json.gz").read_bytes()
        self._topology = Topology(json.loads(gzip.decompress(data)))
        self._entries = self._topology.objects["countries"]["geometries"]

    def country(self, query: str) -> Country:
        """
        Return the country of a code or a name.

        Raises
        ------
        UsageError
            If no country, or more than one, is meant.
        """
        wanted = fold(query)
        exact = [e for e in self._entries if wanted and wanted in _keys(e)]
        part = [e for e in self._entries if wanted and wanted in fold(_name(e))]
        found = exact or part
        if len(found) == 1:
            return self._country(found[0])
        if found:
            listed = ", ".join(map(_listed, found[:8]))
            msg = f"several countries are called {query!r}; give a code: {listed}"
            raise UsageError(msg)
        near = get_close_matches(wanted, [fold(_name(e)) for e in self._entries], n=3)
        hint = [_listed(e) for e in self._entries if fold(_name(e)) in near]
        msg = f"no country is called {query!r}; " + (
            f"did you mean {', '.join(hint)}?" if hint else "give its ISO code"
        )
        raise UsageError(msg)

    def _country(self, entry: Any) -> Country:  # noqa: ANN401
        properties = entry["properties"]
        if self._topology.geometry(entry).is_empty:
            msg = f"{_name(entry)} is too small for the outlines that travel along"
            raise UsageError(msg)
        return Country(
            iso=properties["iso"],
            iso3=properties["iso3"],
            name=properties["name"],
            land=_near_parts(self._topology.geometry(entry)),
        )

    def outline(self, country: Country) -> GeoJson:
        """Return the land of a country as a collection of one feature."""
        return _collection([_feature(country.land, name=country.name)])

    def basemap(self, country: Country) -> GeoJson:
        """Return neighbours, rivers and lakes around a country."""
        frame = box(*country.frame)
        return _collection(
            [
                *self._neighbours(country, frame),
                *self._waters("rivers", "river", frame),
                *self._waters("lakes", "lake", frame),
            ]
        )

    def _neighbours(self, country: Country, frame: BaseGeometry) -> Iterator[GeoJson]:
        for entry in self._entries:
            name = _name(entry)
            if name == country.name or not _may_meet(entry, frame):
                continue
            land = self._topology.geometry(entry)
            if not land.intersects(frame):
                continue
            shape = _areas(land.intersection(frame).difference(country.land))
            if not shape.is_empty:
                yield _feature(shape, layer="neighbour", name=name)

    def _waters(self, layer: str, label: str, frame: BaseGeometry) -> Iterator[GeoJson]:
        for entry in self._topology.objects[layer]["geometries"]:
            if not _may_meet(entry, frame):
                continue
            shape = self._topology.geometry(entry)
            if shape.intersects(frame):
                cut = shape.intersection(frame)
                yield _feature(cut, layer=label, name="")


def _may_meet(entry: Any, frame: BaseGeometry) -> bool:  # noqa: ANN401
    """Tell from the bounds alone whether a shape may be in a frame."""
    west, south, east, north = frame.bounds
    left, bottom, right, top = entry["bbox"]
    return bool(left <= east and right >= west and bottom <= north and top >= south)


def _name(entry: Any) -> str:  # noqa: ANN401
    return str(entry["properties"]["name"])


def _keys(entry: Any) -> set[str]:  # noqa: ANN401
    return {fold(value) for value in entry["properties"].values() if value}


def _listed(entry: Any) -> str:  # noqa: ANN401
    code = entry["properties"]["iso"]
    return f"{_name(entry)} ({code})" if code else _name(entry)


def _near_parts(land: BaseGeometry) -> BaseGeometry:
    """Leave out overseas parts: a map shows one land."""
    parts = sorted(shapely.get_parts(_areas(land)), key=lambda part: -part.area)
    near = [part for part in parts if part.distance(parts[0]) < NEAR_DEGREES]
    return near[0] if len(near) == 1 else shapely.MultiPolygon(near)


def _areas(shape: BaseGeometry) -> BaseGeometry:
    polygons = [
        piece
        for part in shapely.get_parts(shape)
        for piece in shapely.get_parts(part)
        if piece.geom_type == "Polygon" and piece.area > 0
    ]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _feature(shape: BaseGeometry, **properties: str) -> GeoJson:
    geometry = mapping(shapely.set_precision(shape, 10**-DECIMALS))
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {
            "type": geometry["type"],
            "coordinates": _rounded(geometry["coordinates"]),
        },
    }


def _rounded(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, float):
        return round(value, DECIMALS)
    return [_rounded(inner) for inner in value]


def _collection(features: list[GeoJson]) -> GeoJson:
    kept = [f for f in features if f["geometry"]["coordinates"]]
    return {"type": "FeatureCollection", "features": kept}
