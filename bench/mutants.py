"""
Break the rule in every small way, and see that a test notices.

    python bench/mutants.py [FILE ...] [--jobs N] [--lines FROM TO]

For each wrong change that `mutate.py` makes to a file, the tests of that file run
until the first fails. What no test notices is printed, unless `mutants.toml` says why
it makes no difference; the exit code is 1 if anything is left. Nothing is written: each
mutant lives in a process of its own, which may use so much processor time and no more.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from mutate import Mutant, enum_members, mutants_of

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "bench" / "mutants.toml"
TIMES, SECONDS = 4, 10
"""A mutant may use so many times the processor time of the tests, and so much more."""
WALL_SECONDS = 1200
KILLED, SURVIVED, LEFT = "killed", "survived", "left"


class _Swapped(importlib.machinery.SourceFileLoader):
    """Loads one module from code that was changed."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self.code = code

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - its contract
        return self.code


class _Finder:
    """Finds the changed module before the one on disk."""

    def __init__(self, loader: _Swapped) -> None:
        self.loader = loader

    def find_spec(
        self,
        name: str,
        path: object = None,  # noqa: ARG002 - its contract
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.loader.name:
            return None
        return importlib.util.spec_from_file_location(
            name, self.loader.path, loader=self.loader
        )


class _Witness:
    """Puts the last killers first, and remembers which test failed."""

    def __init__(self, killers: list[str]) -> None:
        self.rank = {test: number for number, test in enumerate(killers)}
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items.sort(key=lambda item: self.rank.get(item.nodeid, len(self.rank)))

    def pytest_runtest_logreport(self, report: Any) -> None:  # noqa: ANN401
        if report.failed:
            self.failed = report.nodeid


@dataclass(frozen=True, slots=True)
class Trial:
    """The tests of a file, and what they may cost."""

    path: str
    tests: list[str]
    cpu_seconds: int


def start(trial: Trial, tree: ast.Module, killers: list[str]) -> tuple[int, int]:
    """
    Start a process that tests a tree, the last killers first.

    Returns its id, and where to read the name of the test that fails.
    """
    code = compile(tree, str(ROOT / trial.path), "exec")
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    result = 3
    try:
        result, failed = run_tests(trial, code, killers)
        os.write(writing, failed.encode())
    finally:
        os._exit(result)


def run_tests(trial: Trial, code: CodeType, killers: list[str]) -> tuple[int, str]:
    """Run the tests of a file on changed code, in this process, quietly."""
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (trial.cpu_seconds, trial.cpu_seconds))
    signal.alarm(WALL_SECONDS)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    name = trial.path.removesuffix(".py").replace("/", ".")
    sys.meta_path.insert(0, _Finder(_Swapped(name, str(ROOT / trial.path), code)))
    witness = _Witness(killers)
    options = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--tb=no", "-s"]
    options += ["-p", "no:unraisableexception"]
    result = pytest.main([*options, *trial.tests], plugins=[witness])
    return int(result), witness.failed


def outcomes(
    path: str, tests: list[str], jobs: int, lines: tuple[int, int]
) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant of a file with what became of it, as they end."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    enums = enum_members((ROOT / "geocontrol/model.py").read_text(encoding="utf-8"))
    trial = Trial(path, tests, WALL_SECONDS)
    _, status, used = os.wait4(start(trial, tree, [])[0], 0)
    if status != 0:
        sys.exit(f"{path}: its tests fail, or take too long, without any change")
    trial = replace(
        trial, cpu_seconds=TIMES * int(used.ru_utime + used.ru_stime) + SECONDS
    )
    running: dict[int, tuple[Mutant, int]] = {}
    killers: list[str] = []

    def ended() -> tuple[Mutant, str]:
        """Wait for a mutant to end; a test that fails or runs on has killed it."""
        child, status = os.wait()
        mutant, reading = running.pop(child)
        with os.fdopen(reading, encoding="utf-8") as told:
            test = told.read()
        if test:
            killers[:] = [test, *(other for other in killers if other != test)]
        return mutant, SURVIVED if status == 0 else KILLED

    for mutant in mutants_of(tree, enums):
        if not lines[0] <= mutant.line <= lines[1]:
            continue
        if len(running) >= jobs:
            yield ended()
        mutant.make()
        child, reading = start(trial, tree, killers)
        mutant.undo()
        running[child] = mutant, reading
    while running:
        yield ended()


def warm_up() -> None:
    """Import what tests need beside the package, once for all processes."""
    import geopandas
    import hypothesis
    import jinja2
    import orjson
    import pyarrow.parquet
    import pytest
    import shapely
    import yaml

    gc.collect()
    gc.freeze()  # what is here to stay need not be looked through again
    _ = geopandas, hypothesis, jinja2, orjson, pyarrow, pytest, shapely, yaml
    imported = [name for name in sys.modules if name.startswith("geocontrol")]
    if imported:
        sys.exit(f"imported too early to be changed: {imported}")


def left_of(path: str, book: dict[str, Any], jobs: int, lines: tuple[int, int]) -> int:
    """Run the mutants of a file, print what is left, and return how many."""
    reasons = {
        (entry["in"], entry["was"], entry["now"])
        for entry in book.get("same", [])
        if entry["file"] == path
    }
    count: Counter[str] = Counter()
    for mutant, outcome in outcomes(path, book["tests"][path], jobs, lines):
        key = (mutant.scope, mutant.was, mutant.now)
        is_left = outcome == SURVIVED and key not in reasons
        count[LEFT if is_left else outcome] += 1
        if is_left:
            where = f"{path}:{mutant.line} {mutant.scope}"
            print(f"{where}\n  - {mutant.was}\n  + {mutant.now}", flush=True)
        if count.total() % 20 == 0:
            print(f"{count.total()} at {mutant.line}", file=sys.stderr, flush=True)
    print(
        f"{path}: {count.total()} mutants, {count[KILLED]} killed, "
        f"{count[SURVIVED]} make no difference, {count[LEFT]} left",
        flush=True,
    )
    return count[LEFT]


def main() -> None:
    """Run the mutants of all files, or of those named."""
    book = tomllib.loads(BOOK.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="*", default=list(book["tests"]))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--lines", type=int, nargs=2, default=(0, 10**6))
    asked = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "LAWS": "first"}
    warm_up()
    lines = (asked.lines[0], asked.lines[1])
    left = sum(left_of(path, book, asked.jobs, lines) for path in asked.file)
    sys.exit(1 if left else 0)


if __name__ == "__main__":
    main()
