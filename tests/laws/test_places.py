"""Laws of space: an event touches what it names, and what lies in it."""

from dataclasses import replace

from drawn_wars import Range, events, wars
from hypothesis import given
from hypothesis import strategies as st
from worlds import PLACES, evidence

from geocontrol.model import Basis, Change, Kind
from geocontrol.nesting import around, children_of, descendants_of
from geocontrol.timeline import Timeline

SPREADING = {
    Change.CAPTURED,
    Change.WITHDREW,
    Change.HANDED_OVER,
    Change.OBSERVED,
    Change.SUCCEEDED,
}
ABOVE = {
    "realm": [],
    "shire": ["realm"],
    "ash": ["shire", "realm"],
    "elm": ["shire", "realm"],
    "oak": ["shire", "realm"],
    "yew": ["shire", "realm"],
    "keep": ["oak", "shire", "realm"],
}
"""All that each place of the drawn world lies in, by hand."""


def rows(told):
    war = Timeline(PLACES, evidence(*told))
    return {place_id: war.row(place_id) for place_id in PLACES}


def touched(event):
    """Return what an event speaks of: what it names, and what lies in that."""
    named = set(event.places)
    if event.change not in SPREADING:
        return named
    spared = {p for p in PLACES if {p, *ABOVE[p]} & set(event.excepted)}
    return named | {p for p in PLACES if set(ABOVE[p]) & named and p not in spared}


@given(wars(), events("z"))
def test_an_event_changes_only_what_it_speaks_of(told, one):
    """Every other place has the very same states without it."""
    before, after = rows(told), rows([*told, one])

    assert {p for p in PLACES if before[p] != after[p]} <= touched(one)


@given(wars())
def test_an_event_bears_on_all_that_it_speaks_of(told):
    """Each place lists the events that speak of it, and says how near the word is."""
    told = [replace(e, supersedes=()) for e in told]
    war = Timeline(PLACES, evidence(*told))
    for place_id in PLACES:
        steps = war.steps(place_id)

        assert {s.event.id for s in steps} == {
            e.id for e in told if place_id in touched(e)
        }
        for step in steps:
            is_named = place_id in step.event.places
            near = Basis.ASSESSED if is_named else Basis.INHERITED
            assert step.basis is (Basis.ASSUMED if step.event.is_assumed else near)


@given(events("z", of=Range(at=st.just(("ash", "elm", "yew")))))
def test_places_told_of_together_fare_alike(one):
    """An event of three villages leaves the three in one state."""
    found = rows([one])

    assert found["ash"] == found["elm"] == found["yew"]


def test_what_lies_in_what():
    """All that is within a place is found, and nothing else."""
    children = children_of(PLACES)

    assert set(children) == {"realm", "shire", "oak"}
    for place_id in PLACES:
        assert descendants_of(place_id, children) == {
            p for p in PLACES if place_id in ABOVE[p]
        }


def test_the_region_around_a_place_is_the_nearest_of_its_kind():
    """The keep lies in the city of oak and in the shire; the realm lies in nothing."""
    keep, shire, realm = (PLACES[p] for p in ("keep", "shire", "realm"))

    assert around(keep, Kind.CITY, PLACES) is PLACES["oak"]
    assert around(keep, Kind.GOVERNORATE, PLACES) is shire
    assert around(keep, Kind.VILLAGE, PLACES) is None
    assert around(keep, Kind.QUARTER, PLACES) is None
    assert around(realm, Kind.COUNTRY, PLACES) is None
    assert around(shire, Kind.COUNTRY, PLACES) is realm


def test_places_within_one_another_are_no_endless_search():
    """A gazetteer that `check` would refuse still gives an answer."""
    knot = {
        p: replace(PLACES[p], within=w) for p, w in (("ash", "elm"), ("elm", "ash"))
    }

    assert around(knot["ash"], Kind.CITY, knot) is None
    assert descendants_of("ash", children_of(knot)) == {"ash", "elm"}


def test_the_nearest_of_several_of_a_kind_is_meant():
    """A quarter of a quarter lies in the quarter, whatever that lies in."""
    inner = replace(PLACES["keep"], id="inner", within="keep")
    places = {**PLACES, "inner": inner}

    assert around(inner, Kind.QUARTER, places) is PLACES["keep"]
