"""Schemas for editors, and the hooks that keep data in order."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from tests_paths import tree
from worlds import FILES

from geocontrol.io.dictionary import DICTIONARY
from geocontrol.io.schemas import MAPS, schema_of, schema_text
from geocontrol.project import Project

ROOT = Path(__file__).parents[2]
DATA_FILES = sorted(
    p for top in ("gazetteer", "seeds", "maps") for p in (ROOT / top).rglob("*.yaml")
)


class TextLoader(yaml.SafeLoader):
    """Reads YAML as editors do: days are text, numbers are numbers."""


TextLoader.yaml_implicit_resolvers = {
    key: [pair for pair in pairs if not pair[0].endswith("timestamp")]
    for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(text):
    content = yaml.load(text, TextLoader)  # noqa: S506 - a subclass of the safe one
    [key] = [MAPS] if "gazetteer" in content else content.keys() - {"format_version"}
    validator = jsonschema.Draft7Validator(schema_of(key))
    return [error.message for error in validator.iter_errors(content)]


@pytest.mark.parametrize("key", [*DICTIONARY, MAPS])
def test_the_shipped_schemas_are_current(key):
    """The files in the package are what the dictionary gives, and are schemas."""
    jsonschema.Draft7Validator.check_schema(schema_of(key))

    path = ROOT / "geocontrol" / "schemas" / f"{key}.json"
    assert path.read_bytes() == schema_text(key)


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_data_satisfy_the_schemas(path):
    """An editor marks nothing in the data that travel with the package."""
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("gazetteer/shire/places/shire.yaml", "kind: city", "kind: citty"),
        ("gazetteer/shire/places/shire.yaml", "  lat: 35.5\n", ""),
        ("gazetteer/shire/places/shire.yaml", "lon: 36.5", "lon: 366.5"),
        ("gazetteer/shire/places/shire.yaml", "  within: realm\n", ""),
        (
            "gazetteer/shire/places/shire.yaml",
            "  kind: city\n",
            "  kind: city\n  links: {Geo Names: '1'}\n",
        ),
        ("seeds/war/voices.yaml", "reliability: B", "reliability: G"),
        ("seeds/war/reports.yaml", "https://post", "ftp://post"),
        ("seeds/war/reports.yaml", "publisher", "publischer"),
        ("seeds/war/events/2020-01.yaml", "actor: blue", "actor: Blue King"),
        ("seeds/war/events/2020-01.yaml", "stance: asserts", "stance: says"),
        ("seeds/war/events/2020-01.yaml", "event_date: 2020-01-01", "event_date: 1.1."),
        ("seeds/war/events/2020-01.yaml", "event_date: 2020-01-01", "event_date: 999"),
        ("maps/war.yaml", "title: The", "tittle: The"),
        ("maps/war.yaml", "first_day: 2020-01-01", "first_day: 1 January"),
        ("maps/war.yaml", "[36, 34, 38, 36]", "[36, 34, 38]"),
        ("maps/war.yaml", "extent:", "languages: [ar, fr]\nextent:"),
    ],
)
def test_an_editor_marks_what_check_refuses(name, old, new):
    """Each fault that one record shows by itself is one of its schema too."""
    assert faults(FILES[name]) == []
    assert old in FILES[name]

    assert faults(FILES[name].replace(old, new)) != []


FULL = (
    "titles: [{text: حرب, lang: ar}]\nsummary: Two kingdoms.\nlanguages: [en, ar]\n"
    "policy: {strong_reliability: B, weak_voices_needed: 3, stale_after_days: 9}\n"
    "areas: {method: nearest, radius_km: 20}\nattributions: [Drawn by hand]\n"
    "tiles: {url: 'https://t.example/{z}/{x}/{y}.png', attribution: the makers}\n"
    "reviewed: [{record: ash, warning: far, reason: it is}]\n"
)
"""All that a map file may say besides what it must."""


def test_the_schema_of_maps_knows_what_is_read(folder):
    """A map file that says all that it may satisfies both, and no key is missing."""
    path = folder / "maps/war.yaml"
    path.write_text(FILES["maps/war.yaml"] + FULL, encoding="utf-8")
    said = yaml.load(path.read_text("utf-8"), TextLoader)  # noqa: S506

    assert faults(path.read_text("utf-8")) == []
    assert Project.open(path).tiles is not None
    assert schema_of(MAPS)["properties"].keys() == said.keys()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reliability: B", "reliability: G"),
        ("needed: 3", "needed: 0"),
        ("nearest", "voronoi"),
        ("radius_km: 20", "radius_km: 0"),
        ("https://t", "http://t"),
        ("{y}", "{-y}"),
        ("attribution: the makers", "attribution: ''"),
        (", attribution: the makers", ""),
        (", reason: it is", ""),
        ("lang: ar", "lang: Arabic"),
    ],
)
def test_an_editor_marks_what_a_map_file_may_not_say(folder, run, old, new):
    """What the schema of maps marks, `check` refuses too."""
    text = FILES["maps/war.yaml"] + FULL
    assert text.count(old) == 1
    wrong = text.replace(old, new)
    (folder / "maps/war.yaml").write_text(wrong, encoding="utf-8")

    assert faults(wrong) != []
    assert run("check")[0] == 1


def test_a_schema_is_printed(run):
    """`geocontrol schema` gives JSON to save."""
    for noun, key in (("event", "events"), ("map", "maps")):
        code, out, _ = run("schema", noun)

        assert code == 0
        assert json.loads(out) == schema_of(key)


def test_the_hooks_name_commands_that_exist():
    """Each hook runs a command of this program."""
    from geocontrol.cli.main import COMMANDS

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())

    assert {hook["entry"].split()[0] for hook in hooks} == {"geocontrol"}
    assert {hook["entry"].split()[1] for hook in hooks} <= set(COMMANDS)


def test_tidying_changes_form_and_not_content(folder, run):
    """A second run has nothing to do, and the hash of the data is the same."""
    from geocontrol.project import Project

    before = Project.open().data_hash
    code, out, _ = run("tidy")
    again, nothing, _ = run("tidy", "--check")

    assert code == 0
    assert "seeds/war/actors.yaml" in out
    assert (again, nothing) == (0, "")
    assert Project.open().data_hash == before


def test_tidying_keeps_comments(folder, run):
    """A file with comments among its records is named and left alone."""
    path = folder / "seeds/war/actors.yaml"
    path.write_text(path.read_text().replace("- id: blue", "# the other\n- id: blue"))
    before = tree(folder)["seeds/war/actors.yaml"]

    code, _, err = run("tidy")

    assert code == 1
    assert "seeds/war/actors.yaml:7: a comment between records would be lost" in err
    assert tree(folder)["seeds/war/actors.yaml"] == before


def test_looking_is_not_touching(folder, run):
    """`--check` names the files and changes none."""
    before = tree(folder)

    assert run("tidy", "--check")[0] == 1
    assert tree(folder) == before
