"""
Coordinates that gazetteers on the net propose for a name, for a person to choose.

Asked once and remembered on disk, one service after the other, under a name of our
own; a build never comes here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from geopy.exc import (  # type: ignore[import-untyped]
    GeocoderUnavailable,
    GeopyError,
)
from geopy.geocoders import (  # type: ignore[import-untyped]
    GeoNames,
    Nominatim,
    Photon,
)

from geocontrol import __version__
from geocontrol.ellipsoid import km_between
from geocontrol.errors import GeocodingError, UsageError
from geocontrol.io.atomic import write_files

USER_AGENT = f"geocontrol/{__version__} (locates places for a gazetteer)"
TIMEOUT_SECONDS = 10
MOST_CANDIDATES = 5
SERVICES = ("nominatim", "photon", "geonames")
Point = tuple[float, float]
"""Longitude and latitude, degrees, WGS 84."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A spot that a service proposes for a name."""

    service: str
    name: str
    lon: float
    """Decimal degrees east, WGS 84."""
    lat: float
    """Decimal degrees north, WGS 84."""
    kind: str = ""
    link: str = ""
    """Register and id there, e.g. `osm:node/27` or `geonames:173`."""
    distance_km: float | None = None
    """How far it lies from where the place should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service, at its own address or at another that speaks the same."""

    name: str
    server: str = ""
    """`https://host[:port]` of another server."""
    username: str = ""
    """GeoNames asks for one."""

    def ask(self, query: str, language: str) -> list[Candidate]:
        """
        Return what the service knows of a name.

        Raises
        ------
        GeocodingError
            If it cannot be reached, or does not answer in time or in form.
        UsageError
            If GeoNames is asked without a user name.
        """
        if self.name == "geonames" and not self.username:
            msg = "GeoNames asks for a user name; give --username or leave it out"
            raise UsageError(msg)
        try:
            return self._ask(query, language)
        except GeocoderUnavailable as error:
            where = f"{self.name} at {self.server}" if self.server else self.name
            msg = f"{where} cannot be reached (are you online?)"
            raise GeocodingError(msg) from error
        except (GeopyError, KeyError, TypeError, ValueError, AttributeError) as error:
            msg = f"{self.name} gave no usable answer: {_brief(error)}"
            raise GeocodingError(msg) from error

    def _ask(self, query: str, language: str) -> list[Candidate]:
        address = urlsplit(self.server)
        common: dict[str, Any] = {"user_agent": USER_AGENT, "timeout": TIMEOUT_SECONDS}
        if self.server:
            common |= {"domain": address.netloc, "scheme": address.scheme}
        if self.name == "nominatim":
            found = Nominatim(**common).geocode(
                query, exactly_one=False, limit=MOST_CANDIDATES, language=language
            )
            return [self._nominatim(place) for place in found or ()]
        if self.name == "photon":
            found = Photon(**common).geocode(
                query, exactly_one=False, limit=MOST_CANDIDATES
            )
            return [self._photon(place) for place in found or ()]
        found = GeoNames(self.username, **common).geocode(query, exactly_one=False)
        return [self._geonames(place) for place in (found or ())[:MOST_CANDIDATES]]

    def _nominatim(self, place: Any) -> Candidate:  # noqa: ANN401
        raw = place.raw
        return Candidate(
            service=self.name,
            name=place.address,
            lon=place.longitude,
            lat=place.latitude,
            kind=str(raw.get("type", "")),
            link=f"osm:{raw.get('osm_type', '')}/{raw.get('osm_id', '')}",
        )

    def _photon(self, place: Any) -> Candidate:  # noqa: ANN401
        raw = place.raw.get("properties", {})
        return Candidate(
            service=self.name,
            name=place.address,
            lon=place.longitude,
            lat=place.latitude,
            kind=str(raw.get("osm_value", "")),
            link=f"osm:{raw.get('osm_type', '')}/{raw.get('osm_id', '')}",
        )

    def _geonames(self, place: Any) -> Candidate:  # noqa: ANN401
        return Candidate(
            service=self.name,
            name=place.address,
            lon=place.longitude,
            lat=place.latitude,
            kind=str(place.raw.get("fcode", "")),
            link=f"geonames:{place.raw.get('geonameId', '')}",
        )


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


class Cache:
    """
    Answers on disk, so that nobody is asked twice.

    Parameters
    ----------
    folder
        Where they are kept; `None` keeps none.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def answer(
        self, service: Service, query: str, language: str, *, fresh: bool = False
    ) -> list[Candidate]:
        """
        Return the known answer, or ask.

        Raises
        ------
        GeocodingError
            If the service has to be asked and fails.
        """
        if self._folder is None:
            return service.ask(query, language)
        key = json.dumps([service.name, service.server, query, language])
        path = self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"
        if not fresh:
            try:
                content = json.loads(path.read_text(encoding="utf-8"))
                return [Candidate(**item) for item in content]
            except (OSError, ValueError, TypeError):
                pass  # no answer yet, or not one of ours: ask
        found = service.ask(query, language)
        text = json.dumps([asdict(candidate) for candidate in found])
        write_files({path: text.encode()})
        return found


def locate(
    query: str,
    services: Iterable[Service],
    ask: Callable[[Service, str], list[Candidate]],
    *,
    near: Point | None = None,
) -> tuple[list[Candidate], list[str]]:
    """
    Return candidates of several services, and what went wrong with some.

    Parameters
    ----------
    query
        The name, with whatever else narrows it down.
    services
        Whom to ask.
    ask
        Asks one of them, e.g. through a cache.
    near
        Where the place should be; the nearest candidates come first then.

    Returns
    -------
    candidates, failures
        Candidates of all that answered, and a sentence for each that did not.

    Raises
    ------
    GeocodingError
        If none answered.
    """
    found: list[Candidate] = []
    failures: list[str] = []
    asked = list(services)
    for service in asked:
        try:
            found += ask(service, query)
        except GeocodingError as error:
            failures.append(str(error))
    if asked and len(failures) == len(asked):
        raise GeocodingError("; ".join(failures))
    if near is not None:
        found = [_with_distance(candidate, near) for candidate in found]
        found.sort(key=lambda c: (c.distance_km, c.service))
    return found, failures


def _with_distance(candidate: Candidate, near: Point) -> Candidate:
    far_km = km_between(candidate.lon, candidate.lat, *near)
    return replace(candidate, distance_km=round(far_km, 1))
