"""
The list of events beside a day's map, as markup.

A day of a large war has hundreds of lines, so they are not left to a template: texts of
all lines are escaped together, and what many lines have alike is filled once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from geocontrol.render.changes import ClaimLine, EventLine, PlaceLink
from geocontrol.render.door import escaped, filled_part, finished
from geocontrol.render.words import fill, words


@dataclass(frozen=True, slots=True)
class EventList:
    """Events of a day, and how many they are."""

    count: int
    items: str
    """Each an element `li`; finished markup."""


def event_list(lines: Sequence[EventLine], lang: str) -> EventList:
    """
    Put the events of a day into markup.

    Parameters
    ----------
    lines
        The events, as `geocontrol.render.changes.day_changes` tells them.
    lang
        The language of the page.
    """
    links = _links([p for line in lines for p in (*line.places, *line.more_places)])
    claims = _claims([claim for line in lines for claim in line.claims])
    notes = escaped([line.note for line in lines])
    comma, more = words(lang)["comma"], words(lang)["page"]["more_places"]
    items = []
    for line, note in zip(lines, notes, strict=True):
        where, count, others = _next(links, line.places, comma), "", ""
        if line.more_places:
            said = escaped([fill(more, count=len(line.more_places))])[0]
            count = f' <span class="soft">{said}</span>'
            others = (
                f'<p class="where more">{_next(links, line.more_places, comma)}</p>'
            )
        told = f'<p class="note" dir="auto">{note}</p>' if note else ""
        items.append(
            f'<li><p class="where">{where}{count}</p>\n'
            f"{filled_part('summary', line.summary)}\n{others}{told}"
            f'<ul class="claims">\n{"".join(islice(claims, len(line.claims)))}'
            "</ul></details></li>\n"
        )
    return EventList(len(lines), finished("".join(items)))


def _next(links: Iterator[str], places: Sequence[PlaceLink], comma: str) -> str:
    return comma.join(islice(links, len(places)))


def _links(places: Sequence[PlaceLink]) -> Iterator[str]:
    ids = escaped([place.id for place in places])
    names = escaped([place.name for place in places])
    for place_id, name in zip(ids, names, strict=True):
        yield f'<a href="#place={place_id}">{name}</a>'


def _claims(claims: Sequence[ClaimLine]) -> Iterator[str]:
    notes = escaped([claim.note for claim in claims])
    for claim, note in zip(claims, notes, strict=True):
        said = f'<q dir="auto">{note}</q>' if note else ""
        speaker = filled_part("speaker", claim.speaker)
        issue, number = filled_part("issue", claim.issue), claim.source
        cite = f'<cite>{issue} <a href="#r{number}">[{number}]</a></cite>'
        yield f"{speaker}{said}{cite}</li>\n"
