"""
A drawn decade of war as a project folder, for measuring at full size.

    python bench/bigwar.py PLACES DAYS EVENTS FOLDER [--format yaml|parquet] [--seed N]

8,000 places, 5,000 days and 200,000 events are the size that everything here is held
to. The land is Syria's; places, parties, voices and events are invented. Five parties
begin where their strongholds are; then fronts move, places are seen, sieges laid and
denied. The same numbers give the same files.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bigwarfiles import write_project
from bigwarplot import Plot

FORMATS = ("yaml", "parquet")


def main() -> None:
    """Draw a war and write its project."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("places", type=int)
    parser.add_argument("days", type=int)
    parser.add_argument("events", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=FORMATS, default="yaml", dest="format_")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    plot = Plot(args.places, args.days, args.events, seed=args.seed)
    map_path = write_project(plot, args.folder, format_=args.format_)
    print(map_path)


if __name__ == "__main__":
    main()
