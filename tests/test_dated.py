"""Names, alliances and borders that hold for a time, and heirs."""

import hashlib
import random
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta

import orjson
import pytest
from explorer_wars import DAYS, any_dated_war, any_war
from hypothesis import given
from hypothesis import strategies as st
from worlds import ACTORS, PLACES, claim, event, evidence, on, place

from geocontrol.dated import ALWAYS, Ages, Dated, Term
from geocontrol.model import Actor, Kind, Name, Place, Status
from geocontrol.project import Project
from geocontrol.timeline import Timeline

SEEDS = st.integers(0, 10**6)
BOUNDS = ["1914", "1914-08", "1914-08-02", "1924"]


def rows_of(project, **options):
    """Return the whole of what a timeline says."""
    told = project.timeline(**options)
    return {place_id: told.row(place_id) for place_id in project.places}


def questions():
    yield {}
    yield {"known_on": on(5)}
    for actor in ("red", "navy"):
        yield {"perspective": actor}


@pytest.mark.parametrize(
    ("term", "day", "holds"),
    [
        (Term(valid_from="1914"), date(1914, 1, 1), True),
        (Term(valid_from="1914"), date(1913, 12, 31), False),
        (Term(valid_to="1914"), date(1914, 1, 1), False),
        (Term(valid_to="1914"), date(1913, 12, 31), True),
        (Term(valid_from="0800-12-25", valid_to="0814-02"), date(814, 1, 31), True),
        (Term(valid_from="0800-12-25", valid_to="0814-02"), date(814, 2, 1), False),
        (Term(valid_from="9999-12-31"), date.max, True),
        (ALWAYS, date.min, True),
    ],
)
def test_a_term_is_half_open(term, day, holds):
    """A term holds from its first day until the day before its end, of any year."""
    assert term.holds_on(day) is holds


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        (("1924", "1914"), "to 1914 is not after from 1924"),
        (("1914", "1914-01"), "to 1914-01 is not after from 1914"),
        (("1914-13", ""), "'1914-13' is not in the calendar"),
        (("", "yesterday"), "'yesterday' must be a day, a month or a year"),
    ],
)
def test_a_term_has_at_least_a_day(bounds, message):
    """What is no day, and a term that ends before it begins, is refused."""
    with pytest.raises(ValueError, match=message):
        Term(valid_from=bounds[0], valid_to=bounds[1])


CITY = Place(
    id="city",
    name="Istanbul",
    kind=Kind.CITY,
    names=(
        Name(text="إسطنبول", lang="ar"),
        Name(text="Stamboul", lang="en"),
        Name(text="القسطنطينية", lang="ar", term=Term(valid_to="1930-03-28")),
        Name(text="Constantinople", lang="en", term=Term(valid_to="1930-03-28")),
    ),
    within="turkey",
    within_dated=(Dated(value="empire", term=Term(valid_to="1922-11-01")),),
)


@pytest.mark.parametrize(
    ("day", "english", "arabic", "within"),
    [
        (date(1912, 1, 1), "Constantinople", "القسطنطينية", "empire"),
        (date(1922, 11, 1), "Constantinople", "القسطنطينية", "turkey"),
        (date(1930, 3, 27), "Constantinople", "القسطنطينية", "turkey"),
        (date(1930, 3, 28), "Istanbul", "إسطنبول", "turkey"),
    ],
)
def test_a_place_is_called_as_it_was_on_the_day(day, english, arabic, within):
    """The name of the time goes before the one without days, wherever it is listed."""
    then = CITY.on(day)

    assert (then.name, then.name_in("ar"), then.within) == (english, arabic, within)
    assert then.terms == ()


def test_an_actor_has_the_short_name_of_its_day():
    """A legend has room for the name of the time, short where one is given."""
    union = Name(
        text="Union of Oak", lang="en", short="Union", term=Term(valid_from="1922")
    )
    actor = Actor(
        id="oak", name="Oak", short="Oak", side="oak", color="", names=(union,)
    )

    assert [actor.on(date(y, 1, 1)).short for y in (1921, 1922)] == ["Oak", "Union"]
    bare = replace(actor, names=(replace(union, short=""),))
    assert bare.on(date(1922, 1, 1)).short == "Union of Oak"


def test_undated_records_are_the_same_on_every_day():
    """Without terms nothing is copied: the records of a day are the records."""
    ages = Ages(PLACES)

    assert ages.on(on(1)) is PLACES
    assert PLACES["oak"].on(on(1)) is PLACES["oak"]


def for_all_time(project):
    """Return a map that says with days what it said without."""
    always = Term(valid_from="0001")
    actors = {
        key: replace(
            actor,
            side="nobody-ever",
            side_dated=(Dated(value=actor.side, term=always),),
        )
        for key, actor in project.evidence.actors.items()
    }
    places = {
        key: each
        if each.within is None
        else replace(
            each, within=None, within_dated=(Dated(value=each.within, term=always),)
        )
        for key, each in project.places.items()
    }
    return replace(
        project, places=places, evidence=replace(project.evidence, actors=actors)
    )


@given(SEEDS)
def test_what_always_holds_may_be_dated(seed):
    """A timeline equals the one whose records say the same with an all-time date."""
    war = any_war(seed)
    for question in questions():
        assert rows_of(war, **question) == rows_of(for_all_time(war), **question)


def split(dated, rng):
    """Return what holds for a time as holding for two times on end."""
    for each in dated:
        start, end = each.term.start, min(each.term.end, on(DAYS + 3))
        start = max(start, on(1))
        if (end - start).days < 2:
            yield each
            continue
        middle = start + timedelta(days=rng.randint(1, (end - start).days - 1))
        at = middle.isoformat()
        yield replace(each, term=replace(each.term, valid_to=at))
        yield replace(each, term=replace(each.term, valid_from=at))


@given(SEEDS)
def test_a_term_may_be_told_in_two(seed):
    """Splitting an alliance or a border at a day changes no state of any day."""
    war, rng = any_dated_war(seed), random.Random(seed)  # noqa: S311
    actors = {
        key: replace(actor, side_dated=tuple(split(actor.side_dated, rng)))
        for key, actor in war.evidence.actors.items()
    }
    places = {
        key: replace(each, within_dated=tuple(split(each.within_dated, rng)))
        for key, each in war.places.items()
    }
    told_in_two = replace(
        war, places=places, evidence=replace(war.evidence, actors=actors)
    )

    for question in questions():
        assert rows_of(told_in_two, **question) == rows_of(war, **question)


@given(SEEDS, st.sampled_from(["red", "blue"]))
def test_names_move_nothing(seed, actor_id):
    """Whatever an actor or a place is called, every state is the same."""
    war = any_war(seed)
    name = Name(text="Other", lang="en", term=Term(valid_from=on(4).isoformat()))
    actors = dict(war.evidence.actors)
    actors[actor_id] = replace(actors[actor_id], names=(name,))
    places = {key: replace(each, names=(name,)) for key, each in war.places.items()}
    renamed = replace(war, places=places, evidence=replace(war.evidence, actors=actors))

    assert rows_of(renamed) == rows_of(war)


def allied(until):
    """Return blue and navy as allies until a day, and each alone from then on."""
    navy = replace(
        ACTORS["navy"],
        side="navy",
        side_dated=(Dated(value="blue", term=Term(valid_to=on(until).isoformat())),),
    )
    return {**ACTORS, "navy": navy}


@pytest.mark.parametrize(
    ("said_on", "interest"), [(4, "own"), (5, "own"), (6, "independent")]
)
def test_a_voice_serves_the_side_of_the_day_it_speaks(said_on, interest):
    """An ally's word for an ally is its own interest as long as they are allies."""
    taken = event("taken", "ash", 4, actor="blue", claims=(claim("sailor", said_on),))
    told = replace(evidence(taken), actors=allied(until=6))
    timeline = Timeline(PLACES, told)

    [weighed] = timeline.assessments["taken"].claims
    assert weighed.interest == interest
    assert (timeline.control("ash", on(9)).actor_id == "blue") is (said_on == 6)


def test_a_side_tells_what_was_said_while_it_was_that_side():
    """As blue tells it, navy's word counts from before the break and no later one."""
    taken = event(
        "taken",
        "ash",
        4,
        actor="blue",
        claims=(claim("sailor", 4), claim("sailor", 8, "denies")),
    )
    told = replace(evidence(taken), actors=allied(until=6))

    by_blue = Timeline(PLACES, told, perspective="blue")
    by_navy = Timeline(PLACES, told, perspective="navy")
    assert by_blue.assessments["taken"].verdict == "assessed"
    assert by_navy.assessments["taken"].verdict == "rejected"


def ceded(on_day):
    """Return the drawn world, ash in another land from a day on."""
    dale = place("dale", Kind.GOVERNORATE, "realm")
    ash = replace(
        PLACES["ash"],
        within_dated=(
            Dated(value="dale", term=Term(valid_from=on(on_day).isoformat())),
        ),
    )
    return {**PLACES, "dale": dale, "ash": ash}


@pytest.mark.parametrize(("taken_on", "holder"), [(4, "red"), (5, None)])
def test_a_region_stands_for_what_lay_in_it_on_the_day(taken_on, holder):
    """The shire's fall reaches ash until the day on which ash is the dale's."""
    fall = event("fall", "shire", taken_on, actor="red")
    timeline = Timeline(ceded(5), evidence(fall))

    assert timeline.control("ash", on(9)).actor_id == holder
    assert timeline.control("elm", on(9)).actor_id == "red"


def test_a_span_of_days_is_reached_by_its_last():
    """Of a vague day, what lay in the region on the last possible one counts."""
    fall = event("fall", "shire", 3, actor="red", latest=on(6))
    timeline = Timeline(ceded(5), evidence(fall))

    assert not timeline.steps("ash")


START = (
    event("eve", "shire", 1, "observed", actor="blue"),
    event("ash", "ash", 2, actor="red"),
    event("yew", "yew", 3, actor="navy"),
    event("siege", "ash", 4, "besieged", actor="blue"),
    event("claim", "yew", 4, actor="blue", claims=(claim("crier", 4),)),
    event("raid", "elm", 4, "entered", actor="red", lost_by=("blue",)),
)


def heir(n=6, actor="navy", lost_by=("blue",), **more):
    """Return a succession in the whole realm."""
    return event("heir", "realm", n, "succeeded", actor=actor, lost_by=lost_by, **more)


def test_an_heir_is_where_its_predecessor_was():
    """Held, contested, claimed and besieged places pass; all others stay."""
    before = Timeline(PLACES, evidence(*START)).state(on(6))
    timeline = Timeline(PLACES, evidence(*START, heir()))
    after = timeline.state(on(6))

    assert after["oak"].actor_id == "navy"
    assert after["elm"].contested_by == ("navy", "red")
    assert after["ash"].besieged_by == ("navy",)
    assert (after["yew"].actor_id, after["yew"].claimed_by) == ("navy", ())
    assert (after["ash"].actor_id, after["yew"].event_id) == ("red", "yew")
    assert timeline.state(on(5)) == before


def test_a_succession_is_no_capture():
    """The state rests on what it rested on; the day is that of the succession."""
    timeline = Timeline(PLACES, evidence(*START, heir()))
    was, now = (timeline.control("oak", on(n)) for n in (5, 6))

    assert (now.basis, now.last_confirmed) == (was.basis, was.last_confirmed)
    assert (now.since, now.event_id, now.mark_ids) == (on(6), "heir", ("eve",))
    spans = timeline.history("oak")
    assert [s.control.event_id for s in spans] == ["eve", "heir"]


def test_a_contest_with_its_own_heir_is_over():
    """Whoever succeeds its rival is the holder."""
    timeline = Timeline(PLACES, evidence(*START, heir(actor="red")))
    elm = timeline.control("elm", on(6))

    assert (elm.status, elm.actor_id, elm.contested_by) == (Status.HELD, "red", ())


@pytest.mark.parametrize(
    ("claims", "holder", "claimants"),
    [
        ((claim("sailor", 6),), "blue", ("navy",)),
        ((claim("sailor", 6), claim("watch", 6, "denies")), "blue", ()),
        ((claim("crier", 6),), "navy", ()),
        ((claim("watch", 6), claim("scout", 6, "denies")), None, ()),
    ],
)
def test_a_succession_is_weighed_like_any_change(claims, holder, claimants):
    """The heir's own word marks, the predecessor's admission moves, doubt contests."""
    told = replace(evidence(*START, heir(claims=claims)), actors=allied(until=1))
    oak = Timeline(PLACES, told).control("oak", on(6))

    assert (oak.actor_id, oak.claimed_by) == (holder, claimants)
    assert (oak.status is Status.CONTESTED) is (holder is None)


def test_a_vague_succession_opens_no_contest():
    """Of a succession known to the month, nobody fights for the land meanwhile."""
    timeline = Timeline(PLACES, evidence(*START, heir(latest=on(9))))

    assert timeline.control("oak", on(8)).actor_id == "blue"
    oak = timeline.control("oak", on(9))
    assert (oak.actor_id, oak.since_is_exact) == ("navy", False)


@given(SEEDS, st.sampled_from([*ACTORS]), st.sampled_from([*ACTORS]))
def test_succession_changes_who_and_nothing_else(seed, old, new):
    """After a last event that is a succession, each state is as it was, by its heir."""
    war = any_war(seed)
    late = heir(28, actor=new, lost_by=(old,))
    told = dict(war.evidence.events)
    told[late.id] = late
    before = war.timeline().state(on(27))
    after = replace(war, evidence=replace(war.evidence, events=told)).timeline()
    for place_id, control in after.state(on(28)).items():
        was = before[place_id]
        assert (control.basis, control.last_confirmed) == (
            was.basis,
            was.last_confirmed,
        )
        who = {was.actor_id, *was.contested_by, *was.claimed_by, *was.besieged_by}
        if old not in who or old == new:
            assert control.actor_id == was.actor_id
            continue
        everyone = {
            control.actor_id,
            *control.contested_by,
            *control.claimed_by,
            *control.besieged_by,
        }
        assert everyone - {None} == {new if a == old else a for a in who - {None}}


def hash_by_hand(project):
    """Return the hash that records had before anything could be dated."""
    later = {"term", "within_dated", "side_dated"}

    def plain(value):
        if isinstance(value, Name):
            return {"text": value.text, "lang": value.lang}
        if is_dataclass(value):
            keys = [f.name for f in fields(value) if f.name not in later]
            return {key: plain(getattr(value, key)) for key in keys}
        if isinstance(value, dict):
            return {key: plain(value[key]) for key in sorted(value)}
        return [*map(plain, value)] if isinstance(value, tuple | list) else value

    names = ["id", "title", "titles", "summary", "first_day", "last_day", "extent"]
    names += ["policy", "languages", "places", "evidence", "outline", "basemap"]
    names += ["routes", "area_policy", "attributions"]
    told = {name: plain(getattr(project, name)) for name in sorted(names)}
    return hashlib.sha256(orjson.dumps(told)).hexdigest()


def test_a_map_without_days_keeps_its_hash(folder):
    """Maps are cited by their hash: what nobody uses does not change it."""
    project = Project.open(folder)
    path = folder / "gazetteer/shire/places/shire.yaml"
    path.write_text(path.read_text("utf-8").replace("lang: en}", "lang: en, to: 1950}"))

    assert project.data_hash == hash_by_hand(project)
    assert Project.open(folder).data_hash != project.data_hash
