"""
A drawn map, small enough to check with a pencil, and one browser for all tests.

        36E         37E         38E
    36N  +-----------+-----------+
         |  ash .    |    . elm  |      all in the shire; `keep` is a quarter of
    35N  +-----------+-----------+      oak, `fort` a base, `lost` is nowhere
         |  oak .    |    . yew  |
    34N  +-----------+-----------+

1 January  all is red's, as everybody says (assumed)
2 January  blue takes oak: a monitor says so, red denies it
3 January  blue says that it took yew; fighting in elm
4 January  red surrounds oak; blue says that it took ash, a monitor denies it
"""

from dataclasses import replace
from datetime import date

import pytest
from worlds import square

from geocontrol.model import (
    Actor,
    Change,
    Claim,
    ControlEvent,
    Evidence,
    Kind,
    Name,
    Place,
    Policy,
    Precision,
    Report,
    Role,
    Stance,
    Status,
    Voice,
)
from geocontrol.project import Project
from geocontrol.render.site import write_site

SPOTS = {
    "ash": (Kind.TOWN, 36.5, 35.5, 2),
    "elm": (Kind.VILLAGE, 37.5, 35.5, 4),
    "oak": (Kind.CITY, 36.5, 34.5, 1),
    "yew": (Kind.VILLAGE, 37.5, 34.5, 4),
    "fort": (Kind.BASE, 37.0, 35.0, 3),
}


def january(number):
    return date(2020, 1, number)


def places(say):
    shire = Place(id="shire", name=say("Shire"), kind=Kind.GOVERNORATE)
    found = [
        Place(
            id=key,
            name=say(key.title()),
            names=(Name(text=say("اسم"), lang="ar"),),
            kind=kind,
            within="shire",
            lon=lon,
            lat=lat,
            geo_precision=Precision.EXACT,
            rank=rank,
        )
        for key, (kind, lon, lat, rank) in SPOTS.items()
    ]
    keep = replace(found[2], id="keep", name=say("Keep"), kind=Kind.QUARTER, rank=5)
    keep = replace(keep, within="oak", lon=36.52, lat=34.52)
    lost = Place(id="lost", name=say("Lost"), kind=Kind.VILLAGE, within="shire")
    return {p.id: p for p in (shire, *found, keep, lost)}


def claim(voice, stance, day, note=""):
    stances = {"+": Stance.ASSERTS, "-": Stance.DENIES}
    return Claim(
        voice=voice,
        report=f"r{day}",
        stance=stances[stance],
        credibility=2,
        note=note,
    )


def event(event_id, place, day, outcome, claims, say, **more):
    change, status = outcome
    return ControlEvent(
        id=event_id,
        places=(place,),
        earliest=january(day),
        latest=january(day),
        change=change,
        status=status,
        actor=more.pop("actor", "blue"),
        lost_by=more.pop("lost_by", ("red",)),
        claims=tuple(claim(*c, say("why")) for c in claims),
        note=say("what"),
        **more,
    )


def events(say):
    by_red = {"actor": "red", "lost_by": ()}
    took = (Change.CAPTURED, Status.HELD)
    seen = (Change.OBSERVED, Status.HELD)
    rows = [
        event("before", "shire", 1, seen, [("watch", "+", 1)], say, is_assumed=True,
              **by_red),
        event("oak", "oak", 2, took,
              [("watch", "+", 2), ("crier", "+", 2), ("herald", "-", 2)], say),
        event("yew", "yew", 3, took, [("crier", "+", 3)], say),
        event("elm", "elm", 3, (Change.ENTERED, Status.CONTESTED),
              [("watch", "+", 3)], say),
        event("siege", "oak", 4, (Change.BESIEGED, None), [("watch", "+", 4)], say,
              **by_red),
        event("ash", "ash", 4, took, [("crier", "+", 4), ("watch", "-", 4)], say),
    ]  # fmt: skip
    return {row.id: row for row in rows}


def evidence(say, url):
    actors = [
        Actor(id="red", name=say("Red Realm"), short=say("Red"), side="red",
              color="#b3282d", names=(Name(text=say("أحمر"), lang="ar"),)),
        Actor(id="blue", name=say("Blue Band"), short=say("Blue"), side="blue",
              color=""),
    ]  # fmt: skip
    voices = [
        Voice(id="watch", name=say("Watch"), role=Role.MONITOR, reliability="B"),
        Voice(id="crier", name=say("Crier"), role=Role.PARTY, reliability="C",
              speaks_for="blue"),
        Voice(id="herald", name=say("Herald"), role=Role.STATE_MEDIA,
              reliability="C", speaks_for="red"),
    ]  # fmt: skip
    reports = [
        Report(id=f"r{n}", title=say(f"Report {n}"), publisher=say("Post"),
               agency=say("Wire"), issued=january(n), url=url, archived_url=url)
        for n in range(1, 5)
    ]  # fmt: skip
    return Evidence(
        actors={a.id: a for a in actors},
        voices={v.id: v for v in voices},
        reports={r.id: r for r in reports},
        events=events(say),
    )


def draw(say=str, url="https://example.org/report"):
    """Return the drawn map, with every text passed through a function."""
    land = square(36, 34, 38, 36)
    neighbour = {"layer": "neighbour", "name": say("Beyond"), "name_ar": say("خارج")}
    return Project(
        id="drawn",
        title=say("A drawn war"),
        summary=say("Five villages."),
        first_day=january(1),
        last_day=january(5),
        extent=(35.9, 33.9, 38.1, 36.1),
        policy=Policy(stale_after_days=2),
        places=places(say),
        evidence=evidence(say, url),
        outline=land,
        basemap={
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": neighbour,
                 "geometry": square(38, 33, 39, 37)},
                {"type": "Feature", "properties": {"layer": "river"},
                 "geometry": {"type": "LineString",
                              "coordinates": [[36, 35], [38, 35.2]]}},
            ],
        },
        attributions=(say("Drawn by hand"),),
        data_hash="0" * 64,
    )  # fmt: skip


@pytest.fixture(name="draw", scope="session")
def draw_function():
    """Make the drawn map, with every text passed through a function."""
    return draw


@pytest.fixture(scope="session")
def drawn():
    return draw()


@pytest.fixture(scope="session")
def site(drawn, tmp_path_factory):
    """The drawn map as a built site."""
    folder = tmp_path_factory.mktemp("site")
    write_site(drawn, drawn.timeline(), folder)
    return folder
