"""The table of places on a day page: rows made once for each state of a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from geocontrol.control import UNKNOWN
from geocontrol.model import Basis, Control
from geocontrol.render.atlas import NOBODY, Atlas
from geocontrol.render.door import render
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
    _made: dict[tuple[int, int, int], str] = field(default_factory=dict)
    """Rows by place, state, and the year of the day."""

    def rows(self, day: date) -> str:
        """Return the rows of a day as markup, in the order of names."""
        state = self.atlas.ledger.state(day).tolist()
        return "".join(
            self._row(place, control, day.year) for place, control in enumerate(state)
        )

    def _row(self, place: int, control: int, year: int) -> str:
        key = (place, control, year)
        row = self._made.get(key)
        if row is None:
            items = self.atlas.ledger.controls.items
            here = items[control] if control >= 0 else UNKNOWN
            row = render("row.html.jinja", table_row(self.atlas, place, here, year))
            self._made[key] = row
        return row


def table_row(atlas: Atlas, place: int, control: Control, year: int) -> TableRow:
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
    year
        Dates of this year are written without it.
    """
    record = atlas.places[place]
    wording = Wording(atlas.lang, atlas.project.evidence.actors)
    words = wording.words
    region = atlas.region_of[record.id]
    name = wording.place(record)
    other = record.name_in("ar") if atlas.lang != "ar" else record.name
    is_dated = control.basis not in {None, Basis.ASSUMED}
    holder = control.actor_id
    return TableRow(
        id=record.id,
        name=name,
        other_name="" if other == name else other,
        other_lang="en" if atlas.lang == "ar" else "ar",
        kind=words["kind"][record.kind.value],
        region=wording.region(atlas.regions[region]) if region >= 0 else "",
        actor=NOBODY if holder is None else atlas.actor_numbers[holder],
        control=wording.control(control),
        since=short_day(control.since, atlas.lang, year=year)
        if control.since and is_dated
        else "",
        basis=words["basis"][control.basis.value] if control.basis else "",
    )
