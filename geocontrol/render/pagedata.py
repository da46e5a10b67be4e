"""
The block of data that a day page carries, and that its scripts draw from.

Days are numbers, counted from 1 January 1970. Records are rows, and speak of each
other by their number in the list. `format` is 1. The keys:

=============  ==========================================================
`day first last`  the page's day, and the first and last of the map
`stale_after`  days without a new assessed event until a state is stale
`extent`       west, south, east, north of the opening view
`words`        what the scripts say, in the page's language
`shapes`       path data of the marks, by the name of the shape
`actors`       id, name, short name, Arabic name, colour, shape
`regions`      name, Arabic name
`places`       id, name, Arabic name, kind, region, lon, lat, rank, precision,
               how often it looks otherwise than the day before, on all days
`controls`     status, holder, contested by, claimed by, besieged by, basis,
               since, since is exact, last confirmed, event, marked events
`spans`        for each place: day, control, day, control ...
`steps`        for each place: the events that bear on it
`events`       id, places, earliest, latest, change, status, actor, lost by,
               contested by, verdict, is assumed, note, claims, basis days
`voices`       name, role, reliability, speaks for
`reports`      title, publisher, agency, issued, url, archived url
`basemap`      see `geocontrol.render.basemap`
=============  ==========================================================

A claim is voice, report, code, credibility, note; its code is 1 if it asserts,
plus 2 if it is against the voice's interest or 4 if in its own, plus 8 while it
stands. Nobody, no event and no day are `-1`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from geocontrol.assess import WeighedClaim
from geocontrol.model import (
    AREA_KINDS,
    ActorId,
    Basis,
    Control,
    ControlEvent,
    EventId,
    Interest,
    Kind,
    Place,
    PlaceId,
    Report,
    ReportId,
    Stance,
    VoiceId,
)
from geocontrol.project import Project
from geocontrol.render.basemap import pack_basemap
from geocontrol.render.door import safe_url
from geocontrol.render.palette import Look, looks
from geocontrol.render.shapes import PATHS
from geocontrol.render.words import drawing_words
from geocontrol.timeline import Timeline

NOBODY = -1
_EPOCH = date(1970, 1, 1).toordinal()
_INTEREST_CODE = {Interest.INDEPENDENT: 0, Interest.AGAINST: 2, Interest.OWN: 4}


def day_number(day: date | None) -> int:
    """
    Count the days from 1 January 1970, or say that there is none.

    Examples
    --------
    >>> day_number(date(1970, 1, 2))
    1
    """
    return NOBODY if day is None else day.toordinal() - _EPOCH


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
    actors: Sequence[ActorId]
    """The most frequent holders first."""
    looks: Mapping[ActorId, Look]
    rows: Sequence[Sequence[tuple[date, Control]]]
    """For each place, the days on which its control changes, with the new one."""
    fixed: Mapping[str, Any]
    """Those keys of the data block that are the same on each day."""


def make_atlas(project: Project, timeline: Timeline, lang: str = "en") -> Atlas:
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
    """
    places = sorted(
        (p for p in project.places.values() if p.kind not in AREA_KINDS),
        key=lambda place: (place.name, place.id),
    )
    rows = [_row(timeline, place.id) for place in places]
    actors = _by_frequency(project, rows)
    actor_looks = looks(project.evidence.actors, actors)
    regions = [p for p in project.places.values() if p.kind is Kind.GOVERNORATE]
    region_of = {
        place.id: _region_of(place, project.places, regions) for place in places
    }
    fixed = {
        "format": 1,
        "lang": lang,
        "first": day_number(project.first_day),
        "last": day_number(project.last_day),
        "stale_after": project.policy.stale_after_days,
        "extent": list(project.extent),
        "words": drawing_words(lang),
        "shapes": {look.shape: PATHS[look.shape] for look in actor_looks.values()},
        "actors": [_actor_row(project, a, actor_looks[a]) for a in actors],
        "regions": [[r.name, _arabic(r)] for r in regions],
        "places": [
            _place_row(place, region_of[place.id], _turns(row, project.first_day))
            for place, row in zip(places, rows, strict=True)
        ],
        "basemap": pack_basemap(project.basemap, project.outline, project.extent),
    }
    return Atlas(
        project,
        timeline,
        lang,
        places,
        regions,
        region_of,
        actors,
        actor_looks,
        rows,
        fixed,
    )


def page_data(atlas: Atlas, day: date) -> dict[str, Any]:
    """
    Return the data block of one day: nothing in it is later than the day.

    Parameters
    ----------
    atlas
        What all days share.
    day
        The day that the page shows.
    """
    timeline = atlas.timeline
    steps = {
        place.id: [s.event.id for s in timeline.steps(place.id) if s.day <= day]
        for place in atlas.places
    }
    events = sorted({event_id for ids in steps.values() for event_id in ids})
    tables = _Tables(atlas, events)
    controls: dict[Control, int] = {}
    spans = [
        [
            number
            for start, control in row
            if start <= day
            for number in (
                day_number(start),
                controls.setdefault(control, len(controls)),
            )
        ]
        for row in atlas.rows
    ]
    return {
        **atlas.fixed,
        "day": day_number(day),
        "controls": [tables.control_row(control) for control in controls],
        "spans": spans,
        "steps": [
            list(dict.fromkeys(tables.event_numbers[e] for e in steps[place.id]))
            for place in atlas.places
        ],
        "events": [tables.event_row(event_id) for event_id in events],
        "voices": tables.voice_rows(),
        "reports": tables.report_rows(),
    }


def report_order(report: Report) -> tuple[date, str, str]:
    """Return what puts reports in the order in which pages number them."""
    return report.issued, report.publisher, report.id


def without_page_text(data: Mapping[str, Any]) -> dict[str, Any]:
    """
    Leave out of a data block what the page around it says anyway.

    Names of places stand in the table and reports in the list of sources, in the
    same order; the scripts of a day page read them there.
    """
    places = [[row[0], "", "", *row[3:]] for row in data["places"]]
    return {**data, "places": places, "reports": []}


class _Tables:
    """Rows of the records that one day speaks of, and their numbers."""

    def __init__(self, atlas: Atlas, events: Sequence[EventId]) -> None:
        self._evidence = atlas.project.evidence
        self._assessments = atlas.timeline.assessments
        self._places = {place.id: n for n, place in enumerate(atlas.places)}
        self._actors = {actor_id: n for n, actor_id in enumerate(atlas.actors)}
        self.event_numbers = {event_id: n for n, event_id in enumerate(events)}
        claims = [w.claim for e in events for w in self._assessments[e].claims]
        self.voices = sorted({claim.voice for claim in claims})
        self.reports = sorted(
            {claim.report for claim in claims},
            key=lambda r: report_order(self._evidence.reports[r]),
        )
        self._voice_numbers = {v: n for n, v in enumerate(self.voices)}
        self._report_numbers = {r: n for n, r in enumerate(self.reports)}

    def _actor(self, actor_id: ActorId | None) -> int:
        return NOBODY if actor_id is None else self._actors[actor_id]

    def _actor_list(self, actor_ids: Iterable[ActorId]) -> list[int]:
        return [self._actors[actor_id] for actor_id in actor_ids]

    def control_row(self, control: Control) -> list[Any]:
        numbers = self.event_numbers
        return [
            control.status.value,
            self._actor(control.actor_id),
            self._actor_list(control.contested_by),
            self._actor_list(control.claimed_by),
            self._actor_list(control.besieged_by),
            control.basis.value if control.basis else "",
            day_number(control.since),
            int(control.since_is_exact),
            day_number(control.last_confirmed),
            numbers[control.event_id] if control.event_id else NOBODY,
            [numbers[event_id] for event_id in control.mark_ids],
        ]

    def event_row(self, event_id: EventId) -> list[Any]:
        event: ControlEvent = self._evidence.events[event_id]
        assessment = self._assessments[event_id]
        return [
            event.id,
            [self._places[p] for p in event.places if p in self._places],
            day_number(event.earliest),
            day_number(event.latest),
            event.change.value,
            event.status.value if event.status else "",
            self._actor(event.actor),
            self._actor_list(event.lost_by),
            self._actor_list(event.contested_by),
            assessment.verdict.value,
            int(event.is_assumed),
            event.note,
            [self._claim_row(weighed) for weighed in assessment.claims],
        ]

    def _claim_row(self, weighed: WeighedClaim) -> list[Any]:
        claim = weighed.claim
        code = (
            (claim.stance is Stance.ASSERTS)
            + _INTEREST_CODE[weighed.interest]
            + 8 * weighed.is_current
        )
        return [
            self._voice_numbers[claim.voice],
            self._report_numbers[claim.report],
            code,
            claim.credibility,
            claim.note,
        ]

    def voice_rows(self) -> list[list[Any]]:
        voices: Mapping[VoiceId, Any] = self._evidence.voices
        return [
            [v.name, v.role.value, v.reliability, self._actor(v.speaks_for)]
            for v in (voices[voice_id] for voice_id in self.voices)
        ]

    def report_rows(self) -> list[list[Any]]:
        reports: Mapping[ReportId, Any] = self._evidence.reports
        return [
            [
                r.title,
                r.publisher,
                r.agency,
                day_number(r.issued),
                safe_url(r.url),
                safe_url(r.archived_url),
            ]
            for r in (reports[report_id] for report_id in self.reports)
        ]


def _row(timeline: Timeline, place_id: PlaceId) -> list[tuple[date, Control]]:
    row: list[tuple[date, Control]] = []
    for day in timeline.days:
        control = timeline.control(place_id, day)
        if control != (row[-1][1] if row else Control()):
            row.append((day, control))
    return row


def _by_frequency(
    project: Project, rows: Iterable[Iterable[tuple[date, Control]]]
) -> list[ActorId]:
    """Order the actors by how often they come to hold a place, then by id."""
    counts: Counter[ActorId] = Counter()
    for row in rows:
        counts.update({c.actor_id for _, c in row if c.actor_id is not None})
    return sorted(project.evidence.actors, key=lambda a: (-counts[a], a))


def _region_of(
    place: Place, places: Mapping[PlaceId, Place], regions: Sequence[Place]
) -> int:
    """Return the number of the governorate that a place lies in."""
    numbers = {region.id: n for n, region in enumerate(regions)}
    above = place.within
    while above is not None and above not in numbers:
        above = places[above].within if above in places else None
    return NOBODY if above is None else numbers[above]


def _arabic(place: Place) -> str:
    name = place.name_in("ar")
    return "" if name == place.name else name


def _turns(row: Sequence[tuple[date, Control]], first_day: date) -> int:
    """Count the days after the first on which a place itself is said to change."""
    return sum(
        day > first_day
        and here.basis is not Basis.INHERITED
        and (here.status, here.actor_id, here.claimed_by)
        != (before.status, before.actor_id, before.claimed_by)
        for (_, before), (day, here) in pairwise(row)
    )


def _place_row(place: Place, region: int, turns: int) -> list[Any]:
    return [
        place.id,
        place.name,
        _arabic(place),
        place.kind.value,
        region,
        None if place.lon is None else round(place.lon, 4),
        None if place.lat is None else round(place.lat, 4),
        place.rank,
        place.geo_precision.value if place.geo_precision else "",
        turns,
    ]


def _actor_row(project: Project, actor_id: ActorId, look: Look) -> list[Any]:
    actor = project.evidence.actors[actor_id]
    arabic = actor.name_in("ar")
    return [
        actor.id,
        actor.name,
        actor.short or actor.name,
        "" if arabic == actor.name else arabic,
        look.color,
        look.shape,
    ]
