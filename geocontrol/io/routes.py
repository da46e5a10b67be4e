"""Routes: `routes.yaml` of a gazetteer to a tuple of `Route`."""

from __future__ import annotations

from pathlib import Path

from geocontrol.errors import Problem
from geocontrol.io.fields import Fields
from geocontrol.io.records import Register, check_reference, read_register
from geocontrol.model import Place, PlaceId, Route

LEAST_PLACES = 2


def read_routes(
    path: Path, places: Register[Place], problems: list[Problem]
) -> tuple[Route, ...]:
    """
    Read the routes of a gazetteer, noting each fault; without a file there are none.

    Parameters
    ----------
    path
        The `routes.yaml` of a gazetteer.
    places
        The gazetteer that the routes run through.
    problems
        Where faults are noted.
    """
    if not path.exists():
        return ()

    def parse(fields: Fields) -> Route | None:
        name = fields.text("name", required=True)
        names = fields.names()
        through = fields.slugs("through", required=True)
        note = fields.text("note")
        if len(through) < LEAST_PLACES:
            fields.problem("a route runs through at least two places", "through")
        known = [
            place_id
            for place_id in through
            if check_reference(fields, "through", place_id, places, "place")
        ]
        for place_id in known:
            place = places.records.get(place_id)
            if place is not None and not place.is_drawn:
                fields.problem(
                    f"through {place_id!r} has no point; a route needs located places",
                    "through",
                )
        return Route(
            id=fields.record_id,
            name=name,
            names=names,
            through=tuple(map(PlaceId, known)),
            note=note,
        )

    register = read_register([path], "routes", parse, problems)
    return tuple(register.ordered().values())
