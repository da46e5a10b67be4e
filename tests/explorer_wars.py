"""Generated wars in the drawn world: every field of an event, at random."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from worlds import ACTORS, PLACES, evidence, on

from geocontrol.dated import Dated, Term
from geocontrol.model import Change, Claim, ControlEvent, Kind, Policy, Stance, Status
from geocontrol.project import Project

VOICES = "watch scout rumour gossip herald crier sailor envoy".split()
NAMED = [*PLACES]
DAYS = 9


def any_claim(rng):
    return Claim(
        voice=rng.choice(VOICES),
        report=f"day-{rng.randint(1, DAYS)}{rng.choice(['', '-again'])}",
        stance=rng.choice([Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES]),
        credibility=rng.randint(1, 6),
        note=rng.choice(["", "a", "b"]),
    )


def any_event(rng, number):
    change = rng.choice(list(Change))
    actor = rng.choice([*ACTORS, None])
    start = rng.randint(1, DAYS)
    status = rng.choice([Status.HELD, Status.HELD, Status.CONTESTED, Status.UNKNOWN])
    earlier = [f"e{n:02}" for n in range(number)]
    return ControlEvent(
        id=f"e{number:02}",
        places=tuple(rng.sample(NAMED, rng.choice([1, 1, 1, 2]))),
        excepted=tuple(rng.sample(NAMED, rng.choice([0, 0, 1]))),
        earliest=on(start),
        latest=on(start + rng.choice([0, 0, 0, 2])),
        change=change,
        status=None if change in {Change.BESIEGED, Change.SUCCEEDED} else status,
        actor=actor,
        lost_by=tuple(rng.sample([*ACTORS], rng.choice([0, 1, 1, 2]))),
        contested_by=tuple(rng.sample([*ACTORS], rng.choice([0, 0, 2]))),
        order=rng.choice([0, 0, 1]),
        is_assumed=rng.random() < 0.12,
        supersedes=tuple(rng.sample(earlier, 1))
        if earlier and rng.random() < 0.1
        else (),
        claims=tuple(any_claim(rng) for _ in range(rng.randint(1, 4))),
    )


def any_term(rng):
    first = rng.randint(1, DAYS)
    last = rng.randint(first + 1, DAYS + 2)
    return Term(
        valid_from=rng.choice(["", on(first).isoformat()]),
        valid_to=on(last).isoformat(),
    )


def any_alliances(rng):
    """Return the actors of the drawn world, some on another side for a time."""
    sides = [actor.side for actor in ACTORS.values()]
    return {
        key: replace(
            actor,
            side_dated=tuple(
                Dated(value=rng.choice(sides), term=any_term(rng))
                for _ in range(rng.choice([0, 1, 1]))
            ),
        )
        for key, actor in ACTORS.items()
    }


def any_borders(rng):
    """Return the places of the drawn world, some within another one for a time."""
    return {
        key: place
        if place.kind is Kind.COUNTRY or rng.random() < 0.5
        else replace(
            place,
            within_dated=(
                Dated(
                    value="realm" if key == "shire" else rng.choice(["shire", "realm"]),
                    term=any_term(rng),
                ),
            ),
        )
        for key, place in PLACES.items()
    }


def any_dated_war(seed):
    """Return a project of a random war in which alliances and borders change."""
    rng = random.Random(f"dated {seed}")  # noqa: S311
    war = any_war(seed)
    return replace(
        war,
        places=any_borders(rng),
        evidence=replace(war.evidence, actors=any_alliances(rng)),
    )


def any_war(seed):
    """Return a project of a random war."""
    rng = random.Random(seed)  # noqa: S311
    events = [any_event(rng, n) for n in range(rng.randint(3, 14))]
    return Project(
        id="war",
        title="War",
        first_day=date(2020, 1, 1),
        last_day=on(DAYS + 3),
        extent=(36, 34, 38, 36),
        policy=Policy(weak_voices_needed=rng.choice([1, 2])),
        places=PLACES,
        evidence=evidence(*events),
        outline={},
        basemap={"type": "FeatureCollection", "features": []},
    )
