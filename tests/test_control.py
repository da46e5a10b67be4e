"""
What one event does to one place.

Each law takes any state that events can lead to, and any event that a file may hold,
and says of every field what it is afterwards.
"""

from dataclasses import replace

import pytest
from drawn_wars import RIVALS, Range, events
from hypothesis import given
from hypothesis import strategies as st
from worlds import claim, event, on

from geocontrol.control import UNKNOWN, Step, apply_step
from geocontrol.model import Basis, Change, Control, Status, Verdict

TAKING = {Change.CAPTURED, Change.ENTERED, Change.HANDED_OVER}
WHO = st.sampled_from(["red", "red", "blue", "blue", "navy", None])
PARTIES = st.sampled_from(["red", "blue", "navy"])
SOME_PARTIES = st.lists(PARTIES, max_size=2, unique=True).map(sorted)
YES = st.booleans()
BASES = st.sampled_from([Basis.ASSESSED, Basis.INHERITED, Basis.CLAIMED])
ANY_BASIS = st.sampled_from(Basis)
TAKEOVERS = st.sampled_from([c for c in Change if c is not Change.SUCCEEDED])
HERE = Range(
    at=st.just(("ash",)),
    spared=st.just(()),
    who=WHO,
    told=(claim("watch"),),
    changes=TAKEOVERS,
)
HEIRS = replace(HERE, changes=st.just(Change.SUCCEEDED))
NO_SIEGE = TAKEOVERS.filter(lambda change: change is not Change.BESIEGED)


@st.composite
def steps(draw, of=HERE, **fixed):
    """Draw an event as it bears on a place, with some of its fields given."""
    told = draw(events(draw(st.sampled_from("em")), of=of))
    return Step(
        **{
            "event": told,
            "day": told.latest,
            "verdict": Verdict.ASSESSED,
            "basis": draw(BASES),
            **fixed,
        }
    )


@st.composite
def states(draw):
    """Draw any state that makes sense, whether events lead to it or not."""
    status = draw(st.sampled_from(Status))
    holder = draw(PARTIES) if status is Status.HELD else None
    rivals = draw(RIVALS) if status is Status.CONTESTED else ()
    is_told = status is not Status.UNKNOWN or draw(YES)
    claimants = tuple(a for a in draw(SOME_PARTIES) if a not in {holder, *rivals})
    return Control(
        status=status,
        actor_id=holder,
        contested_by=rivals,
        claimed_by=claimants,
        besieged_by=tuple(a for a in draw(SOME_PARTIES) if a != holder),
        basis=draw(ANY_BASIS) if is_told or claimants else None,
        since=on(2) if is_told else None,
        since_is_exact=draw(YES) or not is_told,
        last_confirmed=on(3) if draw(YES) else None,
        event_id="old" if is_told else None,
        mark_ids=("m",) if draw(YES) else (),
    )


@st.composite
def scenes(draw, of=HERE, **fixed):
    """Draw a state and a step, which is often of somebody who is there already."""
    before, step = draw(states()), draw(steps(of, **fixed))
    one = before.actor_id or next(iter(before.contested_by), None)
    told = step.event
    if one is not None and draw(YES):
        told = replace(told, actor=one, lost_by=tuple({*told.lost_by} - {one}))
    elif one is not None and one != told.actor and draw(YES):
        told = replace(told, lost_by=tuple(sorted({*told.lost_by, one})))
    return before, replace(step, event=told)


def there(control):
    """Return those who hold a place or fight for it."""
    return {control.actor_id, *control.contested_by} - {None}


def holds(control, actor):
    return control.status is Status.HELD and control.actor_id == actor


def marked(control, step):
    """Return a state with an event among those shown."""
    marks = dict.fromkeys((*control.mark_ids, step.event.id))
    return replace(control, mark_ids=tuple(marks))


def is_hearsay(control):
    """Tell whether a state rests on background, on a bare claim, or on nothing."""
    return control.basis in {None, Basis.ASSUMED} or (
        control.basis is Basis.CLAIMED and control.status is Status.UNKNOWN
    )


def fresh(step, **more):
    """Return a state that an event sets anew."""
    told = step.event
    is_assumed = step.basis is Basis.ASSUMED
    return Control(
        basis=step.basis,
        since=step.day,
        since_is_exact=told.change is not Change.OBSERVED
        and told.earliest == told.latest,
        last_confirmed=None if is_assumed else step.day,
        event_id=told.id,
        **more,
    )


def confirmed(before, step):
    """Return a state that an event says again; a nearer word takes it over."""
    told = step.event
    again = replace(
        before,
        claimed_by=(),
        besieged_by=() if told.change is Change.REPELLED else before.besieged_by,
        last_confirmed=step.day,
        mark_ids=(told.id,),
    )
    if (before.basis, step.basis) != (Basis.INHERITED, Basis.ASSESSED):
        return again
    anew = fresh(step) if told.change in TAKING else before
    return replace(
        again,
        basis=Basis.ASSESSED,
        event_id=told.id,
        mark_ids=(),
        since=anew.since,
        since_is_exact=anew.since_is_exact,
    )


def claimed(before, step):
    """Return a state with one more who says that it took the place."""
    actor = step.event.actor
    if actor is None or actor in there(before):
        return marked(before, step)
    return replace(
        marked(before, step),
        claimed_by=tuple(sorted({*before.claimed_by, actor})),
        basis=before.basis or Basis.CLAIMED,
    )


def fought_for(before, step, rivals):
    """Return a state contested by those named, anew unless it is just that."""
    rivals = tuple(sorted(rivals))
    if before.contested_by == rivals and not is_hearsay(before):
        return confirmed(before, step)
    return fresh(
        step,
        status=Status.CONTESTED,
        contested_by=rivals,
        besieged_by=before.besieged_by,
    )


def opened(before, step):
    """Return a place open between who was there and who comes."""
    had = there(before)
    if not had and before.event_id is None:
        had = set(step.event.lost_by)
    rivals = (had | {step.event.actor}) - {None}
    if len(rivals) > 1:
        return fought_for(before, step, rivals)
    last = None if step.basis is Basis.ASSUMED else step.day
    return replace(claimed(before, step), basis=step.basis, last_confirmed=last)


def believed(before, step):
    """Return what an event makes of a place once its word is taken."""
    told = step.event
    if told.change is Change.BESIEGED:
        return besieged(before, step)
    if told.status is Status.HELD and told.actor is not None:
        return held(before, step)
    if told.status is not Status.CONTESTED:
        return left(before, step)
    if told.contested_by:
        return fought_for(before, step, told.contested_by)
    if told.actor is not None and holds(before, told.actor):
        return held(before, step)
    return opened(before, step)


def besieged(before, step):
    """Return a state with one more besieger, who is not the holder."""
    actor = step.event.actor
    if actor is None or holds(before, actor):
        return marked(before, step)
    besiegers = tuple(sorted({*before.besieged_by, actor}))
    return replace(marked(before, step), besieged_by=besiegers)


def held(before, step):
    """Return a place in the hands of whoever takes it, or of who has it anyway."""
    told = step.event
    is_holder = holds(before, told.actor)
    if is_holder and not is_hearsay(before):
        return confirmed(before, step)
    is_relieved = told.change is Change.REPELLED or not is_holder
    return fresh(
        step,
        status=Status.HELD,
        actor_id=told.actor,
        besieged_by=() if is_relieved else before.besieged_by,
    )


def left(before, step):
    """Return a place without those who left; who stays is said to hold it."""
    leavers = set(step.event.lost_by)
    if there(before) and not there(before) & leavers:
        besiegers = tuple(b for b in before.besieged_by if b not in leavers)
        return replace(marked(before, step), besieged_by=besiegers)
    if not there(before) and before.event_id is not None:
        return marked(before, step)
    if not there(before) and step.basis is Basis.INHERITED:
        return before
    staying = {*before.claimed_by, *before.contested_by} - leavers
    return fresh(step, claimed_by=tuple(sorted(staying)))


def test_a_place_without_a_word_has_nothing():
    """Nobody holds it, fights for it or claims it, and no event stands behind it."""
    assert Control() == UNKNOWN


@pytest.mark.parametrize(
    ("change", "besiegers"), [("repelled", ()), ("observed", ("blue",))]
)
def test_a_siege_in_the_background_ends_as_any_other(change, besiegers):
    """Seen in its town, red is still surrounded; once it beat blue off, it is not."""
    before = Control(
        status=Status.HELD,
        actor_id="red",
        besieged_by=("blue",),
        basis=Basis.ASSUMED,
        since=on(1),
        event_id="eve",
    )
    step = Step(
        event=event("e", "ash", 3, change),
        day=on(3),
        verdict=Verdict.ASSESSED,
        basis=Basis.ASSESSED,
    )

    assert apply_step(before, step).besieged_by == besiegers


@given(scenes(verdict=Verdict.REJECTED))
def test_what_is_rejected_is_listed_and_changes_nothing(scene):
    """A rejected event is shown among the others, once, and that is all."""
    before, step = scene
    assert apply_step(before, step) == marked(before, step)


@given(scenes(verdict=Verdict.CLAIMED))
def test_what_is_claimed_adds_a_claimant_and_moves_nobody(scene):
    """A place keeps its state; whoever is not there and says it took it is marked."""
    before, step = scene
    is_siege = step.event.change is Change.BESIEGED
    expected = marked(before, step) if is_siege else claimed(before, step)

    assert apply_step(before, step) == expected


@given(scenes(verdict=Verdict.DISPUTED))
def test_what_is_disputed_is_open_between_the_two(scene):
    """A disputed taking opens a place; a disputed siege or retreat does not."""
    before, step = scene
    told = step.event
    is_taking = told.change in TAKING | {Change.OBSERVED} and told.actor is not None
    is_open = is_taking and not holds(before, told.actor)
    expected = opened(before, step) if is_open else marked(before, step)

    assert apply_step(before, step) == expected


@given(scenes(replace(HERE, changes=st.just(Change.BESIEGED))))
def test_a_siege_adds_a_besieger_and_nothing_else(scene):
    """Whoever surrounds a place that is not its own is named beside the holder."""
    before, step = scene
    assert apply_step(before, step) == besieged(before, step)


@given(scenes(replace(HERE, changes=NO_SIEGE, results=st.just(Status.HELD))))
def test_what_is_known_to_be_held_is_held(scene):
    """Whoever is known to hold a place holds it: anew, or since when it did."""
    before, step = scene
    after = apply_step(before, step)

    assert after == believed(before, step)
    if step.event.actor is not None:
        assert holds(after, step.event.actor)


@given(scenes(replace(HERE, changes=NO_SIEGE, results=st.just(Status.CONTESTED))))
def test_what_is_fought_for_is_contested(scene):
    """By those named; else by who is there and who comes, unless they are the same."""
    before, step = scene
    assert apply_step(before, step) == believed(before, step)


@given(scenes(replace(HERE, changes=NO_SIEGE, results=st.just(Status.UNKNOWN))))
def test_who_leaves_a_place_leaves_it_to_nobody_known(scene):
    """Only who was there can leave; who stays is said to hold it."""
    before, step = scene
    after = apply_step(before, step)

    assert after == believed(before, step)
    if there(before) & set(step.event.lost_by):
        assert after.status is Status.UNKNOWN


@given(scenes(replace(HERE, changes=NO_SIEGE), is_under_way=True))
def test_while_the_day_is_open_so_is_the_place(scene):
    """From the first possible day on: between who is there and who comes."""
    before, step = scene
    is_there = step.event.actor is not None and holds(before, step.event.actor)
    expected = before if is_there else opened(before, step)

    assert apply_step(before, step) == expected


@given(scenes(basis=Basis.ASSUMED), st.sampled_from(Verdict))
def test_background_is_believed_where_nobody_spoke_of_a_place(scene, verdict):
    """It stands until the first dated word, whatever its own claims amount to."""
    before, step = scene
    after = apply_step(before, replace(step, verdict=verdict))

    assert after == (believed(before, step) if is_hearsay(before) else before)


@given(scenes(basis=Basis.ASSUMED))
def test_a_siege_in_the_background_leaves_the_holder(scene):
    """That a town was surrounded before the first day empties it of nobody."""
    before, step = scene
    siege = replace(step.event, change=Change.BESIEGED, status=None)
    after = apply_step(before, replace(step, event=siege))

    assert (after.status, after.actor_id) == (before.status, before.actor_id)


def passed_on(before, step):
    """Return a state in which an heir claims and besieges what was claimed before."""
    heir, gone = step.event.actor, set(step.event.lost_by)
    claimants = {heir if a in gone else a for a in before.claimed_by} - there(before)
    besiegers = {heir if a in gone else a for a in before.besieged_by}
    return replace(
        marked(before, step),
        claimed_by=tuple(sorted(claimants)),
        besieged_by=tuple(sorted(besiegers - {before.actor_id})),
    )


def inherited(before, step):
    """Return a state in which an heir stands where others held or fought."""
    heir, gone = step.event.actor, set(step.event.lost_by)
    now = {heir if a in gone else a for a in there(before)}
    is_held = len(now) == 1
    claimants = {heir if a in gone else a for a in before.claimed_by} - now
    besiegers = {heir if a in gone else a for a in before.besieged_by}
    return replace(
        before,
        status=Status.HELD if is_held else Status.CONTESTED,
        actor_id=heir if is_held else None,
        contested_by=() if is_held else tuple(sorted(now)),
        claimed_by=tuple(sorted(claimants)),
        besieged_by=tuple(sorted(besiegers - ({heir} if is_held else set()))),
        since=step.day,
        since_is_exact=step.event.earliest == step.event.latest,
        event_id=step.event.id,
        mark_ids=tuple(
            e for e in (before.event_id, *before.mark_ids) if e != step.event.id
        ),
    )


@given(states(), steps(HEIRS, basis=None), ANY_BASIS)
def test_an_heir_stands_where_its_predecessors_stood(before, step, basis):
    """Who is where changes; basis, confirmation and the claims behind it stay."""
    step = replace(step, basis=basis)
    after = apply_step(before, step)
    heir, gone = step.event.actor, set(step.event.lost_by)
    is_late = step.basis is Basis.ASSUMED and not is_hearsay(before)
    everyone = {*there(before), *before.claimed_by, *before.besieged_by}

    if is_late or not everyone & gone:
        assert after == before
        return
    assert not gone & {*there(after), *after.claimed_by, *after.besieged_by}
    assert there(after) == {heir if a in gone else a for a in there(before)}
    assert (after.basis, after.last_confirmed) == (before.basis, before.last_confirmed)
    assert after == (
        inherited(before, step) if gone & there(before) else passed_on(before, step)
    )


@given(states(), steps(HEIRS), st.sampled_from([v for v in Verdict if v != "assessed"]))
def test_a_doubtful_succession_is_doubted_like_any_taking(before, step, verdict):
    """Claimed, disputed or rejected: as if the heir were said to take the place."""
    step = replace(step, verdict=verdict)
    heir, gone = step.event.actor, set(step.event.lost_by)
    if not gone & {*there(before), *before.claimed_by, *before.besieged_by}:
        expected = before
    elif verdict is Verdict.REJECTED or not gone & there(before):
        expected = marked(before, step)
    elif verdict is Verdict.CLAIMED:
        expected = claimed(before, step)
    else:
        is_heirs = holds(before, heir)
        expected = marked(before, step) if is_heirs else opened(before, step)

    assert apply_step(before, step) == expected


def test_an_heir_neither_claims_nor_besieges_what_it_inherits():
    """What red said of blue's town is settled once the town is red's."""
    before = Control(
        status=Status.HELD,
        actor_id="blue",
        claimed_by=("navy", "red"),
        besieged_by=("red",),
        basis=Basis.ASSESSED,
        since=on(1),
        event_id="eve",
    )
    told = event("e", "ash", 3, "succeeded", lost_by=("blue",))
    step = Step(event=told, day=on(3), verdict=Verdict.ASSESSED, basis=Basis.ASSESSED)
    after = apply_step(before, step)

    assert holds(after, "red")
    assert (after.claimed_by, after.besieged_by) == (("navy",), ())


def test_an_heir_does_not_claim_what_it_fights_for():
    """Red claimed the town that blue and navy fight over, and takes blue's place."""
    before = Control(
        status=Status.CONTESTED,
        contested_by=("blue", "navy"),
        claimed_by=("red",),
        basis=Basis.ASSESSED,
        since=on(1),
        event_id="eve",
        mark_ids=("e", "m"),
    )
    told = event("e", "ash", 3, "succeeded", lost_by=("blue",))
    step = Step(event=told, day=on(3), verdict=Verdict.ASSESSED, basis=Basis.ASSESSED)
    after = apply_step(before, step)

    assert (after.contested_by, after.claimed_by) == (("navy", "red"), ())
    assert (after.event_id, after.mark_ids) == ("e", ("eve", "m"))


@given(states(), steps(HEIRS, basis=Basis.ASSUMED), st.sampled_from(Verdict))
def test_a_succession_in_the_background_needs_no_verdict(before, step, verdict):
    """Whatever its claims amount to, it is background like any."""
    other = replace(step, verdict=verdict)

    assert apply_step(before, other) == apply_step(before, step)


@given(states(), steps() | steps(HEIRS), st.sampled_from(Verdict), ANY_BASIS)
def test_every_step_leads_to_a_state_that_makes_sense(before, step, verdict, basis):
    """Held has one holder, contested has rivals, and nobody claims what it has."""
    after = apply_step(before, replace(step, verdict=verdict, basis=basis))

    assert (after.actor_id is not None) == (after.status is Status.HELD)
    assert bool(after.contested_by) == (after.status is Status.CONTESTED)
    assert len(after.contested_by) != 1
    assert not there(after) & set(after.claimed_by)
    assert after.actor_id not in after.besieged_by
    assert len(set(after.mark_ids)) == len(after.mark_ids)
    assert (after.event_id is None) == (after.since is None)
