"""What pages are told, in spans of days that many of them share."""

import base64
import bz2
import json
from datetime import date
from itertools import chain, product

import pytest
from columns import in_rows, rows_of, told
from hypothesis import given
from hypothesis import strategies as st

from geocontrol.render import told as told_module
from geocontrol.render.assets import static_text
from geocontrol.render.atlas import make_atlas
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
        spans = [part for part in parts if part.startswith('"')]
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


cells = st.sampled_from([0, 7, "held", [], [3, [4]]])
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=9)
)


@given(tables)
def test_columns_tell_the_rows(rows):
    """Nothing is lost, and no column takes more room than its rows."""
    table = told(rows)

    assert rows_of(table) == rows
    assert all(len(column) <= len(rows) for column in table[1:])


@pytest.mark.browser
def test_a_page_reads_the_rows_that_columns_tell(site, open_page):
    """Values that run through several rows are those of each row."""
    several = [
        [[value, *rest] for value in column]
        for column in chain.from_iterable(
            product([7, "held", []], repeat=height) for height in range(6)
        )
        for rest in ([], [[3, [4]]])
    ]
    page = open_page(site / f"{DAYS[0]}.html")
    tables = [told(rows) for rows in several]

    found = page.evaluate(f"(all) => {{{READER}\nreturn all.map(rowsOf)}}", tables)
    assert found == several
