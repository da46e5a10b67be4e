"""What the documents say is so."""

import re
from pathlib import Path

import pytest

import geocontrol
from geocontrol.cli.main import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ["README.md", "DESIGN.md", "CONTRIBUTING.md", "CHANGELOG.md"]


TYPED = set(re.findall(r"(?:^\$ |`)geocontrol (\w+)", README, re.MULTILINE))


@pytest.mark.parametrize("command", sorted(TYPED))
def test_the_readme_names_only_commands_that_exist(command):
    """Each `geocontrol something` in the README can be typed."""
    assert command in COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_readme_names_every_command(command):
    """A reader of the README learns what there is."""
    assert f"geocontrol {command}" in README


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

    _, out, _ = run("state", "2024-11-30", "--place", "hama")

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
