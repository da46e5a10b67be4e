"""Which records are not the very same as before."""

from hypothesis import given
from hypothesis import strategies as st

from geocontrol.edited import edited_keys

THINGS = [object(), object(), object()]
some = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(THINGS))


@given(some, some)
def test_what_is_edited_is_told_by_key(now, before):
    """Whatever the order: what came, what went, and what is another thing."""
    everything = now.keys() | before.keys()

    assert edited_keys(now, before) == {
        key for key in everything if now.get(key) is not before.get(key)
    }


@given(some, st.sets(st.sampled_from("abcdef")))
def test_what_is_edited_in_place_is_told_by_key(before, keys):
    """Keys in the same order, as after an edit of a few records."""
    now = {key: object() if key in keys else thing for key, thing in before.items()}

    assert edited_keys(now, before) == keys & before.keys()
