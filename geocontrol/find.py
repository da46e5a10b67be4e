"""Places for a name in any spelling or script, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from geocontrol.dated import ALWAYS, Ages, Term
from geocontrol.errors import UnknownPlaceError
from geocontrol.model import Kind, Place, PlaceId
from geocontrol.names import fold, is_arabic, skeleton, sound_key
from geocontrol.nesting import around

EXACT, SAME_FOLD, SAME_SOUND = 1.0, 0.98, 0.94
BEST_FUZZY, BEST_SKELETON = 0.92, 0.8
MIN_SCORE = 0.6
LEAST_LETTERS = 1 / 3
"""How alike two spellings must be letter by letter if they only sound alike: keys of a
few sounds come close to much that nobody would take for one name."""
MARGIN = 0.16
"""How far behind the next place must be for a sound to be taken for a name."""
MIN_SKELETON = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place that a name may mean."""

    place: Place
    score: float
    """1 for the very name, down to 0."""
    matched: str
    """The name of the place that came closest."""
    lies_in: str
    """Name of the governorate, to tell places of one name apart."""
    term: Term = ALWAYS
    """The days on which the place was called so."""


def find(name: str, places: Mapping[PlaceId, Place], *, limit: int = 10) -> list[Match]:
    """
    Return the places that a name may mean, best first.

    The score is 1 for the very name, somewhat less when only case and accents or
    the romanisation differ, and below `BEST_FUZZY` for a slip of the pen, measured by
    the similarity of the keys (Indel distance, rapidfuzz). Places of one name keep
    one score: the choice is the reader's.

    Parameters
    ----------
    name
        As somebody wrote it.
    places
        The gazetteer.
    limit
        How many to return at most.
    """
    matches = []
    at_last = Ages(places).last()
    for place in places.values():
        score, matched = max(
            ((score_of(name, known), known) for known in names_of(place)),
            key=lambda pair: pair[0],
        )
        if score >= MIN_SCORE:
            governorate = around(at_last[place.id], Kind.GOVERNORATE, at_last)
            matches.append(
                Match(
                    place=place,
                    score=round(score, 3),
                    matched=matched,
                    lies_in=governorate.name if governorate else "",
                    term=_term_of(place, matched),
                )
            )
    matches.sort(key=lambda m: (-m.score, m.place.rank, m.place.id))
    return matches[:limit]


def _sure(matches: Sequence[Match]) -> list[Match]:
    """Return the matches that a name surely means; several if it means several."""
    for least in (EXACT, SAME_FOLD):
        same = [match for match in matches if match.score >= least]
        if same:
            return same
    alike = [match for match in matches if match.score >= SAME_SOUND]
    near = [match for match in matches if match.score >= SAME_SOUND - MARGIN]
    return near if alike else []


def _term_of(place: Place, text: str) -> Term:
    """Return when a place was called so, always if that is among its names."""
    terms = [name.term for name in place.names if name.text == text]
    is_plain = not terms or text == place.name or ALWAYS in terms
    return ALWAYS if is_plain else terms[0]


def names_of(place: Place) -> Iterable[str]:
    """Return every name of a place of all times, its id in words last."""
    yield place.name
    for name in place.names:
        yield name.text
    yield place.id.replace("-", " ")


def score_of(query: str, known: str) -> float:
    """Return how likely two spellings mean one name, 0 to 1."""
    if query == known:
        return EXACT
    if fold(query) == fold(known):
        return SAME_FOLD if fold(query) else 0.0
    query_key, known_key = sound_key(query), sound_key(known)
    if query_key == known_key:
        return SAME_SOUND
    if is_arabic(query) != is_arabic(known):
        bones = skeleton(query), skeleton(known)
        if min(map(len, bones)) <= MIN_SKELETON:
            return BEST_SKELETON * (bones[0] == bones[1])
        return BEST_SKELETON * fuzz.ratio(*bones) / 100
    return _slip_score((query, known), (query_key, known_key))


def _slip_score(texts: tuple[str, str], keys: tuple[str, str]) -> float:
    """Return how likely two texts of one script are one name with a slip of the pen."""
    joined = (key.replace(" ", "") for key in keys)
    score = BEST_FUZZY * max(fuzz.ratio(*keys), fuzz.ratio(*joined)) / 100
    if score < MIN_SCORE:
        return score
    letters = (fold(text).replace(" ", "") for text in texts)
    return score if fuzz.ratio(*letters) >= 100 * LEAST_LETTERS else 0.0


def resolve(name: str, places: Mapping[PlaceId, Place]) -> Place:
    """
    Return the one place that an id or a name means, and never guess.

    Raises
    ------
    UnknownPlaceError
        If no place, or more than one, has that name; the message lists candidates.
    """
    if name in places:
        return places[PlaceId(name)]
    matches = find(name, places, limit=5)
    sure = _sure(matches)
    if len(sure) == 1:
        return sure[0].place
    listed = ", ".join(
        f"{m.place.id} ({m.lies_in or m.place.kind})" for m in sure or matches
    )
    if sure:
        msg = f"{name!r} may be several places; give an id: {listed}"
    elif matches:
        msg = f"no place is called {name!r}; the nearest are {listed}"
    else:
        msg = f"no place is called {name!r} or anything like it; give an id"
    raise UnknownPlaceError(msg)
