"""What the pages of all days of one build share."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geocontrol.model import (
    AREA_KINDS,
    ActorId,
    Kind,
    Place,
    PlaceId,
)
from geocontrol.project import Project
from geocontrol.render import palette
from geocontrol.render.ages import age_rows, arabic, day_number
from geocontrol.render.basemap import pack_basemap
from geocontrol.render.ledger import Ledger
from geocontrol.render.ledgermaker import LedgerMaker
from geocontrol.render.palette import Look
from geocontrol.render.roster import Roster, make_roster, region_of
from geocontrol.render.shapes import PATHS
from geocontrol.render.words import drawing_words
from geocontrol.rows import NO_ROW, Row
from geocontrol.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Atlas:
    """What all days of one build share."""

    project: Project
    timeline: Timeline
    lang: str
    places: Sequence[Place]
    """Every place that a table lists: all but areas, in the order of names."""
    regions: Sequence[Place]
    region_of: Mapping[PlaceId, int]
    """The number of the region of each place, on the last day of the map."""
    actors: Sequence[ActorId]
    """The most frequent holders first."""
    place_numbers: Mapping[PlaceId, int]
    actor_numbers: Mapping[ActorId, int]
    looks: Mapping[ActorId, Look]
    kinds: frozenset[Kind]
    """Of the places that are drawn."""
    ledger: Ledger
    """What the days say of the places."""
    fixed: Mapping[str, Any]
    """Those keys of the data block that are the same on each day."""

    def region_on(self, place: Place, day: date) -> int:
        """Return the number of the region that a place lies in on a day; or -1."""
        of_day = self.timeline.places_on(day)
        return region_of(of_day[place.id], of_day, self.regions)


class KeptAtlas:
    """What an atlas leaves for the next one of the same map."""

    def __init__(self) -> None:
        self.ledgers = LedgerMaker()
        self._told: tuple[object, ...] = ()
        self._roster: Roster | None = None

    def roster(self, project: Project, timeline: Timeline) -> Roster:
        """Return the roster of a project, made anew if its places are others."""
        told = (project.places, project.last_day)
        if self._roster is None or self._told != told:
            last = timeline.places_on(project.last_day)
            self._told, self._roster = told, make_roster(project.places, last)
        return self._roster


def make_atlas(
    project: Project,
    timeline: Timeline,
    lang: str = "en",
    kept: KeptAtlas | None = None,
) -> Atlas:
    """
    Gather what the pages of all days share.

    Parameters
    ----------
    project
        The map.
    timeline
        The days of it, as known on a day and told by a side.
    lang
        Language of the pages, BCP 47.
    kept
        What the atlas of another build of the same map left, if there was one.
    """
    kept = kept or KeptAtlas()
    roster = kept.roster(project, timeline)
    places, regions = roster.places, roster.regions
    looks = actor_looks(project, timeline)
    actors = list(looks)
    actor_ages = age_rows(
        (project.evidence.actors[a] for a in actors),
        lambda actor, _: [actor.name, actor.short or actor.name, arabic(actor)],
    )
    ages = {**({"actors": actor_ages} if actor_ages else {}), **roster.ages}
    fixed = {
        "format": 4,
        "lang": lang,
        "first": day_number(project.first_day),
        "last": day_number(project.last_day),
        "stale_after": project.policy.stale_after_days,
        "extent": list(project.extent),
        "words": drawing_words(lang),
        "shapes": {look.shape: PATHS[look.shape] for look in looks.values()},
        "actors": [_actor_row(project, a, looks[a]) for a in actors],
        "regions": [[r.name, arabic(r)] for r in regions],
        "places": [
            [*row, _turns(timeline.rows.get(place.id, NO_ROW), project.first_day)]
            for place, row in zip(places, roster.rows, strict=True)
        ],
        "quarters": roster.quarters,
        "basemap": pack_basemap(project.basemap, project.outline, project.extent),
        **({"ages": ages} if ages else {}),
    }
    return Atlas(
        project,
        timeline,
        lang,
        places,
        regions,
        roster.region_of,
        actors,
        roster.numbers,
        {actor_id: number for number, actor_id in enumerate(actors)},
        looks,
        roster.kinds,
        kept.ledgers.ledger(timeline, places),
        fixed,
    )


def actor_looks(project: Project, timeline: Timeline) -> dict[ActorId, Look]:
    """Return the colour and shape of each actor, the most frequent holders first."""
    counts: Counter[ActorId] = Counter()
    for place in project.places.values():
        if place.kind not in AREA_KINDS:
            counts.update(timeline.rows.get(place.id, NO_ROW).holders)
    actors = project.evidence.actors
    return palette.looks(actors, sorted(actors, key=lambda a: (-counts[a], a)))


def _turns(row: Row, first_day: date) -> int:
    """Count the days after the first on which a place itself is said to change."""
    return len(row.own_changes) - bisect_right(row.own_changes, first_day)


def _actor_row(project: Project, actor_id: ActorId, look: Look) -> list[Any]:
    actor = project.evidence.actors[actor_id]
    return [
        actor.id,
        actor.name,
        actor.short or actor.name,
        arabic(actor),
        look.color,
        look.shape,
        actor.note,
    ]
