"""
What one event does to one place.

Each law takes any state that events can lead to, and any event that a file may hold,
and says of every field what it is afterwards.
"""

from dataclasses import replace

from drawn_wars import events
from hypothesis import assume, given
from hypothesis import strategies as st
from worlds import claim

from geocontrol.control import UNKNOWN, Step, apply_step
from geocontrol.model import Basis, Change, Control, Status, Verdict

TAKING = {Change.CAPTURED, Change.ENTERED, Change.HANDED_OVER}
HERE, NONE = st.just(("ash",)), st.just(())
SAID = st.one_of(
    events(name, at=HERE, spared=NONE, told=[claim("watch")]) for name in "abcdef"
)
BASES = st.sampled_from([Basis.ASSESSED, Basis.INHERITED, Basis.CLAIMED])
VERDICTS = st.sampled_from([*Verdict, *[Verdict.ASSESSED] * 4])


@st.composite
def steps(draw, **fixed):
    """Draw an event as it bears on a place, with some of its fields given."""
    told, basis = draw(SAID), draw(BASES)
    return Step(
        **{
            "event": told,
            "day": told.latest,
            "verdict": draw(VERDICTS),
            "basis": Basis.ASSUMED if told.is_assumed else basis,
            **fixed,
        }
    )


FEW_STEPS = st.lists(steps(), max_size=4)


@st.composite
def states(draw):
    """Draw a state that some events in a row lead to."""
    control = UNKNOWN
    for step in draw(FEW_STEPS):
        control = apply_step(control, step)
    return control


def said(**fixed):
    """Draw a step of an event that is no background."""
    return steps(**fixed).filter(lambda step: step.basis is not Basis.ASSUMED)


def assessed(**fixed):
    """Draw a step that the rule believes."""
    return said(verdict=Verdict.ASSESSED, **fixed)


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


@given(states(), said(verdict=Verdict.REJECTED))
def test_what_is_rejected_is_listed_and_changes_nothing(before, step):
    """A rejected event is shown among the others, once, and that is all."""
    assert apply_step(before, step) == marked(before, step)


@given(states(), said(verdict=Verdict.CLAIMED))
def test_what_is_claimed_adds_a_claimant_and_moves_nobody(before, step):
    """A place keeps its state; whoever is not there and says it took it is marked."""
    is_siege = step.event.change is Change.BESIEGED
    expected = marked(before, step) if is_siege else claimed(before, step)

    assert apply_step(before, step) == expected


@given(states(), said(verdict=Verdict.DISPUTED))
def test_what_is_disputed_is_open_between_the_two(before, step):
    """A disputed taking opens a place; a disputed siege or retreat does not."""
    told = step.event
    is_taking = told.change in TAKING | {Change.OBSERVED} and told.actor is not None
    is_open = is_taking and not holds(before, told.actor)
    expected = opened(before, step) if is_open else marked(before, step)

    assert apply_step(before, step) == expected


@given(states(), assessed().filter(lambda s: s.event.change is Change.BESIEGED))
def test_a_siege_adds_a_besieger_and_nothing_else(before, step):
    """Whoever surrounds a place that is not its own is named beside the holder."""
    actor = step.event.actor
    expected = marked(before, step)
    if actor is not None and not holds(before, actor):
        besiegers = tuple(sorted({*before.besieged_by, actor}))
        expected = replace(expected, besieged_by=besiegers)

    assert apply_step(before, step) == expected


def taken(step):
    told = step.event
    return told.status is Status.HELD and told.actor is not None


@given(states(), assessed().filter(taken))
def test_what_is_known_to_be_held_is_held(before, step):
    """Whoever is known to hold a place holds it: anew, or since when it did."""
    told = step.event
    is_holder = holds(before, told.actor)
    is_relieved = told.change is Change.REPELLED or not is_holder
    anew = fresh(
        step,
        status=Status.HELD,
        actor_id=told.actor,
        besieged_by=() if is_relieved else before.besieged_by,
    )
    expected = confirmed(before, step) if is_holder else anew
    if is_holder and is_hearsay(before):
        expected = anew

    assert apply_step(before, step) == expected


@given(states(), assessed().filter(lambda s: s.event.status is Status.CONTESTED))
def test_what_is_fought_for_is_contested(before, step):
    """By those named; else by who is there and who comes, unless they are the same."""
    told = step.event
    if told.contested_by:
        expected = fought_for(before, step, told.contested_by)
    elif told.actor is not None and holds(before, told.actor):
        expected = apply_step(
            before, replace(step, event=replace(told, status=Status.HELD))
        )
    else:
        expected = opened(before, step)

    assert apply_step(before, step) == expected


def left(step):
    told = step.event
    is_nobodys = told.status is Status.HELD and told.actor is None
    return told.status is Status.UNKNOWN or is_nobodys


@given(states(), assessed().filter(left))
def test_who_leaves_a_place_leaves_it_to_nobody_known(before, step):
    """Only who was there can leave; who stays is said to hold it."""
    leavers = set(step.event.lost_by)
    if there(before) and not there(before) & leavers:
        besiegers = tuple(b for b in before.besieged_by if b not in leavers)
        expected = replace(marked(before, step), besieged_by=besiegers)
    elif not there(before) and before.event_id is not None:
        expected = marked(before, step)
    elif not there(before) and step.basis is Basis.INHERITED:
        expected = before
    else:
        staying = {*before.claimed_by, *before.contested_by} - leavers
        expected = fresh(step, claimed_by=tuple(sorted(staying)))

    assert apply_step(before, step) == expected


@given(states(), assessed(is_under_way=True))
def test_while_the_day_is_open_so_is_the_place(before, step):
    """From the first possible day on: between who is there and who comes."""
    assume(step.event.change is not Change.BESIEGED)
    is_there = step.event.actor is not None and holds(before, step.event.actor)
    expected = before if is_there else opened(before, step)

    assert apply_step(before, step) == expected


@given(states(), steps(basis=Basis.ASSUMED), st.sampled_from(Verdict), st.booleans())
def test_background_only_fills_what_nobody_spoke_of(before, step, verdict, is_open):
    """An assumption stands until the first dated word, whatever became of it."""
    other = replace(step, verdict=verdict, is_under_way=is_open)
    after = apply_step(before, step)

    assert apply_step(before, other) == after
    if not is_hearsay(before):
        assert after == before
    elif after not in {before, marked(before, step)}:
        assert (after.basis, after.last_confirmed) == (Basis.ASSUMED, None)


@given(states(), steps())
def test_every_step_leads_to_a_state_that_makes_sense(before, step):
    """Held has one holder, contested has rivals, and nobody claims what it has."""
    after = apply_step(before, step)

    assert (after.actor_id is not None) == (after.status is Status.HELD)
    assert bool(after.contested_by) == (after.status is Status.CONTESTED)
    assert len(after.contested_by) != 1
    assert not there(after) & set(after.claimed_by)
    assert after.actor_id not in after.besieged_by
    assert len(set(after.mark_ids)) == len(after.mark_ids)
    assert (after.event_id is None) == (after.since is None)
