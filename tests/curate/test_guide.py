"""The guide to curation says what is so."""

import re
import shlex
from pathlib import Path

import pytest

from geocontrol.cli.main import COMMANDS
from geocontrol.curate.imports.mapping import COLUMNS, load_mapping

GUIDE = (Path(__file__).parents[2] / "docs/curation.md").read_text(encoding="utf-8")
BLOCKS = [block for block in GUIDE.split("```")[1::2] if block.startswith("\n")]
LINES = [
    line.split("  #")[0]
    for block in BLOCKS
    for line in block.replace("\\\n", " ").splitlines()
]


def test_it_names_only_commands_that_exist():
    """Every command of the guide can be typed."""
    assert set(re.findall(r"geocontrol (\w+)", GUIDE)) <= set(COMMANDS)


def test_its_first_steps_can_be_taken(tmp_path, run, monkeypatch):
    """A reader who types the lines about records gets no error."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "shire")[0] == 0
    monkeypatch.chdir(tmp_path / "shire")
    typed = 0
    for line in LINES:
        words = shlex.split(line)
        if words[:2] == ["geocontrol", "new"] and "actor" not in words[:3]:
            code, _, err = run(*words[1:])
            assert code == 0, (line, err)
            typed += 1

    assert typed == 3
    assert run("check")[0] == 0


def test_its_mapping_is_one(tmp_path):
    """The mapping in the guide is read without a fault."""
    [text] = re.findall(r"```yaml\n(format_version.*?)```", GUIDE, re.DOTALL)
    (tmp_path / "m.yaml").write_text(text)

    assert load_mapping(tmp_path / "m.yaml").layout == "matrix"


@pytest.mark.parametrize("field", sorted(set(COLUMNS) - {"stance", "credibility"}))
def test_it_names_every_column(field):
    """A reader learns of each field that a column can give."""
    assert re.search(rf"\b{field}\b", GUIDE)
