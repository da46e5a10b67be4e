"""What a day's state is made of."""

from dataclasses import replace
from datetime import timedelta

import pytest
from drawn_wars import wars
from hypothesis import given
from hypothesis import strategies as st
from worlds import PLACES, claim, event, evidence, on

from geocontrol.dated import Dated, Term
from geocontrol.errors import UnknownPlaceError
from geocontrol.model import Control, Policy, Status
from geocontrol.timeline import Timeline, face_of


def timeline(*events, **more):
    return Timeline(PLACES, evidence(*events), **more)


def held(place_id, n, *events, **more):
    return timeline(*events, **more).control(place_id, on(n))


BLUE_HOLDS = event("eve", "ash elm oak yew", 1, "observed", actor="blue")


def test_a_place_keeps_its_holder_without_news():
    """A place has the holder of its last event until the next."""
    war = timeline(event("a", "ash", 2), event("b", "ash", 5, actor="blue"))

    holders = [war.control("ash", on(n)).actor_id for n in range(1, 8)]

    assert holders == [None, "red", "red", "red", "blue", "blue", "blue"]


def test_a_map_shows_who_is_where_and_not_since_when():
    """Two states look alike if status, holder, rivals, claims and sieges are."""
    plain = Control(status=Status.HELD, actor_id="red", since=on(1), event_id="a")
    seen = {"status": Status.CONTESTED, "actor_id": "blue", "contested_by": ("red",)}
    seen |= {"claimed_by": ("blue",), "besieged_by": ("blue",)}

    for field, value in seen.items():
        assert face_of(replace(plain, **{field: value})) != face_of(plain), field
    assert face_of(replace(plain, since=on(2), event_id="b")) == face_of(plain)


def test_a_timeline_has_the_gazetteer_of_each_day():
    """A village that lay in the shire until the third day lies in it until then."""
    until = Dated(value="shire", term=Term(valid_to=on(3).isoformat()))
    ash = replace(PLACES["ash"], within=None, within_dated=(until,))
    war = Timeline({**PLACES, "ash": ash}, evidence(event("a", "yew", 2)))

    assert war.places_on(on(2))["ash"].within == "shire"
    assert war.places_on(on(4))["ash"].within is None


def step_days(told):
    """Return the days on which an event bears on the village of ash, and how."""
    steps = timeline(told).steps("ash")
    return [(step.day, step.is_under_way) for step in steps]


@pytest.mark.parametrize(
    ("change", "actor"),
    [
        *(("captured", "red"), ("entered", "red"), ("handed_over", "red")),
        *(("withdrew", None), ("repelled", "red"), ("besieged", "red")),
        *(("observed", "red"), ("succeeded", "red")),
    ],
)
def test_a_change_of_a_known_day_bears_once(change, actor):
    """On its day, and on no other."""
    told = event("a", "ash", 2, change, actor, lost_by=("blue",))

    assert step_days(told) == [(on(2), False)]


@pytest.mark.parametrize(
    ("change", "actor"),
    [("captured", "red"), ("entered", "red"), ("handed_over", "red")],
)
def test_a_taking_of_unknown_day_is_under_way_from_the_first(change, actor):
    """From the first to the last possible day the place is open."""
    told = event("a", "ash", 2, change, actor, lost_by=("blue",), latest=on(5))

    assert step_days(told) == [(on(2), True), (on(5), False)]


@pytest.mark.parametrize(
    ("change", "actor"),
    [
        *(("withdrew", None), ("repelled", "red"), ("besieged", "red")),
        *(("observed", "red"), ("succeeded", "red")),
    ],
)
def test_what_nobody_takes_is_not_under_way(change, actor):
    """A withdrawal, a sight or a siege of unknown day stands from the last one."""
    told = event("a", "ash", 2, change, actor, lost_by=("blue",), latest=on(5))

    assert step_days(told) == [(on(5), False)]


def test_a_claim_of_unknown_day_stands_from_the_first():
    """What is only claimed opens nothing, and is shown from when it may be."""
    claims = (claim("herald", 5),)
    told = event("a", "ash", 2, "captured", "red", latest=on(5), claims=claims)

    assert step_days(told) == [(on(2), False)]


def test_changes_of_a_day_are_in_the_order_of_places():
    """Not in the order in which events happen to be written down."""
    war = timeline(event("a", "yew", 2), event("b", "elm", 2), event("c", "ash", 2))

    assert [change.place_id for change in war.changes(on(2))] == ["ash", "elm", "yew"]


def test_a_place_without_a_word_is_unknown():
    """Nobody's word makes nobody's place."""
    assert held("elm", 9, event("a", "ash", 2)) == Control()


def test_an_own_claim_marks_and_never_moves():
    """The former holder stays; the claimant is shown beside it."""
    control = held(
        "ash", 4, BLUE_HOLDS, event("a", "ash", 3, claims=(claim("herald", 3),))
    )

    assert (control.actor_id, control.claimed_by) == ("blue", ("red",))
    assert (control.event_id, control.mark_ids) == ("eve", ("a",))


def test_a_claim_on_an_unknown_place_gives_it_to_nobody():
    """Where nothing else is known, a claim is all there is, and no more."""
    control = held("ash", 4, event("a", "ash", 3, claims=(claim("herald", 3),)))

    assert (control.status, control.actor_id, control.basis) == (
        "unknown",
        None,
        "claimed",
    )
    assert control.claimed_by == ("red",)


def test_a_claim_ends_with_better_knowledge():
    """Once it is known who holds the place, the earlier claim is history."""
    told = event("a", "ash", 3, claims=(claim("herald", 3),))
    seen = event("b", "ash", 5, "observed", actor="blue")

    assert held("ash", 5, BLUE_HOLDS, told, seen).claimed_by == ()


def test_entering_is_not_taking():
    """Fighters inside a town make it contested between them and its holder."""
    control = held("ash", 3, BLUE_HOLDS, event("a", "ash", 3, "entered"))

    assert (control.status, control.contested_by) == ("contested", ("blue", "red"))


def test_what_independent_voices_dispute_is_contested():
    """One monitor says yes, another no: the place is open between the two."""
    told = (claim("watch", 3), claim("scout", 3, "denies"))
    control = held("ash", 3, BLUE_HOLDS, event("a", "ash", 3, claims=told))

    assert (control.status, control.contested_by) == ("contested", ("blue", "red"))


def test_fighting_that_goes_on_began_when_it_began():
    """A second word on the same rivals confirms; it does not start a new fight."""
    first = event("a", "ash", 3, "entered")
    again = event("b", "ash", 6, "entered")
    control = held("ash", 6, BLUE_HOLDS, first, again)

    assert (control.since, control.event_id) == (on(3), "a")
    assert control.last_confirmed == on(6)


def test_other_rivals_are_another_fight():
    """When a third party comes in, the place is contested anew."""
    first = event("a", "ash", 3, "entered")
    third = event("b", "ash", 6, "entered", actor="grey")
    control = held("ash", 6, BLUE_HOLDS, first, third)

    assert control.contested_by == ("blue", "grey", "red")
    assert (control.since, control.event_id) == (on(6), "b")


def test_an_assumed_fight_is_confirmed_by_nobody():
    """Background has no day on which it was last seen to be so."""
    told = event("a", "ash", 3, "entered", is_assumed=True)

    assert held("ash", 3, told).last_confirmed is None


def test_a_dispute_over_what_somebody_holds_anyway_moves_nothing():
    """That red, which holds ash, took it again is disputed: ash is still red's."""
    told = (claim("watch", 5), claim("scout", 5, "denies"))
    control = held("ash", 5, event("a", "ash", 3), event("b", "ash", 5, claims=told))

    assert (control.actor_id, control.mark_ids) == ("red", ("b",))


def test_a_disputed_siege_is_a_mark_and_no_fight():
    """Whether ash is surrounded is open; who holds it is not."""
    told = (claim("watch", 5), claim("scout", 5, "denies"))
    siege = event("b", "ash", 5, "besieged", claims=told)
    control = held("ash", 5, BLUE_HOLDS, siege)

    assert (control.actor_id, control.besieged_by) == ("blue", ())


def test_a_rejected_claim_is_kept_in_the_list():
    """It moves and marks nothing on the map, and can still be read."""
    told = (claim("herald", 3), claim("watch", 4, "denies"))
    war = timeline(BLUE_HOLDS, event("a", "ash", 3, claims=told))
    control = war.control("ash", on(5))

    assert (control.actor_id, control.claimed_by) == ("blue", ())
    assert control.mark_ids == ("a",)


def test_a_siege_leaves_the_holder():
    """A surrounded town is its holder's, with the besieger named."""
    control = held("ash", 3, BLUE_HOLDS, event("a", "ash", 3, "besieged"))

    assert (control.actor_id, control.besieged_by) == ("blue", ("red",))


def test_a_repelled_attack_lifts_the_siege():
    """The holder that beats off the besieger is besieged no more."""
    siege = event("a", "ash", 3, "besieged")
    relief = event("b", "ash", 5, "repelled", actor="blue", lost_by=("red",))

    assert held("ash", 5, BLUE_HOLDS, siege, relief).besieged_by == ()


def test_a_withdrawal_leaves_nobody_known():
    """When the holder has left and nobody is said to have come, it is unknown."""
    left = event("a", "ash", 3, "withdrew", actor=None, lost_by=("blue",))
    control = held("ash", 3, BLUE_HOLDS, left)

    assert (control.status, control.actor_id, control.basis) == (
        "unknown",
        None,
        "assessed",
    )


def test_the_end_of_an_army_empties_only_what_it_held():
    """What it had left before, and what nobody ever spoke of, stays as it was."""
    left = event("l", "ash", 3, "withdrew", actor=None, lost_by=("blue",))
    end = event("z", "realm", 6, "withdrew", actor=None, lost_by=("blue",))
    war = timeline(BLUE_HOLDS, left, end)

    assert war.control("ash", on(6)).event_id == "l"
    assert war.control("ash", on(6)).since == on(3)
    assert war.control("elm", on(6)).event_id == "z"
    assert war.control("keep", on(6)) != war.control("shire", on(6))
    assert timeline(end).control("ash", on(6)) == Control()


def test_who_was_not_there_cannot_leave_a_fight():
    """Grey leaving a town that red and blue fight for changes nothing in it."""
    fight = event("a", "ash", 3, "entered")
    left = event("b", "ash", 5, "withdrew", actor=None, lost_by=("grey",))
    control = held("ash", 5, BLUE_HOLDS, fight, left)

    assert control.contested_by == ("blue", "red")


def test_a_besieger_that_leaves_lifts_the_siege():
    """When red goes away, blue's town is surrounded no more."""
    siege = event("a", "ash", 3, "besieged")
    left = event("b", "ash", 5, "withdrew", actor=None, lost_by=("red",))

    assert held("ash", 5, BLUE_HOLDS, siege, left).besieged_by == ()


def test_nobody_fights_with_itself():
    """More of red entering red's own town makes it red's, confirmed."""
    control = held("ash", 5, event("a", "ash", 3), event("b", "ash", 5, "entered"))

    assert (control.actor_id, control.last_confirmed) == ("red", on(5))


def test_nobody_besieges_itself():
    """A holder said to surround its own town is no besieger of it."""
    siege = event("b", "ash", 5, "besieged")

    assert held("ash", 5, event("a", "ash", 3), siege).besieged_by == ()


def test_one_party_alone_is_no_fight():
    """Red in a town of which nothing else is known is said to hold it."""
    control = held("ash", 3, event("a", "ash", 3, "entered"))

    assert (control.status, control.claimed_by) == ("unknown", ("red",))


def test_a_dated_fight_replaces_an_assumed_one():
    """Seen by a monitor, a fight is assessed, and dated from that day."""
    assumed = event("a", "ash", 2, "entered", is_assumed=True, lost_by=("blue",))
    seen = event("b", "ash", 5, "entered")
    control = held("ash", 5, assumed, seen)

    assert (control.basis, control.event_id, control.since) == ("assessed", "b", on(5))


def test_the_latest_confirmation_can_be_looked_up():
    """The day of the last confirmation is the day of an event that is listed."""
    first, second = event("a", "ash", 3), event("b", "ash", 6, "observed")
    control = held("ash", 7, first, second)

    assert control.last_confirmed == on(6)
    assert control.mark_ids == ("b",)


def test_a_nearer_capture_has_its_own_day():
    """The region fell on the third; that ash fell on the fifth is the better word."""
    war = timeline(event("a", "shire", 3), event("b", "ash", 5))

    assert war.control("ash", on(5)).since == on(5)


def test_a_side_need_not_say_it_anew():
    """What red says twice it held since the first time."""
    told = (claim("herald", 6),)
    first = event("a", "ash", 3, claims=told)
    again = event("b", "ash", 5, "observed", claims=told)
    control = held("ash", 5, first, again, perspective="red")

    assert (control.since, control.event_id) == (on(3), "a")


def test_background_does_not_overrule_a_side_in_its_own_story():
    """A later assumption gives way to what the side itself tells."""
    told = event("a", "ash", 3, claims=(claim("herald", 3),))
    assumed = event("b", "ash", 5, "observed", actor="blue", is_assumed=True)

    assert held("ash", 5, told, assumed, perspective="red").actor_id == "red"


def test_a_rejected_record_supersedes_nothing():
    """A correction that a monitor denies leaves the old record standing."""
    old = event("old", "ash", 2)
    told = (claim("crier", 4), claim("watch", 5, "denies"))
    new = event("new", "ash", 2, actor="blue", supersedes=("old",), claims=told)

    assert held("ash", 9, old, new).actor_id == "red"


def test_who_stays_after_a_withdrawal_is_said_to_hold_it():
    """Of two who fought, one left: the other is a claimant, not a known holder."""
    fight = event("a", "ash", 3, "entered")
    left = event("b", "ash", 5, "withdrew", actor=None, lost_by=("blue",))
    control = held("ash", 5, BLUE_HOLDS, fight, left)

    assert (control.status, control.claimed_by) == ("unknown", ("red",))


def test_a_withdrawal_of_somebody_else_changes_nothing():
    """Blue cannot leave what red already holds."""
    left = event("b", "ash", 4, "withdrew", actor=None, lost_by=("blue",))

    assert held("ash", 4, event("a", "ash", 3), left).actor_id == "red"


def test_seen_held_does_not_say_since_when():
    """An observation gives a day by which, not a day on which."""
    control = held("ash", 3, event("a", "ash", 3, "observed"))

    assert (control.since, control.since_is_exact) == (on(3), False)


def test_a_second_word_confirms_and_keeps_the_day():
    """Since stays with the first word; last confirmed goes with the latest."""
    first, second = event("a", "ash", 3), event("b", "ash", 6, "observed")
    control = held("ash", 7, first, second)

    assert (control.since, control.last_confirmed) == (on(3), on(6))
    assert control.event_id == "a"


def test_a_disputed_day_is_open_between_its_ends():
    """Taken on the third or the fifth: contested from the third, red's on the fifth."""
    fall = event("a", "ash", 3, latest=on(5), claims=(claim("watch", 5),))
    war = timeline(BLUE_HOLDS, fall)

    assert war.control("ash", on(2)).actor_id == "blue"
    assert war.control("ash", on(4)).contested_by == ("blue", "red")
    assert war.control("ash", on(5)).actor_id == "red"
    assert war.control("ash", on(5)).since_is_exact is False


def test_a_disputed_day_changes_nothing_for_who_is_there_already():
    """Red, which holds ash, is said to take the shire on some day: ash stays red's."""
    region = event("r", "shire", 3, latest=on(5), claims=(claim("watch", 5),))
    war = timeline(event("a", "ash", 2), region)

    assert war.control("ash", on(4)).actor_id == "red"
    assert war.control("elm", on(4)).contested_by == ()


def test_a_disputed_day_after_a_retreat_has_one_name():
    """Blue had left; red came on the third or the fifth: nobody else is at it."""
    left = event("l", "ash", 2, "withdrew", actor=None, lost_by=("blue",))
    fall = event(
        "a", "ash", 3, latest=on(5), lost_by=("blue",), claims=(claim("watch", 5),)
    )
    war = timeline(BLUE_HOLDS, left, fall)

    assert war.control("ash", on(4)).status == "unknown"
    assert war.control("ash", on(4)).claimed_by == ("red",)
    assert war.control("ash", on(5)).actor_id == "red"


def test_a_region_speaks_for_its_places():
    """A word on the shire is inherited by all in it, however deep."""
    war = timeline(event("a", "shire", 3))

    for place_id in ("ash", "oak", "keep"):
        control = war.control(place_id, on(3))
        assert (control.actor_id, control.basis) == ("red", "inherited")
    assert war.control("realm", on(3)).status == "unknown"


def test_a_region_can_except_a_place_with_all_in_it():
    """What a statement leaves out, it says nothing of."""
    war = timeline(event("a", "shire", 3, excepted=("oak",)))

    assert war.control("ash", on(3)).actor_id == "red"
    assert war.control("oak", on(3)).status == "unknown"
    assert war.control("keep", on(3)).status == "unknown"


def test_a_word_on_the_place_beats_a_word_on_its_region():
    """Of the same day, the nearer statement counts."""
    war = timeline(event("a", "shire", 3), event("b", "ash", 3, actor="blue"))

    assert war.control("ash", on(3)).actor_id == "blue"
    assert war.control("elm", on(3)).actor_id == "red"


def test_a_word_on_the_place_is_a_better_basis():
    """What the region was said to be, and the place then too, is assessed."""
    region = event("a", "shire", 3)
    war = timeline(region, event("b", "ash", 5, "observed"))
    again = timeline(event("b", "ash", 5, "observed"), event("c", "shire", 7))

    assert (war.control("ash", on(5)).basis, war.control("ash", on(5)).event_id) == (
        "assessed",
        "b",
    )
    assert war.control("ash", on(5)).since == on(3)
    assert (
        again.control("ash", on(7)).basis,
        again.control("ash", on(7)).event_id,
    ) == (
        "assessed",
        "b",
    )


def test_only_what_a_map_shows_is_a_visible_change():
    """A word that merely confirms is a change of knowledge, not of the map."""
    war = timeline(event("a", "ash", 3), event("b", "ash", 5, "observed"))

    assert [c.is_visible for c in war.changes(on(3))] == [True]
    assert [c.is_visible for c in war.changes(on(5))] == [False]


def test_a_sight_of_uncertain_day_counts_from_its_last():
    """Seen held on some day of the week: nothing is said of the days before."""
    seen = event("a", "ash", 3, "observed", latest=on(6), claims=(claim("watch", 6),))
    war = timeline(BLUE_HOLDS, seen)

    assert war.control("ash", on(5)).actor_id == "blue"
    assert war.control("ash", on(6)).actor_id == "red"


def test_fighters_in_a_city_are_not_in_each_quarter():
    """Entering a city says nothing of a single quarter."""
    assert held("keep", 3, event("a", "oak", 3, "entered")).status == "unknown"


def test_background_gives_way_to_every_statement():
    """An assumption never overrides a dated word, whatever its date."""
    seen = event("a", "ash", 2)
    assumed = event("b", "ash", 3, "observed", actor="blue", is_assumed=True)

    assert held("ash", 4, seen, assumed).actor_id == "red"
    assert held("ash", 4, assumed).basis == "assumed"


def test_several_changes_in_a_day_follow_their_order():
    """Lost and retaken on one day: the order field says which came last."""
    retaken = event("a", "ash", 3, actor="blue", order=2)
    lost = event("b", "ash", 3, order=1)

    assert held("ash", 3, retaken, lost).actor_id == "blue"


def test_a_superseded_record_is_out_once_its_successor_is_known():
    """The old record counts until the day the new one could be known."""
    old = event("old", "ash", 2)
    new = event(
        "new", "ash", 2, actor="blue", supersedes=("old",), claims=(claim("watch", 6),)
    )

    assert held("ash", 9, old, new).actor_id == "blue"
    assert held("ash", 9, old, new, known_on=on(5)).actor_id == "red"


def test_a_state_goes_stale():
    """Thirty days without a confirming word are too many; so says the policy."""
    war = timeline(event("a", "ash", 3), policy=Policy(stale_after_days=10))
    control = war.control("ash", on(3))

    assert not war.is_stale(control, on(13))
    assert war.is_stale(control, on(14))


def test_what_was_never_confirmed_cannot_go_stale():
    """Background has no day to count from, and neither has the unknown."""
    war = timeline(event("a", "ash", 3, is_assumed=True))

    assert not war.is_stale(war.control("ash", on(28)), on(28) + timedelta(days=999))
    assert not war.is_stale(war.control("elm", on(28)), on(28) + timedelta(days=999))


def test_each_side_tells_its_own_war():
    """What red claims is so in red's story, and what blue denies is not in blue's."""
    told = (claim("herald", 3), claim("crier", 3, "denies"))
    events = (
        event("eve", "ash", 1, "observed", actor="blue", is_assumed=True),
        event("a", "ash", 3, claims=told),
    )

    assert held("ash", 3, *events, perspective="red").actor_id == "red"
    assert held("ash", 3, *events, perspective="red").basis == "claimed"
    assert held("ash", 3, *events, perspective="blue").actor_id == "blue"


def test_history_is_half_open_and_without_gaps():
    """Each span ends where the next begins; the last has no end."""
    war = timeline(event("a", "ash", 2), event("b", "ash", 5, actor="blue"))
    spans = war.history("ash")

    assert [(s.valid_from, s.valid_to) for s in spans] == [
        (on(2), on(5)),
        (on(5), None),
    ]


@pytest.mark.parametrize("question", ["history", "row", "steps"])
def test_an_unlisted_place_is_an_error(question):
    """A place that nobody listed has no history to give."""
    wanted = "^place 'atlantis' is not in the gazetteer$"
    with pytest.raises(UnknownPlaceError, match=wanted):
        getattr(timeline(), question)("atlantis")


def test_an_unlisted_place_is_unknown_on_every_day():
    """Asked for its state alone, a place that nobody listed is unknown."""
    assert held("atlantis", 5, event("a", "ash", 3)) == Control()


def test_a_listed_place_without_a_word_has_nothing_to_list():
    """It has no spans, no states and no events, and that is no error."""
    war = timeline(event("a", "ash", 3))

    assert [*war.history("elm"), *war.row("elm"), *war.steps("elm")] == []


@given(wars(), st.integers(2, 26))
def test_a_day_is_the_day_before_and_its_changes(events, n):
    """state(d) = state(d - 1) + changes(d), for every place."""
    war = timeline(*events)
    state = war.state(on(n - 1))
    for change in war.changes(on(n)):
        assert state[change.place_id] == change.before
        state[change.place_id] = change.after

    assert state == war.state(on(n))


@given(wars(), st.randoms(use_true_random=False))
def test_the_order_of_events_never_matters(events, random):
    """However files and records are ordered, every day is the same."""
    shuffled = list(events)
    random.shuffle(shuffled)

    for n in (5, 12, 25):
        assert timeline(*shuffled).state(on(n)) == timeline(*events).state(on(n))


@given(wars())
def test_every_state_makes_sense(events):
    """Held has a holder, contested has rivals, and nobody claims what is theirs."""
    war = timeline(*events)
    for n in range(1, 27):
        for control in war.state(on(n)).values():
            assert (control.actor_id is not None) == (control.status is Status.HELD)
            assert bool(control.contested_by) == (control.status is Status.CONTESTED)
            assert len(control.contested_by) != 1
            assert control.actor_id not in {*control.contested_by, *control.besieged_by}
            assert control.actor_id not in control.claimed_by
            if control.since is not None:
                assert control.since <= on(n)


@given(wars())
def test_history_and_days_tell_the_same(events):
    """Looking a day up in a place's history gives the state of that day."""
    war = timeline(*events)
    for place_id in PLACES:
        spans = war.history(place_id)
        for n in range(1, 27):
            told = next(
                (
                    s.control
                    for s in spans
                    if s.valid_from <= on(n)
                    and (s.valid_to is None or on(n) < s.valid_to)
                ),
                Control(),
            )
            now = war.control(place_id, on(n))
            assert (told.status, told.actor_id, told.contested_by) == (
                now.status,
                now.actor_id,
                now.contested_by,
            )


@given(wars())
def test_knowing_everything_is_knowing_after_the_last_report(events):
    """A known-on day after every report equals none."""
    late = timeline(*events, known_on=on(28) + timedelta(days=99))

    assert late.state(on(25)) == timeline(*events).state(on(25))


@given(wars())
def test_only_named_claims_move_a_holder(events):
    """With every independent and admitting voice silent, no holder ever changes."""
    silent = [
        event(
            e.id,
            " ".join(e.places),
            e.earliest.day,
            e.change.value,
            actor="red",
            lost_by=("blue",),
            claims=(claim("herald", 24),),
        )
        for e in events
    ]
    before = timeline(BLUE_HOLDS).state(on(25))
    after = timeline(BLUE_HOLDS, *silent).state(on(25))

    assert {p: c.actor_id for p, c in after.items()} == {
        p: c.actor_id for p, c in before.items()
    }
