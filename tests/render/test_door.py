"""Data become markup through one door, and never run."""

import json

import pytest

from geocontrol.render.door import json_block, plain, safe_url

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "{{7*7}}",
    "{% if x",
    "{# note #}",
    "${alert(1)}",
    "`alert(1)`",
    '"><img src=x onerror=alert(1)>',
    "' onclick='alert(1)",
    "<!--",
    "\u2028\u2029",
    "\\u003c",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_json_block_says_the_same_to_json(text):
    """What is written as a block is read back as it was."""
    assert json.loads(json_block({"key": text})) == {"key": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_json_block_holds_nothing_to_run(text):
    """A block holds no angle bracket, no ampersand and no brace of the data."""
    block = json_block([text])

    assert not set("<>&{}\u2028\u2029") & set(block)


def test_direction_marks_are_taken_out():
    """A name cannot turn the text around it."""
    assert plain("a\u202eb\u2066c\u200f") == "abc"
    assert json.loads(json_block(["a\u202eb"])) == ["ab"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "http://example.org",
        "//example.org",
        "data:text/html,x",
        'https://example.org/" onclick="x',
        "https://example.org/ x",
        "HTTPS:javascript",
        "",
    ],
)
def test_only_https_addresses_become_links(url):
    """Any address but a clean https one is dropped."""
    assert safe_url(url) == ""
