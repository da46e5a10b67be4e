"""Laws of knowing: what counts on a day, for a side, and what never does."""

from dataclasses import replace

from drawn_wars import LAST, events, known, mixed, perspectives, wars
from hypothesis import given
from hypothesis import strategies as st
from worlds import ACTORS, PLACES, VOICES, claim, evidence, on

from geocontrol.model import Evidence, Verdict
from geocontrol.timeline import Timeline

DAYS = st.integers(1, LAST)
TWINS = {"red": "grey", "grey": "red"}
ECHOES = {"herald": "envoy", "envoy": "herald"}


def rows(told, **more):
    """Return the dated states of every place."""
    war = Timeline(PLACES, evidence(*told), **more)
    return {place_id: war.row(place_id) for place_id in PLACES}


def unmarked(told, **more):
    """Return the state of every place on every day, without the events marked."""
    war = Timeline(PLACES, evidence(*told), **more)
    return [
        {p: replace(c, mark_ids=()) for p, c in war.state(on(n)).items()}
        for n in range(1, 32)
    ]


@given(wars(), DAYS, perspectives)
def test_as_known_on_a_day_is_as_if_nothing_else_had_been_printed(told, n, side):
    """Reports of later days leave no trace, for anybody."""
    heard = known(told, on(n))

    assert rows(told, known_on=on(n), perspective=side) == rows(heard, perspective=side)


@given(wars(), perspectives)
def test_on_the_day_of_the_last_report_everything_is_known(told, side):
    """Knowing up to that very day is knowing all."""
    assert rows(told, known_on=on(LAST), perspective=side) == rows(
        told, perspective=side
    )


@given(wars(), DAYS, events("z"))
def test_an_event_not_yet_heard_of_changes_nothing(told, n, late):
    """Whatever it will supersede or take, as known before it does not."""
    late = replace(
        late,
        claims=tuple(replace(c, report="day-28") for c in late.claims),
        supersedes=tuple(e.id for e in told),
    )

    assert rows([*told, late], known_on=on(min(n, LAST - 1))) == rows(
        told, known_on=on(min(n, LAST - 1))
    )


@given(wars(), st.sampled_from(sorted(ACTORS)))
def test_a_side_tells_its_war_with_its_own_voices(told, actor):
    """With everybody else silent, and background kept, its story is the same."""
    side = ACTORS[actor].side
    own = {v for v in VOICES if (s := VOICES[v].speaks_for) and ACTORS[s].side == side}
    alone = [
        e
        if e.is_assumed
        else replace(e, claims=tuple(c for c in e.claims if c.voice in own))
        for e in told
    ]

    assert rows(told, perspective=actor) == rows(
        [e for e in alone if e.claims], perspective=actor
    )


@given(wars())
def test_allies_tell_the_same_war(told):
    """Blue's story is navy's: they share a side."""
    assert rows(told, perspective="blue") == rows(told, perspective="navy")


@given(wars(), events("z"))
def test_what_is_rejected_changes_no_state(told, lie):
    """A rejected event is marked on its places and is nothing else, ever."""
    lie = replace(
        lie,
        claims=(claim("herald", 28), claim("watch", 28, "denies")),
        actor="red",
        lost_by=(),
        contested_by=(),
        is_assumed=False,
        supersedes=tuple(e.id for e in told),
    )
    war = Timeline(PLACES, evidence(*told, lie))

    assert war.assessments["z"].verdict is Verdict.REJECTED
    assert unmarked([*told, lie]) == unmarked(told)


@given(wars(), st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(told, random):
    """However actors, voices, places, events and claims are listed: the same rows."""
    given_ = evidence(
        *(
            replace(e, claims=tuple(random.sample(e.claims, len(e.claims))))
            for e in told
        )
    )
    other = Timeline(
        mixed(PLACES, random),
        Evidence(
            actors=mixed(given_.actors, random),
            voices=mixed(given_.voices, random),
            reports=mixed(given_.reports, random),
            events=mixed(given_.events, random),
        ),
    )

    assert {p: other.row(p) for p in PLACES} == rows(told)
    assert list(other.assessments) == sorted(other.assessments)


def swapped(actor):
    return TWINS.get(actor, actor)


def all_swapped(actors):
    return tuple(sorted(map(swapped, actors)))


@given(wars())
def test_exchanging_two_sides_exchanges_the_map(told):
    """With red and grey changed for each other everywhere, so is every state."""
    mirrored = [
        replace(
            e,
            actor=swapped(e.actor),
            lost_by=all_swapped(e.lost_by),
            contested_by=all_swapped(e.contested_by),
            claims=tuple(
                replace(c, voice=ECHOES.get(c.voice, c.voice)) for c in e.claims
            ),
        )
        for e in told
    ]
    expected = {
        place_id: [
            (
                day,
                replace(
                    c,
                    actor_id=swapped(c.actor_id),
                    contested_by=all_swapped(c.contested_by),
                    claimed_by=all_swapped(c.claimed_by),
                    besieged_by=all_swapped(c.besieged_by),
                ),
            )
            for day, c in row
        ]
        for place_id, row in rows(told).items()
    }

    assert rows(mirrored) == expected


@given(wars(), DAYS)
def test_the_future_leaves_the_past_alone(told, n):
    """Without corrections, a day is the same whatever happens after it."""
    told = [replace(e, supersedes=()) for e in told]
    sofar = [e for e in told if e.earliest <= on(n)]
    whole, part = (Timeline(PLACES, evidence(*e)) for e in (told, sofar))

    for day in range(1, n + 1):
        assert whole.state(on(day)) == part.state(on(day))
