"""Actors, voices and reports: the fields of a record to a record."""

from __future__ import annotations

import re

from geocontrol.io.datedfields import read_dated, read_names
from geocontrol.io.dictionary import COLOR_PATTERN, GRADES, SHA256_PATTERN
from geocontrol.io.fields import Fields
from geocontrol.io.records import Register, check_reference
from geocontrol.model import Actor, ActorId, Report, ReportId, Role, Voice, VoiceId

_COLOR = re.compile(COLOR_PATTERN)
_SHA256 = re.compile(SHA256_PATTERN)
_HTTPS = re.compile(r"https://[^\s<>\"']+")


def parse_actor(fields: Fields) -> Actor:
    """Return the actor of a record, with its faults noted."""
    name = fields.text("name", required=True)
    color = fields.text("color")
    if color and not _COLOR.fullmatch(color):
        fields.problem(f"color {color!r} must look like '#c8102e'", "color")
        color = ""
    side, side_dated = read_dated(fields, "side", "side")
    return Actor(
        id=ActorId(fields.record_id),
        name=name,
        names=read_names(fields, may_be_short=True),
        short=fields.text("short") or name,
        side=side or fields.record_id,
        side_dated=side_dated,
        color=color,
        note=fields.text("note"),
    )


def parse_voice(actors: Register[Actor], fields: Fields) -> Voice | None:
    """Return the voice of a record, or `None` with its faults noted."""
    name = fields.text("name", required=True)
    role = fields.word("role", Role, required=True)
    reliability = fields.text("reliability", required=True)
    speaks_for = fields.slug("speaks_for")
    note = fields.text("note")
    if reliability and reliability not in GRADES:
        fields.problem(
            f"reliability {reliability!r} must be one letter from A to F", "reliability"
        )
        return None
    if speaks_for:
        check_reference(fields, "speaks_for", speaks_for, actors, "actor")
    if role is None or not reliability:
        return None
    return Voice(
        id=VoiceId(fields.record_id),
        name=name,
        role=role,
        reliability=reliability,
        speaks_for=ActorId(speaks_for) if speaks_for else None,
        note=note,
    )


def parse_report(fields: Fields) -> Report | None:
    """Return the report of a record, or `None` with its faults noted."""
    title = fields.text("title", required=True)
    publisher = fields.text("publisher", required=True)
    issued = fields.day("issued", required=True)
    addresses = {key: fields.text(key) for key in ("url", "archived_url")}
    for key, address in addresses.items():
        if address and not is_https(address):
            fields.problem(f"{key} {address!r} must be an https address", key)
            addresses[key] = ""
    sha256 = fields.text("sha256")
    if sha256 and not is_sha256(sha256):
        fields.problem(
            "sha256 must be 64 hexadecimal digits in small letters", "sha256"
        )
    agency, note = fields.text("agency"), fields.text("note")
    lang = fields.lang() or "en"
    if issued is None:
        return None
    return Report(
        id=ReportId(fields.record_id),
        title=title,
        publisher=publisher,
        agency=agency,
        issued=issued,
        url=addresses["url"],
        archived_url=addresses["archived_url"],
        sha256=sha256,
        lang=lang,
        note=note,
    )


def is_https(address: str) -> bool:
    """Tell whether a page may link to an address."""
    return _HTTPS.fullmatch(address) is not None


def is_sha256(text: str) -> bool:
    """Tell whether a text is a SHA-256 in small hexadecimal digits."""
    return _SHA256.fullmatch(text) is not None
