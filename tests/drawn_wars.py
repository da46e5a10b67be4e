"""Wars as hypothesis draws them: every field of an event that a file may hold."""

from dataclasses import dataclass, replace

from hypothesis import settings
from hypothesis import strategies as st
from worlds import ACTORS, PLACES, REPORTS, VOICES, claim, event, on

from geocontrol.model import Change, Status

LAST = 28
"""The last day on which anything happens or is reported."""
places = st.sampled_from(sorted(PLACES))
actors = st.sampled_from(sorted(ACTORS))
days = st.integers(1, LAST + 2)
perspectives = st.sampled_from([None, *sorted(ACTORS)])


def some(of, *, least=0, most=2):
    """Draw a few different ones, as a sorted tuple."""
    drawn = st.lists(of, min_size=least, max_size=most, unique=True)
    return drawn.map(sorted).map(tuple)


DAYS_AFTER = st.integers(0, 7)
DAYS_ON = st.sampled_from([0, 0, 0, 3])
CHANGES = st.sampled_from(Change)
FIRST_DAYS = st.integers(1, LAST - 7)
ACTOR_OR_NONE = st.sampled_from([*sorted(ACTORS), *sorted(ACTORS), None])
RESULTS = st.sampled_from([*Status, *[None] * 9])
SOME_ACTORS, RIVALS = some(actors), some(actors, least=2, most=3)
SOME_PLACES, NAMED = some(places), some(places, least=1)
ORDERS, ONE_IN_SIX = st.integers(0, 1), st.integers(0, 5).map(lambda n: n == 0)
SPEAKERS = st.sampled_from(sorted(VOICES))
STANCES = st.sampled_from(["asserts", "asserts", "denies"])
CREDIBILITY, COPIES = st.integers(1, 6), st.sampled_from(["", "", "-again"])


@st.composite
def claims(draw, first=1, voices=SPEAKERS):
    """Draw a claim in a report that is not older than what it tells."""
    n = min(LAST, first + draw(DAYS_AFTER))
    return claim(draw(voices), n, draw(STANCES), draw(CREDIBILITY), draw(COPIES))


@dataclass(frozen=True, kw_only=True)
class Range:
    """What the fields of an event are drawn from; every field, unless narrowed."""

    at: object = NAMED
    spared: object = SOME_PLACES
    changes: object = CHANGES
    results: object = RESULTS
    who: object = ACTOR_OR_NONE
    told: tuple | None = None
    """The claims, where they are not drawn."""


ANY = Range()


@st.composite
def events(draw, event_id="e", earlier=(), of=ANY):
    """Draw an event, as `geocontrol.io.events` would let it in."""
    change, first, actor = draw(of.changes), draw(FIRST_DAYS), draw(of.who)
    more, status = {}, draw(of.results)
    if change is Change.SUCCEEDED:
        actor = actor or "red"
    if status is not None and change not in {Change.BESIEGED, Change.SUCCEEDED}:
        more["status"] = status
    elif change is Change.WITHDREW and actor is None:
        more["status"] = Status.UNKNOWN
    is_open = more.get("status") is Status.CONTESTED or (
        not more and change is Change.ENTERED
    )
    lost_by = tuple(a for a in draw(SOME_ACTORS) if a != actor)
    if change in {Change.WITHDREW, Change.SUCCEEDED} and not lost_by:
        lost_by = ("navy",) if actor == "blue" else ("blue",)
    told = of.told
    if told is None:
        told = draw(st.lists(claims(first), min_size=1, max_size=3, unique=True))
    return event(
        event_id,
        " ".join(draw(of.at)),
        first,
        change,
        actor=actor,
        latest=on(first + draw(DAYS_ON)),
        lost_by=lost_by,
        contested_by=draw(RIVALS) if is_open and draw(ORDERS) else (),
        excepted=draw(of.spared) if draw(ORDERS) else (),
        order=draw(ORDERS),
        is_assumed=draw(ONE_IN_SIX),
        supersedes=draw(some(st.sampled_from(earlier), most=1)) if earlier else (),
        claims=tuple(told),
        **more,
    )


@st.composite
def wars(draw, most=8):
    """Draw a handful of events, with ids in no order of time."""
    names = [f"e{number}" for number in range(draw(st.integers(0, most)))]
    return [
        draw(events(name, tuple(names[:number]))) for number, name in enumerate(names)
    ]


def costly(times):
    """Set fewer examples for a law of which one costs so many times the usual."""
    return settings(max_examples=max(2, settings().max_examples // times))


def known(told, day):
    """Return the events with only those claims that are printed by a day."""
    heard = (
        replace(e, claims=tuple(c for c in e.claims if REPORTS[c.report].issued <= day))
        for e in told
    )
    return [e for e in heard if e.claims]


def mixed(mapping, random):
    """The same records in another order."""
    items = list(mapping.items())
    random.shuffle(items)
    return dict(items)
