"""What a command costs: processor time, wall time and memory of a child process."""

from __future__ import annotations

import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TypeVar

ROOT = Path(__file__).parent.parent
BENCH = ROOT / "bench"
GEOCONTROL = (sys.executable, "-m", "geocontrol")
PACKAGES = "folium geopandas shapely pandas numpy orjson".split()
KILO = 1024 if sys.platform != "darwin" else 1024**2
"""Units of `ru_maxrss` in a MB."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run took."""

    processor: float
    """Seconds of user and system time, with those of its own children."""
    wall: float
    """Seconds."""
    memory: float
    """MB of the largest of its processes."""
    output: str
    """What it printed."""


class RunError(Exception):
    """A command that was to be measured did not end well."""


def run(*command: object, times: int = 1, fresh: Path | None = None) -> Cost:
    """
    Run a command some times and return the least that it took, of each.

    Parameters
    ----------
    command
        Its words.
    times
        How often it is run.
    fresh
        A folder that is deleted before each run: a build makes again only what
        would come out otherwise.

    Raises
    ------
    RunError
        If it ends with another status than 0.
    """
    costs = []
    for _ in range(times):
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)
        costs.append(_run(command))
    return least(costs)


def least(costs: Sequence[Cost]) -> Cost:
    """Return the least that runs of one command took, of each."""
    return Cost(
        processor=min(cost.processor for cost in costs),
        wall=min(cost.wall for cost in costs),
        memory=min(cost.memory for cost in costs),
        output=costs[-1].output,
    )


def in_turns(
    run_few: Callable[[], Cost], run_many: Callable[[], Cost], times: int
) -> list[tuple[Cost, Cost]]:
    """
    Run a short and a long piece of the same work in turns.

    A machine has fast and slow minutes: what lies between two runs is told by those
    that follow each other, not by the best of each.
    """
    return [(run_few(), run_many()) for _ in range(times)]


def slope(pairs: Sequence[tuple[Cost, Cost]], more: int) -> tuple[float, float]:
    """Return the processor and wall seconds of one more, the medians of all pairs."""
    return (
        median((many.processor - few.processor) / more for few, many in pairs),
        median((many.wall - few.wall) / more for few, many in pairs),
    )


def script(name: str, *arguments: object, times: int = 1) -> Cost:
    """Run a script of this folder."""
    return run(sys.executable, BENCH / name, *arguments, times=times)


def _run(command: Sequence[object]) -> Cost:
    words = [str(word) for word in command]
    paths = (str(ROOT), os.environ.get("PYTHONPATH", ""))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    reading, writing = os.pipe()
    meter = (sys.executable, "-IS", str(BENCH / "meter.py"), str(writing))
    with subprocess.Popen(  # noqa: S603 - our own commands
        [*meter, *words],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        pass_fds=[writing],
        process_group=0,
    ) as child:
        os.close(writing)
        try:
            output = child.stdout.read() if child.stdout else ""
        except KeyboardInterrupt:
            os.killpg(child.pid, signal.SIGTERM)
            raise
    with os.fdopen(reading) as meter_says:
        told = json.loads(meter_says.read() or "null")
    if told is None:
        msg = f"{' '.join(words)} was not run:\n{output}"
        raise RunError(msg)
    if told["status"]:
        msg = f"{' '.join(words)} ended with {told['status']}:\n{output}"
        raise RunError(msg)
    return Cost(
        processor=told["processor"],
        wall=told["wall"],
        memory=told["memory"] / KILO,
        output=output,
    )


def bytes_in(folder: Path) -> int:
    """Return the size of the files of a site, or of any folder."""
    return sum(path.stat().st_size for path in files_in(folder))


def files_in(folder: Path) -> list[Path]:
    """Return the files in a folder and below; a builder's seal is none of them."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != ".geocontrol"
    ]


def timed(make: Callable[[], Made]) -> tuple[Made, float]:
    """Return what is made, and the seconds of processor time that it took."""
    start = time.process_time()
    made = make()
    return made, time.process_time() - start


def machine() -> list[str]:
    """Say on what and with what was measured."""
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return [
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}; load {load}",
        f"{python}, {packages}",
        f"geocontrol {_commit()}",
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _commit() -> str:
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return (
        f"as of commit {told.stdout.strip()}" if told.stdout else "without its history"
    )


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table, numbers to the right."""
    lines = [_line(header), "|" + "---|" + "---:|" * (len(header) - 1)]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def figure(number: float) -> str:
    """Return a number with three figures, large ones whole."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def _line(cells: Sequence[object]) -> str:
    shown = (figure(cell) if isinstance(cell, float) else str(cell) for cell in cells)
    return f"| {' | '.join(shown)} |"
