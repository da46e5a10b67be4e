"""
A drawn war for measuring speed: places in clusters, and fronts that move.

Seven places of ten lie around forty towns, three anywhere. Twelve strongholds belong
to five sides; every place starts with the nearest, a few do not. Each day some 2 % of
the places, or as many as asked for, all next to another side, change hands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

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
from geocontrol.territory.parts import Hold, Site

BOX = (35.7, 32.3, 42.3, 37.3)
TOWNS, STRONGHOLDS, SIDES = 40, 12, 5
CHANGING = 0.02
NEAREST = 7
IN_CLUSTERS, ODD = 0.7, 0.03
FIRST = date(2024, 1, 1)
VOICE = VoiceId("v")


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """Places, land and the state of each day."""

    sites: list[Site]
    outline: BaseGeometry
    days: list[dict[str, Hold]]


def draw_war(places: int, days: int, seed: int = 7, changes: int = 0) -> War:
    """Draw a war; the same numbers give the same war. 0 changes: as many as usual."""
    changes = changes or max(2, int(places * CHANGING))
    rng = np.random.default_rng(seed)
    low, high = np.array(BOX[:2]), np.array(BOX[2:])
    towns = rng.uniform(low + 0.3, high - 0.3, (TOWNS, 2))
    around = towns[rng.integers(0, TOWNS, places)] + rng.normal(0, 0.22, (places, 2))
    anywhere = rng.uniform(low, high, (places, 2))
    lonlat = np.where(rng.random((places, 1)) < IN_CLUSTERS, around, anywhere)
    lonlat = np.clip(lonlat, low + 1e-3, high - 1e-3)
    strongholds = rng.uniform(low, high, (STRONGHOLDS, 2))
    holder = _closest(lonlat, strongholds, 1)[:, 0] % SIDES
    odd = rng.random(places) < ODD
    holder[odd] = rng.integers(0, SIDES, odd.sum())
    near = _closest(lonlat, lonlat, NEAREST)
    states = [_state(holder)]
    for _ in range(1, days):
        front = np.flatnonzero((holder[near] != holder[:, None]).any(axis=1))
        for place in rng.permutation(front)[:changes]:
            others = holder[near[place]]
            others = others[others != holder[place]]
            holder[place] = others[0] if len(others) else holder[place]
        states.append(_state(holder))
    sites = [Site(f"p{row}", *point) for row, point in enumerate(lonlat.tolist())]
    return War(sites=sites, outline=shapely.box(*BOX), days=states)


def _closest(spots: np.ndarray, places: np.ndarray, wanted: int) -> np.ndarray:
    rows = []
    for part in np.array_split(spots, max(1, len(spots) // 500)):
        away = ((part[:, None] - places) ** 2).sum(axis=2)
        rows.append(np.argsort(away, axis=1, kind="stable")[:, :wanted])
    return np.concatenate(rows)


def _state(holder: np.ndarray) -> dict[str, Hold]:
    return {f"p{row}": Hold("held", f"side-{side}") for row, side in enumerate(holder)}


def project_of(war: War, method: AreaMethod) -> Project:
    """Return a map of a war, each change of hands an event that a monitor reports."""
    last = FIRST + timedelta(days=len(war.days) - 1)
    dates = [FIRST + timedelta(days=number) for number in range(len(war.days))]
    events: dict[EventId, ControlEvent] = {}
    before: dict[str, Hold] = {}
    for day, state in zip(dates, war.days, strict=True):
        for place_id, hold in state.items():
            old = before.get(place_id)
            if old != hold:
                event = _event(day, PlaceId(place_id), old, hold)
                events[event.id] = event
        before = state
    sides = {hold.actor_id for state in war.days for hold in state.values()}
    return Project(
        id="drawn",
        title="A drawn war",
        first_day=FIRST,
        last_day=last,
        extent=BOX,
        policy=Policy(),
        area_policy=AreaPolicy(method=method, radius_km=1000.0),
        places={
            PlaceId(site.place_id): Place(
                id=PlaceId(site.place_id),
                name=site.place_id,
                kind=Kind.VILLAGE,
                lon=site.lon,
                lat=site.lat,
                geo_precision=Precision.EXACT,
                rank=4,
            )
            for site in war.sites
        },
        evidence=Evidence(
            actors={
                side: Actor(id=side, name=side, short=side, side=side, color="")
                for side in map(ActorId, sorted(sides))
            },
            voices={
                VOICE: Voice(id=VOICE, name="V", role=Role.MONITOR, reliability="B"),
            },
            reports={
                _report_id(day): Report(
                    id=_report_id(day), title="Report", publisher="Post", issued=day
                )
                for day in dates
            },
            events=events,
        ),
        outline=shapely.geometry.mapping(war.outline),
        basemap={"type": "FeatureCollection", "features": []},
    )


def _report_id(day: date) -> ReportId:
    return ReportId(f"r-{day}")


def _event(day: date, place_id: PlaceId, old: Hold | None, hold: Hold) -> ControlEvent:
    claim = Claim(
        voice=VOICE, report=_report_id(day), stance=Stance.ASSERTS, credibility=2
    )
    return ControlEvent(
        id=EventId(f"{day}-{place_id}"),
        places=(place_id,),
        earliest=day,
        latest=day,
        change=Change.CAPTURED if old else Change.OBSERVED,
        status=Status.HELD,
        actor=ActorId(hold.actor_id),
        lost_by=(ActorId(old.actor_id),) if old else (),
        claims=(claim,),
    )
