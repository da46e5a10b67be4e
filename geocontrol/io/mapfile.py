"""A map file: what to draw, over which days, by which numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from geocontrol.io.dictionary import GRADES
from geocontrol.io.fields import Fields, number_of
from geocontrol.io.mapdictionary import RADII_KM, STALE_DAYS, WEAK_VOICES
from geocontrol.io.tiles import read_tiles
from geocontrol.model import LANGUAGES, AreaMethod, AreaPolicy, Policy

MAX_DAYS = 36_525
"""A century of days; a longer map is a typing error."""


def read_heading(top: Fields) -> dict[str, Any] | None:
    """Return what a map file says of itself, or note what is wrong with it."""
    title = top.text("title", required=True)
    first = top.day("first_day", required=True)
    last = top.day("last_day", required=True)
    extent = _extent(top)
    heading = {
        "title": title,
        "titles": top.names("titles"),
        "summary": top.text("summary"),
        "languages": _languages(top) or ("en",),
        "attributions": top.texts("attributions"),
        "tiles": read_tiles(top),
    }
    policy, areas = _policy(top), _area_policy(top)
    if first is None or last is None or extent is None:
        return None
    if policy is None or not _is_span(top, first, last):
        return None
    return {
        **heading,
        "first_day": first,
        "last_day": last,
        "extent": extent,
        "policy": policy,
        "area_policy": areas,
    }


def _languages(top: Fields) -> tuple[str, ...]:
    found = top.texts("languages")
    for lang in found:
        if lang not in LANGUAGES:
            known = " ".join(LANGUAGES)
            message = f"languages {lang!r} is none that pages speak; one of {known}"
            top.problem(message, "languages")
    return found


def _is_span(top: Fields, first: date, last: date) -> bool:
    days = (last - first).days
    if days < 0:
        top.problem(f"last_day {last} is before first_day {first}", "last_day")
    elif days > MAX_DAYS:
        top.problem(f"{first} to {last} is more than a century", "last_day")
    return 0 <= days <= MAX_DAYS


def _extent(top: Fields) -> tuple[float, float, float, float] | None:
    match [number_of(text) for text in top.texts("extent")]:
        case [float(west), float(south), float(east), float(north)]:
            if -180 <= west < east <= 180 and -90 <= south < north <= 90:  # noqa: PLR2004
                return west, south, east, north
            message = "extent must run west to east and south to north"
        case _:
            message = "extent must list four numbers: west, south, east, north"
    top.problem(message, "extent")
    return None


def _policy(top: Fields) -> Policy | None:
    fields = top.record("policy")
    default = Policy()
    if fields is None:
        return default
    grade = fields.text("strong_reliability", default=default.strong_reliability)
    weak = fields.whole("weak_voices_needed", *WEAK_VOICES)
    stale = fields.whole("stale_after_days", *STALE_DAYS)
    fields.finish()
    if grade not in GRADES:
        fields.problem(f"strong_reliability {grade!r} must be one letter from A to F")
        return None
    return Policy(
        strong_reliability=grade,
        weak_voices_needed=weak or default.weak_voices_needed,
        stale_after_days=stale or default.stale_after_days,
    )


def _area_policy(top: Fields) -> AreaPolicy:
    fields = top.record("areas")
    if fields is None:
        return AreaPolicy()
    method = fields.word("method", AreaMethod)
    radius_km = fields.number("radius_km", *RADII_KM)
    fields.finish()
    default = AreaPolicy()
    return AreaPolicy(
        method=method or default.method, radius_km=radius_km or default.radius_km
    )
