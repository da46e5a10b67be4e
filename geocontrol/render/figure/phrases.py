"""The words of figures, embeds and reports, by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from geocontrol.errors import UsageError
from geocontrol.model import Actor

LANGUAGES = ("en", "ar")


@cache
def phrases(lang: str) -> Mapping[str, Any]:
    """
    Return the phrases of a language; do not change them.

    Raises
    ------
    UsageError
        If there are none in this language.
    """
    if lang not in LANGUAGES:
        msg = f"figures do not speak {lang!r}; one of {' '.join(LANGUAGES)}"
        raise UsageError(msg)
    path = files("geocontrol.render.figure") / "words" / f"{lang}.json"
    found: Mapping[str, Any] = orjson.loads(path.read_bytes())
    return found


def day_in_words(day: date, lang: str) -> str:
    """
    Return a day in words.

    Examples
    --------
    >>> day_in_words(date(2024, 11, 30), "en")
    '30 November 2024'
    """
    return f"{day.day} {phrases(lang)['months'][day.month - 1]} {day.year}"


def short_name(actor: Actor, lang: str) -> str:
    """Return the name of an actor that fits a legend."""
    named = actor.name_in(lang)
    is_short = lang == "en" or named == actor.name
    return (actor.short or actor.name) if is_short else named


def listed(names: Iterable[str], lang: str) -> str:
    """
    Join names as a sentence does.

    Examples
    --------
    >>> listed(["Hama", "Homs", "Daraa"], "en")
    'Hama, Homs and Daraa'
    """
    every = list(names)
    if len(every) <= 1:
        return "".join(every)
    glue = phrases(lang)["and"]
    last = f"{glue}{every[-1]}" if lang == "ar" else f"{glue} {every[-1]}"
    return f"{phrases(lang)['comma'].join(every[:-1])} {last}"
