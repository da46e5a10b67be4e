"""
The block of data that the explorer carries: the evidence itself, every day of it.

Nothing in it is derived: the browser weighs claims and folds events by the same
rule as `geocontrol.assess`, `geocontrol.control` and `geocontrol.timeline`, so that
it can answer for any day, as known on any day and told by any side. It has the keys
of `geocontrol.render.pagedata` that are the same on each day, and these:

=============  ==========================================================
`id titles attributions data_hash`  of the map
`words`        what the scripts say, by language
`land`         see `geocontrol.render.areas`: the areas of all days, or nothing
`policy`       strong reliability, weak voices needed, stale after days
`known_on`     the day as known on which the page opens; `NO_DAY` for all
`perspective`  the actor by whom it opens as told; -1 for the rule
`sides`        for each actor, the number of its side
`ages`         of `geocontrol.render.ages`, if anything is dated
`areas`        id, name, Arabic name, kind: the places that group others
`within`       for each place, then each area, what it lies in
`names`        for each place, then each area, its further names
`routes`       name, Arabic name, the places it passes
`tiles`        address and attribution of pictures of the ground, if asked for
`events`       id, places, excepted, earliest, latest, change, status, actor,
               lost by, contested by, order, is assumed, supersedes, note, claims
`voices`       name, role, reliability, speaks for
`reports`      title, publisher, agency, issued, url, archived url
=============  ==========================================================

Events, voices and reports stand in the order of their ids, so that the smaller
number is the smaller id. A claim is voice, report, 1 if it asserts, credibility,
note. Areas are numbered after the places.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from geocontrol.model import (
    AREA_KINDS,
    LANGUAGES,
    Actor,
    ActorId,
    Claim,
    ControlEvent,
    Name,
    Place,
    PlaceId,
    Stance,
)
from geocontrol.render.ages import AgeBlock, age_rows, arabic, day_number
from geocontrol.render.atlas import Atlas
from geocontrol.render.door import safe_url
from geocontrol.render.roster import NOBODY
from geocontrol.render.words import drawing_words, fill, words

FORMAT_VERSION = 1


def explorer_data(atlas: Atlas, first: date, last: date) -> dict[str, Any]:
    """
    Return the data block of the explorer.

    Parameters
    ----------
    atlas
        What all days of the map share.
    first
        The first day of the slider.
    last
        The last day of the slider.
    """
    project, timeline = atlas.project, atlas.timeline
    tiles = project.tiles
    numbers = _Numbers(atlas)
    policy = project.policy
    perspective = timeline.perspective
    evidence = project.evidence
    ages = {**atlas.fixed.get("ages", {}), **numbers.ages()}
    return {
        **{key: value for key, value in atlas.fixed.items() if key != "words"},
        **({"ages": ages} if ages else {}),
        **({"tiles": [tiles.url, tiles.attribution]} if tiles else {}),
        "format": FORMAT_VERSION,
        "first": day_number(first),
        "last": day_number(last),
        "id": project.id,
        "titles": {"en": project.title, **{n.lang: n.text for n in project.titles}},
        "attributions": list(project.attributions),
        "data_hash": project.data_hash,
        "words": {lang: _words(atlas, lang) for lang in _languages(atlas)},
        "policy": [
            policy.strong_reliability,
            policy.weak_voices_needed,
            policy.stale_after_days,
        ],
        "known_on": day_number(timeline.known_on),
        "perspective": NOBODY if perspective is None else numbers.actors[perspective],
        "sides": [numbers.side(evidence.actors[actor_id]) for actor_id in atlas.actors],
        "areas": [[p.id, p.name, arabic(p), p.kind.value] for p in numbers.areas],
        "within": [numbers.place(p.within) for p in numbers.listed],
        "names": [_names(p) for p in numbers.listed],
        "routes": [
            [
                route.name,
                route.name_in("ar") if route.name_in("ar") != route.name else "",
                [numbers.place(p) for p in route.through if project.places[p].is_drawn],
            ]
            for route in project.routes
        ],
        "events": [
            numbers.event_row(evidence.events[event_id]) for event_id in numbers.events
        ],
        "voices": [
            [v.name, v.role.value, v.reliability, numbers.actor(v.speaks_for)]
            for v in (evidence.voices[voice_id] for voice_id in numbers.voices)
        ],
        "reports": [
            [
                r.title,
                r.publisher,
                r.agency,
                day_number(r.issued),
                safe_url(r.url),
                safe_url(r.archived_url),
            ]
            for r in (evidence.reports[report_id] for report_id in numbers.reports)
        ],
    }


class _Numbers:
    """The number of each record in its list."""

    def __init__(self, atlas: Atlas) -> None:
        evidence = atlas.project.evidence
        self._actors = [evidence.actors[actor_id] for actor_id in atlas.actors]
        self._side_list = sorted(
            {
                side
                for actor in self._actors
                for side in (actor.side, *(d.value for d in actor.side_dated))
            }
        )
        self.areas = [p for p in atlas.project.places.values() if p.kind in AREA_KINDS]
        self.listed = (*atlas.places, *self.areas)
        self._places = {place.id: n for n, place in enumerate(self.listed)}
        self.actors = atlas.actor_numbers
        self.events = {
            event_id: n for n, event_id in enumerate(sorted(evidence.events))
        }
        claims = [c for event in evidence.events.values() for c in event.claims]
        self.voices = {v: n for n, v in enumerate(sorted({c.voice for c in claims}))}
        self.reports = {r: n for n, r in enumerate(sorted({c.report for c in claims}))}

    def side(self, actor: Actor) -> int:
        return self._side_list.index(actor.side)

    def ages(self) -> AgeBlock:
        """Return sides, and what lies in what, where they were otherwise; and names."""
        areas = age_rows(self.areas, lambda area, _: [area.name, arabic(area), NOBODY])
        count = len(self.listed) - len(self.areas)
        found = {
            "areas": [[count + number, row] for number, row in areas],
            "sides": age_rows(self._actors, lambda actor, _: self.side(actor)),
            "within": age_rows(self.listed, lambda p, _: self.place(p.within)),
            "spelt": [
                [number, dated]
                for number, place in enumerate(self.listed)
                if (dated := [_spelt(n) for n in place.names if not n.term.is_open])
            ],
        }
        return {kind: rows for kind, rows in found.items() if rows}

    def place(self, place_id: PlaceId | None) -> int:
        return NOBODY if place_id is None else self._places.get(place_id, NOBODY)

    def actor(self, actor_id: ActorId | None) -> int:
        return NOBODY if actor_id is None else self.actors[actor_id]

    def event_row(self, event: ControlEvent) -> list[Any]:
        return [
            event.id,
            [self._places[p] for p in event.places if p in self._places],
            [self._places[p] for p in event.excepted if p in self._places],
            day_number(event.earliest),
            day_number(event.latest),
            event.change.value,
            event.status.value if event.status else "",
            self.actor(event.actor),
            [self.actors[a] for a in event.lost_by],
            [self.actors[a] for a in event.contested_by],
            event.order,
            int(event.is_assumed),
            [self.events[e] for e in event.supersedes if e in self.events],
            event.note,
            [self._claim_row(claim) for claim in event.claims],
        ]

    def _claim_row(self, claim: Claim) -> list[Any]:
        return [
            self.voices[claim.voice],
            self.reports[claim.report],
            int(claim.stance is Stance.ASSERTS),
            claim.credibility,
            claim.note,
        ]


def _languages(atlas: Atlas) -> list[str]:
    """Return the languages of the map that there are words for, the page's first."""
    wanted = dict.fromkeys([atlas.lang, *atlas.project.languages])
    return [lang for lang in wanted if lang in LANGUAGES]


def _words(atlas: Atlas, lang: str) -> dict[str, Any]:
    """Return the words of the scripts, with the explorer's own under `x`."""
    return {
        **drawing_words(lang),
        "legend": words(lang)["legend"],
        "x": {**words(f"explorer-{lang}"), "rule": rule_in_words(atlas, lang)},
    }


def rule_in_words(atlas: Atlas, lang: str) -> str:
    """Say in a language how claims become control, with the numbers of the policy."""
    policy, page = atlas.project.policy, words(lang)["page"]
    rule = fill(
        page["rule"],
        strong=policy.strong_reliability,
        weak=policy.weak_voices_needed,
        stale=policy.stale_after_days,
    )
    return f"{page['end_of_day']} {rule} {page['grades']}"


def _spelt(name: Name) -> list[str]:
    """Return a dated name with the days of it, half open, as text."""
    return [name.text, name.term.valid_from, name.term.valid_to]


def _names(place: Place) -> list[str]:
    """Return the further names of a place that its row does not tell."""
    known = {place.name, arabic(place)}
    return list(dict.fromkeys(n.text for n in place.names if n.text not in known))
