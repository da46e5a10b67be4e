"""What the documents say is so."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

import geocontrol
from geocontrol.cli.main import COMMANDS, cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ["README.md", "DESIGN.md", "CONTRIBUTING.md", "CHANGELOG.md"]


def helps():
    """Return the help of every command and of every command below one."""
    found = {}
    top = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(top, name)
        found[name] = command.help
        below = getattr(command, "commands", {})
        found |= {f"{name} {noun}": each.help for noun, each in below.items()}
    return found


HELPS = helps()
WITHOUT_WAIT = set("diff embed export find history new routes schema state".split())
"""Commands whose examples answer at once, from the shipped project alone."""
SLOW = set("matplotlib numpy pandas pyarrow pyproj shapely".split())
"""Libraries that take a tenth of a second and more."""
EXAMPLES = sorted(
    {
        " ".join(line.partition(" >")[0].split())
        for name, text in HELPS.items()
        for line in text.split("Example:")[1].replace("\\\n", " ").splitlines()
        if name.split()[0] in WITHOUT_WAIT and line.strip()
    }
)
TYPED = set(re.findall(r"(?:^\$ |`)geocontrol (\w+)", README, re.MULTILINE))


@pytest.mark.parametrize("command", sorted(TYPED))
def test_the_readme_names_only_commands_that_exist(command):
    """Each `geocontrol something` in the README can be typed."""
    assert command in COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_readme_names_every_command(command):
    """A reader of the README learns what there is."""
    assert f"geocontrol {command}" in README


@pytest.mark.parametrize("command", sorted(HELPS))
def test_every_help_has_an_example_of_its_command(command):
    """Help ends with a line to copy, which says more than where help is."""
    example = HELPS[command].split("Example:")[1]

    assert f"geocontrol {command}" in example
    assert "--help" not in example


def test_help_waits_for_no_library():
    """Help is shown before anything is imported that takes long."""
    script = f"""
import contextlib, io, sys
from geocontrol.cli.main import main
for words in {[name.split() for name in sorted(HELPS)]}:
    sys.argv = ["geocontrol", *words, "--help"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        main()
    print(*words, *{SLOW} & set(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout.splitlines() == sorted(HELPS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_help_can_be_typed(run, tmp_path, monkeypatch, example):
    """A line that help shows works on the shipped project, and raises no doubt."""
    for name in ("gazetteer", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "maps").mkdir()
    shutil.copy(ROOT / "maps/syria-2024.yaml", tmp_path / "maps")
    monkeypatch.chdir(tmp_path)

    code, _, err = run(*shlex.split(example)[1:])

    assert code == 0, err
    assert "may be the same" not in err


def test_the_documents_say_where_the_program_is():
    """Whoever called `make maps` reads how to call geocontrol from then on."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    venv = re.search(r"^VENV := (.*)$", makefile, re.MULTILINE)[1]
    guide = (ROOT / "docs/curation.md").read_text(encoding="utf-8")
    said = f"source {venv}/bin/activate"

    assert said in README
    assert said in guide
    assert said.replace(venv, "$(VENV)") in makefile


def test_the_readme_output_is_real(run, monkeypatch):
    """The answer printed in the README is the answer of the program."""
    monkeypatch.chdir(ROOT)

    code, out, _ = run("state", "2024-11-30", "--place", "hama")

    assert code == 0
    assert out
    for line in out.splitlines():
        assert line.rstrip() in README


def test_the_readme_python_runs(monkeypatch):
    """The example for Python does what it says."""
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    names = {}

    exec(compile(code, "README.md", "exec"), names)  # noqa: S102

    assert names["timeline"].control("hama", names["date"](2024, 12, 5)).actor_id


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    """A file or picture that a document links to is there."""
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+?)\)", text)

    assert [k for k in links if "://" not in k and not (ROOT / k).exists()] == []


def test_the_changelog_has_this_version():
    """Whoever installs a version can read what is in it."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {geocontrol.__version__}" in changelog


def test_public_names_are_there_and_documented():
    """Every name of the package can be imported and says what it is."""
    for name in geocontrol.__all__:
        assert getattr(geocontrol, name).__doc__, name
    assert geocontrol.__all__ == sorted(geocontrol.__all__)


def test_an_unknown_name_is_an_attribute_error():
    """A misspelt name fails as in any module."""
    with pytest.raises(AttributeError, match="no attribute 'day_mop'"):
        geocontrol.day_mop  # noqa: B018
