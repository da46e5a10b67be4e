"""What pages are told, in spans of days that many of them share."""

import base64
import bz2
import json
from datetime import date
from itertools import product

import pytest
from columns import in_rows, rows_of
from hypothesis import given
from hypothesis import strategies as st

from geocontrol.render import told as told_module
from geocontrol.render.assets import static_text
from geocontrol.render.atlas import make_atlas
from geocontrol.render.columns import table_of
from geocontrol.render.site import write_site
from geocontrol.render.told import Told

DAYS = [date(2020, 1, number) for number in range(1, 6)]
READER = static_text("pageworld.js")
WORLD = """() => {
  const { world } = window.geocontrol.page;
  return JSON.stringify([
    world.controls, world.spans, world.steps, world.events, world.voices, world.reports,
  ]);
}"""


def tell_in_spans(monkeypatch, size):
    """Let even a small map tell its days in spans, of so many days each."""
    monkeypatch.setattr(told_module, "LITTLE", 0)
    monkeypatch.setattr(told_module, "TOGETHER", size)


def lists(part):
    """Return what a part of the data of a page tells, packed or not."""
    value = json.loads(part)
    if isinstance(value, str):
        value = json.loads(bz2.decompress(base64.b64decode(value)))
    return value


def joined(parts):
    blocks = [in_rows(block) for part in parts for block in lists(part)]
    return {key: [row for b in blocks for row in b[key]] for key in blocks[0]}


@pytest.mark.parametrize("size", [1, 2, 3])
def test_spans_tell_what_one_piece_tells(drawn, size, monkeypatch):
    """Joined, the spans of each day are what a page without spans is told."""
    atlas = make_atlas(drawn, drawn.timeline())
    whole = [joined(Told(atlas, DAYS).blocks(day)) for day in DAYS]
    tell_in_spans(monkeypatch, size)
    told = Told(atlas, DAYS)
    packed = set()
    for number, day in enumerate(DAYS):
        parts = told.blocks(day)
        spans = [part for part in parts if part.startswith(b'"')]
        packed.update(spans)

        assert joined(parts) == whole[number]
        assert len(spans) == 1 + number // size
    assert len(packed) == 1 + (len(DAYS) - 1) // size  # each once, for all days


@pytest.mark.browser
def test_a_page_reads_spans_as_it_reads_one_piece(
    drawn, site, tmp_path, open_page, monkeypatch
):
    """What a page knows is the same, however its days were packed."""
    tell_in_spans(monkeypatch, 3)
    write_site(drawn, drawn.timeline(), tmp_path, with_explorer=False)
    for day in DAYS[2:]:
        name = f"{day}.html"
        found = open_page(tmp_path / name).evaluate(WORLD)

        assert found == open_page(site / name).evaluate(WORLD)


VALUES = [7, "held", []]
TEXTS = ["held", "lost", "", "won"]
columns = st.integers(0, 9).flatmap(
    lambda height: st.lists(
        st.sampled_from([VALUES, TEXTS]).flatmap(
            lambda cells: st.lists(
                st.sampled_from(cells), min_size=height, max_size=height
            )
        ),
        min_size=1,
        max_size=4,
    )
)


@given(columns)
def test_columns_tell_the_rows(given):
    """Nothing is lost, and no column tells more than its rows."""
    table = table_of(*given)

    assert rows_of(table) == [list(row) for row in zip(*given, strict=True)]
    for column in table[1:]:
        texts = column["of"] if isinstance(column, dict) else column
        assert len(texts) <= len(given[0])


@pytest.mark.browser
def test_a_page_reads_the_rows_that_columns_tell(site, open_page):
    """Values that several rows have are those of each row."""
    several = [
        [[value, *rest] for value in column]
        for values in (VALUES, TEXTS)
        for height in range(6)
        for column in product(values, repeat=height)
        for rest in ([], [[3, [4]]])
    ]
    page = open_page(site / f"{DAYS[0]}.html")
    tables = [table_of(*zip(*rows, strict=True)) if rows else [] for rows in several]

    found = page.evaluate(f"(all) => {{{READER}\nreturn all.map(rowsOf)}}", tables)
    assert found == several
