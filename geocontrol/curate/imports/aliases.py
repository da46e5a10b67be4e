"""
What a person decided that names and words in tables mean, remembered.

`aliases.yaml` in a seeds folder lists each name that was met and not understood, with
candidates. Whoever imports writes a decision beside it, and the import is run again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geocontrol.curate.imports.placeindex import Asked
from geocontrol.errors import DataError, Problem
from geocontrol.io.atomic import write_files
from geocontrol.io.fields import Fields, suggestion
from geocontrol.io.records import open_file
from geocontrol.io.yamlwrite import Raw, format_record
from geocontrol.model import Place, PlaceId

FILE_NAME = "aliases.yaml"
SKIP, NEW = "skip", "new"
_HEADING = """\
# What names and words in imported tables mean. Write a decision beside each:
#   place: an id of the gazetteer, or skip (leave its rows out), or new (draft it)
#   state: an actor's id, not and an id, contested and two ids, unknown, or skip
# then run the import again. Candidates are a help; nothing reads them.
"""


@dataclass(slots=True)
class Aliases:
    """Decisions by name, and what waits for one."""

    path: Path
    places: dict[Asked, str] = field(default_factory=dict)
    """What a name means: a place id, `skip`, `new`, or nothing yet."""
    states: dict[str, str] = field(default_factory=dict)
    """What a word for a state means, or nothing yet."""
    candidates: dict[Asked | str, list[str]] = field(default_factory=dict)

    @property
    def open_names(self) -> list[str]:
        """The names and words that wait for a decision."""
        names = [asked.name for asked, meant in self.places.items() if not meant]
        return [*names, *(word for word, meant in self.states.items() if not meant)]

    def save(self) -> None:
        """Write the decisions and what waits for one, sorted by name."""
        text = [_HEADING, "format_version: 1\n", _list("places", self._place_records())]
        text.append(_list("states", self._state_records()))
        write_files({self.path: "".join(text).encode()})

    def _place_records(self) -> list[dict[str, Raw]]:
        records: list[dict[str, Raw]] = []
        for asked in sorted(self.places, key=lambda a: (a.name, a.area)):
            record: dict[str, Raw] = {"name": asked.name}
            if asked.area:
                record["area"] = asked.area
            record["place"] = self.places[asked]
            if not self.places[asked]:
                record["candidates"] = list(self.candidates.get(asked, []))
            records.append(record)
        return records

    def _state_records(self) -> list[dict[str, Raw]]:
        records: list[dict[str, Raw]] = []
        for word in sorted(self.states):
            record: dict[str, Raw] = {"word": word, "state": self.states[word]}
            if not self.states[word]:
                record["candidates"] = list(self.candidates.get(word, []))
            records.append(record)
        return records


def _list(key: str, records: list[dict[str, Raw]]) -> str:
    if not records:
        return f"{key}: []\n"
    return f"{key}:\n" + "".join(format_record(record, "") for record in records)


def load_aliases(path: Path, places: Mapping[PlaceId, Place]) -> Aliases:
    """
    Read the decisions of a seeds folder; without a file there are none.

    Raises
    ------
    DataError
        If the file is malformed or a decision names no place.
    """
    aliases = Aliases(path)
    if not path.exists():
        return aliases
    problems: list[Problem] = []
    top = open_file(path, problems)
    if top is not None:
        for fields in top.records("places", required=True, may_be_empty=True):
            _read_place(fields, aliases, places)
        for fields in top.records("states", required=True, may_be_empty=True):
            word = fields.text("word")
            aliases.states[word] = fields.text("state")
            aliases.candidates[word] = list(fields.texts("candidates"))
            fields.finish()
        top.finish()
    if problems:
        raise DataError(sorted(problems))
    return aliases


def _read_place(
    fields: Fields, aliases: Aliases, places: Mapping[PlaceId, Place]
) -> None:
    asked = Asked(fields.text("name", required=True), fields.text("area"))
    meant = fields.text("place")
    if meant and meant not in places and meant not in {SKIP, NEW}:
        hint = suggestion(meant, places)
        fields.problem(f"place {meant!r} is not a known place{hint}", "place")
    aliases.places[asked] = meant
    aliases.candidates[asked] = list(fields.texts("candidates"))
    fields.finish()
