"""The hash of a project, worked out anew or after an edit."""

import hashlib
from dataclasses import dataclass, fields

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocontrol.io import datahash
from geocontrol.io.datahash import Hasher, data_hash
from geocontrol.model import Evidence

KEYS = st.sampled_from(["ash", "elm", "oak", "ülme", "yew", "Ash", 'a"b'])
states = st.lists(st.dictionaries(KEYS, st.sampled_from("xyz")), min_size=1, max_size=6)


@dataclass(frozen=True)
class Told:
    """A record of which only its words count."""

    b: str
    a: int = 1


def content(records):
    told = {key: Told(text) for key, text in records.items()}
    evidence = Evidence(actors={}, voices={}, reports=dict(told), events=dict(told))
    return {"titles": [], "routes": [], "places": {}, "id": "w", "evidence": evidence}


def straight(content):
    """The hash of all that is said, put into JSON in one go."""
    evidence = content["evidence"]
    said = {f.name: getattr(evidence, f.name) for f in fields(evidence)}
    ordered = {key: said[key] for key in ("actors", "voices", "reports", "events")}
    whole = orjson.Fragment(
        b"{%b}"
        % b",".join(
            orjson.dumps(key) + b":" + orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
            for key, told in ordered.items()
        )
    )
    told = {**content, "evidence": whole}
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


@pytest.fixture(params=[1, 2, 1000])
def together(request, monkeypatch):
    """Write so many records together."""
    monkeypatch.setattr(datahash, "_TOGETHER", request.param)


@given(states)
def test_the_hash_is_that_of_all_records_in_order(states):
    """Whatever order they came in, and however they are put together."""
    for records in states:
        assert data_hash(content(records)) == straight(content(records))


@pytest.mark.usefixtures("together")
def test_an_edit_gives_the_hash_of_what_is_then_said():
    """Records that come, go and change, at the ends and in between, are all hashed."""

    @given(states)
    def law(states):
        hasher, known = Hasher(), {}
        for records in states:
            now = content(records)
            for kept in ("reports", "events"):  # what was not edited is the very same
                told, before = getattr(now["evidence"], kept), known.get(kept, {})
                for key, record in told.items():
                    if before.get(key) == record:
                        told[key] = before[key]
                known[kept] = told
            assert hasher.hash(now) == straight(now)

    law()
