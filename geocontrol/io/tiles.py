"""A map file's wish for pictures of the ground: one server, named in full."""

from __future__ import annotations

import re

from geocontrol.io.fields import Fields, suggestion
from geocontrol.model import Tiles

EXAMPLE = "https://tiles.example.org/{z}/{x}/{y}.png"
LONGEST_URL = 500
LONGEST_ATTRIBUTION = 200
"""Characters; it stays in sight on the map, on a phone too."""
PLACEHOLDERS = ("z", "x", "y")

_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,5}})?")
"""Nothing that could say more than a host in a page's policy."""
_STRANGE = re.compile(r"[^A-Za-z0-9._~!$&()*+,;=:@%/?{}-]")
_BRACED = re.compile(r"\{([^{}]*)\}")
_HINTS = {
    "s": "; name one server instead of {s}",
    "r": "; leave {r} out",
    "-y": "; take a server that counts rows from the north, with {y}",
    "quadkey": "; take a server that numbers tiles by {z}, {x} and {y}",
}


def read_tiles(top: Fields) -> Tiles | None:
    """Return the pictures that a map file asks for, or note what is wrong with them."""
    example = f": {{url: {EXAMPLE!r}, attribution: '© its makers'}}"
    fields = top.record("tiles", example)
    if fields is None:
        return None
    url = fields.text("url", required=True)
    attribution = fields.text("attribution", required=True)
    fields.finish()
    wrong = _wrong_with(url)
    if url and wrong:
        fields.problem(f"url {url[:LONGEST_URL]!r} {wrong}", "url")
    if len(attribution) > LONGEST_ATTRIBUTION:
        message = f"attribution is longer than {LONGEST_ATTRIBUTION} characters"
        fields.problem(f"{message}; it stays on the map, say less", "attribution")
    return Tiles(url=url, attribution=attribution)


def _wrong_with(url: str) -> str:
    """Say what is wrong with a template, and what to write; nothing if it is fine."""
    if len(url) > LONGEST_URL:
        return f"is longer than {LONGEST_URL} characters; take a shorter one"
    if not url.startswith("https://"):
        rest = re.sub(r"^(?:[Hh][Tt]{2}[Pp][Ss]?:)?//", "", url)
        is_web = rest != url
        return "must be an https address" + (
            f"; did you mean 'https://{rest}'?" if is_web else f", such as {EXAMPLE!r}"
        )
    return _wrong_placeholders(url) or _wrong_address(url)


def _wrong_placeholders(url: str) -> str:
    if "${" in url:
        return f"has a $ before a brace; did you mean {url.replace('${', '{')!r}?"
    for name in _BRACED.findall(url):
        if name not in PLACEHOLDERS:
            hint = _HINTS.get(name) or suggestion(name.strip().lower(), PLACEHOLDERS)
            hint = hint or "; only {z}, {x} and {y} are filled"
            return f"has {{{name}}}, which nothing fills{hint}"
    for name in PLACEHOLDERS:
        count = url.count(f"{{{name}}}")
        if count != 1:
            said = "lacks" if not count else "has more than one"
            return f"{said} {{{name}}}; write it as in {EXAMPLE!r}"
    if {"{", "}"} & set(_BRACED.sub("", url)):
        return f"has a brace too many; write it as in {EXAMPLE!r}"
    return ""


def _wrong_address(url: str) -> str:
    host, _, path = url.removeprefix("https://").partition("/")
    if "@" in host:
        return "holds a name or a password, which readers would see; leave it out"
    if not _HOST.fullmatch(host):
        lower = f"; did you mean {host.lower()!r}?" if host != host.lower() else ""
        hint = lower or f"; write it as in {EXAMPLE!r}"
        return f"must name one host, in small letters, before the first /{hint}"
    strange = _STRANGE.search(path)
    if strange:
        code = f"%{ord(strange[0]):02X}" if strange[0].isascii() else "%-escapes"
        return f"holds {strange[0]!r}; write {code} or leave it out"
    return ""
