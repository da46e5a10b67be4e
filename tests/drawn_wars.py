"""Wars as hypothesis draws them: every field of an event that a file may hold."""

from hypothesis import strategies as st
from worlds import ACTORS, PLACES, VOICES, claim, event, on

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


@st.composite
def claims(draw, first=1, voices=tuple(VOICES)):
    """Draw a claim in a report that is not older than what it tells."""
    return claim(
        draw(st.sampled_from(sorted(voices))),
        draw(st.integers(first, LAST)),
        draw(st.sampled_from(["asserts", "asserts", "denies"])),
        draw(st.integers(1, 6)),
        draw(st.sampled_from(["", "-again"])),
    )


@st.composite
def events(draw, event_id="e", earlier=(), at=places, voices=tuple(VOICES)):
    """Draw an event, as `geocontrol.io.events` would let it in."""
    change = draw(st.sampled_from(list(Change)))
    first = draw(st.integers(1, LAST - 7))
    last = first + draw(st.sampled_from([0, 0, 0, 3]))
    actor = draw(st.one_of(actors, actors, actors, st.none()))
    more = {}
    if change is Change.WITHDREW and actor is None:
        more["status"] = Status.UNKNOWN
    elif change is not Change.BESIEGED and draw(st.integers(0, 3)) == 0:
        more["status"] = draw(st.sampled_from(list(Status)))
    is_open = more.get("status") is Status.CONTESTED or (
        not more and change is Change.ENTERED
    )
    losers = [a for a in sorted(ACTORS) if a != actor]
    told = st.lists(claims(first, voices), min_size=1, max_size=3, unique=True)
    return event(
        event_id,
        " ".join(draw(some(at, least=1))),
        first,
        change,
        actor=actor,
        latest=on(last),
        lost_by=draw(some(st.sampled_from(losers), least=change is Change.WITHDREW)),
        contested_by=draw(st.one_of(st.just(()), some(actors, least=2, most=3)))
        if is_open
        else (),
        excepted=draw(st.one_of(st.just(()), some(places))),
        order=draw(st.integers(0, 1)),
        is_assumed=draw(st.integers(0, 5)) == 0,
        supersedes=draw(st.one_of(st.just(()), some(st.sampled_from(earlier), most=1)))
        if earlier
        else (),
        claims=tuple(draw(told)),
        **more,
    )


@st.composite
def wars(draw, most=8, **more):
    """Draw a handful of events, with ids in no order of time."""
    names = [f"e{number}" for number in range(draw(st.integers(0, most)))]
    return [
        draw(events(name, tuple(names[:number]), **more))
        for number, name in enumerate(names)
    ]
