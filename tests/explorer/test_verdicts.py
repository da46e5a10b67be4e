"""What a page says of a verdict is how the event came by it."""

import pytest

from geocontrol.render.words import words

pytestmark = pytest.mark.browser

SCRIPTS = ["view.js", "world.js", "dom.js", "say.js", "claims.js"]


@pytest.fixture(scope="module")
def reason(load):
    page = load(SCRIPTS, ["verdictReason"])

    def reason_of(verdict, *claims, lang="en"):
        told = [
            {"asserts": asserts, "interest": interest, "isCurrent": is_current}
            for asserts, interest, is_current in claims
        ]
        return page.evaluate(
            "([said, event]) => kit.verdictReason(said, event)",
            [words(lang), {"verdict": verdict, "claims": told}],
        )

    return reason_of


SAYS, DENIES = True, False
HERALD = SAYS, "own", True
RUMOUR = SAYS, "independent", True
ADMISSION = SAYS, "against", True
WATCH = DENIES, "independent", True


@pytest.mark.parametrize("verdict", ["claimed", "rejected"])
@pytest.mark.parametrize(
    ("claims", "way"),
    [
        ([HERALD], "own"),
        ([HERALD, HERALD], "own"),
        ([RUMOUR], "weak"),
        ([HERALD, RUMOUR], "weak"),
        ([ADMISSION], "weak"),
        ([HERALD, (SAYS, "independent", False)], "own"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_claim_says_which_way_it_came(reason, verdict, claims, way, lang):
    """A lone weak voice without an interest is not called one with an interest."""
    denials = [WATCH] * (verdict == "rejected")

    said = reason(verdict, *claims, *denials, lang=lang)

    ways = words(lang)["verdict_why"][verdict]
    assert said == ways[way]
    assert ways["own"] != ways["weak"]


@pytest.mark.parametrize("verdict", ["assessed", "disputed"])
def test_what_is_believed_has_one_reason(reason, verdict):
    """Of a supported event the page says what the rule says of all of them."""
    assert reason(verdict, RUMOUR, WATCH) == words()["verdict_long"][verdict]
