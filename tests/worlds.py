"""Builders for the drawn world: in memory, and as a project folder."""

import json
from datetime import date

from geocontrol.model import (
    Actor,
    Change,
    Claim,
    ControlEvent,
    Evidence,
    Kind,
    Place,
    Report,
    Role,
    Stance,
    Status,
    Voice,
)

RESULT = {
    Change.ENTERED: Status.CONTESTED,
    Change.BESIEGED: None,
    Change.SUCCEEDED: None,
}
ACTORS = {
    a.id: a
    for a in (
        Actor(id="red", name="Red", short="Red", side="red", color="#b3282d"),
        Actor(id="blue", name="Blue", short="Blue", side="blue", color="#2d5ab3"),
        Actor(id="navy", name="Navy", short="Navy", side="blue", color="#4f9d69"),
        Actor(id="grey", name="Grey", short="Grey", side="grey", color="#777777"),
    )
}
VOICES = {
    v.id: v
    for v in (
        Voice(id="watch", name="Watch", role=Role.MONITOR, reliability="B"),
        Voice(id="scout", name="Scout", role=Role.NEWS_AGENCY, reliability="A"),
        Voice(id="rumour", name="Rumour", role=Role.EYEWITNESS, reliability="E"),
        Voice(id="gossip", name="Gossip", role=Role.EYEWITNESS, reliability="E"),
        Voice(
            id="herald",
            name="Herald",
            role=Role.PARTY,
            reliability="C",
            speaks_for="red",
        ),
        Voice(
            id="crier",
            name="Crier",
            role=Role.PARTY,
            reliability="C",
            speaks_for="blue",
        ),
        Voice(
            id="sailor",
            name="Sailor",
            role=Role.PARTY,
            reliability="C",
            speaks_for="navy",
        ),
        Voice(
            id="envoy",
            name="Envoy",
            role=Role.OFFICIAL,
            reliability="B",
            speaks_for="grey",
        ),
    )
}
REPORTS = {
    f"day-{n}{copy}": Report(
        id=f"day-{n}{copy}", title=f"Day {n}", publisher="Post", issued=date(2020, 1, n)
    )
    for n in range(1, 29)
    for copy in ("", "-again")
}


def place(place_id, kind=Kind.VILLAGE, within="shire", lon=37.0, lat=35.0):
    located = (
        {} if kind in {Kind.COUNTRY, Kind.GOVERNORATE} else {"lon": lon, "lat": lat}
    )
    return Place(
        id=place_id, name=place_id.title(), kind=kind, within=within, **located
    )


PLACES = {
    p.id: p
    for p in (
        place("realm", Kind.COUNTRY, None),
        place("shire", Kind.GOVERNORATE, "realm"),
        place("ash", lon=36.5, lat=35.5),
        place("elm", lon=37.5, lat=35.5),
        place("oak", Kind.CITY, lon=36.5, lat=34.5),
        place("keep", Kind.QUARTER, "oak", lon=36.52, lat=34.5),
        place("yew", lon=37.5, lat=34.5),
    )
}


def on(n):
    return date(2020, 1, n)


def claim(voice, n=1, stance="asserts", credibility=2, copy=""):
    return Claim(
        voice=voice,
        report=f"day-{n}{copy}",
        stance=Stance(stance),
        credibility=credibility,
    )


def event(event_id, place_ids, n, change="captured", actor="red", **more):
    """An event of day `n`, told by the watch on the same day unless said otherwise."""
    change = Change(change)
    result = RESULT.get(change, Status.HELD if actor else Status.UNKNOWN)
    given = {
        "id": event_id,
        "places": tuple(place_ids.split()),
        "earliest": on(n),
        "latest": on(n),
        "change": change,
        "status": result,
        "actor": actor,
        "claims": (claim("watch", n),),
        **more,
    }
    return ControlEvent(**given)


def evidence(*events):
    return Evidence(
        actors=ACTORS, voices=VOICES, reports=REPORTS, events={e.id: e for e in events}
    )


PLACES_YAML = """\
format_version: 1
places:
- id: realm
  name: Realm
  kind: country
- id: shire
  name: Shire
  names:
  - {text: الشاير, lang: ar}
  kind: governorate
  within: realm
- id: ash
  name: Ash
  names:
  - {text: آش, lang: ar}
  - {text: Ashe, lang: en}
  kind: village
  within: shire
  lon: 36.5
  lat: 35.5
  geo_precision: exact
  geo_source: pencil
- id: elm
  name: Elm
  kind: village
  within: shire
  lon: 37.5
  lat: 35.5
  geo_precision: exact
  geo_source: pencil
- id: oak
  name: Oak
  kind: city
  within: shire
  lon: 36.5
  lat: 34.5
  geo_precision: exact
  geo_source: pencil
- id: keep
  name: Keep
  kind: quarter
  within: oak
- id: yew
  name: Yew
  kind: village
  within: shire
  lon: 37.5
  lat: 34.5
  geo_precision: near
  geo_source: pencil
"""
ACTORS_YAML = """\
format_version: 1
actors:
- id: red
  name: Red Kingdom
  short: Red
  color: '#b3282d'
- id: blue
  name: Blue Kingdom
  short: Blue
  color: '#2d5ab3'
"""
VOICES_YAML = """\
format_version: 1
voices:
- id: watch
  name: The Watch
  role: monitor
  reliability: B
- id: herald
  name: Red Herald
  role: party
  speaks_for: red
  reliability: C
- id: crier
  name: Blue Crier
  role: party
  speaks_for: blue
  reliability: C
"""
REPORTS_YAML = """\
format_version: 1
reports:
- id: post-1
  title: Eve
  publisher: Post
  issued: 2020-01-01
  url: https://post.example/eve
- id: post-3
  title: Fall of Ash
  publisher: Post
  issued: 2020-01-03
- id: post-5
  title: Word from Elm
  publisher: Post
  issued: 2020-01-05
"""
EVENTS_YAML = """\
format_version: 1
events:
- id: 2020-01-01-eve
  place: shire
  event_date: 2020-01-01
  change: observed
  actor: blue
  claims:
  - {voice: watch, report: post-1, stance: asserts, credibility: 2}
- id: 2020-01-03-ash
  place: ash
  event_date: 2020-01-03
  change: captured
  actor: red
  lost_by: blue
  claims:
  - {voice: watch, report: post-3, stance: asserts, credibility: 1, note: saw the flag}
  - {voice: crier, report: post-3, stance: denies, credibility: 4}
- id: 2020-01-04-elm
  place: elm
  event_date: 2020-01-04
  change: captured
  actor: red
  lost_by: blue
  claims:
  - {voice: herald, report: post-5, stance: asserts, credibility: 3}
"""
MAP_YAML = """\
format_version: 1
title: The Shire War
gazetteer: ../gazetteer/shire
seeds: ../seeds/war
first_day: 2020-01-01
last_day: 2020-01-06
extent: [36, 34, 38, 36]
"""


def square(west, south, east, north):
    """A rectangle of degrees as a GeoJSON geometry."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


SQUARE = square(36, 34, 38, 36)


def geojson(**properties):
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": properties,
                    "geometry": SQUARE,
                }
            ],
        }
    )


FILES = {
    "gazetteer/shire/places/shire.yaml": PLACES_YAML,
    "gazetteer/shire/outline.geojson": geojson(),
    "gazetteer/shire/basemap.geojson": geojson(layer="land", name="Realm"),
    "seeds/war/actors.yaml": ACTORS_YAML,
    "seeds/war/voices.yaml": VOICES_YAML,
    "seeds/war/reports.yaml": REPORTS_YAML,
    "seeds/war/events/2020-01.yaml": EVENTS_YAML,
    "maps/war.yaml": MAP_YAML,
}


def write_project(folder):
    """Write the drawn world as a project folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
