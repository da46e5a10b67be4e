"""The tool that breaks the code to see whether a test notices."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOOK = tomllib.loads((ROOT / "bench/mutants.toml").read_text(encoding="utf-8"))
SOURCE = """\
from x import y

def rule(a: int = 1) -> bool:
    '''Say something.'''
    if a < 2 and not y(a, 3):
        return min(a, 4) in {5, 6}
    return False
"""


@pytest.fixture
def mutate(monkeypatch):
    """The module of wrong changes."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    monkeypatch.delitem(sys.modules, "mutate", raising=False)
    import mutate

    return mutate


def test_each_change_is_one_and_is_taken_back(mutate):
    """Every mutant reads otherwise than the code, and leaves it as it was."""
    tree = ast.parse(SOURCE)
    before = ast.unparse(tree)
    seen = []
    for mutant in mutate.mutants_of(tree, {}):
        mutant.make()
        seen.append(ast.unparse(tree))
        compile(tree, "rule", "exec")
        mutant.undo()
        assert ast.unparse(tree) == before

    assert before not in seen
    assert len(seen) > 20


@pytest.mark.parametrize(
    "line",
    [
        "if a <= 2 and (not y(a, 3)):",
        "if a < 2 or not y(a, 3):",
        "if a < 2 and y(a, 3):",
        "if a < 2 and (not y(3, a)):",
        "if True:",
        "if False:",
        "if a < 3 and (not y(a, 3)):",
        "return max(a, 4) in {5, 6}",
        "return min(a, 4) not in {5, 6}",
        "return min(a, 4) in {6}",
        "return None",
        "return True",
    ],
)
def test_slips_of_the_hand_are_made(mutate, line):
    """Comparisons, conditions, arguments, numbers, elements and results go wrong."""
    tree, found = ast.parse(SOURCE), set()
    for mutant in mutate.mutants_of(tree, {}):
        mutant.make()
        found.update(text.strip() for text in ast.unparse(tree).splitlines())
        mutant.undo()

    assert line in found


@pytest.mark.parametrize("path", BOOK["tests"])
def test_every_excuse_is_for_a_change_that_can_be_made(mutate, path):
    """An entry of `mutants.toml` whose code has gone must go too."""
    enums = mutate.enum_members((ROOT / "geocontrol/model.py").read_text("utf-8"))
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    changes = {(m.scope, m.was, m.now) for m in mutate.mutants_of(tree, enums)}
    excused = {
        (entry["in"], entry["was"], entry["now"])
        for entry in BOOK["same"]
        if entry["file"] == path
    }

    assert excused <= changes
    assert all((ROOT / test).exists() for test in BOOK["tests"][path])
