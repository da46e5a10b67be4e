"""What claims amount to."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from worlds import ACTORS, REPORTS, VOICES, claim, event, evidence, on

from geocontrol.assess import Sides, assess, interest_of, weigh
from geocontrol.model import Policy, Stance, Verdict

POLICY = Policy()
RANK = [Verdict.REJECTED, Verdict.CLAIMED, Verdict.DISPUTED, Verdict.ASSESSED]

SIDES = Sides(ACTORS).on(on(1))


def fall(*claims, **more):
    """Red takes ash from blue."""
    given = {"lost_by": ("blue",), "claims": claims, **more}
    return event("fall", "ash", 1, **given)


def verdict(*claims, known_on=None, perspective=None, **more):
    story = fall(*claims, **more)
    result = assess(
        story, evidence(story), POLICY, known_on=known_on, perspective=perspective
    )
    return result and result.verdict


def no(voice, n=1, **more):
    return claim(voice, n, "denies", **more)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim("watch")], "assessed"),
        ([claim("crier")], "assessed"),  # the loser admits it
        ([claim("rumour")], "claimed"),
        ([claim("rumour"), claim("gossip")], "assessed"),
        ([claim("herald")], "claimed"),
        ([claim("herald"), claim("rumour")], "claimed"),
        ([claim("herald"), no("crier")], "claimed"),
        ([claim("herald"), no("watch")], "rejected"),
        ([claim("rumour"), no("watch")], "rejected"),
        ([claim("watch"), no("crier")], "assessed"),
        ([claim("watch"), no("scout")], "disputed"),
        ([claim("watch"), no("rumour")], "disputed"),
        ([claim("crier"), no("watch")], "disputed"),
        ([claim("watch"), no("herald")], "disputed"),  # the gainer itself says no
        ([claim("envoy")], "assessed"),  # speaks for neither side
        ([claim("sailor")], "assessed"),  # the loser's ally admits it
        ([no("watch")], "rejected"),
        ([no("crier")], "rejected"),
        ([claim("watch", 1), no("watch", 2)], "rejected"),
        ([no("watch", 1), claim("watch", 2)], "assessed"),
        ([claim("watch", 1), no("watch", 1, copy="-again")], "rejected"),
        ([no("crier", 1), claim("crier", 1, copy="-again")], "assessed"),
        ([claim("watch"), claim("watch", copy="-again"), no("scout")], "disputed"),
        ([claim("rumour"), claim("rumour", copy="-again")], "claimed"),
    ],
)
def test_verdicts(claims, expected):
    """Each row of the rule, as it stands in the documents."""
    assert verdict(*claims) == expected


def test_nothing_is_known_before_the_first_report():
    """An event of which no report is out yet has no verdict at all."""
    assert verdict(claim("watch", 5), known_on=on(4)) is None


def test_a_later_report_counts_from_its_day():
    """What was claimed on the second is assessed once the watch confirms it."""
    told = [claim("herald", 2), claim("watch", 4)]

    assert verdict(*told, known_on=on(3)) == "claimed"
    assert verdict(*told, known_on=on(4)) == "assessed"


@pytest.mark.parametrize(
    ("voice", "stance", "expected"),
    [
        ("watch", "asserts", "independent"),
        ("herald", "asserts", "own"),
        ("herald", "denies", "against"),
        ("crier", "asserts", "against"),
        ("crier", "denies", "own"),
        ("sailor", "denies", "own"),
        ("envoy", "asserts", "independent"),
    ],
)
def test_interest(voice, stance, expected):
    """A voice serves the side it speaks for, and its allies."""
    interest = interest_of(VOICES[voice], Stance(stance), fall(), SIDES)

    assert interest == expected


def test_allies_speak_for_themselves_when_they_quarrel():
    """When a place passes between allies, each has its own interest."""
    story = event("quarrel", "ash", 1, actor="navy", lost_by=("blue",))

    assert interest_of(VOICES["crier"], Stance.ASSERTS, story, SIDES) == "against"
    assert interest_of(VOICES["sailor"], Stance.ASSERTS, story, SIDES) == "own"


def test_a_quarrel_between_allies_is_no_interest_of_others():
    """Who takes a place from whom within the blue side is all the same to red."""
    story = event("quarrel", "ash", 1, actor="navy", lost_by=("blue",))

    assert interest_of(VOICES["herald"], Stance.ASSERTS, story, SIDES) == "independent"
    assert interest_of(VOICES["herald"], Stance.DENIES, story, SIDES) == "independent"


def test_what_names_nobody_serves_nobody():
    """That ash is nobody's, with no word of who left it, is in no interest."""
    story = event("empty", "ash", 1, "observed", actor=None)

    assert interest_of(VOICES["herald"], Stance.ASSERTS, story, SIDES) == "independent"


def test_an_enemy_gains_by_every_withdrawal():
    """That blue left is red's own interest to say, though nobody took the place."""
    story = event("retreat", "ash", 1, "withdrew", actor=None, lost_by=("blue",))

    assert interest_of(VOICES["herald"], Stance.ASSERTS, story, SIDES) == "own"
    assert interest_of(VOICES["crier"], Stance.ASSERTS, story, SIDES) == "against"


claims = st.lists(
    st.builds(
        claim,
        st.sampled_from(sorted(VOICES)),
        st.integers(1, 6),
        st.sampled_from(["asserts", "denies"]),
        st.integers(1, 6),
        st.sampled_from(["", "-again"]),
    ),
    min_size=1,
    max_size=6,
    unique=True,
)


@given(claims)
def test_the_order_of_claims_never_matters(told):
    """However the claims are listed, they amount to the same."""
    first = verdict(*told)

    assert all(verdict(*other) == first for other in list(permutations(told))[:24])


@given(claims, st.data())
def test_a_relay_adds_nothing(told, data):
    """The same voice in one more report of the same day changes nothing."""
    one = data.draw(st.sampled_from(told))
    copy = "" if one.report.endswith("-again") else "-again"
    relay = claim(
        one.voice,
        REPORTS[one.report].issued.day,
        one.stance.value,
        one.credibility,
        copy,
    )

    assert verdict(*told, relay) == verdict(*told)


own_words = st.lists(
    st.builds(
        lambda who, n: claim(who[0], n, who[1]),
        st.sampled_from(
            [("herald", "asserts"), ("crier", "denies"), ("sailor", "denies")]
        ),
        st.integers(1, 6),
    ),
    min_size=1,
    max_size=6,
    unique=True,
)


@given(own_words)
def test_own_interest_alone_never_convinces(told):
    """A party's own word is at most a claim, however often it is given."""
    assert verdict(*told) in {Verdict.CLAIMED, Verdict.REJECTED}


@given(claims, st.sampled_from(sorted(VOICES)), st.integers(1, 9))
def test_a_denial_never_raises_a_verdict(told, voice, n):
    """Whoever denies an event makes it no surer than it was."""
    denied = verdict(*told, no(voice, n))

    assert RANK.index(denied) <= RANK.index(verdict(*told))


@given(claims)
def test_known_after_the_last_report_is_all_there_is_to_know(told):
    """Asking as of a day after every report equals asking without a day."""
    assert verdict(*told, known_on=date(2021, 1, 1)) == verdict(*told)


@given(claims)
def test_the_rule_is_the_same_for_every_side(told):
    """With red and blue exchanged everywhere, the verdict is the same."""
    other = {"herald": "crier", "crier": "herald"}
    told = [c for c in told if c.voice != "sailor"]
    assume(told)
    mirrored = [
        claim(
            other.get(c.voice, c.voice),
            REPORTS[c.report].issued.day,
            c.stance.value,
            c.credibility,
            "-again" if c.report.endswith("-again") else "",
        )
        for c in told
    ]

    assert verdict(*mirrored, actor="blue", lost_by=("red",)) == verdict(*told)


def test_a_side_is_believed_in_its_own_story():
    """Seen from red, what red's herald says happened, and blue's crier is not heard."""
    told = [claim("herald"), no("crier"), no("watch")]

    assert verdict(*told, perspective="red") == "assessed"
    assert verdict(*told, perspective="blue") == "rejected"
    assert verdict(no("crier"), perspective="red") is None


def test_a_side_of_two_minds_disputes_its_own_story():
    """Blue's crier admits what its ally's sailor denies: in blue's story it is open."""
    told = [claim("crier"), no("sailor")]

    assert verdict(*told, perspective="blue") == "disputed"
    assert verdict(claim("crier"), perspective="navy") == "assessed"


def test_background_is_the_same_in_every_story():
    """What is assumed needs no voice of one's own side."""
    assert verdict(claim("watch"), perspective="red", is_assumed=True) == "assessed"
    assert verdict(claim("watch"), perspective="red") is None


def test_as_many_weak_voices_as_the_policy_asks_for():
    """With three needed, two weak voices leave a claim, and three suffice."""
    strict = Policy(strong_reliability="A", weak_voices_needed=3)
    told = [claim("rumour"), claim("gossip"), claim("watch")]
    two, three = fall(*told[:2]), fall(*told)

    assert assess(two, evidence(two), strict).verdict == "claimed"
    assert assess(three, evidence(three), strict).verdict == "assessed"


@given(claims, st.integers(1, 6))
def test_each_voice_has_one_standing_word(told, n):
    """The latest; of one day the harder to say, then the surer."""
    story = fall(*told)
    weighed = weigh(story, evidence(story), known_on=on(n))
    known = [c for c in told if REPORTS[c.report].issued <= on(n)]

    assert sorted(map(repr, known)) == sorted(repr(w.claim) for w in weighed)
    for voice in {c.voice for c in known}:
        words = [w for w in weighed if w.claim.voice == voice]
        for is_better in (
            lambda w, words=words: w.issued == max(x.issued for x in words),
            lambda w: w.interest == "against",
            lambda w: w.claim.stance == "denies",
            lambda w, words=words: (
                w.claim.credibility == min(x.claim.credibility for x in words)
            ),
        ):
            words = [w for w in words if is_better(w)] or words
        last = max((w.claim.report, w.claim.note) for w in words)
        (standing,) = [w for w in weighed if w.claim.voice == voice and w.is_current]

        assert standing in words
        assert (standing.claim.report, standing.claim.note) == last


@pytest.mark.parametrize(
    "like", [claim("watch", copy="-again"), replace(claim("watch"), note="again")]
)
def test_of_two_words_alike_one_stands(like):
    """The same said in two reports of a day, or with another note, is one word."""
    story = fall(claim("watch"), like)

    again = fall(like, claim("watch"))

    assert [w.claim for w in weigh(story, evidence(story)) if w.is_current] == [like]
    assert weigh(story, evidence(story)) == weigh(again, evidence(again))


@given(claims)
def test_claims_are_listed_as_they_were_printed(told):
    """By day, then voice and report: however the file lists them."""
    story = fall(*told)
    weighed = weigh(story, evidence(story))
    again = replace(story, claims=tuple(reversed(told)))
    keys = [(w.issued, w.claim.voice, w.claim.report) for w in weighed]

    assert keys == sorted(keys)
    assert weigh(again, evidence(again)) == weighed


def test_a_stricter_policy_asks_for_better_voices():
    """With B as the weakest strong grade, a C voice alone no longer suffices."""
    story = fall(claim("crier"))
    strict = Policy(strong_reliability="B")

    assert assess(story, evidence(story), strict).verdict == "claimed"
