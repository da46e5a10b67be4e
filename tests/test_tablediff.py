"""How much of two tables is the same."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from geocontrol.io.tablediff import shared_rows

ROWS = st.lists(st.integers(0, 2), max_size=9)


def table(rows):
    return pa.table({"a": pa.array(rows, pa.int64()), "b": [[r] for r in rows]})


def alike(one, other):
    """Count the items that two lists have in common before the first that differs."""
    pairs = list(zip(one, other, strict=False))
    return next((n for n, (a, b) in enumerate(pairs) if a != b), len(pairs))


@given(ROWS, ROWS, ROWS, ROWS)
def test_rows_are_shared_as_far_as_they_are_the_same(head, old, new, tail):
    """No row more, and none less."""
    one, other = head + old + tail, head + new + tail
    first = alike(one, other)
    last = alike(one[first:][::-1], other[first:][::-1])
    # lists of nothing have no type
    assert (
        not one or not other or shared_rows(table(one), table(other)) == (first, last)
    )


def test_other_columns_have_nothing_in_common():
    """A table with one column more is another table."""
    one = table([1, 2])
    assert shared_rows(one, one.append_column("c", [[1, 2]])) == (0, 0)
    assert shared_rows(one, one) == (2, 0)
