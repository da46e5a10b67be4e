"""What an import writes into: a project, what it knows, and what is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geocontrol.curate.imports.aliases import (
    FILE_NAME,
    NEW,
    SKIP,
    Aliases,
    load_aliases,
)
from geocontrol.curate.imports.newplaces import PlaceDrafts, Spot
from geocontrol.curate.imports.placeindex import Asked, PlaceIndex
from geocontrol.curate.imports.states import StateWords
from geocontrol.errors import DataError, Problem
from geocontrol.io.records import Register
from geocontrol.io.source import Source, find_map, read_source
from geocontrol.io.yamlwrite import Raw
from geocontrol.model import PlaceId

MOST_PROBLEMS = 1000


@dataclass(slots=True, kw_only=True)
class Target:
    """A project that is imported into."""

    map_path: Path
    source: Source
    index: PlaceIndex
    aliases: Aliases
    drafts: PlaceDrafts
    """Places to be added to the gazetteer."""
    new_kind: str = ""
    """What drafted places are; a town, or a village at a spot, otherwise."""
    problems: list[Problem] = field(default_factory=list)
    """Faults of rows; with any, nothing is written."""
    left_out: Counter[str] = field(default_factory=Counter)
    """How many rows were left out, by reason."""
    skip_open: bool = False
    """Leave out rows whose names wait for a decision."""

    @property
    def seeds(self) -> Path:
        """The folder that the import is added to."""
        return self.source.seeds_folder

    def states(self, values: Mapping[str, str]) -> StateWords:
        """Return the words for states: the mapping's, then those decided on."""
        actors = self.source.content["evidence"].actors
        return StateWords(actors, {**self.aliases.states, **values})

    def place(self, asked: Asked, spot: Spot | None = None) -> PlaceId | None:
        """
        Return the place that a name means, or `None` to leave its rows out.

        A name that nobody has decided on is noted, or drafted if new places are
        wanted.
        """
        decided = self.aliases.places.get(asked, "")
        if not decided:
            sure = None if self.drafts.is_elsewhere(asked) else self.index.sure(asked)
            if sure is not None:
                self.aliases.places.pop(asked, None)
                return sure
            decided = NEW if self.drafts.may_draft(asked) else ""
        if decided == NEW:
            return self.drafts.draft(asked, spot, self.new_kind)
        if not decided:
            self.aliases.places[asked] = ""
            if asked not in self.aliases.candidates:
                self.aliases.candidates[asked] = self.index.candidates(asked)
        if decided in {SKIP, ""}:
            self.left_out["decided to skip" if decided else "not decided"] += 1
            return None
        return PlaceId(decided)

    def note_word(self, word: str, words: StateWords) -> None:
        """Note a word for a state that nobody has decided on."""
        if not self.aliases.states.get(word):
            self.aliases.states[word] = ""
            self.aliases.candidates[word] = words.candidates(word)
        self.left_out["not decided"] += 1

    def problem(self, problem: Problem) -> None:
        """
        Note a fault of a row.

        Raises
        ------
        DataError
            When there are so many that something else is wrong.
        """
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise DataError(self.problems)


def open_target(
    folder: Path,
    *,
    map_path: str | None = None,
    skip_open: bool = False,
    new_places: bool = False,
) -> Target:
    """
    Open the project that an import is meant for.

    Parameters
    ----------
    folder
        The project folder.
    map_path
        Its map file, where there are several.
    skip_open
        Leave out names that nobody has decided on.
    new_places
        Draft names that nothing in the gazetteer resembles.

    Raises
    ------
    DataError
        If the project or its aliases are wrong.
    UsageError
        If there is no map file, or several to choose from.
    """
    path = find_map(map_path if map_path is not None else folder)
    problems: list[Problem] = []
    source = read_source(path, problems, with_events=False)
    if problems or source is None:
        raise DataError(sorted(problems))
    places = source.content["places"]
    index = PlaceIndex(places)
    return Target(
        map_path=path,
        source=source,
        index=index,
        drafts=PlaceDrafts(index, are_wanted=new_places),
        aliases=load_aliases(source.seeds_folder / FILE_NAME, places),
        skip_open=skip_open,
    )


def is_known(register: Register[Any], record_id: str, besides: Path) -> bool:
    """Tell whether a register has a record from outside a folder."""
    fields = register.fields.get(record_id)
    if fields is None:
        return False
    return besides.resolve() not in fields.where().path.resolve().parents


@dataclass(slots=True)
class TableSource:
    """The table itself as a voice and a report: who says all this, and where."""

    import_id: str
    voice: Mapping[str, str]
    report: Mapping[str, str]
    first: date | None = None
    last: date | None = None

    def saw(self, day: date) -> None:
        """Take note of a day that the table speaks of."""
        self.first = day if self.first is None else min(self.first, day)
        self.last = day if self.last is None else max(self.last, day)

    @property
    def voice_id(self) -> str:
        """The voice that every claim names unless a row says otherwise."""
        return self.voice.get("id", f"{self.import_id}-table")

    @property
    def report_id(self) -> str:
        """The report that every claim names unless a row says otherwise."""
        return self.report.get("id", f"{self.import_id}-table")

    def claim(self, constant: Mapping[str, str], note: str = "") -> dict[str, Raw]:
        """Return the claim that the table makes."""
        claim: dict[str, Raw] = {
            "voice": self.voice_id,
            "report": self.report_id,
            "stance": constant.get("stance", "asserts"),
            "credibility": constant.get("credibility", "3"),
        }
        return {**claim, "note": note} if note else claim

    def voice_record(self, file_name: str) -> dict[str, Raw]:
        """Return the voice, as far as the mapping tells it."""
        return {
            "id": self.voice_id,
            "name": f"The makers of {file_name}",
            "role": "aggregator",
            "reliability": "C",
            **self.voice,
        }

    def report_record(self, file_name: str, sha256: str = "") -> dict[str, Raw]:
        """Return the report; without a date of issue, that of its last day."""
        issued = self.last.isoformat() if self.last else "1970-01-01"
        return {
            "id": self.report_id,
            "title": f"[Table {file_name}]",
            "publisher": "not stated",
            "issued": issued,
            **({"sha256": sha256} if sha256 else {}),
            **self.report,
        }
