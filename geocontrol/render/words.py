"""Every word that a page says of itself, by language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

_FEW = range(3, 11)
"""Numbers for which some languages have a form of their own."""


@cache
def words(lang: str = "en") -> dict[str, Any]:
    """
    Return the words of one language; do not change them.

    Parameters
    ----------
    lang
        BCP 47 tag of a file in `words/`.

    Raises
    ------
    FileNotFoundError
        If there are no words in this language.
    """
    path = files("geocontrol.render") / "words" / f"{lang}.json"
    found: dict[str, Any] = orjson.loads(path.read_bytes())
    return found


def drawing_words(lang: str = "en") -> dict[str, Any]:
    """Return the words that scripts need, without those of the page around the map."""
    page_only = {"page", "legend"}
    return {key: word for key, word in words(lang).items() if key not in page_only}


def fill(phrase: str, **parts: object) -> str:
    """
    Put parts into the gaps of a phrase, without reading what the parts hold.

    Examples
    --------
    >>> fill("taken by {actor}", actor="{actor}")
    'taken by {actor}'
    """
    pieces = phrase.replace("{", "}").split("}")
    pieces[1::2] = [str(parts[gap]) for gap in pieces[1::2]]
    return "".join(pieces)


def count_of(group: dict[str, Any], key: str, count: int) -> str:
    """Return the phrase for a number; some have forms of their own for small ones."""
    some = group.get(f"{key}_few") if count in _FEW else None
    return fill(group.get(f"{key}_{count}") or some or group[key], count=count)


def listed(names: Iterable[str], lang: str) -> str:
    """
    Join names as a sentence does.

    The Arabic "and" is written together with the word that follows, if that is Arabic.

    Examples
    --------
    >>> listed(["Hama", "Homs", "Daraa"], "en")
    'Hama, Homs and Daraa'
    >>> listed(["حماة", "حمص"], "ar")
    'حماة وحمص'
    """
    every = list(names)
    if len(every) <= 1:
        return "".join(every)
    glue = words(lang)["and"]
    is_joined = lang == "ar" and not every[-1].isascii()
    last = f"{glue}{every[-1]}" if is_joined else f"{glue} {every[-1]}"
    return f"{words(lang)['comma'].join(every[:-1])} {last}"


def long_day(day: date, lang: str = "en") -> str:
    """
    Return a day in words.

    Examples
    --------
    >>> long_day(date(2024, 11, 30))
    '30 November 2024'
    """
    return f"{day.day} {words(lang)['months'][day.month - 1]} {day.year}"


def short_day(day: date, lang: str = "en", *, year: int | None = None) -> str:
    """
    Return a day in a few letters, with its year where that is another one.

    Parameters
    ----------
    day
        Any day.
    lang
        Language, BCP 47.
    year
        The year that goes without saying; `None` if the year is never written.

    Examples
    --------
    >>> short_day(date(2024, 11, 30))
    '30 Nov'
    >>> short_day(date(2023, 10, 9), year=2024)
    '9 Oct 2023'
    """
    text = f"{day.day} {words(lang)['months_short'][day.month - 1]}"
    return text if year in {None, day.year} else f"{text} {day.year}"


def weekday(day: date, lang: str = "en") -> str:
    """Return the name of a day of the week."""
    name: str = words(lang)["weekdays"][day.weekday()]
    return name
