"""A state in a few words, for tables on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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
