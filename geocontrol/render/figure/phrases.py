"""The words of figures, embeds and reports, by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from geocontrol.errors import UsageError
from geocontrol.model import LANGUAGES, Actor


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


def days_in_words(first: date, last: date, lang: str) -> str:
    """
    Return two days in words, the month and the year only once where they are one.

    Examples
    --------
    >>> days_in_words(date(2024, 11, 27), date(2024, 11, 30), "en")
    '27 – 30 November 2024'
    >>> days_in_words(date(2024, 11, 29), date(2024, 12, 8), "en")
    '29 November – 8 December 2024'
    """
    months = phrases(lang)["months"]
    if first.year != last.year:
        begin = day_in_words(first, lang)
    elif first.month != last.month:
        begin = f"{first.day} {months[first.month - 1]}"
    else:
        begin = str(first.day)
    return f"{begin} – {day_in_words(last, lang)}"


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
    is_joined = lang == "ar" and not every[-1].isascii()
    last = f"{glue}{every[-1]}" if is_joined else f"{glue} {every[-1]}"
    return f"{phrases(lang)['comma'].join(every[:-1])} {last}"
