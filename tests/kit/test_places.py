"""Frames of a day and of all spans say what the rows of `state` and `history` say."""

import pandas as pd
import pytest
from worlds import PLACES, evidence, on

from geocontrol.project import Project
from geocontrol.tables import history_rows, state_rows
from geocontrol.territory.places import (
    PLACE_COLUMNS,
    SPAN_COLUMNS,
    day_frame,
    span_frame,
)
from geocontrol.timeline import Timeline


@pytest.fixture
def timeline(folder):
    return Project.open(folder).timeline()


def test_a_day_has_the_declared_columns_and_types(timeline):
    """Whatever the data, and even without any, a column is of one type."""
    frame = day_frame(timeline, on(3))

    for each in (frame, day_frame(Timeline({}, evidence()), on(3))):
        assert dict(each.dtypes.astype(str).drop("geometry")) == PLACE_COLUMNS
        assert each.crs.to_epsg() == 4326


def test_spans_have_the_declared_columns_and_types(timeline):
    """Spans are the same columns, with their first and last day."""
    for each in (span_frame(timeline), span_frame(Timeline({}, evidence()))):
        assert dict(each.dtypes.astype(str).drop("geometry")) == SPAN_COLUMNS


def test_a_day_says_what_state_says(timeline):
    """A row of the frame is a row of `state`, lists joined and claims counted."""
    frame = day_frame(timeline, on(4))

    for (_, row), told in zip(
        frame.iterrows(), state_rows(timeline, on(4)), strict=True
    ):
        assert row["place_id"] == told["place_id"]
        assert row["claimed_by"].split() == told["claimed_by"]
        assert row["claims"] == len(told["claims"])
        assert (None if pd.isna(row["actor_id"]) else row["actor_id"]) == told[
            "actor_id"
        ]


def test_an_unlocated_place_has_no_point(timeline):
    """The realm, the shire and the keep are names without a spot."""
    frame = day_frame(timeline, on(4)).set_index("place_id")

    assert set(frame.index[frame.geometry.isna()]) == {"realm", "shire", "keep"}
    assert frame.geometry["ash"].coords[0] == (36.5, 35.5)


def test_spans_say_what_history_says(timeline):
    """Each place has its spans, half open, in order; the last one lasts."""
    frame = span_frame(timeline)

    ash = frame[frame["place_id"] == "ash"]
    told = history_rows(timeline, "ash")
    assert ash["valid_from"].dt.strftime("%Y-%m-%d").tolist() == [
        span["valid_from"] for span in told
    ]
    assert ash["actor_id"].tolist() == ["blue", "red"]
    assert ash["valid_to"].isna().tolist() == [False, True]


def test_a_span_of_a_day_is_the_state_of_the_day(timeline):
    """Those spans that hold a day are what `state` says of it, day by day."""
    spans = span_frame(timeline)

    for number in range(1, 7):
        day = pd.Timestamp(on(number))
        now = spans[
            (spans["valid_from"] <= day)
            & (spans["valid_to"].isna() | (day < spans["valid_to"]))
        ].set_index("place_id")
        told = day_frame(timeline, on(number)).set_index("place_id")
        told = told[told["basis"].notna()]
        assert sorted(now.index) == sorted(told.index)
        for column in ("status", "actor_id", "contested_by", "claimed_by", "event_id"):
            assert now[column].to_dict() == told[column].to_dict()


def test_a_span_says_from_when_it_is_stale(timeline):
    """On the first stale day of a span `state` calls it stale, the day before not."""
    last = span_frame(timeline).groupby("place_id").last()
    stale_from = last.loc["ash", "stale_from"].date()

    before = day_frame(timeline, (stale_from - pd.Timedelta(days=1)))
    after = day_frame(timeline, stale_from)
    assert not before.set_index("place_id").loc["ash", "stale"]
    assert after.set_index("place_id").loc["ash", "stale"]


def test_a_timeline_without_events_gives_empty_spans():
    """Nothing said, nothing to tell, but the columns stand."""
    frame = span_frame(Timeline(PLACES, evidence()))

    assert len(frame) == 0
    assert list(frame.columns) == [*SPAN_COLUMNS, "geometry"]
