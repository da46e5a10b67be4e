"""Laws of files: a project is what its records say, however they lie in files."""

from dataclasses import replace

import pytest
from drawn_wars import costly, days, perspectives, places, wars
from hypothesis import given
from hypothesis import strategies as st
from tests_paths import tree
from worlds import ACTORS, FILES, MAP_YAML, PLACES, REPORTS, VOICES, on

from geocontrol.io import parquetwrite
from geocontrol.io.check import check
from geocontrol.io.parquetwrite import write_table
from geocontrol.io.save import (
    actor_fields,
    event_fields,
    place_fields,
    report_fields,
    voice_fields,
)
from geocontrol.io.yamlwrite import format_file
from geocontrol.model import Precision
from geocontrol.project import Project
from geocontrol.render.site import write_site
from geocontrol.stream import DayStates, history_of, open_stream
from geocontrol.tables import history_rows, state_rows

GIVEN = {"geo_precision": Precision.EXACT, "geo_source": "pencil"}
LOCATED = {
    place_id: place if place.lon is None else replace(place, **GIVEN)
    for place_id, place in PLACES.items()
}
SINGLE = {
    "actors": [actor_fields(a) for a in ACTORS.values()],
    "voices": [voice_fields(v) for v in VOICES.values()],
    "reports": [report_fields(r) for r in REPORTS.values()],
}
"""Lists that have one file each, as the fields of their records."""


@pytest.fixture
def save(tmp_path_factory):
    """Save a war as a project folder, its records and files in a random order."""

    def write(told, random):
        folder = tmp_path_factory.mktemp("war")
        for name in FILES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if name.endswith(".geojson"):
                (folder / name).write_text(FILES[name], encoding="utf-8")
        (folder / "maps/war.yaml").write_text(MAP_YAML, encoding="utf-8")
        for key, records in SINGLE.items():
            text = format_file(key, random.sample(records, len(records)))
            (folder / f"seeds/war/{key}.yaml").write_text(text, encoding="utf-8")
        entries = [place_fields(p) for p in LOCATED.values()]
        events = [event_fields(e) for e in told]
        _split(folder / "gazetteer/shire/places", "places", entries, random)
        _split(folder / "seeds/war/events", "events", events, random)
        return folder

    return write


def _split(folder, key, records, random):
    """Deal records out to a few files with names in no order."""
    piles = [[] for _ in range(random.randint(1, 3))]
    for record in random.sample(records, len(records)):
        random.choice(piles).append(record)
    for name, pile in zip(random.sample("abcxyz", len(piles)), piles, strict=True):
        text = format_file(key, pile)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def save_tables(save, monkeypatch):
    """Save a war with its events in tables of two rows a group, in a random order."""
    monkeypatch.setattr(parquetwrite, "BATCH_ROWS", 2)

    def write(told, random):
        folder = save(told, random)
        events = folder / "seeds/war/events"
        for path in events.glob("*.yaml"):
            path.unlink()
        pile = random.sample(told, len(told))
        if random.random() < 0.5:
            pile.sort(key=lambda event: event.earliest)
        half = random.randint(0, len(pile))
        for name, some in (("a", pile[:half]), ("b", pile[half:])):
            write_table(events / f"{name}.parquet", "events", map(event_fields, some))
        return folder

    return write


@costly(4)
@given(wars(), st.randoms(use_true_random=False))
def test_tables_are_read_as_text_is(save, save_tables, told, random):
    """A war in tables is the war in text: records, hash and timeline."""
    text, table = (Project.open(f(told, random)) for f in (save, save_tables))
    one, other = text.timeline(), table.timeline()

    assert table == text
    assert all(one.row(place_id) == other.row(place_id) for place_id in PLACES)


@costly(4)
@given(wars(), st.randoms(use_true_random=False), days, perspectives)
def test_a_streamed_day_is_that_of_the_timeline(save_tables, told, random, n, side):
    """Folding events that are let go gives each place its state, and what is behind."""
    folder = save_tables(told, random)
    project, source = Project.open(folder), open_stream(folder / "maps/war.yaml")
    for known_on in (None, on(n)):
        whole = project.timeline(known_on=known_on, perspective=side)
        for day in (on(n), on(n + 7)):
            folded = DayStates(source, day, known_on=known_on, perspective=side)

            assert state_rows(folded, day) == state_rows(whole, day)


@costly(4)
@given(wars(), st.randoms(use_true_random=False), places, perspectives)
def test_a_streamed_history_is_that_of_the_timeline(
    save_tables, told, random, place_id, side
):
    """The events of a place, and of what it lies in, are all that its history needs."""
    folder = save_tables(told, random)
    whole = Project.open(folder).timeline(perspective=side)
    source = open_stream(folder / "maps/war.yaml")
    streamed = history_of(source, place_id, perspective=side)

    assert streamed.row(place_id) == whole.row(place_id)
    assert history_rows(streamed, place_id) == history_rows(whole, place_id)


@costly(4)
@given(wars(), st.randoms(use_true_random=False))
def test_a_saved_war_is_read_as_it_was(save, told, random):
    """Whatever a file may hold is read back, without a problem, in every field."""
    folder = save(told, random)
    project = Project.open(folder)

    assert check(folder) == []
    assert project.evidence.events == {e.id: e for e in told}
    assert project.evidence.voices == VOICES
    assert {p.id: p for p in project.places.values()} == LOCATED


@costly(4)
@given(wars(), st.randoms(use_true_random=False))
def test_records_may_lie_in_any_files_in_any_order(save, told, random):
    """Two folders with the same records are one project, with one hash."""
    one, other = (Project.open(save(told, random)) for _ in range(2))

    assert one == other
    assert list(one.places) == list(other.places)


@costly(50)
@given(wars(), st.randoms(use_true_random=False))
def test_a_site_is_the_same_from_any_files_and_any_number_of_jobs(
    save, tmp_path_factory, told, random
):
    """Pages, explorer and manifest have the same bytes, made by one or by two."""
    sites = []
    for jobs in (1, 2):
        project = Project.open(save(told, random))
        out = tmp_path_factory.mktemp("site")
        write_site(project, project.timeline(), out, jobs=jobs)
        sites.append(tree(out))

    assert sites[0] == sites[1]
