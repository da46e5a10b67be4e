"""
The one door through which data becomes markup.

Data enter a page in two ways only: as JSON in a block that no script runs, and as
escaped text, through one Jinja environment that escapes everything or, where lists are
long, through `escaped`. Nothing that comes from a record ever passes through folium or
branca, which would run it as a template.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields as fields_of
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from geocontrol.render.assets import csp_hash

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_BIDI_CONTROLS = (
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_WITHOUT_BIDI = dict.fromkeys(_BIDI_CONTROLS, "")
_IN_JSON = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
    **_WITHOUT_BIDI,
}
_IN_HTML = {"{": "&#123;", "}": "&#125;"}
_KEPT = 20_000
"""Filled parts that are kept."""
_MARK = "\0"
"""What stands between texts that are escaped together."""
_NOT_IN_URL = re.compile(r"[\s\"'<>\\`]")
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_BRACES_IN_JSON = str.maketrans({"{": "\\u007b", "}": "\\u007d"})


def plain(text: str) -> str:
    r"""
    Take out the marks that reorder the text around them.

    Direction is set by markup (`dir`, `<bdi>`) and never by what a record holds.

    Examples
    --------
    >>> plain("Ha\u202ema")
    'Hama'
    """
    return text if text.isascii() else _replaced(text, _WITHOUT_BIDI)


def _replaced(text: str, by: Mapping[str, str]) -> str:
    """Replace single characters; quick for long texts that have few kinds of them."""
    for character, better in by.items():
        if character in text:
            text = text.replace(character, better)
    return text


def safe_url(url: str) -> str:
    """
    Return an https address unchanged, and nothing for any other.

    Examples
    --------
    >>> safe_url("https://example.org/a?b=c")
    'https://example.org/a?b=c'
    >>> safe_url("javascript:alert(1)")
    ''
    """
    is_web = url.startswith("https://") and not _NOT_IN_URL.search(url)
    return plain(url) if is_web else ""


def json_block(data: object) -> str:
    r"""
    Write data as JSON that may stand inside a `<script>` element.

    No string in it can end the element, open a comment or be taken for a
    template: `<`, `>`, `&`, braces and the two Unicode line ends are escapes.

    Parameters
    ----------
    data
        Plain lists, dicts with text keys, texts and numbers.

    Raises
    ------
    TypeError
        If something in it has no place in JSON.

    Examples
    --------
    >>> json_block(["</script>", "{{ 7*7 }}"])
    '["\\u003c/script\\u003e","\\u007b\\u007b 7*7 \\u007d\\u007d"]'
    """
    if isinstance(data, dict):
        pairs = (f"{_key(key)}:{json_block(value)}" for key, value in data.items())
        return f"{{{','.join(pairs)}}}"
    if isinstance(data, list) and any(isinstance(item, dict) for item in data):
        return f"[{','.join(map(json_block, data))}]"
    text = _replaced(orjson.dumps(data).decode(), _IN_JSON)
    has_braces = "{" in text or "}" in text  # rows have none but in their texts
    return _JSON_STRING.sub(_without_braces, text) if has_braces else text


def _key(key: object) -> str:
    if not isinstance(key, str):
        msg = f"{key!r} is no key in JSON"
        raise TypeError(msg)
    return json_block(key)


def _without_braces(match: re.Match[str]) -> str:
    text = match[0]
    return text.translate(_BRACES_IN_JSON) if "{" in text or "}" in text else text


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("geocontrol.render"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["hundredths"] = hundredths
    environment.filters["put_in"] = _put_in
    return environment


def hundredths(share: float) -> str:
    """
    Return the classes that make a bar as long as a share of one.

    The pages' policy allows no `style` attribute, so that none can be smuggled in.

    Examples
    --------
    >>> hundredths(0.374), hundredths(1)
    ('t3 u7', 't10 u0')
    """
    tenths, rest = divmod(round(100 * share), 10)
    return f"t{tenths} u{rest}"


def styled(page: str, css: str) -> str:
    """
    Put the style sheet into a rendered page, and name its hash in the policy.

    Parameters
    ----------
    page
        A page with an empty `<style>` and a policy that allows no style.
    css
        A sheet of our own.
    """
    allowed = page.replace("style-src 'none'", f"style-src {csp_hash(css)}", 1)
    return allowed.replace("<style></style>", f"<style>{css}</style>", 1)


def render(template: str, context: DataclassInstance) -> str:
    """
    Fill a template with the fields of a context.

    Parameters
    ----------
    template
        File name in `templates/`.
    context
        A dataclass whose fields are the names that the template uses.

    Returns
    -------
    markup
        HTML without a single brace, so that no later template can read it.

    Raises
    ------
    jinja2.UndefinedError
        If the template uses a name that the context does not give.
    """
    return finished(_filled(template, context))


def finished(markup: str) -> str:
    """
    Take out of markup what no page may have, whoever made it.

    Parameters
    ----------
    markup
        HTML whose texts are escaped.

    Returns
    -------
    markup
        HTML without a single brace and without marks that reorder text.
    """
    return plain(_replaced(str(markup), _IN_HTML))


def render_part(part: str, context: DataclassInstance) -> str:
    """
    Fill a part of a page with the fields of a context, as `render` fills a template.

    Parameters
    ----------
    part
        A macro in `templates/parts.html.jinja`.
    context
        A dataclass whose fields are what the macro is given.

    Raises
    ------
    AttributeError
        If there is no such part.
    """
    return finished(_part(part, context))


@lru_cache(_KEPT)
def filled_part(part: str, context: Hashable) -> Markup:
    """
    Fill a part of a page, to be put into one: many pages have the same.

    Parameters
    ----------
    part
        A macro in `templates/parts.html.jinja`.
    context
        A dataclass whose fields are what the macro is given.

    Raises
    ------
    AttributeError
        If there is no such part.
    """
    return _part(part, context)


def escaped(texts: Sequence[str]) -> list[str]:
    r"""
    Escape texts, to be put into a page: all at once, which is quick.

    Parameters
    ----------
    texts
        What records hold.

    Examples
    --------
    >>> escaped(["Hama", "<b>"])
    ['Hama', '&lt;b&gt;']
    """
    joined = _MARK.join(texts)
    if joined.count(_MARK) != len(texts) - 1:  # one has the mark, or there are none
        return [str(escape(text)) for text in texts]
    return str(escape(joined)).split(_MARK)


def _filled(template: str, context: DataclassInstance) -> str:
    return _environment().get_template(template).render(_fields(context))


def _put_in(context: Hashable, part: str) -> Markup:
    """Fill a part of a page, from within a template."""
    return filled_part(part, context)


def _part(part: str, context: Any) -> Markup:  # noqa: ANN401
    filled: Markup = getattr(_parts(), part)(**_fields(context))
    return filled


@cache
def _parts() -> Any:  # noqa: ANN401 - its names are those of macros
    return _environment().get_template("parts.html.jinja").module


def _fields(context: DataclassInstance) -> dict[str, Any]:
    names = _names(type(context))
    return {name: getattr(context, name) for name in names}


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(kind))
