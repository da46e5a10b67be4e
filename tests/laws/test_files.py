"""Laws of files: a project is what its records say, however they lie in files."""

from dataclasses import replace

import pytest
from drawn_wars import costly, wars
from hypothesis import given
from hypothesis import strategies as st
from tests_paths import tree
from worlds import ACTORS, FILES, MAP_YAML, PLACES, REPORTS, VOICES

from geocontrol.io.check import check
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
        places = [place_fields(p) for p in LOCATED.values()]
        events = [event_fields(e) for e in told]
        _split(folder / "gazetteer/shire/places", "places", places, random)
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
