"""Data become markup through one door, and never run."""

import base64
import hashlib
import json
from dataclasses import make_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, UndefinedError, nodes
from markupsafe import escape

from geocontrol.render.door import (
    _environment,
    escaped,
    hundredths,
    json_block,
    plain,
    render,
    safe_url,
    styled,
)

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
    "}",
    "%}",
    "{",
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


TEXTS = st.text(st.sampled_from('a<>&{}\\"\u2028/é '), max_size=8)
DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)
    ),
)


@given(DATA)
def test_any_data_are_said_whole_and_hold_nothing_to_run(data):
    """However lists and dicts lie in one another, texts and keys are escaped."""
    block = json_block(data)

    assert json.loads(block) == data
    assert not set("<>&\u2028") & set(block)
    assert "{{" not in block
    assert "{%" not in block
    assert "{#" not in block


def test_a_key_is_a_text():
    """A number would be another key in JSON, and is refused."""
    assert json_block({"a": [{"<": 1}], "b": [[2], {}]}) == (
        '{"a":[{"\\u003c":1}],"b":[[2],{}]}'
    )
    with pytest.raises(TypeError, match=r"^7 is no key in JSON$"):
        json_block({7: 1})


def test_direction_marks_are_taken_out():
    """A name cannot turn the text around it."""
    marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

    assert plain(f"a{marks}b") == "ab"
    assert json.loads(json_block([f"a{marks}b"])) == ["ab"]
    assert safe_url("https://example.org/a\u202eb") == "https://example.org/ab"
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
        "see https://example.org",
        "https://example.org/'x",
        "https://example.org/<b>",
        "https://example.org/`x`",
        "https://example.org/a\\b",
        "https://example.org/\nx",
        "",
    ],
)
def test_only_https_addresses_become_links(url):
    """Any address but a clean https one is dropped."""
    assert safe_url(url) == ""


@pytest.fixture
def template(monkeypatch):
    """Fill a template of a test with the fields of a context."""

    def fill(text, /, **fields):
        environment = _environment()
        name = f"{hashlib.sha256(text.encode()).hexdigest()}.html.jinja"
        monkeypatch.setattr(environment, "loader", DictLoader({name: text}))
        context = make_dataclass("Context", fields, frozen=True)(**fields)
        return render(name, context)

    return fill


@pytest.mark.parametrize("text", HOSTILE)
def test_a_template_escapes_what_it_is_given(template, text):
    """No text opens a tag, an attribute or a template, and each is read as it was."""
    page = template('<p title="{{ text }}">{{ text }}</p>', text=text)

    assert page.count("<") == 2
    assert page.count('"') == 2
    assert not set("{}") & set(page)


def test_braces_of_a_page_are_characters_of_it(template):
    """A later template finds nothing to run, and a reader sees the braces."""
    assert template("{{ a }}", a="{b}") == "&#123;b&#125;"


def test_a_page_has_no_marks_of_direction(template):
    """Whatever slipped into a page, its text runs as the markup says."""
    assert template("{{ a }}", a="Ha\u202ema") == "Hama"


def test_a_name_that_nobody_gave_is_an_error(template):
    """A gap in a page would pass for something that was left out on purpose."""
    with pytest.raises(UndefinedError, match="'b' is undefined"):
        template("{{ b }}", a=1)


def test_lines_of_a_template_leave_no_gaps(template):
    """A line that only steers is not in the page."""
    assert template("a\n  {% if a %}\nb\n  {% endif %}\nc", a=1) == "a\nb\nc"


def test_every_filter_of_a_template_is_there():
    """A part that is seldom shown fails as soon as any other."""
    environment = _environment()
    named = {
        found.name
        for name in environment.list_templates(extensions=["jinja"])
        for found in environment.parse(
            environment.loader.get_source(environment, name)[0]
        ).find_all(nodes.Filter)
    }

    assert {"hundredths", "put_in"} <= named
    assert named <= environment.filters.keys()


def test_filters_say_what_they_are_called_for(template):
    """A share has the classes of a bar as long."""
    assert template("{{ a | hundredths }}", a=0.5) == "t5 u0"


@pytest.mark.parametrize(
    ("share", "classes"),
    [(0, "t0 u0"), (0.374, "t3 u7"), (0.376, "t3 u8"), (0.995, "t10 u0")],
)
def test_a_bar_is_as_long_as_its_share(share, classes):
    """Tenths and hundredths of the whole, each a class of the sheet."""
    assert hundredths(share) == classes


def test_a_sheet_is_put_in_once_and_named_in_the_policy():
    """The policy allows this very sheet, and only the first places are filled."""
    css = "p{color:red}"
    allowed = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    page = "style-src 'none'; style-src 'none' <style></style><style></style>"

    assert styled(page, css) == (
        f"style-src 'sha256-{allowed}'; style-src 'none' "
        f"<style>{css}</style><style></style>"
    )


@given(st.lists(st.text("a<&\"'\0é")))
def test_texts_are_escaped_together_as_one_by_one(texts):
    """Whatever stands between them, none gets into another."""
    assert escaped(texts) == [str(escape(text)) for text in texts]
