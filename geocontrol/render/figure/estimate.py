"""From a project and a day to the areas of control that a figure shows."""

from __future__ import annotations

from datetime import date

from shapely.geometry import shape

from geocontrol.model import Kind, Place
from geocontrol.project import Project
from geocontrol.territory.areas import Territory
from geocontrol.territory.layout import lay_out
from geocontrol.territory.parts import DayAreas, Hold, Site
from geocontrol.timeline import Timeline


def project_territory(project: Project) -> Territory | None:
    """Lay out the land of a map once; nothing where no place is located."""
    sites = [
        Site(place.id, place.lon, place.lat, _city_of(project, place))
        for place in project.places.values()
        if place.is_drawn and place.lon is not None and place.lat is not None
    ]
    return lay_out(sites, shape(project.outline)) if sites else None


def areas_on(territory: Territory, timeline: Timeline, day: date) -> DayAreas:
    """Divide the land among those who hold its places when a day ends."""
    located = set(territory.place_ids)
    state = {
        str(place_id): Hold(control.status.value, control.actor_id or "")
        for place_id, control in timeline.state(day).items()
        if place_id in located
    }
    return territory.day(state)


def _city_of(project: Project, place: Place) -> str:
    """Return the city that a quarter lies in, if that is located."""
    if place.kind is not Kind.QUARTER or place.within is None:
        return ""
    city = project.places[place.within]
    return city.id if city.is_drawn else ""
