"""Places that a new one may be once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geocontrol.curate.doubtful_places import distance_km
from geocontrol.find import names_of
from geocontrol.model import AREA_KINDS, Place
from geocontrol.names import sound_key

NEAR_KM = 2.0
"""How close a place of the same kind may be the same, whatever it is called."""


def alike(new: Place, places: Iterable[Place]) -> Iterator[str]:
    """
    Say of which places a new one may be a second record.

    Parameters
    ----------
    new
        The new place.
    places
        Those of the gazetteer. One is doubted where a name of it sounds the same, in
        any spelling and wherever it lies, or where it is of the same kind and within
        `NEAR_KM`. An area and what may lie in it can share a name.
    """
    keys = _keys(new)
    for place in places:
        if place.id in {new.id, new.within}:
            continue
        far_km = distance_km(new, place)
        is_called_so = bool(keys & _keys(place)) and _is_area(new) == _is_area(place)
        is_near = far_km is not None and far_km <= NEAR_KM and new.kind == place.kind
        if is_called_so or is_near:
            reasons = ["one name"] * is_called_so
            if far_km is not None:
                reasons.append(f"{far_km:.1f} km apart")
            where = f" ({place.kind} within {place.within})" if place.within else ""
            yield f"may be the same place as {place.id!r}{where}: {', '.join(reasons)}"


def _keys(place: Place) -> set[str]:
    return {sound_key(name) for name in names_of(place)}


def _is_area(place: Place) -> bool:
    return place.kind in AREA_KINDS
