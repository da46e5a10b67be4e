"""
The data dictionary: every field of every record, in the order it is written.

One table serves the canonical form of files, the JSON Schemas for editors, the
prompts of `geocontrol new` and the columns of an import, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from geocontrol.model import Change, Kind, Precision, Role, Stance, Status


class Form(Enum):
    """What the value of a field looks like."""

    TEXT = "text"
    SLUG = "slug"
    SLUGS = "slugs"
    """One id, or a list of ids."""
    WORD = "word"
    """One word of a fixed list."""
    DAY = "day"
    BOUND = "bound"
    """A day, a month or a year, as a bound of a term."""
    SPAN = "span"
    """A day, a month, a year, or `{earliest, latest}`."""
    NUMBER = "number"
    WHOLE = "whole"
    URL = "url"
    DATED = "dated"
    """One id, or a list of mappings that give an id and its days."""
    PAIRS = "pairs"
    """A mapping of ids to texts."""
    RECORDS = "records"
    """A list of mappings, described by `Field.inner`."""
    RECORD = "record"
    """One mapping, described by `Field.inner`."""
    TEXTS = "texts"
    BOX = "box"
    """West, south, east, north, degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record."""

    key: str
    form: Form
    meaning: str
    is_required: bool = False
    words: tuple[str, ...] = ()
    """The fixed list, when there is one."""
    refers_to: str = ""
    """The list whose ids it takes: `places`, `actors` ..."""
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    inner: tuple[Field, ...] = ()


def _words(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(str(word) for word in words)


FORMAT_VERSION = 1
GRADES = tuple("ABCDEF")
LINK_ORDER = ("geonames", "wikidata", "pcode", "osm")
"""Other registers that places have ids in, in the order they are written."""
MAX_POPULATION = 10**9
MAX_ORDER = 1000
RANKS = (1, 5)
CREDIBILITIES = (1, 6)
SLUG_PATTERN = "[a-z0-9]+(?:-[a-z0-9]+)*"
FIRST_YEAR, LAST_YEAR = 1000, 3000
"""Of what happens and is reported, and of what can be asked for: beyond is a typing
error, and at the ends of the calendar there is no day before or after."""
LANG_PATTERN = "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
COLOR_PATTERN = "#[0-9a-f]{6}"
SHA256_PATTERN = "[0-9a-f]{64}"

_ID = Field(
    key="id", form=Form.SLUG, is_required=True, meaning="Slug, never used again."
)


def in_language(meaning: str, tags: str) -> tuple[Field, Field]:
    """Return the fields of a text that says its language; `tags` are examples."""
    return (
        Field(key="text", form=Form.TEXT, is_required=True, meaning=meaning),
        Field(
            key="lang",
            form=Form.TEXT,
            is_required=True,
            meaning=f"BCP 47 tag such as {tags}.",
            pattern=LANG_PATTERN,
        ),
    )


_NAME = Field(
    key="name", form=Form.TEXT, is_required=True, meaning="The name shown in English."
)
_NAMES = Field(
    key="names",
    form=Form.RECORDS,
    meaning="Other names and spellings; the first in a language is shown in it.",
    inner=in_language("The name.", "en, ar or ar-Latn"),
)
_TERM = (
    Field(
        key="from",
        form=Form.BOUND,
        meaning="The day, month or year from which it holds; always, without it.",
    ),
    Field(
        key="to",
        form=Form.BOUND,
        meaning="The first day, month or year in which it no longer holds.",
    ),
)
_SHORT = Field(key="short", form=Form.TEXT, meaning="Short enough for a legend.")


def _names_with(*more: Field) -> Field:
    """Return the field of other names, with what else is said of each."""
    return replace(_NAMES, inner=(*_NAMES.inner, *more))


def _dated(field: Field, inner: str) -> Field:
    """Return a field that is an id, or a list of ids with their days."""
    value = replace(field, key=inner, is_required=True, meaning="Its id.")
    return replace(field, form=Form.DATED, inner=(value, *_TERM))


_NOTE = Field(key="note", form=Form.TEXT, meaning="In our own words.")

PLACE = (
    _ID,
    _NAME,
    _names_with(*_TERM),
    Field(
        key="kind",
        form=Form.WORD,
        is_required=True,
        words=_words(Kind),
        meaning="What it is.",
    ),
    _dated(
        Field(
            key="within",
            form=Form.SLUG,
            refers_to="places",
            meaning="The smallest listed place it lies in, with days where that "
            "changes; all but a country have one.",
        ),
        "place",
    ),
    Field(
        key="lon",
        form=Form.NUMBER,
        low=-180,
        high=180,
        meaning="Decimal degrees east, WGS 84.",
    ),
    Field(
        key="lat",
        form=Form.NUMBER,
        low=-90,
        high=90,
        meaning="Decimal degrees north, WGS 84.",
    ),
    Field(
        key="geo_precision",
        form=Form.WORD,
        words=_words(Precision),
        meaning="How well it is located; goes with lon and lat.",
    ),
    Field(
        key="geo_source",
        form=Form.TEXT,
        meaning="Where the coordinates come from; goes with lon and lat.",
    ),
    Field(
        key="population",
        form=Form.WHOLE,
        low=0,
        high=MAX_POPULATION,
        meaning="Inhabitants.",
    ),
    Field(
        key="population_source",
        form=Form.TEXT,
        meaning="Who counted; goes with population.",
    ),
    Field(
        key="rank",
        form=Form.WHOLE,
        low=RANKS[0],
        high=RANKS[1],
        meaning="Label priority, 1 first; derived from kind and population otherwise.",
    ),
    Field(
        key="links",
        form=Form.PAIRS,
        words=LINK_ORDER,
        meaning="Ids in other registers.",
    ),
    _NOTE,
)
ACTOR = (
    _ID,
    _NAME,
    _names_with(_SHORT, *_TERM),
    _SHORT,
    _dated(
        Field(
            key="side",
            form=Form.SLUG,
            meaning="A word that allied actors share, with days where that changes.",
        ),
        "side",
    ),
    Field(
        key="color",
        form=Form.TEXT,
        pattern=COLOR_PATTERN,
        meaning="Told apart from every other actor's; a palette gives one otherwise.",
    ),
    _NOTE,
)
VOICE = (
    _ID,
    _NAME,
    Field(
        key="role",
        form=Form.WORD,
        is_required=True,
        words=_words(Role),
        meaning="What kind of voice speaks.",
    ),
    Field(
        key="speaks_for",
        form=Form.SLUG,
        refers_to="actors",
        meaning="The actor whose interest it serves; left out when none.",
    ),
    Field(
        key="reliability",
        form=Form.WORD,
        is_required=True,
        words=GRADES,
        meaning="A (completely reliable) to F (cannot be judged), Admiralty code.",
    ),
    _NOTE,
)
REPORT = (
    _ID,
    Field(
        key="title",
        form=Form.TEXT,
        is_required=True,
        meaning="As published, or a description in square brackets.",
    ),
    Field(
        key="publisher",
        form=Form.TEXT,
        is_required=True,
        meaning="Who published the page that was read.",
    ),
    Field(key="agency", form=Form.TEXT, meaning="Whose copy it is: AFP, AP ..."),
    Field(key="issued", form=Form.DAY, is_required=True, meaning="Day of publication."),
    Field(key="url", form=Form.URL, meaning="An https address."),
    Field(key="archived_url", form=Form.URL, meaning="An archived copy."),
    Field(
        key="sha256",
        form=Form.TEXT,
        pattern=SHA256_PATTERN,
        meaning="Hash of the text that was read.",
    ),
    Field(
        key="lang",
        form=Form.TEXT,
        pattern=LANG_PATTERN,
        meaning="BCP 47, en without it.",
    ),
    _NOTE,
)
CLAIM = (
    Field(
        key="voice",
        form=Form.SLUG,
        is_required=True,
        refers_to="voices",
        meaning="Who says it, which is not who prints it.",
    ),
    Field(
        key="report",
        form=Form.SLUG,
        is_required=True,
        refers_to="reports",
        meaning="Where it was read.",
    ),
    Field(
        key="stance",
        form=Form.WORD,
        is_required=True,
        words=_words(Stance),
        meaning="Whether it says that this event happened.",
    ),
    Field(
        key="credibility",
        form=Form.WHOLE,
        is_required=True,
        low=CREDIBILITIES[0],
        high=CREDIBILITIES[1],
        meaning="1 (confirmed by others) to 6 (cannot be judged), Admiralty code.",
    ),
    _NOTE,
)
EVENT = (
    _ID,
    Field(
        key="place",
        form=Form.SLUGS,
        is_required=True,
        refers_to="places",
        meaning="Where; an area stands for the places in it.",
    ),
    Field(
        key="except",
        form=Form.SLUGS,
        refers_to="places",
        meaning="Places left out, with all that lies in them.",
    ),
    Field(
        key="event_date",
        form=Form.SPAN,
        is_required=True,
        meaning="The day, month or year, or {earliest, latest} when sources differ.",
    ),
    Field(
        key="order",
        form=Form.WHOLE,
        low=0,
        high=MAX_ORDER,
        meaning="Settles several changes of one place in one day, 1 before 2.",
    ),
    Field(
        key="change",
        form=Form.WORD,
        is_required=True,
        words=_words(Change),
        meaning="How control changed, or that it was observed.",
    ),
    Field(
        key="status",
        form=Form.WORD,
        words=_words(Status),
        meaning="The state that results; follows from change if left out.",
    ),
    Field(
        key="actor",
        form=Form.SLUG,
        refers_to="actors",
        meaning="Who gains it, keeps it or besieges it; not needed for withdrew.",
    ),
    Field(key="lost_by", form=Form.SLUGS, refers_to="actors", meaning="Who loses it."),
    Field(
        key="contested_by",
        form=Form.SLUGS,
        refers_to="actors",
        meaning="Who fights for it, two or more, with status contested.",
    ),
    Field(
        key="basis",
        form=Form.WORD,
        words=("assumed",),
        meaning="Only assumed: general background, no dated statement.",
    ),
    Field(
        key="supersedes",
        form=Form.SLUGS,
        refers_to="events",
        meaning="Events that this one replaces.",
    ),
    Field(
        key="claims",
        form=Form.RECORDS,
        is_required=True,
        meaning="Who says so and who denies it; at least one.",
        inner=CLAIM,
    ),
    _NOTE,
)
ROUTE = (
    _ID,
    _NAME,
    _NAMES,
    Field(
        key="through",
        form=Form.SLUGS,
        is_required=True,
        refers_to="places",
        meaning="The places it joins, in order.",
    ),
    _NOTE,
)
DICTIONARY: Mapping[str, tuple[Field, ...]] = {
    "places": PLACE,
    "routes": ROUTE,
    "actors": ACTOR,
    "voices": VOICE,
    "reports": REPORT,
    "events": EVENT,
}
"""The fields of the records of each list, in the order they are written."""

NOUN_OF_LIST = {key: key.removesuffix("s") for key in DICTIONARY}
LIST_OF_NOUN = {noun: key for key, noun in NOUN_OF_LIST.items()}
