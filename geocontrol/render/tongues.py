"""In which language a text is that a page in another one quotes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geocontrol.model import Place, PlaceId, Report

DATA_LANG = "en"
"""Voices, notes, publishers and credits are written in it, by whoever kept the data."""
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "ug", "ur"})


def direction(lang: str) -> str:
    """
    Return in which direction a language is written, as HTML says it.

    Examples
    --------
    >>> direction("ar"), direction("en"), direction("ar-Latn")
    ('rtl', 'ltr', 'ltr')
    """
    first, *rest = lang.split("-")
    return "rtl" if first in _RIGHT_TO_LEFT and "Latn" not in rest else "ltr"


def title_lang(report: Report) -> str:
    """Return the language of a title; one in square brackets is our description."""
    return DATA_LANG if report.title.startswith("[") else report.lang


def without_name(places: Iterable[Place], lang: str, day: date) -> frozenset[PlaceId]:
    """Return the places that have no name in a language and are called in English."""
    if lang == DATA_LANG:
        return frozenset()
    return frozenset(
        place.id
        for place in places
        if not any(name.lang == lang for name in place.on(day).names)
    )
