"""Which of many records are not the very same as before."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from operator import is_not
from typing import TypeVar

Key = TypeVar("Key")


def edited_keys(now: Mapping[Key, object], before: Mapping[Key, object]) -> set[Key]:
    """
    Return the keys that came, went, or mean another object than before.

    It is quickest where both have the same keys in the same order.

    Examples
    --------
    >>> oak = object()
    >>> sorted(edited_keys({"ash": oak, "oak": oak}, {"elm": oak, "oak": oak}))
    ['ash', 'elm']
    """
    if list(now) == list(before):
        return set(compress(now, map(is_not, now.values(), before.values())))
    edited = {key for key, thing in now.items() if before.get(key) is not thing}
    return edited | (before.keys() - now.keys())
