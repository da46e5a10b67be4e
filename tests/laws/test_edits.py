"""Laws of edits: a timeline made from another one says what one made anew says."""

from dataclasses import replace

from drawn_wars import days, wars
from hypothesis import given
from hypothesis import strategies as st
from worlds import PLACES, REPORTS, event, evidence, on

from geocontrol.model import ActorId, Policy
from geocontrol.timeline import Timeline


def said(war):
    """Everything that is derived, the order of mappings included."""
    found = war.derived
    return (
        list(found.heard.items()),
        found.superseded,
        list(found.assessments.items()),
        {place: list(steps) for place, steps in found.steps.items()},
        dict(found.rows),
        {day: list(places) for day, places in found.turning.items()},
    )


@given(wars(), wars(), st.integers(0, 8), st.none() | days)
def test_an_edited_war_is_the_war_told_anew(one, other, kept, known):
    """Whatever events come, go or are told otherwise, and whoever is heard."""
    first, then = evidence(*one), evidence(*one[:kept], *other[kept:])
    asked = {"known_on": known and on(known), "policy": Policy()}
    before = Timeline(PLACES, first, **asked)
    anew = Timeline(PLACES, then, **asked)

    assert said(Timeline(PLACES, then, before=before, **asked)) == said(anew)


@given(wars(), st.sampled_from(sorted(REPORTS)), days)
def test_a_report_of_another_day_is_heard_from_that_day_on(events, report_id, day):
    """The events that cite it are weighed again."""
    first = evidence(*events)
    moved = replace(REPORTS[report_id], issued=on(day))
    then = replace(first, reports={**REPORTS, report_id: moved})
    before = Timeline(PLACES, first, known_on=on(20))
    anew = Timeline(PLACES, then, known_on=on(20))

    assert said(Timeline(PLACES, then, known_on=on(20), before=before)) == said(anew)


def test_what_no_edit_touched_is_the_very_same():
    """Rows and steps of places that the edited event does not bear on are kept."""
    told = [event("a", "oak", 1), event("b", "yew", 2), event("c", "elm ash", 3)]
    edited = [replace(told[0], actor=ActorId("blue")), *told[1:]]
    before = Timeline(PLACES, evidence(*told))
    after = Timeline(PLACES, evidence(*edited), before=before)

    for place in ("yew", "elm", "ash"):
        assert after.rows[place] is before.rows[place]
        assert after.steps(place) is before.steps(place)
    for place in ("oak", "keep"):
        assert after.control(place, on(1)).actor_id == "blue"


def test_of_an_event_that_goes_only_its_own_is_weighed_anew():
    """What is said of the others amounts to the very same."""
    told = [event("a", "oak", 1), event("b", "yew", 2), event("c", "elm", 3)]
    before = Timeline(PLACES, evidence(*told))
    after = Timeline(PLACES, evidence(*told[1:]), before=before)

    assert list(after.assessments) == ["b", "c"]
    for event_id in ("b", "c"):
        assert after.assessments[event_id] is before.assessments[event_id]


def test_an_event_that_comes_stands_where_its_id_belongs():
    """What is heard is in the order of ids, whenever it was first heard."""
    told = [event("b", "oak", 1), event("d", "yew", 2)]
    before = Timeline(PLACES, evidence(*told))
    more = evidence(*told, event("c", "elm", 3), event("a", "ash", 3))
    after = Timeline(PLACES, more, before=before)

    assert list(after.assessments) == ["a", "b", "c", "d"]


def test_another_note_leaves_all_rows_as_they_are():
    """What is said of an event is weighed anew, but nobody holds anything else."""
    told = [event("a", "oak", 1), event("b", "yew", 2)]
    before = Timeline(PLACES, evidence(*told))
    edited = evidence(replace(told[0], note="Told otherwise"), told[1])
    after = Timeline(PLACES, edited, before=before)

    assert after.steps("oak")[0].event.note == "Told otherwise"
    assert after.rows["oak"] is before.rows["oak"]


def test_another_report_has_only_those_events_weighed_that_cite_it():
    """A verdict that is the very same is of an event whose reports are, too."""
    told = evidence(event("a", "oak", 1), event("b", "yew", 2))
    before = Timeline(PLACES, told)
    retold = {**REPORTS, "day-1": replace(REPORTS["day-1"], title="Another title")}
    after = Timeline(PLACES, replace(told, reports=retold), before=before)

    assert after.assessments["a"] is not before.assessments["a"]
    assert after.assessments["b"] is before.assessments["b"]


@given(wars(), st.sampled_from(["known_on", "perspective", "policy", "places"]))
def test_a_timeline_that_was_asked_for_otherwise_is_no_help(events, what):
    """Nothing is taken over where more than events and reports differs."""
    other = {
        "known_on": on(5),
        "perspective": ActorId("red"),
        "policy": Policy(weak_voices_needed=1),
    }
    told = evidence(*events)
    moved = {**PLACES, "oak": replace(PLACES["oak"], within=None)}
    places = moved if what == "places" else PLACES
    before = Timeline(places, told, **{k: v for k, v in other.items() if k == what})

    assert said(Timeline(PLACES, told, before=before)) == said(Timeline(PLACES, told))
