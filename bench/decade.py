"""A decade of war with everything in it (`bigwar.py`): reading, asking, building."""

from __future__ import annotations

from pathlib import Path

from measure import GEOCONTROL, bytes_in, run, script, table
from versus import day_of

FEW, MANY = 2, 12
"""Days that are built, from the middle on."""


def section(places: int, days: int, events: int, folder: Path) -> str:
    """Return a table of what each command takes on such a war."""
    war, out = folder / "decade", folder / "decade-out"
    script("bigwar.py", places, days, events, war)
    files, middle = bytes_in(war), days // 2
    map_path = war / "maps" / "war.yaml"
    asked = {
        "check": ("check", map_path),
        "state of a day": ("state", day_of(middle), "--map", map_path),
        **{
            f"build of {count} days": (
                *("build", map_path, "--out", out, "--assets", "shared"),
                *("--from", day_of(middle), "--to", day_of(middle + count - 1)),
            )
            for count in (FEW, MANY)
        },
    }
    rows = []
    for name, words in asked.items():
        cost = run(*GEOCONTROL, *words, fresh=out)
        rows.append((f"`{words[0]}`: {name}", cost.processor, cost.wall, cost.memory))
    page = (rows[-1][1] - rows[-2][1]) / (MANY - FEW)
    header = ("", "processor s", "wall s", "peak MB")
    return (
        f"## {places:,} places, {days:,} days, {events:,} events\n\n"
        f"{files / 1e6:,.0f} MB of YAML; one more page, with shared assets, takes "
        f"{page * 1000:,.0f} ms.\n\n{table(header, rows)}"
    )
