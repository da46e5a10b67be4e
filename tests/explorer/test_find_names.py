"""Names are found in the browser as `geocontrol find` finds them."""

import random
from pathlib import Path

import pytest

from geocontrol.find import find, names_of
from geocontrol.names import fold, skeleton, sound_key
from geocontrol.project import Project
from geocontrol.render.atlas import make_atlas
from geocontrol.render.explorerdata import explorer_data

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
RULE = ("rule", "step", "fold", "evidence", "names", "find")
SCRIPTS = ["view.js", "world.js", *(f"explorer/{n}.js" for n in RULE)]
ODD = [
    "Ṭalbīsa",
    "Dêrik",
    "Kobanî",
    "ʿAyn al-ʿArab",
    "Şêx Meqsûd",
    "خَان شَيْخُون",
    "كفرنبل",
    "Groß",
    "x",
    "xyzzy",
    "qwerty",
    "--",
]
OF_ALL_OBJECTS = ["Constructor Yard", "constructor", "__proto__", "toString", "valueOf"]


@pytest.fixture(scope="module")
def gazetteer():
    return Project.open(ROOT / "maps" / "syria-2024.yaml")


@pytest.fixture(scope="module")
def page(load, gazetteer):
    page = load(
        SCRIPTS,
        ["readEvidence", "Finder", "foldName", "soundKey", "skeletonOf"],
    )
    atlas = make_atlas(gazetteer, gazetteer.timeline())
    days = gazetteer.first_day, gazetteer.last_day
    page.evaluate(
        """(data) => {
          kit.finder = new kit.Finder(kit.readEvidence(data, "en").world, data.names);
        }""",
        explorer_data(atlas, *days),
    )
    return page


def test_keys_are_the_same_for_every_name(page, gazetteer):
    """All names of the gazetteer, and odd ones, come to the same three keys."""
    names = [n for p in gazetteer.places.values() for n in names_of(p)] + ODD
    keys = page.evaluate(
        "names => names.map((n) => ["
        "kit.foldName(n), kit.soundKey(n), kit.skeletonOf(n)])",
        names,
    )

    wrong = [
        (name, found, [fold(name), sound_key(name), skeleton(name)])
        for name, found in zip(names, keys, strict=True)
        if found != [fold(name), sound_key(name), skeleton(name)]
    ]
    assert wrong == []


def test_names_that_all_objects_have_are_names_like_others(page):
    """A name that JavaScript knows has the keys that the command gives it."""
    keys = page.evaluate(
        "names => names.map((n) => ["
        "kit.foldName(n), kit.soundKey(n), kit.skeletonOf(n)])",
        OF_ALL_OBJECTS,
    )

    assert keys == [[fold(n), sound_key(n), skeleton(n)] for n in OF_ALL_OBJECTS]


def slips(names, rng):
    """Names as people write them: a letter lost, doubled or changed."""
    for name in names:
        at = rng.randrange(len(name))
        yield name[:at] + name[at + 1 :]
        yield name[:at] + rng.choice("aeioukhq") + name[at:]


def test_places_are_ranked_as_the_command_ranks_them(page, gazetteer):
    """The same places with the same scores, for true names and slips of the pen."""
    rng = random.Random(5)  # noqa: S311
    listed = {p.id: p for p in gazetteer.places.values() if p.kind.value != "country"}
    names = rng.sample([n for p in listed.values() for n in names_of(p)], 80)
    asked = [*names, *slips(names[:25], rng), *ODD]
    for name in asked:
        found = page.evaluate(
            "name => kit.finder.find(name, 6).map(m => [m.place.id, m.score])", name
        )
        wanted = [[m.place.id, m.score] for m in find(name, gazetteer.places, limit=6)]
        assert [s for _, s in found] == pytest.approx(
            [s for _, s in wanted], abs=0.0011
        )
        assert {i for i, s in found if s > wanted[-1][1] + 0.002} == {
            i for i, s in wanted if s > wanted[-1][1] + 0.002
        }
