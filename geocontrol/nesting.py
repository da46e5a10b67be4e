"""What lies in what: quarters in cities, towns in governorates."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from geocontrol.dated import edges_of
from geocontrol.model import Kind, Place, PlaceId


def children_of(places: Mapping[PlaceId, Place]) -> dict[PlaceId, list[PlaceId]]:
    """Return the places that lie directly within each place, whatever the day."""
    children: defaultdict[PlaceId, list[PlaceId]] = defaultdict(list)
    for place in places.values():
        if place.within is not None:
            children[place.within].append(place.id)
    return dict(children)


class Nesting:
    """
    What lies in what on any day.

    Parameters
    ----------
    places
        The gazetteer, with what places lay in for a time.
    """

    def __init__(self, places: Mapping[PlaceId, Place]) -> None:
        self._places = places
        dated = (d.term for place in places.values() for d in place.within_dated)
        self._edges = edges_of(dated)
        self._children: dict[int, dict[PlaceId, list[PlaceId]]] = {}

    def children(self, day: date) -> Mapping[PlaceId, list[PlaceId]]:
        """Return the places that lie directly within each place on a day."""
        age = bisect_right(self._edges, day)
        if age not in self._children:
            self._children[age] = children_of(
                {key: place.on(day) for key, place in self._places.items()}
            )
        return self._children[age]


def descendants_of(
    place_id: PlaceId, children: Mapping[PlaceId, list[PlaceId]]
) -> set[PlaceId]:
    """Return all that lies within a place, however deep."""
    found: set[PlaceId] = set()
    open_ids = [place_id]
    while open_ids:
        for child in children.get(open_ids.pop(), ()):
            if child not in found:
                found.add(child)
                open_ids.append(child)
    return found


def around(place: Place, kind: Kind, places: Mapping[PlaceId, Place]) -> Place | None:
    """Return the nearest place of a kind that a place lies in, or `None`."""
    seen: set[PlaceId] = set()
    above = place
    while above.within is not None and above.within not in seen:
        seen.add(above.within)
        above = places[above.within]
        if above.kind is kind:
            return above
    return None
