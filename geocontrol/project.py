"""A project in memory: one map's gazetteer, evidence, basemap and policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

from geocontrol.errors import DataError, Problem
from geocontrol.io.source import Source, find_map, read_source
from geocontrol.model import (
    ActorId,
    AreaPolicy,
    Evidence,
    Name,
    Place,
    PlaceId,
    Policy,
    Route,
    Tiles,
)
from geocontrol.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything that the pages of one map are made from."""

    id: str
    """Slug; the name of the map file and of the folder that a build writes."""
    title: str
    titles: tuple[Name, ...] = ()
    summary: str = ""
    first_day: date
    last_day: date
    extent: tuple[float, float, float, float]
    """West, south, east, north of the opening view, degrees, WGS 84."""
    policy: Policy
    languages: tuple[str, ...] = ("en",)
    places: Mapping[PlaceId, Place]
    evidence: Evidence
    outline: Mapping[str, Any]
    """The land that areas are cut to: a GeoJSON geometry, WGS 84."""
    basemap: Mapping[str, Any]
    """A GeoJSON FeatureCollection, WGS 84; each feature's `layer` property is one of
    `land`, `neighbour`, `governorate`, `river`, `lake`, `sea`."""
    routes: tuple[Route, ...] = ()
    area_policy: AreaPolicy = field(default_factory=AreaPolicy)
    attributions: tuple[str, ...] = ()
    tiles: Tiles | None = None
    """Pictures of the ground under the explorer's map, if it asks for any."""
    data_hash: str = ""
    """SHA-256 of what the records say, in whatever files, lower-case hexadecimal."""

    @property
    def days(self) -> list[date]:
        """Every day from the first to the last."""
        count = (self.last_day - self.first_day).days + 1
        return [self.first_day + timedelta(days=n) for n in range(count)]

    @classmethod
    def open(cls, path: str | Path | None = None) -> Self:
        """
        Read a project from a map file, a folder with a single one, or a shipped name.

        Raises
        ------
        DataError
            With every problem found, each with its file and line.
        UsageError
            If there is no map file at the path, or more than one.
        """
        problems: list[Problem] = []
        source = read_source(find_map(path), problems)
        if problems or source is None:
            raise DataError(sorted(problems))
        return cls.of(source)

    @classmethod
    def of(cls, source: Source) -> Self:
        """Make a project of what was read."""
        return cls(id=source.id, data_hash=source.data_hash, **source.content)

    def title_in(self, lang: str) -> str:
        """Return the title in a language, or the one that the map has in English."""
        titles = {name.lang: name.text for name in self.titles}
        return titles.get(lang, self.title)

    def timeline(
        self,
        *,
        known_on: date | None = None,
        perspective: ActorId | None = None,
        before: Timeline | None = None,
    ) -> Timeline:
        """
        Derive who held what on each day, as known on a day and told by a side.

        Parameters
        ----------
        known_on, perspective, before
            As for `geocontrol.timeline.Timeline`.
        """
        return Timeline(
            self.places,
            self.evidence,
            policy=self.policy,
            known_on=known_on,
            perspective=perspective,
            before=before,
        )
