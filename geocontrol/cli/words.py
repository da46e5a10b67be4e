"""A state in a few words, for tables on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geocontrol.dated import Term

NO_RANGE = "no range where nobody holds the land, nor where it is the nearest place's"


def has_range(values: Mapping[str, Any], method: str) -> bool:
    """
    Tell whether the ends of a range mean anything: only holders' land has chances.

    Examples
    --------
    >>> [has_range({"status": s}, "kriging") for s in ("held", "unknown")]
    [True, False]
    """
    return values["status"] != "unknown" and method == "kriging"


def status_in_words(values: Mapping[str, Any]) -> str:
    """
    Say who holds a place, and who else says so.

    Examples
    --------
    >>> status_in_words({"status": "held", "actor_id": "sdf", "contested_by": [],
    ...                  "claimed_by": ["sna"], "besieged_by": []})
    'held by sdf, claimed by sna'
    """
    if values["status"] == "held":
        said = f"held by {values['actor_id']}"
    elif values["status"] == "contested":
        said = f"contested by {' and '.join(values['contested_by'])}"
    else:
        said = "unknown"
    for key, word in (("claimed_by", "claimed"), ("besieged_by", "besieged")):
        if values[key]:
            said += f", {word} by {' and '.join(values[key])}"
    return said


def since_in_words(values: Mapping[str, Any]) -> str:
    """
    Say since when, and whether that day is sure.

    Examples
    --------
    >>> since_in_words({"since": "2024-11-30", "since_is_exact": False})
    'by 2024-11-30'
    """
    if values["since"] is None:
        return ""
    return values["since"] if values["since_is_exact"] else f"by {values['since']}"


def term_in_words(term: Term) -> str:
    """
    Say when a name was the name, as exactly as its source.

    Examples
    --------
    >>> term_in_words(Term(valid_to="1930-03-28")), term_in_words(Term())
    (' (until 1930-03-28)', '')
    """
    if term.is_open:
        return ""
    if not term.valid_from:
        return f" (until {term.valid_to})"
    if not term.valid_to:
        return f" (from {term.valid_from})"
    return f" ({term.valid_from} to {term.valid_to})"
