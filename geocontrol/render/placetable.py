"""The table of places on a day page: rows made once for each state of a place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from geocontrol.control import UNKNOWN
from geocontrol.dated import edges_of
from geocontrol.model import Basis, Control
from geocontrol.render.atlas import Atlas
from geocontrol.render.door import render_part
from geocontrol.render.roster import NOBODY
from geocontrol.render.wording import Wording
from geocontrol.render.words import short_day

LISTED_PLACES = 2000
"""The table of more places is left to the scripts: a browser stumbles over it."""


def lists_all_places(atlas: Atlas) -> bool:
    """Tell whether pages list every place, so that their data need not name them."""
    return len(atlas.places) <= LISTED_PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One place in the table."""

    id: str
    name: str
    other_name: str
    other_lang: str
    kind: str
    region: str
    actor: int
    """Number of the holder; -1 for none."""
    control: str
    since: str
    basis: str


@dataclass(slots=True)
class PlaceTable:
    """The rows of all places on any day; what did not change is not made again."""

    atlas: Atlas
    _made: dict[tuple[int, int, int, int], str] = field(default_factory=dict)
    """Rows by place, state, and the year and the age of the day."""
    _edges: list[date] = field(init=False)
    """Days on which names or regions become others."""

    def __post_init__(self) -> None:
        """Find the ages of the map."""
        project = self.atlas.project
        places, actors = project.places.values(), project.evidence.actors.values()
        terms = [*(t for p in places for t in p.terms)]
        self._edges = edges_of([*terms, *(t for a in actors for t in a.terms)])

    def rows(self, day: date) -> str:
        """Return the rows of a day as markup, in the order of names."""
        state = self.atlas.ledger.state(day).tolist()
        return "".join(
            self._row(place, control, day) for place, control in enumerate(state)
        )

    def _row(self, place: int, control: int, day: date) -> str:
        key = (place, control, day.year, bisect_right(self._edges, day))
        row = self._made.get(key)
        if row is None:
            items = self.atlas.ledger.controls.items
            here = items[control] if control >= 0 else UNKNOWN
            row = render_part("row", table_row(self.atlas, place, here, day))
            self._made[key] = row
        return row


def table_row(atlas: Atlas, place: int, control: Control, day: date) -> TableRow:
    """
    Say who holds a place.

    Parameters
    ----------
    atlas
        What all days of the map share.
    place
        Row of the place in it.
    control
        Its state.
    day
        Names are those of the day; dates of its year are written without it.
    """
    record = atlas.places[place]
    wording = Wording(atlas.lang, atlas.project.evidence.actors, day)
    words = wording.words
    region = atlas.region_on(record, day)
    is_dated = control.basis not in {None, Basis.ASSUMED}
    holder = control.actor_id
    return TableRow(
        id=record.id,
        name=wording.place(record),
        other_name=wording.other_place(record),
        other_lang="en" if atlas.lang == "ar" else "ar",
        kind=words["kind"][record.kind.value],
        region=wording.region(atlas.regions[region]) if region >= 0 else "",
        actor=NOBODY if holder is None else atlas.actor_numbers[holder],
        control=wording.control(control),
        since=short_day(control.since, atlas.lang, year=day.year)
        if control.since and is_dated
        else "",
        basis=words["basis"][control.basis.value] if control.basis else "",
    )
