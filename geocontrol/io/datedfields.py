"""Reading what holds for a time: names, sides and what lies in what, with days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geocontrol.dated import ALWAYS, Dated, Term, first_day
from geocontrol.io.fields import Fields
from geocontrol.model import Name


def read_term(fields: Fields) -> Term:
    """Return the days `from` .. `to`, half open, or note what is wrong with them."""
    bounds = {key: fields.text(key) for key in ("from", "to")}
    for key, bound in bounds.items():
        try:
            if bound:
                first_day(bound)
        except ValueError as error:
            fields.problem(f"{key} {error}", key)
            return ALWAYS
    try:
        return Term(valid_from=bounds["from"], valid_to=bounds["to"])
    except ValueError as error:
        fields.problem(str(error), "to")
        return ALWAYS


def read_names(owner: Fields, *, may_be_short: bool = False) -> tuple[Name, ...]:
    """
    Return the `{text, lang, from, to}` records of `names`.

    Parameters
    ----------
    owner
        The record whose names they are.
    may_be_short
        Whether a dated English name may have a short form.
    """
    names = []
    for fields in owner.records("names"):
        name, term = fields.name(), read_term(fields)
        short = fields.text("short") if may_be_short else ""
        if short and (term.is_open or name.lang != "en"):
            fields.problem(
                "short goes with an English name that has days; otherwise it is a "
                "field of the actor",
                "short",
            )
        fields.finish()
        names.append(replace(name, short=short, term=term))
    return tuple(names)


def read_dated(
    owner: Fields, key: str, inner: str, *, required: bool = False
) -> tuple[str, tuple[Dated[str], ...]]:
    """
    Return an id that always holds, and those that hold for a time.

    Parameters
    ----------
    owner
        The record.
    key
        The field: one id, or a list of ids with their days. No day may have two.
    inner
        What the id is called in the list.
    required
        Whether there must be one.
    """
    if not owner.is_list(key):
        return owner.slug(key, required=required), ()
    always = ""
    dated: list[Dated[str]] = []
    for fields in owner.records(key, required=True):
        value, term = fields.slug(inner, required=True), read_term(fields)
        fields.finish()
        if not value:
            continue
        if not term.is_open:
            _check_meeting(fields, inner, dated, term)
            dated.append(Dated(value=value, term=term))
        elif always and "from" not in fields and "to" not in fields:
            fields.problem(f"a second {inner} without days; give from or to", inner)
        else:
            always = value
    return always, tuple(dated)


def _check_meeting(
    fields: Fields, inner: str, others: Iterable[Dated[str]], term: Term
) -> None:
    """Note a day that has two values."""
    for other in others:
        if other.term.meets(term):
            fields.problem(
                f"a second {inner} for {max(other.term.start, term.start)}; end one "
                "where the other begins",
                inner,
            )
            return
