"""What a map file may say, in the words of the data dictionary."""

from __future__ import annotations

from geocontrol.io.dictionary import GRADES, Field, Form, in_language
from geocontrol.io.tiles import LONGEST_ATTRIBUTION
from geocontrol.model import LANGUAGES, AreaMethod

WEAK_VOICES = (1, 100)
STALE_DAYS = (1, 36_500)
RADII_KM = (0.1, 20_000)

_POLICY = (
    Field(
        key="strong_reliability",
        form=Form.WORD,
        words=GRADES,
        meaning="The weakest grade of a voice whose word alone suffices; C without it.",
    ),
    Field(
        key="weak_voices_needed",
        form=Form.WHOLE,
        low=WEAK_VOICES[0],
        high=WEAK_VOICES[1],
        meaning="How many weaker voices together suffice; 2 without it.",
    ),
    Field(
        key="stale_after_days",
        form=Form.WHOLE,
        low=STALE_DAYS[0],
        high=STALE_DAYS[1],
        meaning="Days without a new assessed event after which a state is stale; 30 "
        "without it.",
    ),
)
_AREAS = (
    Field(
        key="method",
        form=Form.WORD,
        words=tuple(map(str, AreaMethod)),
        meaning="How the land between the places is divided; kriging without it.",
    ),
    Field(
        key="radius_km",
        form=Form.NUMBER,
        low=RADII_KM[0],
        high=RADII_KM[1],
        meaning="How far the word of a place carries at most; 30 without it.",
    ),
)
_TILES = (
    Field(
        key="url",
        form=Form.TEXT,
        is_required=True,
        pattern=r"https://[a-z0-9.-]+(?::[0-9]{1,5})?/"
        r"(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})[!-~]+",
        meaning="An https address of one server, with {z}, {x} and {y} once each: Web "
        "Mercator, rows from the north.",
    ),
    Field(
        key="attribution",
        form=Form.TEXT,
        is_required=True,
        pattern=rf"[\s\S]{{1,{LONGEST_ATTRIBUTION}}}",
        meaning="Whom readers thank for them; it stays on the map.",
    ),
)
_REVIEWED = (
    Field(key="record", form=Form.TEXT, meaning="As `check` gives it in brackets."),
    Field(
        key="warning",
        form=Form.TEXT,
        is_required=True,
        meaning="Any part of its words.",
    ),
    Field(
        key="reason",
        form=Form.TEXT,
        is_required=True,
        meaning="Why it may stand.",
    ),
)
MAP = (
    Field(
        key="title",
        form=Form.TEXT,
        is_required=True,
        meaning="The title shown in English.",
    ),
    Field(
        key="titles",
        form=Form.RECORDS,
        meaning="The title in other languages.",
        inner=in_language("The title.", "en or ar"),
    ),
    Field(key="summary", form=Form.TEXT, meaning="A sentence or two."),
    Field(
        key="gazetteer",
        form=Form.TEXT,
        is_required=True,
        meaning="The folder of places, as seen from the map file.",
    ),
    Field(
        key="seeds",
        form=Form.TEXT,
        is_required=True,
        meaning="The folder of evidence, as seen from the map file.",
    ),
    Field(
        key="first_day", form=Form.DAY, is_required=True, meaning="First day of pages."
    ),
    Field(
        key="last_day", form=Form.DAY, is_required=True, meaning="Last day of pages."
    ),
    Field(
        key="extent",
        form=Form.BOX,
        is_required=True,
        meaning="West, south, east, north of the opening view, degrees, WGS 84.",
    ),
    Field(
        key="policy",
        form=Form.RECORD,
        meaning="The numbers of the rule from claims to control.",
        inner=_POLICY,
    ),
    Field(
        key="areas",
        form=Form.RECORD,
        meaning="The numbers of the estimate of areas.",
        inner=_AREAS,
    ),
    Field(
        key="languages",
        form=Form.TEXTS,
        words=LANGUAGES,
        meaning="Of the explorer, which opens in the first; that is the pages' own.",
    ),
    Field(
        key="attributions",
        form=Form.TEXTS,
        meaning="Whose data and basemap are shown.",
    ),
    Field(
        key="tiles",
        form=Form.RECORD,
        meaning="Pictures of the ground that the explorer asks a server for. Without "
        "it, pages ask nobody for anything.",
        inner=_TILES,
    ),
    Field(
        key="reviewed",
        form=Form.RECORDS,
        meaning="Warnings that somebody has looked at.",
        inner=_REVIEWED,
    ),
)
"""The fields of a map file, besides its format version."""
