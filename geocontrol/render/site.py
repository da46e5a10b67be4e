"""A built site: a page for each day, the explorer, a list of days, a manifest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geocontrol.errors import UsageError
from geocontrol.io.knownfiles import KnownFiles
from geocontrol.io.sitefolder import open_site_folder
from geocontrol.memory import collection_eased
from geocontrol.project import Project
from geocontrol.render.assets import LEAFLET_VERSION
from geocontrol.render.atlas import Atlas, KeptAtlas, make_atlas
from geocontrol.render.siteplan import make_maker, plan_site
from geocontrol.render.workers import Engine, Processes
from geocontrol.territory.land import LaidOut
from geocontrol.timeline import Timeline

FORMAT_VERSION = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """What a build of a map leaves for the next one, as long as the process lives."""

    atlas: KeptAtlas = field(default_factory=KeptAtlas)
    laid_out: LaidOut = field(default_factory=LaidOut)
    files: KnownFiles = field(default_factory=KnownFiles)


@collection_eased()
def write_site(  # noqa: PLR0913 - all but three have defaults
    project: Project,
    timeline: Timeline,
    out_dir: str | Path,
    *,
    first: date | None = None,
    last: date | None = None,
    is_shared: bool = False,
    with_explorer: bool = True,
    jobs: int = 1,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
    kept: Kept | None = None,
) -> list[Path]:
    """
    Write a page for each day, the explorer of them all, a list, and a manifest.

    A file that would come out as it is in the folder already is not made again. All
    others are written beside their places and moved there when the last is done: a
    folder holds either the old site or the new one, and a build that was interrupted
    goes on where it was. The same input gives the same bytes, whatever was there.

    Parameters
    ----------
    project
        The map.
    timeline
        Its days, as known on a day and told by a side.
    out_dir
        Folder to write to; made if it is missing.
    first
        First day to write; the map's first day if left out.
    last
        Last day to write; the map's last day if left out.
    is_shared
        Whether pages leave what they have in common to files in `assets/`: much
        smaller for many places and days, but a page cannot go anywhere alone.
    with_explorer
        Whether `index.html` is the explorer, if the map is small enough for it; else
        it lists the days.
    jobs
        Processes that make files side by side; the bytes are the same for any.
    engine
        Who makes files instead of processes of this machine, such as a cluster.
    progress
        Called after each file with how many are there and how many are to be.
    kept
        What an earlier build of the same map left, which spares work; filled anew.

    Returns
    -------
    paths
        The files of the site in the order of their names, `index.html` (the
        explorer) and `days.html` (the list of days) among them; then `manifest.json`.

    Raises
    ------
    UsageError
        If the last day is before the first, or another build writes to the folder.
    AssetError
        If the installed Leaflet is another than the one expected.
    SiteFolderError
        If the folder cannot be written to; the old site stays.
    ClusterError
        If the engine is a cluster and gives up; the old site stays.
    """
    days = _days(project, first, last)
    kept = kept or Kept()
    atlas = make_atlas(project, timeline, project.languages[0], kept.atlas)
    plan = plan_site(
        atlas,
        days,
        is_shared=is_shared,
        with_explorer=with_explorer,
        laid_out=kept.laid_out,
    )
    with open_site_folder(out_dir, kept.files) as folder:
        missing = [file for file in plan.files if not folder.reuse(*file.entry)]
        done = len(plan.files) - len(missing)
        maker = make_maker(plan, {file.name for file in missing}, kept.laid_out)
        made = (engine or Processes(jobs)).each(maker.file, [f.name for f in missing])
        for file, content in zip(missing, made, strict=True):
            folder.put(*file.entry, content)
            done += 1
            if progress:
                progress(done, len(plan.files))
        return folder.commit(_about(atlas, days))


def _days(project: Project, first: date | None, last: date | None) -> list[date]:
    start, end = first or project.first_day, last or project.last_day
    if end < start:
        msg = f"the last day ({end}) is before the first ({start})"
        raise UsageError(msg)
    count = (end - start).days + 1
    return [date.fromordinal(start.toordinal() + n) for n in range(count)]


def _about(atlas: Atlas, days: Sequence[date]) -> dict[str, Any]:
    """Return what the manifest says of the site as a whole."""
    timeline = atlas.timeline
    known_on = timeline.known_on
    return {
        "format_version": FORMAT_VERSION,
        "map": atlas.project.id,
        "title": atlas.project.title,
        "days": [day.isoformat() for day in days],
        "known_on": known_on.isoformat() if known_on else None,
        "perspective": timeline.perspective,
        "policy": asdict(atlas.project.policy),
        "data_sha256": atlas.project.data_hash,
        "leaflet": LEAFLET_VERSION,
    }
