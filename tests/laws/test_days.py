"""Laws of time: days, differences and spans tell one story."""

from itertools import pairwise

from drawn_wars import days, wars
from hypothesis import given
from worlds import PLACES, evidence, on

from geocontrol.model import Control
from geocontrol.timeline import ONE_DAY, Timeline


def timeline(events):
    return Timeline(PLACES, evidence(*events))


def moves(war, first, second):
    return {c.place_id: (c.before, c.after) for c in war.diff(first, second)}


@given(wars(), days, days, days)
def test_two_differences_in_a_row_are_one(events, a, b, c):
    """What changed from a to b, and then from b to c, is what changed from a to c."""
    war = timeline(events)
    first, then = moves(war, on(a), on(b)), moves(war, on(b), on(c))
    both = {
        place_id: (
            first.get(place_id, then.get(place_id))[0],
            then.get(place_id, first.get(place_id))[1],
        )
        for place_id in {*first, *then}
    }

    assert {p: (x, y) for p, (x, y) in both.items() if x != y} == moves(
        war, on(a), on(c)
    )


@given(wars(), days, days)
def test_a_difference_backwards_is_the_difference_reversed(events, a, b):
    """From b to a is from a to b with before and after exchanged."""
    war = timeline(events)
    there, back = moves(war, on(a), on(b)), moves(war, on(b), on(a))

    assert {p: (after, before) for p, (before, after) in there.items()} == back


@given(wars())
def test_spans_share_out_the_time_from_the_first_word_on(events):
    """Each begins where the last ended; none is empty; only the last lasts."""
    war = timeline(events)
    for place_id in PLACES:
        spans, row = war.history(place_id), war.row(place_id)

        assert [s.valid_from for s in spans[:1]] == [day for day, _ in row[:1]]
        assert [s.valid_to for s in spans[-1:]] == [None] * len(spans[-1:])
        for span, after in pairwise(spans):
            assert span.valid_from < span.valid_to == after.valid_from


@given(wars())
def test_a_span_ends_as_the_day_before_the_next(events):
    """What a span says in the end is the state of its last day, in every field."""
    war = timeline(events)
    for place_id in PLACES:
        for span in war.history(place_id):
            last = span.valid_to - ONE_DAY if span.valid_to else on(31)

            assert span.control == war.control(place_id, last)


@given(wars())
def test_neighbouring_spans_tell_different_things(events):
    """A span ends only where the map, the basis or the event behind it differs."""
    war = timeline(events)
    for place_id in PLACES:
        for one, other in pairwise(war.history(place_id)):
            a, b = one.control, other.control

            assert (
                *(a.status, a.actor_id, a.contested_by, a.claimed_by),
                *(a.besieged_by, a.basis, a.event_id),
            ) != (
                *(b.status, b.actor_id, b.contested_by, b.claimed_by),
                *(b.besieged_by, b.basis, b.event_id),
            )


@given(wars())
def test_the_days_of_a_war_are_those_that_change_something(events):
    """A day is listed if and only if the day before it ended otherwise."""
    war = timeline(events)
    changed = [on(n) for n in range(1, 32) if war.diff(on(n) - ONE_DAY, on(n))]

    assert list(war.days) == changed


@given(wars(), days)
def test_the_changes_of_a_day_are_its_difference_to_the_day_before(events, n):
    """The same places, in the same order, with the same states."""
    war = timeline(events)

    assert war.changes(on(n)) == war.diff(on(n) - ONE_DAY, on(n))


@given(wars())
def test_before_the_first_word_nobody_holds_anything(events):
    """On the day before the first event every place is unknown."""
    state = timeline(events).state(on(1) - ONE_DAY)

    assert set(state) == set(PLACES)
    assert set(state.values()) == {Control()}


@given(wars())
def test_each_step_of_a_place_is_listed_in_order(events):
    """Steps come by day; of a day, words on the region before words on the place."""
    war = timeline(events)
    for place_id in PLACES:
        steps = war.steps(place_id)
        keys = [
            (s.day, place_id in s.event.places, s.event.order, s.event.id)
            for s in steps
        ]

        assert keys == sorted(keys)
        assert {day for day, _ in war.row(place_id)} <= {s.day for s in steps}
