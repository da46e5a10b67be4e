"""
What an edit of one event costs while the map stays in memory, as `serve` keeps it.

    python bench/served.py MAP OUT [--edits N] [--assets inside|shared]

Builds the site, then edits the note of one event in the middle of
the war and builds again, some times over. Prints the least of them as JSON: seconds of
processor and wall time, how many files differ, and the peak of memory.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from measure import KILO, files_in

from geocontrol.render.workshop import Workshop

NOTE = re.compile(r"^  note: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What it took to put the site right after an edit."""

    processor: float
    """Seconds."""
    wall: float
    """Seconds."""
    files: int
    """How many came out otherwise."""


def edit_middle(folder: Path, note: str) -> None:
    """
    Give an event in the middle of the war another note, in its file.

    Of several files the one with most notes is edited.

    Raises
    ------
    ValueError
        No event has a note.
    """
    paths = sorted((folder / "events").iterdir())
    if paths[0].suffix == ".parquet":
        _edit_table(paths[len(paths) // 2], note)
        return
    texts = [path.read_text("utf-8") for path in paths]
    spans = [[found.span(1) for found in NOTE.finditer(text)] for text in texts]
    path, text, noted = max(
        zip(paths, texts, spans, strict=True), key=lambda file: len(file[2])
    )
    if not noted:
        message = f"{folder}: no event has a note to be edited"
        raise ValueError(message)
    start, end = noted[len(noted) // 2]
    path.write_text(text[:start] + note + text[end:], "utf-8")


def _edit_table(path: Path, note: str) -> None:
    table = pq.read_table(path)
    row = table.num_rows // 2
    notes = table["note"].combine_chunks()
    column = pa.chunked_array(
        [notes[:row], pa.array([note], notes.type), notes[row + 1 :]]
    )
    at = table.schema.get_field_index("note")
    edited = table.set_column(at, table.schema.field("note"), column)
    waiting = path.with_suffix(".new")
    pq.write_table(edited.replace_schema_metadata(table.schema.metadata), waiting)
    waiting.replace(path)


def inodes(folder: Path) -> dict[Path, int]:
    """Return the inode of each file of a site: one that is written gets another."""
    return {path: path.stat().st_ino for path in files_in(folder)}


def edits(map_path: Path, out: Path, assets: str, times: int) -> list[Edit]:
    """Build a site, and again after each of some edits."""
    seeds = map_path.parent.parent / "seeds"
    workshop = Workshop(map_path, out, is_shared=assets == "shared")
    workshop.build()
    found = []
    for number in range(times):
        edit_middle(seeds, f"Put right {number}")
        before = inodes(out)
        wall, processor = time.perf_counter(), time.process_time()
        workshop.build()
        found.append(
            Edit(
                wall=time.perf_counter() - wall,
                processor=time.process_time() - processor,
                files=len(inodes(out).items() - before.items()),
            )
        )
    return found


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("map_path", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--assets", choices=["inside", "shared"], default="shared")
    asked = parser.parse_args()
    found = edits(asked.map_path, asked.out, asked.assets, asked.edits)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILO
    least = {
        "processor": min(edit.processor for edit in found),
        "wall": min(edit.wall for edit in found),
        "files": max(edit.files for edit in found),
        "memory": peak,
    }
    print(json.dumps(least))


if __name__ == "__main__":
    main()
