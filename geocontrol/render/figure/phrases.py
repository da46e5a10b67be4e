"""The words of figures, embeds and reports, by language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from geocontrol.errors import UsageError
from geocontrol.model import LANGUAGES
from geocontrol.render.words import long_day, words


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
    months = words(lang)["months"]
    if first.year != last.year:
        begin = long_day(first, lang)
    elif first.month != last.month:
        begin = f"{first.day} {months[first.month - 1]}"
    else:
        begin = str(first.day)
    return f"{begin} – {long_day(last, lang)}"
