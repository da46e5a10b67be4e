"""A decade of war with everything in it (`bigwar.py`): reading, asking, building."""

from __future__ import annotations

import json
from pathlib import Path

from measure import GEOCONTROL, bytes_in, run, script, table
from versus import day_of

AREAS = ("method: kriging", "method: nearest")
"""How the drawn war divides its land, and how the yardstick does."""


def section(places: int, days: int, events: int, folder: Path) -> str:
    """Return a table of what each command takes on such a war."""
    war, out = folder / "decade", folder / "decade-out"
    script("bigwar.py", places, days, events, war, "--format", "parquet")
    map_path = war / "maps" / "war.yaml"
    map_path.write_text(map_path.read_text("utf-8").replace(*AREAS), "utf-8")
    middle = day_of(days // 2)
    build = ("build", map_path, "--out", out, "--assets", "shared")
    asked = {
        "check": ("check", map_path),
        "state of a day": ("state", middle, "--map", map_path),
        f"build of all {days:,} days": build,
        "build again, nothing changed": build,
    }
    rows = []
    for name, words in asked.items():
        is_again = name.startswith("build again")
        cost = run(*GEOCONTROL, *words, fresh=None if is_again else out)
        rows.append((name, cost.processor, cost.wall, cost.memory))
    edit = json.loads(script("served.py", map_path, out).output)
    name = f"one event edited while it stays in memory: {edit['files']} files"
    rows.append((name, edit["processor"], edit["wall"], edit["memory"]))
    header = ("", "processor s", "wall s", "peak MB")
    return (
        f"## {places:,} places, {days:,} days, {events:,} events\n\n"
        f"{bytes_in(war) / 1e6:,.0f} MB of tables; areas by the nearest place, one "
        f"process; a site of {bytes_in(out) / 1e6:,.0f} MB.\n\n{table(header, rows)}"
    )
