"""Answers of commands from events that are read once and let go."""

from __future__ import annotations

from datetime import date

from geocontrol.cli.options import found_map, known_actor, tell_beyond
from geocontrol.cli.taken import place_taken
from geocontrol.find import resolve
from geocontrol.project import Project
from geocontrol.stream import DayStates, history_of, open_stream
from geocontrol.tables import Row, state_rows
from geocontrol.timeline import Timeline

Told = tuple[date | None, str | None]
"""As known on a day, and by which side."""


def streamed_rows(
    map_path: str | None, day: date, place: str | None, told: Told
) -> list[Row]:
    """
    Return the rows of a day, or the row of one place.

    Raises
    ------
    DataError
        If records that are read are wrong.
    UsageError
        If there is no such map or actor.
    """
    if place is not None:
        timeline = streamed_timeline(map_path, place, told, day)
        place_id = place_taken(place, timeline.places)
        return state_rows(timeline, day, place_id=place_id)
    source = open_stream(found_map(map_path))
    known_on, perspective = told
    project = Project.of(source)
    actor = known_actor(project, perspective)
    tell_beyond(project, day)
    states = DayStates(source, day, known_on=known_on, perspective=actor)
    return state_rows(states, day)


def streamed_timeline(
    map_path: str | None, place: str, told: Told, day: date | None = None
) -> Timeline:
    """
    Return a timeline that is whole for one place, and say if the map has not a day.

    Raises
    ------
    DataError
        If records that are read are wrong.
    UsageError
        If there is no such map or actor.
    """
    source = open_stream(found_map(map_path))
    known_on, perspective = told
    project = Project.of(source)
    actor = known_actor(project, perspective)
    if day is not None:
        tell_beyond(project, day)
    place_id = resolve(place, source.content["places"]).id
    return history_of(source, place_id, known_on=known_on, perspective=actor)
