"""Which files a site has, what each is made from, and how each is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from geocontrol.model import AreaMethod
from geocontrol.project import Project
from geocontrol.render.addresses import (
    PlannedFile,
    address,
    code_address,
    fixed_address,
    map_address,
)
from geocontrol.render.areas import LandDays
from geocontrol.render.atlas import Atlas
from geocontrol.render.changed import change_counts
from geocontrol.render.daypage import DayPages, SharedCargo, WholeCargo
from geocontrol.render.dayslist import days_page
from geocontrol.render.dayview import day_name, strip_days
from geocontrol.render.explorer import explorer_page
from geocontrol.render.fingerprints import Fingerprints
from geocontrol.render.frame import make_frame, make_shared_frame
from geocontrol.render.shared import (
    FOLDER,
    INDEX,
    SharedMaker,
    frame_files,
    index_file,
    index_text,
    months_of,
    told_files,
)
from geocontrol.render.told import Told
from geocontrol.territory.land import LaidOut, learning_day

DAYS_LIST = "days.html"
EXPLORER = "index.html"
MOST_IN_EXPLORER = 60_000
"""Events. The explorer of a map with more would be too large a file to open; the list
of days takes its place."""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """The files of a site, and what they have in common."""

    atlas: Atlas
    counts: Mapping[date, int]
    """Places changed on each day that has a page, in order."""
    files: Sequence[PlannedFile]
    hashes: Mapping[date, str]
    """Of what each page carries of the data: what it prints, to be cited by."""
    told: Told
    """What is told of the days, where pages carry it themselves."""
    has_explorer: bool
    """Whether `index.html` is the explorer; else it is the list of days."""

    @property
    def shared(self) -> list[PlannedFile]:
        """Those in `assets/`; none if pages carry everything themselves."""
        return [file for file in self.files if file.key]


def plan_site(
    atlas: Atlas,
    days: Sequence[date],
    *,
    is_shared: bool,
    with_explorer: bool = True,
    laid_out: LaidOut | None = None,
) -> SitePlan:
    """
    Tell the files of a site and what each is made from, without making any.

    Parameters
    ----------
    atlas
        What all days share.
    days
        The days that have pages, in order and without gaps.
    is_shared
        Whether pages leave what they have in common to files in `assets/`.
    with_explorer
        Whether to make the explorer, if the map is small enough for it.
    laid_out
        The land as it was laid out for another build, if there was one.
    """
    counts = change_counts(atlas, days)
    data = map_address(atlas, days)
    prints = Fingerprints(atlas)
    sureness = _sureness(atlas, prints, laid_out or LaidOut())
    shared = address(code_address(), data, sureness)
    files: list[PlannedFile] = []
    by_day = Told(atlas, days)
    if is_shared:
        told = told_files(atlas, days, prints, shared)
        files = [*frame_files(shared), *told, index_file(told, shared)]
        said = [prints.page(day) for day in days]
    else:
        said = by_day.digests()
    hashes = {
        day: address(data, day, text) for day, text in zip(days, said, strict=True)
    }
    carried = "" if is_shared else fixed_address(atlas)
    pages = [
        PlannedFile(
            day_name(day),
            address(shared, carried, shown, [counts[d] for d in strip_days(days, day)]),
        )
        for day, shown in hashes.items()
    ]
    listed = address(shared, atlas.project.data_hash, prints.changed(), DAYS_LIST)
    has_explorer = with_explorer and fits_explorer(atlas.project)
    front = listed
    if has_explorer:
        front = address(listed, prints.evidence(), EXPLORER, atlas.project.tiles)
    return SitePlan(
        atlas,
        counts,
        [
            *files,
            *pages,
            PlannedFile(DAYS_LIST, listed),
            PlannedFile(EXPLORER, front),
        ],
        hashes,
        by_day,
        has_explorer,
    )


def _sureness(atlas: Atlas, prints: Fingerprints, laid_out: LaidOut) -> str:
    """Return a hash of the states from which areas learn how sure they are, if so."""
    project = atlas.project
    if project.area_policy.method is not AreaMethod.KRIGING:
        return ""
    day = learning_day(atlas.timeline, laid_out.place_ids(project), project.first_day)
    return prints.states(day) if day else ""


@dataclass(frozen=True)
class SiteMaker:
    """Maker of any file of a site, by its name."""

    plan: SitePlan
    pages: DayPages
    shared: SharedMaker

    def file(self, name: str) -> bytes:
        """Return the bytes of a file."""
        plan = self.plan
        if name == DAYS_LIST or (name == EXPLORER and not plan.has_explorer):
            return self._days_list
        if name == EXPLORER:
            days = list(plan.counts)
            land = self.pages.land.block(days)
            return explorer_page(plan.atlas, days, land).encode()
        if name.startswith(FOLDER):
            key = name.removeprefix(FOLDER).partition(".")[0]
            if key == INDEX:
                told = [file for file in plan.shared if file.key not in _NAMED_IN_PAGES]
                return index_text(told).encode()
            return self.shared.file(key)
        return self.pages.page(date.fromisoformat(name.removesuffix(".html")))

    @cached_property
    def _days_list(self) -> bytes:
        return days_page(self.plan.atlas, self.plan.counts).encode()


_NAMED_IN_PAGES = frozenset({"style", "code", INDEX})


def make_maker(
    plan: SitePlan, wanted: Collection[str], laid_out: LaidOut | None = None
) -> SiteMaker:
    """
    Make ready to make some files of a site.

    Parameters
    ----------
    plan
        The site.
    wanted
        The names of the files that will be asked for.
    laid_out
        The land as it was laid out for another build, if there was one.
    """
    atlas = plan.atlas
    days = list(plan.counts)
    needs_all = EXPLORER in wanted and plan.has_explorer
    names = {file.key: file.name for file in plan.shared}
    cargo = (
        SharedCargo(
            atlas.lang,
            [names[key].removeprefix(FOLDER) for key in (INDEX, "code")],
        )
        if names
        else WholeCargo(atlas, plan.told)
    )
    land = LandDays(
        atlas.project,
        atlas.timeline,
        atlas.actors,
        is_cut=cargo.is_large,
        is_kept=needs_all,
        asked={day for day in days if day_name(day) in wanted},
        laid_out=laid_out or LaidOut(),
    )
    pages = DayPages(
        atlas=atlas,
        frame=make_shared_frame(atlas, names["style"])
        if names
        else make_frame(atlas, is_large=cargo.is_large),
        cargo=cargo,
        counts=plan.counts,
        land=land,
        hashes=plan.hashes,
    )
    return SiteMaker(plan, pages, SharedMaker(atlas, months_of(days)))


def fits_explorer(project: Project) -> bool:
    """Tell whether the map is small enough for the explorer's one file."""
    return len(project.evidence.events) <= MOST_IN_EXPLORER
