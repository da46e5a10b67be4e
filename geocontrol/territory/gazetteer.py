"""From the nouns of the model to what territory works on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geocontrol.model import Control, Kind, Place, PlaceId, Status
from geocontrol.territory.parts import UNKNOWN, Hold, Site

_CONTESTED, _HELD = Status.CONTESTED.value, Status.HELD.value


def sites_of(places: Iterable[Place]) -> list[Site]:
    """
    Return the places that have a mark, in the order of their ids.

    A quarter speaks only for land of the place that it lies in, if that has a mark.
    """
    drawn = {place.id: place for place in places if place.is_drawn}
    return [
        Site(place.id, place.lon, place.lat, _city(place, drawn))
        for _, place in sorted(drawn.items())
        if place.lon is not None and place.lat is not None
    ]


def _city(place: Place, drawn: Mapping[PlaceId, Place]) -> str:
    city = place.within
    if place.kind != Kind.QUARTER or city is None or city not in drawn:
        return ""
    return "" if drawn[city].kind == Kind.QUARTER else city


def hold_of(control: Control) -> Hold:
    """
    Return what a control is for its land.

    Examples
    --------
    >>> from geocontrol.model import ActorId
    >>> rivals = (ActorId("blue"), ActorId("red"))
    >>> hold_of(Control(status=Status.CONTESTED, contested_by=rivals))
    Hold(status='contested', actor_id='blue red')
    """
    if control.status is Status.UNKNOWN:
        return UNKNOWN
    if control.status is Status.CONTESTED:
        return Hold(_CONTESTED, " ".join(control.contested_by))
    return Hold(_HELD, control.actor_id or "")


def holds_of(state: Mapping[PlaceId, Control]) -> dict[str, Hold]:
    """Return what each place of a day is for its land."""
    return {place_id: hold_of(control) for place_id, control in state.items()}
