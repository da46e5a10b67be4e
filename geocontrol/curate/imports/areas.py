"""Outlines of control drawn by others: what is said of the places inside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import shapely

from geocontrol.curate.imports.features import features_of, geometry_of
from geocontrol.curate.imports.mapping import TableMapping
from geocontrol.curate.imports.states import StateWords
from geocontrol.curate.imports.statetable import Days
from geocontrol.curate.imports.target import Target
from geocontrol.errors import DataError, Problem


def read_areas(
    target: Target, files: Sequence[Path], mapping: TableMapping, words: StateWords
) -> Days:
    """
    Return what outlines say of the drawn places that they cover, by day.

    Each feature has a day and a holder among its properties. A place that outlines of
    several holders cover on one day is contested between them.

    Raises
    ------
    DataError
        If a feature has no day or no shape.
    """
    places = [p for p in target.index.places.values() if p.is_drawn]
    tree = shapely.STRtree([shapely.Point(p.lon, p.lat) for p in places])
    days: Days = defaultdict(dict)
    for path in files:
        day_of_file = mapping.day_of_file(path)
        for where, feature in features_of(path):
            properties = feature["properties"]
            text = str(properties.get(mapping.columns.get("day", "day"), ""))
            day = day_of_file or mapping.day(text)
            geometry = geometry_of(feature, where)
            if day is None or geometry is None:
                message = f"needs a shape and a day; its day is {text!r}"
                raise DataError([Problem(where, message)])
            word = str(properties.get(mapping.columns.get("state", "state"), ""))
            if not words.knows(word):
                target.note_word(word, words)
                continue
            told = words.told(word)
            if told is None:
                continue
            for number_inside in tree.query(geometry, predicate="covers"):
                place_id = places[int(number_inside)].id
                before = days[day].get(place_id)
                days[day][place_id] = told if before is None else before.and_also(told)
    return days
