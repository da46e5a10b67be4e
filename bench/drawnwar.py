"""
A drawn war as a project, for measuring the explorer.

Each day 1 % of the places change hands: without areas anywhere; with areas along the
fronts, and the places lie in the packaged outline of Syria, where each side holds its
part of the land (`gendata.py`), so that there are borders to draw and to move.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import shapely
from gendata import SIDES, draw_war
from shapely.geometry import shape

from geocontrol.model import (
    Actor,
    ActorId,
    AreaMethod,
    AreaPolicy,
    Change,
    Claim,
    ControlEvent,
    EventId,
    Evidence,
    Kind,
    Name,
    Place,
    PlaceId,
    Policy,
    Precision,
    Report,
    ReportId,
    Role,
    Stance,
    Status,
    Voice,
    VoiceId,
)
from geocontrol.project import Project

FIRST = date(2024, 1, 1)
GAZETTEER = Path(__file__).parents[1] / "gazetteer" / "syria"
GOVERNORATES, VOICES = 14, 20
CHANGING = 0.01
KINDS = (Kind.VILLAGE, Kind.VILLAGE, Kind.VILLAGE, Kind.TOWN, Kind.BASE)
Points = Sequence[tuple[float, float]]


def drawn_war(places: int, days: int, *, with_areas: bool = False) -> Project:
    """Draw a war of a size; the same numbers give the same war."""
    rng = random.Random(7)  # noqa: S311
    land = _geojson("outline.geojson")["features"][0]["geometry"] if with_areas else {}
    points, states = (
        _fronts(places, days, land) if land else _anywhere(rng, places, days)
    )
    regions = [
        Place(id=_governorate(n), name=f"Governorate {n}", kind=Kind.GOVERNORATE)
        for n in range(GOVERNORATES)
    ]
    spots = [_place(rng, n, point, places) for n, point in enumerate(points)]
    reports, events = _told(rng, [spot.id for spot in spots], states)
    empty = {"type": "FeatureCollection", "features": []}
    return Project(
        id="drawn",
        title=f"{places} places, {days} days",
        first_day=FIRST,
        last_day=FIRST + timedelta(days=days - 1),
        extent=(35.5, 32.2, 42.5, 37.4),
        policy=Policy(),
        languages=("en", "ar"),
        places={p.id: p for p in (*regions, *spots)},
        evidence=Evidence(
            actors=_actors(), voices=_voices(), reports=reports, events=events
        ),
        outline=land,
        basemap=_geojson("basemap.geojson") if land else empty,
        area_policy=AreaPolicy(method=AreaMethod.KRIGING if land else AreaMethod.NONE),
    )


def _governorate(number: int) -> PlaceId:
    return PlaceId(f"g{number}")


def _side(number: int) -> ActorId:
    return ActorId(f"a{number}")


def _voice(number: int) -> VoiceId:
    return VoiceId(f"v{number}")


def _geojson(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((GAZETTEER / name).read_text("utf-8"))
    return read


def _actors() -> dict[ActorId, Actor]:
    return {
        _side(n): Actor(
            id=_side(n), name=f"Side {n}", short=f"S{n}", side=f"s{n}", color=""
        )
        for n in range(SIDES + 1)
    }


def _voices() -> dict[VoiceId, Voice]:
    return {
        _voice(n): Voice(
            id=_voice(n), name=f"Voice {n}", role=Role.MONITOR, reliability="B"
        )
        for n in range(VOICES)
    }


def _anywhere(
    rng: random.Random, places: int, days: int
) -> tuple[Points, list[list[int]]]:
    """Scatter places in a box, and let any of them change."""
    points = [(rng.uniform(35.7, 42.3), rng.uniform(32.3, 37.3)) for _ in range(places)]
    states = [[n % (SIDES + 1) for n in range(places)]]
    for _ in range(1, days):
        state = list(states[-1])
        for place in rng.sample(range(places), max(2, places // 100)):
            others = [side for side in range(SIDES + 1) if side != state[place]]
            state[place] = rng.choice(others)
        states.append(state)
    return points, states


def _fronts(
    places: int, days: int, land: Mapping[str, Any]
) -> tuple[Points, list[list[int]]]:
    """Lay places on the land, and let them change along the fronts."""
    outline = shape(land)
    shapely.prepare(outline)
    anywhere = places * 5 // 2
    war = draw_war(anywhere, days, changes=max(2, int(anywhere * CHANGING)))
    inside = [
        site
        for site in war.sites
        if outline.contains(shapely.Point(site.lon, site.lat))
    ][:places]
    states = [
        [int(state[site.place_id].actor_id.removeprefix("side-")) for site in inside]
        for state in war.days
    ]
    return [(site.lon, site.lat) for site in inside], states


def _place(
    rng: random.Random, n: int, point: tuple[float, float], places: int
) -> Place:
    return Place(
        id=PlaceId(f"place-{n:05}"),
        name=f"Tell {rng.choice('BDHKMNRSZ')}a{rng.choice('bdhklmnrsz')}in {n}",
        names=(Name(text=f"تل {n}", lang="ar"),),
        kind=rng.choice(KINDS) if n > places // 100 else Kind.CITY,
        within=_governorate(n % GOVERNORATES),
        lon=point[0],
        lat=point[1],
        geo_precision=Precision.EXACT,
        rank=1 if n < 20 else rng.choice((2, 3, 3, 4, 4, 5, 5)),
    )


def _told(
    rng: random.Random, place_ids: Sequence[PlaceId], states: Sequence[Sequence[int]]
) -> tuple[dict[ReportId, Report], dict[EventId, ControlEvent]]:
    """Let a voice report every change on its day."""
    reports: dict[ReportId, Report] = {}
    events: dict[EventId, ControlEvent] = {}
    for number, state in enumerate(states):
        day = FIRST + timedelta(days=number)
        report = Report(
            id=ReportId(f"r{number:03}"),
            title=f"Report of day {number}",
            publisher="Post",
            issued=day,
            url=f"https://post.example/{number}",
        )
        reports[report.id] = report
        for place, side in enumerate(state):
            before = states[number - 1][place] if number else None
            if side == before:
                continue
            claim = Claim(
                voice=_voice(rng.randrange(VOICES)),
                report=report.id,
                stance=Stance.ASSERTS,
                credibility=2,
            )
            event_id = EventId(f"{day}-{place_ids[place]}")
            events[event_id] = ControlEvent(
                id=event_id,
                places=(place_ids[place],),
                earliest=day,
                latest=day,
                change=Change.OBSERVED if before is None else Change.CAPTURED,
                status=Status.HELD,
                actor=_side(side),
                lost_by=() if before is None else (_side(before),),
                claims=(claim,),
            )
    return reports, events
