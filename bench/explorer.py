"""
Measure the explorer: size, building, first picture, a change of day.

    python bench/explorer.py [PLACES DAYS] ...

Without numbers: 544 x 17 (as Syria), 300 x 365 and 8000 x 100, on a drawn war in
which 1 % of the places change hands each day. Times are those of the browser's own
clock; a change of day is measured up to the frame after it.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from geocontrol.model import (
    Actor,
    Change,
    Claim,
    ControlEvent,
    Evidence,
    Kind,
    Name,
    Place,
    Policy,
    Precision,
    Report,
    Role,
    Stance,
    Status,
    Voice,
)
from geocontrol.project import Project
from geocontrol.render.atlas import make_atlas
from geocontrol.render.explorer import explorer_page

FIRST = date(2024, 1, 1)
CHROMIUM = "/usr/bin/chromium"
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking".split()
KINDS = (Kind.VILLAGE, Kind.VILLAGE, Kind.VILLAGE, Kind.TOWN, Kind.BASE)
TURN = """async (days) => {
  const app = window.geocontrol.explorer, times = [], scripts = [];
  for (let i = 0; i < 40; i += 1) {
    await new Promise((done) => setTimeout(done, 30));
    const start = performance.now();
    app.set({ day: app.world.first + 1 + (i % (days - 1)) });
    scripts.push(performance.now() - start);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push(performance.now() - start);
  }
  return { times, scripts };
}"""
FIRST_PICTURE = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [window.firstPicture, paint ? paint.startTime : -1];
}"""
WATCH = """() => {
  const wait = () => {
    if (window.geocontrol && window.geocontrol.explorer) {
      requestAnimationFrame(() => setTimeout(() => {
        window.firstPicture = performance.now();
      }, 0));
    } else requestAnimationFrame(wait);
  };
  wait();
}"""


def drawn_war(places: int, days: int) -> Project:
    """Draw a war of a size; the same numbers give the same war."""
    rng = random.Random(7)  # noqa: S311
    regions = [
        Place(id=f"g{n}", name=f"Governorate {n}", kind=Kind.GOVERNORATE)
        for n in range(14)
    ]
    spots = [
        Place(
            id=f"place-{n:05}",
            name=f"Tell {rng.choice('BDHKMNRSZ')}a{rng.choice('bdhklmnrsz')}in {n}",
            names=(Name(text=f"تل {n}", lang="ar"),),
            kind=rng.choice(KINDS) if n > places // 100 else Kind.CITY,
            within=f"g{n % 14}",
            lon=rng.uniform(35.7, 42.3),
            lat=rng.uniform(32.3, 37.3),
            geo_precision=Precision.EXACT,
            rank=1 if n < 20 else rng.choice((2, 3, 3, 4, 4, 5, 5)),
        )
        for n in range(places)
    ]
    actors = {
        f"a{n}": Actor(
            id=f"a{n}", name=f"Side {n}", short=f"S{n}", side=f"s{n}", color=""
        )
        for n in range(6)
    }
    voices = {
        f"v{n}": Voice(
            id=f"v{n}", name=f"Voice {n}", role=Role.MONITOR, reliability="B"
        )
        for n in range(20)
    }
    reports, events, holder = {}, {}, {}
    for n, place in enumerate(spots):
        holder[place.id] = f"a{n % 6}"
    for number in range(days):
        day = FIRST + timedelta(days=number)
        report = Report(
            id=f"r{number:03}",
            title=f"Report of day {number}",
            publisher="Post",
            issued=day,
            url=f"https://post.example/{number}",
        )
        reports[report.id] = report
        changing = spots if not number else rng.sample(spots, max(2, places // 100))
        for place in changing:
            before = holder[place.id]
            after = (
                before if not number else rng.choice([a for a in actors if a != before])
            )
            holder[place.id] = after
            event_id = f"{day}-{place.id}"
            events[event_id] = ControlEvent(
                id=event_id,
                places=(place.id,),
                earliest=day,
                latest=day,
                change=Change.CAPTURED if number else Change.OBSERVED,
                status=Status.HELD,
                actor=after,
                lost_by=(before,) if number else (),
                claims=(
                    Claim(
                        voice=f"v{rng.randrange(20)}",
                        report=report.id,
                        stance=Stance.ASSERTS,
                        credibility=2,
                    ),
                ),
            )
    return Project(
        id="drawn",
        title=f"{places} places, {days} days",
        first_day=FIRST,
        last_day=FIRST + timedelta(days=days - 1),
        extent=(35.5, 32.2, 42.5, 37.4),
        policy=Policy(),
        languages=("en", "ar"),
        places={p.id: p for p in (*regions, *spots)},
        evidence=Evidence(actors=actors, voices=voices, reports=reports, events=events),
        outline={},
        basemap={"type": "FeatureCollection", "features": []},
    )


def measure(browser: object, places: int, days: int, folder: Path) -> str:
    """Return one line of numbers."""
    project = drawn_war(places, days)
    timeline = project.timeline()
    start = time.perf_counter()
    page = explorer_page(make_atlas(project, timeline), project.days)
    built = time.perf_counter() - start
    path = folder / f"{places}x{days}.html"
    path.write_text(page, encoding="utf-8")
    firsts, times, scripts = [], [], []
    for _ in range(3):
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.add_init_script(f"({WATCH})()")
        tab.goto(path.as_uri())
        tab.wait_for_function("window.firstPicture")
        firsts.append(tab.evaluate(FIRST_PICTURE)[0])
        turned = tab.evaluate(TURN, days)
        times += turned["times"]
        scripts += turned["scripts"]
        tab.close()
    times.sort()
    return (
        f"{places:>5} places x {days:>3} days: {len(page.encode()) / 1000:>6.0f} kB, "
        f"built in {built:.2f} s, first picture {statistics.median(firsts):.0f} ms, "
        f"day change {statistics.median(times):.1f} ms to the frame "
        f"(95 %: {times[int(len(times) * 0.95)]:.1f}; "
        f"script {statistics.median(scripts):.1f})"
    )


def main() -> None:
    """Measure the sizes asked for."""
    from playwright.sync_api import sync_playwright

    numbers = [int(text) for text in sys.argv[1:]]
    sizes = list(zip(numbers[::2], numbers[1::2], strict=True))
    print(f"{os.cpu_count()} cores, {platform.machine()}, headless, no GPU")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for places, days in sizes or [(544, 17), (300, 365), (8000, 100)]:
            print(measure(browser, places, days, Path(folder)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
