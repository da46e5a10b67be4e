"""
Records as the fields of a file: what reading them gave, the other way round.

What reading derives (a rank, a resulting status, a side of one's own) is left out.
Law: reading what was saved gives the same record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geocontrol.dated import Dated, Term, Value
from geocontrol.io.dictionary import LINK_ORDER
from geocontrol.io.events import result_of
from geocontrol.io.gazetteer import rank_of
from geocontrol.io.yamlwrite import Raw
from geocontrol.model import (
    Actor,
    Change,
    Claim,
    ControlEvent,
    Name,
    Place,
    Report,
    Voice,
)

COORDINATE_DECIMALS = 7
"""RFC 7946: more are noise; the seventh is a centimetre."""


def place_fields(place: Place) -> dict[str, Raw]:
    """Return a place as the fields of its record."""
    population = place.population
    is_derived = place.rank == rank_of(place.kind, population)
    return _without_gaps(
        {
            "id": place.id,
            "name": place.name,
            "names": _names(place.names),
            "kind": place.kind.value,
            "within": _dated("place", place.within or "", place.within_dated),
            "lon": degrees(place.lon),
            "lat": degrees(place.lat),
            "geo_precision": place.geo_precision.value if place.geo_precision else "",
            "geo_source": place.geo_source,
            "population": "" if population is None else str(population),
            "population_source": place.population_source,
            "rank": "" if is_derived else str(place.rank),
            "links": _links(place.links),
            "note": place.note,
        }
    )


def actor_fields(actor: Actor) -> dict[str, Raw]:
    """Return an actor as the fields of its record."""
    return _without_gaps(
        {
            "id": actor.id,
            "name": actor.name,
            "names": _names(actor.names),
            "short": "" if actor.short == actor.name else actor.short,
            "side": _dated(
                "side", "" if actor.side == actor.id else actor.side, actor.side_dated
            ),
            "color": actor.color,
            "note": actor.note,
        }
    )


def voice_fields(voice: Voice) -> dict[str, Raw]:
    """Return a voice as the fields of its record."""
    return _without_gaps(
        {
            "id": voice.id,
            "name": voice.name,
            "role": voice.role.value,
            "speaks_for": voice.speaks_for or "",
            "reliability": voice.reliability,
            "note": voice.note,
        }
    )


def report_fields(report: Report) -> dict[str, Raw]:
    """Return a report as the fields of its record."""
    return _without_gaps(
        {
            "id": report.id,
            "title": report.title,
            "publisher": report.publisher,
            "agency": report.agency,
            "issued": report.issued.isoformat(),
            "url": report.url,
            "archived_url": report.archived_url,
            "sha256": report.sha256,
            "lang": "" if report.lang == "en" else report.lang,
            "note": report.note,
        }
    )


def event_fields(event: ControlEvent) -> dict[str, Raw]:
    """Return an event as the fields of its record."""
    is_derived = event.status == result_of(event.change, event.actor)
    fields = _without_gaps(
        {
            "id": event.id,
            "place": _one_or_list(event.places),
            "except": _one_or_list(event.excepted),
            "event_date": _event_date(event),
            "order": str(event.order) if event.order else "",
            "change": event.change.value,
            "status": "" if is_derived or not event.status else event.status.value,
            "actor": event.actor or "",
            "lost_by": _one_or_list(event.lost_by),
            "contested_by": _one_or_list(event.contested_by),
            "basis": "assumed" if event.is_assumed else "",
            "supersedes": _one_or_list(event.supersedes),
            "claims": [_claim(claim) for claim in event.claims],
            "note": event.note,
        }
    )
    if event.actor is None and event.change is not Change.WITHDREW:
        fields["actor"] = ""
    return fields


def degrees(value: float | None) -> str:
    """
    Return a coordinate as text without an exponent, or nothing for `None`.

    Examples
    --------
    >>> degrees(36.5), degrees(-0.00001), degrees(None)
    ('36.5', '-0.00001', '')
    """
    if value is None:
        return ""
    text = f"{value:.{COORDINATE_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _event_date(event: ControlEvent) -> Raw:
    if event.earliest == event.latest:
        return event.latest.isoformat()
    return {
        "earliest": event.earliest.isoformat(),
        "latest": event.latest.isoformat(),
    }


def _claim(claim: Claim) -> Raw:
    return _without_gaps(
        {
            "voice": claim.voice,
            "report": claim.report,
            "stance": claim.stance.value,
            "credibility": str(claim.credibility),
            "note": claim.note,
        }
    )


def _names(names: Iterable[Name]) -> Raw:
    return [
        _without_gaps(
            {
                "text": name.text,
                "lang": name.lang,
                "short": name.short,
                **_term(name.term),
            }
        )
        for name in names
    ]


def _term(term: Term) -> dict[str, Raw]:
    return {"from": term.valid_from, "to": term.valid_to}


def _dated(key: str, always: str, dated: Iterable[Dated[Value]]) -> Raw:
    """Return one id, or a list of ids with their days."""
    entries: list[Raw] = [
        _without_gaps({key: str(each.value), **_term(each.term)}) for each in dated
    ]
    if not entries:
        return always
    return [*entries, {key: always}] if always else entries


def _links(links: Iterable[tuple[str, str]]) -> Raw:
    given = dict(links)
    known = [key for key in LINK_ORDER if key in given]
    return {key: given[key] for key in [*known, *sorted(given.keys() - set(known))]}


def _one_or_list(ids: Sequence[str]) -> Raw:
    return ids[0] if len(ids) == 1 else list(ids)


def _without_gaps(fields: dict[str, Raw]) -> dict[str, Raw]:
    return {key: value for key, value in fields.items() if value}
