"""`geocontrol locate`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geocontrol.cli import output
from geocontrol.cli.main import DATA_PROBLEM
from geocontrol.cli.options import format_option, found_map, map_option
from geocontrol.errors import GeocodingError, UsageError
from geocontrol.find import resolve
from geocontrol.io.source import read_places
from geocontrol.model import Place, PlaceId
from geocontrol.nesting import children_of, descendants_of

if TYPE_CHECKING:
    from geocontrol.curate.locate import Point

DEFAULT_SERVICES = "nominatim,photon"


@click.command()
@click.argument("name")
@click.option("--within", metavar="PLACE", help="Where it should lie; nearest first.")
@map_option
@click.option(
    "--services",
    default=DEFAULT_SERVICES,
    show_default=True,
    metavar="LIST",
    help="Whom to ask: nominatim, photon, geonames.",
)
@click.option(
    "--username", envvar="GEONAMES_USERNAME", default="", help="For GeoNames."
)
@click.option("--server", default="", metavar="URL", help="A server of your own.")
@click.option(
    "--lang", default="en", show_default=True, help="Language of the answers."
)
@click.option("--fresh", is_flag=True, help="Ask again what was asked before.")
@format_option("table", "json")
def locate(  # noqa: PLR0913
    name: str,
    *,
    within: str | None,
    map_path: str | None,
    services: str,
    username: str,
    server: str,
    lang: str,
    fresh: bool,
    format_: str,
) -> None:
    """
    Propose coordinates for NAME, from gazetteers on the net.

    Nothing is written: compare the candidates, look at the spot, then `geocontrol
    new place`. Answers are kept in your cache folder; a build never asks the net.

    \b
    Example:
      geocontrol locate "Khan al-Assal" --within aleppo-governorate
      geocontrol locate Anadan --services nominatim --format json
    """  # noqa: D301
    from geocontrol.curate.locate import SERVICES, Cache, Service  # noqa: PLC0415
    from geocontrol.curate.locate import locate as ask_all  # noqa: PLC0415

    wanted = [word.strip() for word in services.split(",") if word.strip()]
    unknown = [word for word in wanted if word not in SERVICES]
    if unknown or not wanted:
        msg = f"--services {services!r}: choose of {', '.join(SERVICES)}"
        raise UsageError(msg)
    near = _middle(within, map_path) if within else None
    cache = Cache(cache_folder())
    try:
        found, failures = ask_all(
            name,
            [Service(name=w, server=server, username=username) for w in wanted],
            lambda service, query: cache.answer(service, query, lang, fresh=fresh),
            near=near,
        )
    except GeocodingError as error:
        click.echo(f"geocontrol: {error}", err=True)
        sys.exit(DATA_PROBLEM)
    for failure in failures:
        click.echo(failure, err=True)
    if format_ == "json":
        output.print_json([asdict(candidate) for candidate in found])
        return
    output.print_table(
        ["service", "name", "lon", "lat", "kind", "km away", "link"],
        (
            (
                c.service,
                c.name,
                f"{c.lon:.5f}",
                f"{c.lat:.5f}",
                c.kind,
                "" if c.distance_km is None else f"{c.distance_km:.1f}",
                c.link,
            )
            for c in found
        ),
    )


def _middle(within: str, map_path: str | None) -> Point:
    """Return the middle of a place, or of what lies in it."""
    places = read_places(found_map(map_path))
    place = resolve(within, places)
    inside = [place, *_inside(place, places)]
    located = [
        (p.lon, p.lat) for p in inside if p.lon is not None and p.lat is not None
    ]
    if not located:
        msg = f"nothing in {place.id!r} has coordinates to measure from"
        raise UsageError(msg)
    if place.lon is not None:
        located = located[:1]
    lons, lats = zip(*located, strict=True)
    return sum(lons) / len(lons), sum(lats) / len(lats)


def _inside(place: Place, places: Mapping[PlaceId, Place]) -> list[Place]:
    return [places[i] for i in sorted(descendants_of(place.id, children_of(places)))]


def cache_folder() -> Path:
    """Return where this user's programs keep what they can ask for again."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "geocontrol" / "locate"
