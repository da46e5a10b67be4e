"""Which place a name in a table means, if that is beyond doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from geocontrol.find import find, names_of
from geocontrol.model import AREA_KINDS, Place, PlaceId
from geocontrol.names import fold, sound_key
from geocontrol.nesting import children_of, descendants_of

_AREA_WORDS = frozenset(
    "governorate province district county state region muhafazat oblast raion".split()
)
CANDIDATES = 5
RESEMBLANCE = 0.75
"""Score of a name from which on it may be another spelling."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A name as a table has it, and the area that the table puts it in."""

    name: str
    area: str = ""


class PlaceIndex:
    """
    The places of a gazetteer by everything that they are called.

    Parameters
    ----------
    places
        The gazetteer.
    """

    def __init__(self, places: Mapping[PlaceId, Place]) -> None:
        self.places = places
        self._children = children_of(places)
        self._by_key: defaultdict[str, set[PlaceId]] = defaultdict(set)
        for place in places.values():
            for name in names_of(place):
                for key in (fold(name), sound_key(name)):
                    self._by_key[key].add(place.id)
        self._spellings = sorted(
            {fold(n) for p in places.values() for n in names_of(p)}
        )
        self._known: dict[Asked, PlaceId | None] = {}
        self._within: dict[str, set[PlaceId] | None] = {}

    def sure(self, asked: Asked) -> PlaceId | None:
        """
        Return the one place that is meant, or `None` when a person must decide.

        Of places of one name the one that lies in the named area is meant. A single
        place of that name that lies elsewhere is not taken: its namesake may be
        missing from the gazetteer. A lesser spelling that another place shares in
        sound is not taken either.
        """
        if asked not in self._known:
            self._known[asked] = self._decide(asked)
        return self._known[asked]

    def _decide(self, asked: Asked) -> PlaceId | None:
        if asked.name in self.places:
            return PlaceId(asked.name)
        if not fold(asked.name):
            return None
        spelt_so = self._by_key.get(fold(asked.name), set())
        main = {p for p in spelt_so if fold(self.places[p].name) == fold(asked.name)}
        same = main or spelt_so | self._by_key.get(sound_key(asked.name), set())
        inside = self._inside(asked.area) if asked.area else None
        if inside is not None:
            same = same & inside
        elif asked.area and len(same) > 1:
            return None
        if len(same) > 1:
            marks = {p for p in same if self.places[p].kind not in AREA_KINDS}
            same = marks or same
        if len(same) != 1:
            return None
        (place_id,) = same
        is_nearest = place_id in spelt_so or place_id in self._nearest(
            asked.name, inside
        )
        return place_id if is_nearest else None

    def _nearest(self, name: str, inside: set[PlaceId] | None) -> set[PlaceId]:
        """
        Return the places whose letters come closest to a name.

        Daraye sounds like Daraa and is spelt more like Daraya: that is for a person.
        """
        found = process.extract(fold(name), self._spellings, scorer=fuzz.ratio, limit=8)
        near = [
            (score, places)
            for spelling, score, _ in found
            if (places := self._by_key[spelling] & (inside or self._by_key[spelling]))
        ]
        best = max((score for score, _ in near), default=0)
        return set().union(*(places for score, places in near if score == best))

    def _inside(self, area: str) -> set[PlaceId] | None:
        """Return what lies in the areas of a name, or `None` if there is no such."""
        if area not in self._within:
            words = fold(area).split()
            bare = " ".join(w for w in words if w not in _AREA_WORDS)
            names = (area, bare, f"{bare} governorate", f"{bare} district")
            ids = self._areas(map(fold, names)) or self._areas(map(sound_key, names))
            found = ids.union(*(descendants_of(i, self._children) for i in ids))
            self._within[area] = found if ids else None
        return self._within[area]

    def _areas(self, keys: Iterable[str]) -> set[PlaceId]:
        return {
            place_id
            for key in keys
            for place_id in self._by_key.get(key, ())
            if self.places[place_id].kind in AREA_KINDS
        }

    def candidates(self, asked: Asked) -> list[str]:
        """Return the places that may be meant, in words, likeliest first."""
        found = find(asked.name, self.places, limit=CANDIDATES)
        return [
            f"{m.place.id} ({m.lies_in or m.place.kind}, {m.score:.2f})" for m in found
        ]

    def area(self, name: str) -> PlaceId | None:
        """Return the one area of a name, `None` if there is none or several."""
        ids = self._areas([fold(name)]) or self._areas([sound_key(name)])
        return next(iter(ids)) if len(ids) == 1 else None

    def knows_area(self, name: str) -> bool:
        """Tell whether any area of the gazetteer has a name."""
        return self._inside(name) is not None

    def resembles(self, asked: Asked) -> bool:
        """Tell whether a place where the name would lie may be meant by it."""
        inside = self._inside(asked.area) if asked.area else set(self.places)
        return any(
            match.score >= RESEMBLANCE and match.place.id in (inside or ())
            for match in find(asked.name, self.places, limit=CANDIDATES)
        )

    def called(self, name: str) -> list[Place]:
        """Return the places that have a name, in any spelling."""
        ids = self._by_key.get(fold(name), set()) | self._by_key.get(
            sound_key(name), set()
        )
        return [self.places[place_id] for place_id in sorted(ids)]
