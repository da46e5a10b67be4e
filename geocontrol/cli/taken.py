"""Which place a name was taken for, said where that is not plain."""

from __future__ import annotations

from collections.abc import Mapping

import click

from geocontrol.cli.output import printable
from geocontrol.find import names_of, resolve
from geocontrol.model import Place, PlaceId


def place_taken(name: str, places: Mapping[PlaceId, Place]) -> PlaceId:
    """
    Return the place that an id or a name means, and say which if it is not its name.

    Parameters
    ----------
    name
        As somebody wrote it.
    places
        The gazetteer.

    Raises
    ------
    UnknownPlaceError
        If no place, or more than one, has that name; the message lists candidates.
    """
    place = resolve(name, places)
    if name not in {place.id, *names_of(place)}:
        taken = f"{name!r} is taken for {place.id!r} ({place.name})"
        click.echo(printable(taken), err=True)
    return place.id
