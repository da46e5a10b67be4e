"""
A drawn war told plainly, for geocontrol and for the yardstick alike.

    python bench/frontwar.py PLACES DAYS CHANGES FOLDER [--seed N]

The land, places and parties of `bigwar.py`, but on each day CHANGES places along the
fronts pass to a neighbour's holder, each told by one monitor in one report, with a
note and a link: as much as a table can hold that has one row for each change. FOLDER
gets the project, with a map for each way to draw areas, and the same war as the two
tables of the yardstick.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bigwarfiles import write_project
from bigwarland import ACTORS, MONITORS
from bigwarplot import NOTES, Plot
from tables import write_tables

from geocontrol.model import Change, ControlEvent, EventId, Stance
from geocontrol.project import Project


class FrontWar(Plot):
    """
    A war of a size in which the same number of places changes hands each day.

    Parameters
    ----------
    places
        How many places, besides the country and its governorates.
    days
        How many days the map has; nothing happens on the first.
    changes
        How many places change hands on each other day, if the fronts have as many.
    seed
        Another number gives another war of that size.
    """

    def __init__(self, places: int, days: int, changes: int, seed: int = 7) -> None:
        super().__init__(places, days, days * changes, seed)
        self._changes = changes

    def _counts(self, wanted: int) -> list[int]:  # noqa: ARG002
        return [0] + [self._changes] * (self._days - 1)

    def _day(self, day: date, count: int) -> Iterator[ControlEvent]:
        front = self._front()
        self._rng.shuffle(front)
        for number, row in enumerate(front[:count]):
            yield self._passing(day, number, row)

    def _passing(self, day: date, number: int, row: int) -> ControlEvent:
        holder = int(self._holder[row])
        beside = [int(self._holder[near]) for near in self._near[row]]
        others = [side for side in beside if side != holder]
        rival = self._rng.choice(others) if others else (holder + 1) % len(ACTORS)
        self._holder[row] = rival
        place = self.places[row]
        return self._event(
            EventId(f"{day}-{number:03}-{place.id}"),
            (place.id,),
            day,
            Change.CAPTURED,
            actor=ACTORS[rival].id,
            lost_by=(ACTORS[holder].id,),
            claims=(self._claim(self._rng.choice(MONITORS), day, Stance.ASSERTS),),
            note=self._rng.choice(NOTES),
        )


def main() -> None:
    """Draw a war and write it for both tools."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("places", type=int)
    parser.add_argument("days", type=int)
    parser.add_argument("changes", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    war = FrontWar(args.places, args.days, args.changes, seed=args.seed)
    kriging = write_project(war, args.folder)
    nearest = kriging.with_name("nearest.yaml")
    text = kriging.read_text("utf-8")
    nearest.write_text(text.replace("method: kriging", "method: nearest"), "utf-8")
    write_tables(Project.open(kriging), args.folder)
    print(kriging)


if __name__ == "__main__":
    main()
