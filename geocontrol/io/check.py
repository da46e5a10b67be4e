"""
Rules across records: what each file alone cannot tell.

Reading already refuses what is malformed or dangling. Here come the rules that
need the whole: points against the outline, colours against each other.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from geocontrol.colors import distance
from geocontrol.ellipsoid import km_between
from geocontrol.errors import DataError, Problem
from geocontrol.io.memo import Memo
from geocontrol.io.records import Drafts, Register
from geocontrol.io.source import Source, find_map, read_source
from geocontrol.model import Actor

BORDER_TOLERANCE_KM = 8.0
"""How far beyond the outline a place may lie: border towns and a coarse border."""
MIN_COLOR_DISTANCE = 12.0
"""CIE76 distance below which two actors' colours are taken for one another."""


def check(path: str | Path | None = None) -> list[Problem]:
    """
    Return every problem of a project, in the order of files and lines.

    Parameters
    ----------
    path
        A map file, a project folder, or `None` for the current one.

    Raises
    ------
    UsageError
        If there is no map file there, or several.
    """
    return read_checked(find_map(path))[1]


def read_checked(
    map_path: Path, drafts: Drafts | None = None, memo: Memo | None = None
) -> tuple[Source | None, list[Problem]]:
    """
    Read a project and look at it whole.

    Parameters
    ----------
    map_path
        The map file.
    drafts
        Files as they would be, read instead of those on disk.
    memo
        What was made of its files before, if they have been read before.

    Returns
    -------
    source, problems
        The project, if enough of it can be read, and every problem once, in the order
        of files and lines. With any, the project is not to be relied on.
    """
    problems: list[Problem] = memo.problems if memo else []
    problems.clear()
    source = read_source(map_path, problems, drafts, memo=memo)
    if source is not None:
        check_source(source)
    return source, sorted(set(problems))


def checked_source(map_path: Path, memo: Memo | None = None) -> Source:
    """
    Read a project that has no problem.

    Parameters
    ----------
    map_path
        The map file.
    memo
        What was made of its files before, if they have been read before.

    Raises
    ------
    DataError
        With every problem found.
    """
    source, problems = read_checked(map_path, memo=memo)
    if problems or source is None:
        raise DataError(problems)
    return source


def check_source(source: Source) -> None:
    """Note the problems of a project that could be read, each at its record."""
    check_points(source)
    check_colors(source.seeds.actors)


def check_points(source: Source) -> None:
    """Note places outside the outline, and those that would lie inside if swapped."""
    places = source.places
    try:
        land = shapely.make_valid(shape(source.content["outline"]))
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        shapely.GEOSException,
    ) as error:
        source.top.problem(
            f"the gazetteer's outline cannot be used: {error}", "gazetteer"
        )
        return
    shapely.prepare(land)
    located = [place for place in places.records.values() if place.lon is not None]
    at = np.array([(place.lon, place.lat) for place in located], dtype=float)
    points = shapely.points(at.reshape(-1, 2))
    for number in np.flatnonzero(~shapely.covers(land, points)).tolist():
        point = points[number]
        far_km = _km_to(land, point)
        if far_km <= BORDER_TOLERANCE_KM:
            continue
        fields = places.fields[located[number].id]
        if land.covers(shapely.Point(point.y, point.x)):
            fields.problem(
                f"lon {point.x} and lat {point.y} look swapped; lon comes first",
                "lon",
            )
        else:
            fields.problem(
                f"lies {far_km:.0f} km outside the outline; check lon {point.x} "
                f"and lat {point.y}",
                "lon",
            )


def _km_to(land: Any, point: shapely.Point) -> float:  # noqa: ANN401
    nearest = shapely.shortest_line(point, land).coords[-1]
    return km_between(point.x, point.y, *nearest)


def check_colors(actors: Register[Actor]) -> None:
    """Note actors whose colours readers would take for one another."""
    colored = [a for a in actors.records.values() if a.color]
    for first, second in combinations(colored, 2):
        if distance(first.color, second.color) < MIN_COLOR_DISTANCE:
            actors.fields[second.id].problem(
                f"color {second.color} is too close to {first.color} of "
                f"{first.id!r}; choose another or leave it out for one of the palette",
                "color",
            )
