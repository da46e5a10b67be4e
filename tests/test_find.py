"""Finding a place by any of its names."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geocontrol.errors import UnknownPlaceError
from geocontrol.find import find, resolve, score_of
from geocontrol.model import Kind, Name, Place
from geocontrol.names import fold, is_arabic, skeleton, sound_key


def town(place_id, name, *names, within="hama-governorate"):
    variants = tuple(
        Name(text=text, lang="ar" if ord(text[0]) > 0x600 else "ar-Latn")
        for text in names
    )
    return Place(id=place_id, name=name, names=variants, kind=Kind.TOWN, within=within)


PLACES = {
    p.id: p
    for p in (
        Place(id="hama-governorate", name="Hama", kind=Kind.GOVERNORATE),
        Place(id="aleppo-governorate", name="Aleppo", kind=Kind.GOVERNORATE),
        town("khan-sheikhoun", "Khan Sheikhoun", "خان شيخون"),
        town("tel-rifaat", "Tel Rifaat", "تل رفعت", within="aleppo-governorate"),
        town("maarrat-al-numan", "Maarrat al-Numan", "معرة النعمان"),
        town("bou-kamal", "Bou Kamal", "البوكمال"),
        town("saraqib", "Saraqib", "سراقب"),
        town("suran", "Suran", "صوران"),
        town("suran-aleppo", "Suran", "صوران", within="aleppo-governorate"),
    )
}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Khan Shaykhun", "khan-sheikhoun"),
        ("KHĀN SHAYKHŪN", "khan-sheikhoun"),
        ("khan sheikoun", "khan-sheikhoun"),
        ("خان شيخون", "khan-sheikhoun"),
        ("Tall Rif‘at", "tel-rifaat"),
        ("Tal Rifaat", "tel-rifaat"),
        ("تل رفعت", "tel-rifaat"),
        ("Ma'arrat an-Nu'man", "maarrat-al-numan"),
        ("Maaret al-Numan", "maarrat-al-numan"),
        ("معره النعمان", "maarrat-al-numan"),
        ("Albu Kamal", "bou-kamal"),
        ("Abu Kamal", "bou-kamal"),
        ("Saraqeb", "saraqib"),
        ("سراقِب", "saraqib"),
        ("bou-kamal", "bou-kamal"),
    ],
)
def test_any_spelling_finds_its_place(written, meant):
    """However a report spells it, the place comes first."""
    assert find(written, PLACES)[0].place.id == meant


def test_places_of_one_name_are_told_apart():
    """Two towns called Suran get one score and say where they lie."""
    first, second = find("Sūrān", PLACES)[:2]

    assert first.score == second.score
    assert {first.lies_in, second.lies_in} == {"Hama", "Aleppo"}


def test_a_name_of_two_places_is_not_guessed():
    """Whoever asks for Suran must say which."""
    with pytest.raises(UnknownPlaceError, match=r"suran \(Hama\), suran-aleppo \(Alep"):
        resolve("Suran ", PLACES)


def test_the_very_name_is_not_held_up_by_one_that_sounds_alike():
    """Who writes Hadir means Hadir, although Hadar sounds the same."""
    places = {
        p.id: p
        for p in (
            town("hadir", "Hadir", within=None),
            town("hadar", "Hadar", within=None),
        )
    }

    assert resolve("Hadir", places).id == "hadir"


def test_a_sound_between_two_places_is_not_guessed():
    """Daraye may be Daraya or Daraa; the reader says which."""
    places = {
        p.id: p
        for p in (
            town("daraya", "Daraya", within=None),
            town("daraa", "Daraa", within=None),
        )
    }

    with pytest.raises(UnknownPlaceError, match="may be several places"):
        resolve("Daraye", places)


def test_an_unknown_name_gets_candidates():
    """What is near is offered and never taken."""
    with pytest.raises(UnknownPlaceError, match="the nearest are saraqib"):
        resolve("Saraqix", PLACES)


def test_a_name_like_nothing_finds_nothing():
    """A word from elsewhere has no candidates."""
    assert find("Reykjavík", PLACES) == []


@given(st.text(max_size=40))
def test_any_text_can_be_asked(text):
    """No text, in any script, breaks a score; the best come first."""
    scores = [match.score for match in find(text, PLACES)]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@given(st.text(max_size=40))
def test_what_a_key_forgets_it_does_not_miss(text):
    """A name that is folded already has the keys that it had before."""
    folded = fold(text)
    assume(is_arabic(folded) == is_arabic(text))  # marks alone are no letters

    assert fold(folded) == folded
    assert sound_key(folded) == sound_key(text)
    assert skeleton(folded) == skeleton(text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_mutual(one, other):
    """Two spellings are as near in one order as in the other."""
    assert score_of(one, other) == pytest.approx(score_of(other, one))
