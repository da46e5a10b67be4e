"""What lies in what: quarters in cities, towns in governorates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from geocontrol.model import Kind, Place, PlaceId


def children_of(places: Mapping[PlaceId, Place]) -> dict[PlaceId, list[PlaceId]]:
    """Return the places that lie directly within each place."""
    children: defaultdict[PlaceId, list[PlaceId]] = defaultdict(list)
    for place in places.values():
        if place.within is not None:
            children[place.within].append(place.id)
    return dict(children)


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
