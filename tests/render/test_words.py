"""The words of pages and figures: none is carried that nobody says."""

import re
from enum import EnumType
from pathlib import Path

import orjson
import pytest

from geocontrol import model
from geocontrol.render.words import count_of

RENDER = Path(__file__).parents[2] / "geocontrol" / "render"
FILES = sorted(RENDER.rglob("words/*.json"))
CODE = "\n".join(
    path.read_text("utf-8")
    for path in sorted(RENDER.rglob("*"))
    if path.suffix in {".py", ".js", ".jinja"}
)
ASKED = set(re.findall(r"""["'`.]([a-z]\w*)\b""", CODE))
ENUMS = [each for each in vars(model).values() if isinstance(each, EnumType)]
VALUES = {str(value) for enum in ENUMS for value in enum} | set("ABCDEF123456")
COMPOSED = re.compile(r"areas_(?P<method>\w+)|(?P<what>\w+)_(?:now|to)")
"""Names that code puts together from a fixed part and a value."""
COUNTED = re.compile(r"(\w+)_(?:[012]|few)")


def dead(words, group=""):
    """Keys of a word file, with their groups, that nothing asks for."""
    for key, said in words.items():
        if isinstance(said, dict):
            yield from dead(said, f"{key}.")
        if not is_asked(key, words):
            yield group + key


def is_asked(key, beside):
    """Whether code asks for a word, by its name or by that of which it is a form."""
    if (counted := COUNTED.fullmatch(key)) and counted[1] in beside:
        return is_asked(counted[1], beside)
    if (composed := COMPOSED.fullmatch(key)) and key not in ASKED:
        return is_asked(composed["method"] or composed["what"], beside)
    return key in ASKED or key in VALUES


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(RENDER)))
def test_every_word_is_said_somewhere(path):
    """No file has a word that the code never asks for, for readers to load in vain."""
    assert list(dead(orjson.loads(path.read_bytes()))) == []


def test_a_number_has_the_form_of_its_size():
    """Some numbers have words of their own, as Arabic has for two and for a few."""
    group = {"p": "{count} of many", "p_few": "{count} of few", "p_1": "one"}

    assert [count_of(group, "p", n) for n in (1, 2, 3, 10, 11)] == [
        "one",
        "2 of many",
        "3 of few",
        "10 of few",
        "11 of many",
    ]
