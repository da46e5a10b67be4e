"""
Make the explorer of a map, with its areas, and print what it took as JSON.

    python bench/explorer_cost.py MAP
"""

from __future__ import annotations

import json
import sys
import time

from geocontrol.project import Project
from geocontrol.render.areas import LandDays
from geocontrol.render.atlas import make_atlas
from geocontrol.render.explorer import explorer_page


def main() -> None:
    """Measure what comes after reading: areas of all days, and the page."""
    project = Project.open(sys.argv[1])
    timeline = project.timeline()
    start = time.process_time()
    atlas = make_atlas(project, timeline)
    land = LandDays(project, timeline, atlas.actors).block(project.days)
    page = explorer_page(atlas, project.days, land)
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "bytes": len(page.encode())}))


if __name__ == "__main__":
    main()
