"""geocontrol beside the yardstick: the same war drawn by both, page for page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from measure import (
    GEOCONTROL,
    Cost,
    bytes_in,
    figure,
    in_turns,
    least,
    run,
    script,
    slope,
    table,
)

FIRST_DAY = "2011-04-01"
SHARE_CHANGING = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a war, and over how many days each tool is measured."""

    places: int
    days: tuple[int, int]
    """Of geocontrol; a page's cost is the slope between the two."""
    yardstick_days: tuple[int, int]
    times: int = 5
    """
    How often each is run; of slopes the median counts, of runs the least costly.

    Half as often suffices for what only adds something to plain pages.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A way to build the pages."""

    name: str
    map_name: str = "war"
    options: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether pages are made alone, and by one process."""
        return self.options in (_ALONE, (*_SHARED, *_ALONE))

    @property
    def named(self) -> str:
        """Its name, by itself."""
        how = "shared assets" if _SHARED[0] in self.options else "self-contained pages"
        return how if self.name == how else f"{how} {self.name}"


_ALONE = ("--no-explorer",)
_SHARED = ("--assets", "shared")
_NEAREST = "… areas by the nearest place"
_TWO = ("--jobs", "2")
VARIANTS = (
    Variant(name="self-contained pages", options=_ALONE),
    Variant(name=_NEAREST, map_name="nearest", options=_ALONE),
    Variant(name="… `--jobs 2`", options=(*_ALONE, *_TWO)),
    Variant(name="… and the explorer"),
    Variant(name="shared assets", options=(*_SHARED, *_ALONE)),
    Variant(name=_NEAREST, map_name="nearest", options=(*_SHARED, *_ALONE)),
    Variant(name="… `--jobs 2`", options=(*_SHARED, *_ALONE, *_TWO)),
    Variant(name="… and the explorer", options=_SHARED),
)
UNCLEAR = "too small to tell"
YARDSTICK = "yardstick (geopandas, folium)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one more page costs, and what the longer run took in all."""

    processor: float
    """Seconds."""
    wall: float
    size: float
    """Bytes; without the explorer."""
    whole: Cost
    days: int
    """How many pages the whole run wrote."""
    folder: int
    """Bytes of all that it wrote."""

    def for_days(self, days: int) -> float:
        """Return the processor time of a run of so many days."""
        return self.whole.processor + (days - self.days) * self.processor


def compare(size: Size, variants: tuple[Variant, ...], folder: Path) -> str:
    """Return the tables of one size of war."""
    changes = max(2, round(size.places * SHARE_CHANGING))
    war = folder / f"war-{size.places}"
    script("frontwar.py", size.places, max(size.days), changes, war)
    yardstick = _yardstick(size, war)
    built: list[tuple[Variant, Page | None]] = [
        (variant, _built(variant, size, war)) for variant in variants
    ]
    return "\n\n".join(
        (
            f"### {size.places:,} places, {changes} of which change hands each day",
            _ratios(yardstick, built, max(size.days)),
            _figures(yardstick, built),
            _explorer(size, war, yardstick),
            _limits(size, war, built),
        )
    )


def _yardstick(size: Size, war: Path) -> Page:
    tables = (war / "places.csv", war / "events.csv")

    def draw(days: int) -> tuple[Callable[[], Cost], Path]:
        out = war / f"yardstick-{days}"
        options = ("--from", FIRST_DAY, "--days", days)
        return partial(script, "folium_yardstick.py", *tables, out, *options), out

    return _paged(size.yardstick_days, size.times, draw)


def _built(variant: Variant, size: Size, war: Path) -> Page | None:
    """Build a variant's pages; return nothing for options that are not there."""
    known = run(*GEOCONTROL, "build", "--help").output
    if any(word not in known for word in variant.options if word.startswith("--")):
        return None

    def build(days: int) -> tuple[Callable[[], Cost], Path]:
        out = _out(war, variant, days)
        map_path = war / "maps" / f"{variant.map_name}.yaml"
        words = ("build", map_path, "--out", out, "--to", day_of(days))
        return partial(run, *GEOCONTROL, *words, *variant.options, fresh=out), out

    times = size.times if variant.is_plain else size.times // 2 + 1
    return _paged(size.days, times, build)


def _out(war: Path, variant: Variant, days: int) -> Path:
    return war / f"built-{VARIANTS.index(variant)}-{days}"


def _paged(
    days: tuple[int, int],
    times: int,
    work: Callable[[int], tuple[Callable[[], Cost], Path]],
) -> Page:
    """Measure what one more day costs of some work, and what it writes where."""
    few, many = days
    (run_few, few_out), (run_many, many_out) = work(few), work(many)
    pairs = in_turns(run_few, run_many, times)
    processor, wall = slope(pairs, many - few)
    return Page(
        processor=processor,
        wall=wall,
        size=(page_bytes(many_out) - page_bytes(few_out)) / (many - few),
        whole=least([cost for _, cost in pairs]),
        days=many,
        folder=bytes_in(many_out),
    )


def page_bytes(folder: Path) -> int:
    """Return the size of a site without its explorer."""
    explorer = folder / "index.html"
    return bytes_in(folder) - (explorer.stat().st_size if explorer.exists() else 0)


def _ratios(
    yardstick: Page, built: list[tuple[Variant, Page | None]], days: int
) -> str:
    rows = [
        (
            variant.name,
            *(
                (
                    _times(yardstick.processor, page.processor),
                    _times(yardstick.wall, page.wall),
                    _times(yardstick.size, page.size),
                    _times(yardstick.for_days(page.days), page.whole.processor),
                    _times(yardstick.whole.memory, page.whole.memory),
                )
                if page
                else ("no such option yet", "", "", "", "")
            ),
        )
        for variant, page in built
    ]
    header = (
        "times less than the yardstick",
        "processor, a page",
        "wall, a page",
        "bytes, a page",
        f"processor, whole run of {days} days",
        "memory",
    )
    return table(header, rows)


def _times(theirs: float, ours: float) -> str:
    return f"**{figure(theirs / ours)}**" if min(theirs, ours) > 0 else UNCLEAR


def _figures(yardstick: Page, built: list[tuple[Variant, Page | None]]) -> str:
    pages = [(YARDSTICK, yardstick), *((v.name, page) for v, page in built if page)]
    rows = [
        (
            name,
            page.processor * 1000,
            page.wall * 1000,
            page.size / 1000,
            f"{figure(page.whole.processor)} s for {page.days}",
            page.folder / 1e6,
            page.whole.memory,
        )
        for name, page in pages
    ]
    header = (
        "a page",
        "processor ms",
        "wall ms",
        "kB",
        "whole run, processor",
        "all files MB",
        "peak MB",
    )
    return table(header, rows)


def _explorer(size: Size, war: Path, yardstick: Page) -> str:
    """Measure the file of all days."""
    days = max(size.days)
    explorer = json.loads(script("explorer_cost.py", war / "maps/war.yaml").output)
    rows = [
        (
            f"explorer of {days} days",
            explorer["seconds"] * 1000,
            explorer["bytes"] / 1000,
            _times(yardstick.processor * days, explorer["seconds"]),
            _times(yardstick.size * days, explorer["bytes"]),
        ),
    ]
    header = ("", "processor ms", "kB", "× less time than its days", "× fewer bytes")
    return table(header, rows)


def _limits(size: Size, war: Path, built: list[tuple[Variant, Page | None]]) -> str:
    """Tell how far pages are from the mere dumping and writing of their bytes."""
    rows = []
    for variant, page in built:
        if page is None or not variant.is_plain:
            continue
        site = _out(war, variant, max(size.days))
        costs = [script("limit.py", site, war / "limit") for _ in range(size.times)]
        limit = median(json.loads(cost.output) for cost in costs)
        rows.append((variant.named, limit * 1000, _times(page.processor, limit)))
    header = ("the limit: `orjson.dumps` and write", "processor ms, a page", "× of it")
    return table(header, rows)


def day_of(number: int) -> str:
    """Return a day of the war, the first being 1."""
    return str(date.fromisoformat(FIRST_DAY) + timedelta(days=number - 1))
