"""
What a command costs: processor time, wall time and memory of a child process.

This module imports little, on purpose: Linux counts a child's memory from that of the
process which starts it.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
BENCH = ROOT / "bench"
GEOCONTROL = (sys.executable, "-m", "geocontrol")
PACKAGES = "folium geopandas shapely pandas numpy orjson".split()
KILO = 1024 if sys.platform != "darwin" else 1024**2
"""Units of `ru_maxrss` in a MB."""


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
    return Cost(
        processor=min(cost.processor for cost in costs),
        wall=min(cost.wall for cost in costs),
        memory=min(cost.memory for cost in costs),
        output=costs[-1].output,
    )


def script(name: str, *arguments: object, times: int = 1) -> Cost:
    """Run a script of this folder."""
    return run(sys.executable, BENCH / name, *arguments, times=times)


def _run(command: Sequence[object]) -> Cost:
    words = [str(word) for word in command]
    paths = (str(ROOT), os.environ.get("PYTHONPATH", ""))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own commands
        words, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as child:
        try:
            output = child.stdout.read() if child.stdout else ""
        except KeyboardInterrupt:
            child.terminate()
            raise
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if child.returncode:
        msg = f"{' '.join(words)} ended with {child.returncode}:\n{output}"
        raise RunError(msg)
    return Cost(
        processor=usage.ru_utime + usage.ru_stime,
        wall=wall,
        memory=usage.ru_maxrss / KILO,
        output=output,
    )


def bytes_in(folder: Path) -> int:
    """Return the size of the files in a folder and below, but for a builder's seal."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != ".geocontrol"
    )


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
