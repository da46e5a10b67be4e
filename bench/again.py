"""What comes after the first build: building again, and commands that answer."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from measure import GEOCONTROL, ROOT, Cost, files_in, run, script, table
from served import edit_middle

SYRIA = ROOT / "maps" / "syria-2024.yaml"
STARTS = {
    "`python -c pass`": (sys.executable, "-c", "pass"),
    "`geocontrol --help`": (*GEOCONTROL, "--help"),
    "`geocontrol find Hama`": (*GEOCONTROL, "find", "Hama", "--map", SYRIA),
    "`geocontrol state 2024-12-05`": (
        *GEOCONTROL,
        *("state", "2024-12-05", "--map", SYRIA),
    ),
}


def rebuilds(places: int, days: int, folder: Path, assets: str) -> str:
    """Build, build again, and build after the note of one event was changed."""
    war, out = folder / f"again-{places}-{assets}", folder / f"again-{places}-out"
    script("frontwar.py", places, days, max(2, places // 50), war)
    map_path = war / "maps" / "war.yaml"
    command = (*GEOCONTROL, "build", map_path, "--out", out, "--assets", assets)
    rows: list[tuple[object, ...]] = []
    whole, before = 0.0, dict[Path, str]()
    for name in ("first build", "nothing changed", "one event's note, half way"):
        if rows and name.startswith("one"):
            edit_middle(war / "seeds", "Put right")
        cost: Cost = run(*command, fresh=None if rows else out)
        whole = whole or cost.processor
        after = _hashes(out)
        differ = sum(before.get(path) != digest for path, digest in after.items())
        rows.append((name, cost.processor / whole, cost.processor, cost.wall, differ))
        before = after
    edit = json.loads(script("served.py", map_path, out, "--assets", assets).output)
    rows.append(
        (
            "… while the map stays in memory",
            *(edit["processor"] / whole, edit["processor"], edit["wall"]),
            edit["files"],
        )
    )
    header = ("", "to the first", "processor s", "wall s", "files that differ")
    return (
        f"{places:,} places, {days} days, `--assets {assets}`:\n\n{table(header, rows)}"
    )


def _hashes(folder: Path) -> dict[Path, str]:
    """Return the hash of each file of a site."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files_in(folder)
    }


def starts(times: int) -> Iterator[tuple[object, ...]]:
    """Yield what each command costs that only answers, and how often Python's start."""
    python = 0.0
    for name, command in STARTS.items():
        cost = run(*command, times=times)
        python = python or cost.processor
        yield name, cost.processor / python, cost.processor * 1000, cost.memory


def start_up(times: int) -> str:
    """Return the table of what starting costs."""
    header = ("", "to Python's own start", "processor ms", "peak MB")
    return table(header, starts(times))
