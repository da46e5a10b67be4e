"""A map that is built again and again: what is kept never shows on its pages."""

import pytest
from edits import ALL_EDITS, EVENTS, REPORTS, edited, noted, put, rows_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests_paths import site_files
from worlds import write_project

from geocontrol.errors import DataError
from geocontrol.project import Project
from geocontrol.render import workshop as workshops
from geocontrol.render.site import write_site
from geocontrol.render.workshop import Workshop

MAP = "maps/war.yaml"
EDITS = st.tuples(
    st.sampled_from([EVENTS, EVENTS, REPORTS]),
    st.sampled_from(ALL_EDITS),
    st.integers(0, 8),
)


def content(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in site_files(folder)}


def built_anew(folder, out, **options):
    """Write the site as a build of its own does, if the project is sound."""
    try:
        project = Project.open(folder / MAP)
    except DataError:
        return None
    write_site(project, project.timeline(), out, **options)
    return content(out)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    edits=st.lists(EDITS, min_size=1, max_size=5),
    is_shared=st.booleans(),
    as_table=st.booleans(),
    method=st.sampled_from(["kriging", "nearest", "none"]),
)
def test_a_site_that_is_kept_right_is_the_site_built_anew(
    edits, is_shared, as_table, method, tmp_path_factory
):
    """Whatever is edited; while the data are wrong the last good site stays."""
    folder = tmp_path_factory.mktemp("war")
    write_project(folder)
    path = folder / MAP
    path.write_text(f"{path.read_text()}areas: {{method: {method}}}\n")
    lists = {
        EVENTS: rows_of(folder / f"{EVENTS}.yaml", "events"),
        REPORTS: rows_of(folder / f"{REPORTS}.yaml", "reports"),
    }
    workshop = Workshop(path, folder / "out", is_shared=is_shared)
    workshop.build()
    last = content(folder / "out")
    for number, (name, edit, at) in enumerate(edits):
        lists[name] = edited(lists[name], edit, at)
        put(folder, name, lists[name], as_table=as_table)
        anew = built_anew(folder, folder / f"anew-{number}", is_shared=is_shared)
        if anew is None:
            with pytest.raises(DataError):
                workshop.build()
        else:
            workshop.build()
            last = anew

        assert content(folder / "out") == last


@pytest.mark.parametrize(
    ("file", "was", "now"),
    [
        ("gazetteer/shire/places/shire.yaml", "name: Elm", "name: Elmtree"),
        ("gazetteer/shire/places/shire.yaml", "lon: 37.5", "lon: 37.4"),
        ("seeds/war/actors.yaml", "#b3282d", "#b3482d"),
        ("seeds/war/voices.yaml", "reliability: B", "reliability: A"),
        (MAP, "title: The Shire War", "title: The Other War"),
        (MAP, "last_day: 2020-01-06", "last_day: 2020-01-08"),
        (MAP, "extent:", "policy: {stale_after_days: 2}\nextent:"),
    ],
)
def test_other_files_are_followed_too(folder, file, was, now):
    """Places, actors, voices and the map itself: all pages are those built anew."""
    workshop = Workshop(folder / MAP, folder / "out", is_shared=True)
    workshop.build()
    path = folder / file
    text = path.read_text()
    assert was in text
    path.write_text(text.replace(was, now, 1))
    before = content(folder / "out")
    workshop.build()

    assert content(folder / "out") == built_anew(folder, folder / "b", is_shared=True)
    assert content(folder / "out") != before


def test_an_edit_is_not_weighed_anew_in_full(folder, monkeypatch):
    """What was derived before is handed on."""
    befores = []
    timeline = Project.timeline

    def spied(project, **asked):
        befores.append(asked["before"])
        return timeline(project, **asked)

    monkeypatch.setattr(workshops.Project, "timeline", spied)
    workshop = Workshop(folder / MAP, folder / "out")
    workshop.build()
    rows = rows_of(folder / f"{EVENTS}.yaml", "events")
    put(folder, EVENTS, edited(rows, noted, 1), as_table=False)
    workshop.build()

    assert befores[0] is None
    assert befores[1] is not None
