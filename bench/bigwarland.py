"""The invented places, parties and voices of a drawn war, on the land of Syria."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geocontrol.io.gazetteer import rank_of
from geocontrol.model import (
    Actor,
    ActorId,
    Kind,
    Name,
    Place,
    PlaceId,
    Precision,
    Role,
    Voice,
    VoiceId,
)

SYRIA = Path(__file__).parent.parent / "gazetteer" / "syria"
COUNTRY = PlaceId("syria")
TOWNS, IN_CLUSTERS, SPREAD = 60, 0.75, 0.16
FIRSTS = (
    "Tell تل,Kafr كفر,Khirbet خربة,Ayn عين,Deir دير,Umm أم,Beit بيت,Jisr جسر,"
    "Burj برج,Wadi وادي,Jabal جبل,Qasr قصر"
)
ROOTS = (
    "Rumman رمان,Zaytun زيتون,Tin تين,Hajar حجر,Rih ريح,Shams شمس,Qamar قمر,Nur نور,"
    "Asal عسل,Milh ملح,Ramad رماد,Turab تراب,Nahr نهر,Bahr بحر,Safa صفا,Rida رضا,"
    "Amal أمل,Sabr صبر,Warda وردة,Yasmin ياسمين,Nakhl نخل,Ghazal غزال,Saqr صقر,"
    "Hamam حمام,Jamal جمال,Farah فرح,Salam سلام,Bayda بيضاء,Hamra حمراء,Zarqa زرقاء,"
    "Sawda سوداء,Khadra خضراء,Jadid جديد,Qadim قديم,Tawil طويل,Wasi واسع"
)
LASTS = (
    "al-Kabir الكبير,al-Saghir الصغير,al-Gharbi الغربي,al-Sharqi الشرقي,"
    "al-Shamali الشمالي,al-Janubi الجنوبي,al-Fawqa الفوقا,al-Tahta التحتا"
)
KINDS = (
    *[Kind.VILLAGE] * 16,
    *[Kind.TOWN] * 4,
    Kind.BASE,
    Kind.HILL,
    Kind.CROSSING,
    Kind.FACILITY,
)
ACTORS = tuple(
    Actor(
        id=ActorId(actor_id),
        name=name,
        short=short,
        side=side,
        color=color,
        names=(Name(text=arabic, lang="ar"),),
    )
    for actor_id, name, short, side, color, arabic in (
        ("crown", "Crown", "Crown", "crown", "#b3282d", "التاج"),
        ("league", "Northern League", "League", "north", "#4f9d69", "عصبة الشمال"),
        ("guard", "Border Guard", "Guard", "north", "#6ddbd0", "حرس الحدود"),
        ("council", "River Council", "Council", "council", "#f7bb2a", "مجلس النهر"),
        ("order", "Desert Order", "Order", "order", "#2b2b2b", "نظام البادية"),
    )
)
MONITORS = ("north-monitor", "river-monitor", "coast-monitor")
AGENCIES = ("ana", "blue-wire", "courier", "daily-star-wire", "evening-post", "fact")
RESIDENTS = ("residents-north", "residents-south", "residents-east")


def draw_places(count: int, seed: int) -> tuple[list[Place], list[Place]]:
    """Return the country with its governorates, and so many places in them."""
    regions, shapes = _regions()
    lonlat = _spots(count, shapes, np.random.default_rng(seed))
    inside = _governorate_of(lonlat, shapes)
    rng = random.Random(seed)  # noqa: S311 - a drawing, no secret
    firsts, roots, lasts = _words(FIRSTS), _words(ROOTS), _words(LASTS)
    taken: set[str] = {region.id for region in regions}
    places = []
    for row, (lon, lat) in enumerate(lonlat.tolist()):
        parts = [rng.choice(firsts), rng.choice(roots)]
        parts += [rng.choice(lasts)] * (rng.random() < 0.7)
        name, arabic = (" ".join(words) for words in zip(*parts, strict=True))
        governorate = regions[1 + int(inside[row])]
        city = row < max(2, count // 100)
        kind = Kind.CITY if city else rng.choice(KINDS)
        people = rng.randrange(20_000, 900_000) if city else rng.randrange(100, 15_000)
        known = kind in {Kind.CITY, Kind.TOWN, Kind.VILLAGE} and rng.random() < 0.6
        places.append(
            Place(
                id=PlaceId(_slug(name, governorate.id, taken)),
                name=name,
                kind=kind,
                names=(
                    Name(text=arabic, lang="ar"),
                    Name(text=name.replace("al-", "el-"), lang="ar-Latn"),
                ),
                within=governorate.id,
                lon=lon,
                lat=lat,
                geo_precision=Precision.EXACT if row % 4 else Precision.NEAR,
                geo_source="drawn",
                population=people if known else None,
                population_source="drawn" if known else "",
                rank=rank_of(kind, people if known else None),
                links=(("geonames", str(100_000 + row)),),
            )
        )
    return regions, places


def draw_voices() -> list[Voice]:
    """Return monitors, agencies, residents, and two voices for each party."""
    voices = [_voice(v, Role.MONITOR, "B") for v in MONITORS]
    voices += [
        _voice(v, Role.NEWS_AGENCY, "ABC"[n % 3]) for n, v in enumerate(AGENCIES)
    ]
    voices += [_voice(v, Role.EYEWITNESS, "D") for v in RESIDENTS]
    for actor in ACTORS:
        voices.append(_voice(f"{actor.id}-command", Role.PARTY, "D", actor.id))
        voices.append(_voice(f"{actor.id}-radio", Role.STATE_MEDIA, "E", actor.id))
    return voices


def _voice(
    voice_id: str, role: Role, grade: str, speaks_for: ActorId | None = None
) -> Voice:
    return Voice(
        id=VoiceId(voice_id),
        name=voice_id.replace("-", " ").title(),
        role=role,
        reliability=grade,
        speaks_for=speaks_for,
        note="Invented, for measuring",
    )


def _regions() -> tuple[list[Place], list[BaseGeometry]]:
    features = json.loads((SYRIA / "basemap.geojson").read_text("utf-8"))["features"]
    regions = [Place(id=COUNTRY, name="Syria", kind=Kind.COUNTRY)]
    shapes = []
    for feature in features:
        about = feature["properties"]
        if about["layer"] != "governorate":
            continue
        regions.append(
            Place(
                id=PlaceId(about["place_id"]),
                name=f"{about['name']} Governorate",
                kind=Kind.GOVERNORATE,
                names=(Name(text=about["name_ar"], lang="ar"),),
                within=COUNTRY,
            )
        )
        shapes.append(shape(feature["geometry"]))
    return regions, shapes


def _spots(
    count: int, shapes: list[BaseGeometry], rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Return spots on land, three of four around towns, to five decimals."""
    land = shapely.union_all(shapes).buffer(-0.02)
    shapely.prepare(land)
    west, south, east, north = land.bounds
    low, high = np.array([west, south]), np.array([east, north])
    towns = _on_land(rng.uniform(low, high, (TOWNS * 4, 2)), land)[:TOWNS]
    found = np.empty((0, 2))
    while len(found) < count:
        near = towns[rng.integers(0, len(towns), count)]
        near = near + rng.normal(0, SPREAD, near.shape)
        far = rng.uniform(low, high, near.shape)
        drawn = np.where(rng.random((count, 1)) < IN_CLUSTERS, near, far).round(5)
        found = np.concatenate([found, _on_land(drawn, land)])
    return found[:count]


def _on_land(
    spots: npt.NDArray[np.float64], land: BaseGeometry
) -> npt.NDArray[np.float64]:
    inside: npt.NDArray[np.bool_] = shapely.contains_xy(land, spots)
    return spots[inside]


def _governorate_of(
    lonlat: npt.NDArray[np.float64], shapes: list[BaseGeometry]
) -> npt.NDArray[np.int64]:
    tree = shapely.STRtree(shapes)
    return np.asarray(tree.nearest(shapely.points(lonlat)))


def _words(text: str) -> list[tuple[str, str]]:
    pairs = (pair.split(" ") for pair in text.split(","))
    return [(latin, arabic) for latin, arabic in pairs]


def _slug(name: str, governorate: str, taken: set[str]) -> str:
    slug = name.lower().replace(" ", "-")
    choices = [slug, f"{slug}-{governorate.removesuffix('-governorate')}"]
    number = 2
    while choices[0] in taken:
        choices = choices[1:] or [f"{slug}-{number}"]
        number += 1
    taken.add(choices[0])
    return choices[0]
