"""A built site: a page for each day, the explorer, a list of days, a manifest."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import orjson

from geocontrol.errors import UsageError
from geocontrol.project import Project
from geocontrol.render.areas import land_on, pack_areas
from geocontrol.render.assets import LEAFLET_VERSION, own_style, packed
from geocontrol.render.dayview import Tick, TopView, change_counts, day_name, day_views
from geocontrol.render.door import json_block, plain, render, styled
from geocontrol.render.explorer import explorer_page
from geocontrol.render.frame import Frame, make_frame
from geocontrol.render.pagedata import (
    Atlas,
    make_atlas,
    page_data,
    without_page_text,
)
from geocontrol.render.words import words
from geocontrol.render.workers import each_day
from geocontrol.timeline import Timeline

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """The list of days."""

    words: Mapping[str, Any]
    lang: str
    title: str
    summary: str
    days: tuple[IndexDay, ...]
    banners: tuple[str, ...]
    attributions: tuple[str, ...]
    data_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDay:
    """One day in the list."""

    tick: Tick
    weekday: str
    day_long: str
    deck: str
    places: tuple[str, ...]
    """The most important places that changed."""


def write_site(  # noqa: PLR0913 - all but three have defaults
    project: Project,
    timeline: Timeline,
    out_dir: str | Path,
    *,
    first: date | None = None,
    last: date | None = None,
    jobs: int = 1,
    progress: Callable[[date], None] | None = None,
) -> list[Path]:
    """
    Write a page for each day, the explorer of them all, a list, and a manifest.

    All files are written under a temporary name and moved into place when the
    last is done: a folder holds either the old site or the new one. The same
    input gives the same bytes.

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
    jobs
        Processes that make pages side by side; the bytes are the same for any.
    progress
        Called with each day once its page is written.

    Returns
    -------
    paths
        The files written: the pages in order of days, then `days.html` (their
        list), `index.html` (the explorer) and `manifest.json`.

    Raises
    ------
    UsageError
        If the last day is before the first.
    AssetError
        If the installed Leaflet is another than the one expected.
    """
    days = _days(project, first, last)
    atlas = make_atlas(project, timeline)
    counts = change_counts(atlas, days)
    frame = make_frame(atlas)
    land = pack_areas(project, timeline, days, atlas.actors)
    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".geocontrol-", dir=out))
    try:
        hashes: dict[str, str] = {}
        tops: list[TopView] = []
        make = partial(_day_page, atlas, frame, counts, land)
        for day, (page, top) in zip(days, each_day(make, days, jobs=jobs), strict=True):
            tops.append(top)
            hashes[day_name(day)] = _write(stage / day_name(day), page)
            if progress:
                progress(day)
        listing = styled(
            render("index.html.jinja", _index(atlas, tops)), own_style("index.css")
        )
        hashes["days.html"] = _write(stage / "days.html", listing)
        explorer = explorer_page(atlas, days, land)
        hashes["index.html"] = _write(stage / "index.html", explorer)
        _write(stage / "manifest.json", _manifest(atlas, days, hashes))
        names = [*hashes, "manifest.json"]
        for name in names:
            (stage / name).replace(out / name)
    finally:
        shutil.rmtree(stage)
    return [out / name for name in names]


def _days(project: Project, first: date | None, last: date | None) -> list[date]:
    start, end = first or project.first_day, last or project.last_day
    if end < start:
        msg = f"the last day ({end}) is before the first ({start})"
        raise UsageError(msg)
    count = (end - start).days + 1
    return [date.fromordinal(start.toordinal() + n) for n in range(count)]


def _day_page(
    atlas: Atlas,
    frame: Frame,
    counts: Mapping[date, int],
    land: Mapping[str, Any] | None,
    day: date,
) -> tuple[str, TopView]:
    land = land_on(land, day)
    top, rest = day_views(atlas, day, counts, land)
    data = without_page_text(page_data(atlas, day, land))
    page = frame.filled(
        {
            "title": escape(plain(f"{top.day_long} – {top.title}")),
            "top": render("top.html.jinja", top),
            "rest": render("rest.html.jinja", rest),
            "data": f'"{packed(json_block(data))}"',
        }
    )
    return page, top


def _index(atlas: Atlas, tops: list[TopView]) -> IndexView:
    return IndexView(
        words=words(atlas.lang),
        lang=atlas.lang,
        title=tops[0].title,
        summary=atlas.project.summary,
        days=tuple(_index_day(atlas, top) for top in tops),
        banners=tops[0].banners,
        attributions=atlas.project.attributions,
        data_hash=atlas.project.data_hash,
    )


def _index_day(atlas: Atlas, top: TopView) -> IndexDay:
    day = date.fromisoformat(top.day_iso)
    is_first = day <= atlas.project.first_day
    changed = [
        atlas.project.places[change.place_id]
        for change in (() if is_first else atlas.timeline.changes(day))
        if change.is_visible and change.place_id in atlas.region_of
    ]
    changed.sort(key=lambda place: (place.rank, place.name))
    return IndexDay(
        tick=next(tick for tick in top.ticks if tick.is_current),
        weekday=top.weekday,
        day_long=top.day_long,
        deck=top.deck,
        places=tuple(place.name_in(atlas.lang) for place in changed[:6]),
    )


def _manifest(atlas: Atlas, days: list[date], hashes: Mapping[str, str]) -> str:
    timeline = atlas.timeline
    known_on = timeline.known_on
    manifest = {
        "format_version": FORMAT_VERSION,
        "map": atlas.project.id,
        "title": atlas.project.title,
        "days": [day.isoformat() for day in days],
        "known_on": known_on.isoformat() if known_on else None,
        "perspective": timeline.perspective,
        "policy": asdict(atlas.project.policy),
        "data_sha256": atlas.project.data_hash,
        "leaflet": LEAFLET_VERSION,
        "files": [{"name": name, "sha256": sha} for name, sha in hashes.items()],
    }
    return orjson.dumps(manifest, option=orjson.OPT_INDENT_2).decode() + "\n"


def _write(path: Path, text: str) -> str:
    """Write a file and return the SHA-256 of its bytes."""
    raw = text.encode()
    path.write_bytes(raw)
    return hashlib.sha256(raw).hexdigest()
