"""
Measure the explorer: size, building, first picture, a change of day.

    python bench/explorer.py [--areas] [PLACES DAYS] ...

Without numbers: 544 x 17 (as Syria), 300 x 365 and 8000 x 100, on a drawn war
(`drawnwar.py`), with areas or without. Building is measured in processor time; the
rest by the browser's own clock, medians of five openings: keep the machine quiet. A
change of day is measured up to the frame after it; its processor time is all that
the page does, what comes later beside the map included.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from drawnwar import drawn_war

from geocontrol.render.areas import LandDays
from geocontrol.render.atlas import make_atlas
from geocontrol.render.explorer import explorer_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

CHROMIUM = "/usr/bin/chromium"
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking".split()
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
WATCH = """() => {
  const frame = (name) => requestAnimationFrame(() => setTimeout(() => {
    window[name] = performance.now();
  }, 0));
  const wait = () => {
    const app = window.geocontrol && window.geocontrol.explorer;
    if (app && !window.isSeen) {
      window.isSeen = true;
      frame("firstPicture");
    }
    if (app && (app.land.isRead !== false)) frame("landPicture");
    else requestAnimationFrame(wait);
  };
  wait();
}"""


def measure(
    browser: Browser, places: int, days: int, folder: Path, *, with_areas: bool
) -> str:
    """Return one line of numbers."""
    project = drawn_war(places, days, with_areas=with_areas)
    atlas = make_atlas(project, project.timeline())
    start = time.process_time()
    land = LandDays(project, atlas.timeline, atlas.actors).block(project.days)
    divided = time.process_time()
    page = explorer_page(atlas, project.days, land)
    built = time.process_time()
    path = folder / f"{places}x{days}.html"
    path.write_text(page, encoding="utf-8")
    clock = browser.new_browser_cdp_session()
    firsts, lands, times, scripts, worked = [], [], [], [], []
    for _ in range(5):
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.add_init_script(f"({WATCH})()")
        tab.goto(path.as_uri())
        while not tab.evaluate("window.landPicture"):
            tab.wait_for_timeout(20)
        first, land_at = tab.evaluate("[window.firstPicture, window.landPicture]")
        firsts.append(first)
        lands.append(land_at)
        before = _worked(clock)
        turned = tab.evaluate(TURN, days)
        worked.append((_worked(clock) - before) / len(turned["times"]))
        times += turned["times"]
        scripts += turned["scripts"]
        tab.close()
    times.sort()
    areas = (
        f"areas in {divided - start:.1f} s, "
        f"shown at {statistics.median(lands):.0f} ms, "
        if with_areas
        else ""
    )
    return (
        f"{places:>5} places x {days:>3} days: {len(page.encode()) / 1000:>6.0f} kB, "
        f"built in {built - divided:.2f} s, "
        f"first picture {statistics.median(firsts):.0f} ms, {areas}"
        f"day change {statistics.median(times):.1f} ms to the frame "
        f"(95 %: {times[int(len(times) * 0.95)]:.1f}; "
        f"script {statistics.median(scripts):.1f}; "
        f"processor {statistics.median(worked) * 1000:.1f})"
    )


def _worked(clock: CDPSession) -> float:
    """Return the seconds of processor time that pages have taken."""
    found = clock.send("SystemInfo.getProcessInfo")["processInfo"]
    return math.fsum(one["cpuTime"] for one in found if one["type"] == "renderer")


def main() -> None:
    """Measure the sizes asked for."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("numbers", nargs="*", type=int, metavar="PLACES DAYS")
    parser.add_argument(
        "--areas", action="store_true", help="on the outline of Syria, with areas"
    )
    asked = parser.parse_args()
    sizes = list(zip(asked.numbers[::2], asked.numbers[1::2], strict=True))
    print(f"{os.cpu_count()} cores, {platform.machine()}, headless, no GPU")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for places, days in sizes or [(544, 17), (300, 365), (8000, 100)]:
            line = measure(browser, places, days, Path(folder), with_areas=asked.areas)
            print(line, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
