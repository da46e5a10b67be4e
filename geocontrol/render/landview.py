"""Land and roads of a day in words, for the text around a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geocontrol.model import ActorId, AreaMethod, PlaceId, Status
from geocontrol.render.atlas import Atlas
from geocontrol.render.wording import Wording
from geocontrol.render.words import fill, short_day
from geocontrol.territory.land import routes_on
from geocontrol.territory.tables import cuts_since

_FIGURES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadLine:
    """One road: who holds it from end to end, or where it is cut."""

    name: str
    state: str
    is_open: bool


def land_in_words(
    atlas: Atlas, wording: Wording, land: Mapping[str, Any] | None
) -> dict[ActorId, str]:
    """
    Return each holder's land in km² to three figures, with its range if it has one.

    Parameters
    ----------
    atlas
        What all days of the map share.
    wording
        The language to say it in.
    land
        The areas of a day, as `geocontrol.render.areas.LandDays.on` gives them.
    """
    if land is None:
        return {}
    has_range = land["method"] != AreaMethod.NEAREST.value
    phrase = wording.words["page"]["km2_range" if has_range else "km2"]
    return {
        atlas.actors[holder]: fill(
            phrase,
            km2=_rounded(km2),
            low=_rounded(low),
            high=_rounded(high),
        )
        for status, holder, km2, low, high, *_ in land["sheets"][0]["areas"]
        if status == Status.HELD.value
    }


def area_rule(wording: Wording, land: Mapping[str, Any] | None) -> str:
    """Say how areas are estimated; nothing where there are none."""
    if land is None:
        return ""
    page = wording.words["page"]
    return fill(page[f"areas_{land['method']}"], radius=f"{land['radius_km']:g}")


def road_lines(atlas: Atlas, wording: Wording, day: date) -> tuple[RoadLine, ...]:
    """
    Say of each road who holds it from end to end, or where it is cut; the cut first.

    Parameters
    ----------
    atlas
        What all days of the map share.
    wording
        The language to say it in.
    day
        The state when this day ends.
    """
    project, page = atlas.project, wording.words["page"]
    lines = []
    made_by_route = routes_on(project, atlas.timeline, day)
    for route in project.routes:
        made = made_by_route[route.id]
        cuts = [
            fill(
                page["road_cut_since" if since else "road_cut"],
                first=wording.place(project.places[PlaceId(cut.from_place)]),
                last=wording.place(project.places[PlaceId(cut.to_place)]),
                day=short_day(since, atlas.lang) if since else "",
            )
            for cut, since in cuts_since(project, atlas.timeline, day, route)
        ]
        if cuts:
            state = fill(page["road_cuts"], cuts="; ".join(cuts))
        elif made.is_open:
            holder = ActorId(made.stretches[0].hold.actor_id)
            state = fill(page["road_open"], actor=wording.actor(holder))
        else:
            state = str(page["road_unknown"])
        lines.append(
            RoadLine(name=route.name_in(atlas.lang), state=state, is_open=not cuts)
        )
    return tuple(sorted(lines, key=lambda line: (line.is_open, line.name)))


def _rounded(km2: float) -> str:
    """
    Write an area to three figures, for more it does not have.

    Examples
    --------
    >>> _rounded(77288), _rounded(535), _rounded(0)
    ('77,300', '535', '0')
    """
    digits = len(str(int(km2)))
    return f"{round(km2, min(0, _FIGURES - digits)):,.0f}"
