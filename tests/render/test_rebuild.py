"""A site built over another: only what changed is made, and nothing tells it apart."""

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests_paths import site_files

from geocontrol.model import ActorId, Change, Route, Status
from geocontrol.render import sourcelist
from geocontrol.render.atlas import make_atlas
from geocontrol.render.fingerprints import Fingerprints
from geocontrol.render.site import write_site


def build(project, folder, **options):
    paths = write_site(project, project.timeline(), folder, **options)
    return {str(p.relative_to(folder)): p.read_bytes() for p in paths}


def edited(project, event_id, **fields):
    """Return a project with one event told otherwise."""
    events = dict(project.evidence.events)
    events[event_id] = replace(events[event_id], **fields)
    return replace(project, evidence=replace(project.evidence, events=events))


def marked(folder):
    """Give every file a date of long ago, to see which are written."""
    for path in site_files(folder):
        os.utime(path, (0, 0))


def written(folder):
    """Return the pages and shared files that were written since."""
    return {
        path.name.partition(".")[0] if path.parent.name == "assets" else path.name
        for path in site_files(folder)
        if path.stat().st_mtime and path.name != "manifest.json"
    }


@pytest.mark.parametrize("is_shared", [False, True])
def test_nothing_is_written_when_nothing_changed(drawn, tmp_path, is_shared):
    """The second build of the same input writes no file."""
    build(drawn, tmp_path, is_shared=is_shared)
    marked(tmp_path)
    build(drawn, tmp_path, is_shared=is_shared)

    assert written(tmp_path) == set()


def test_an_edit_leaves_the_pages_of_days_before_it_alone(drawn, tmp_path):
    """A page carries the past of its day: an event of the 3rd is in later pages."""
    build(drawn, tmp_path)
    marked(tmp_path)
    build(edited(drawn, "yew", note="Told otherwise"), tmp_path)

    assert written(tmp_path) == {
        "2020-01-03.html",
        "2020-01-04.html",
        "2020-01-05.html",
        "index.html",
    }


def test_pages_that_share_are_rewritten_for_their_own_day_only(drawn, tmp_path):
    """The words of an event of the 3rd are on that day's page, and on place cards."""
    build(drawn, tmp_path, is_shared=True)
    marked(tmp_path)
    build(edited(drawn, "yew", note="Told otherwise"), tmp_path, is_shared=True)

    assert written(tmp_path) == {
        "2020-01-03.html",
        "index",
        "index.html",
        "places-0",
    }


def index_names(folder):
    return {path.name for path in folder.glob("assets/index.*")}


def test_pages_find_the_index_of_their_own_gazetteer(drawn, tmp_path):
    """What is told of places is told by their numbers: another list, another index."""
    build(drawn, tmp_path, is_shared=True)
    first = index_names(tmp_path)
    build(edited(drawn, "yew", note="Told otherwise"), tmp_path, is_shared=True)

    assert index_names(tmp_path) == first

    moved = {"elm": replace(drawn.places["elm"], name="Elmtree")}
    build(replace(drawn, places={**drawn.places, **moved}), tmp_path, is_shared=True)

    assert len(index_names(tmp_path)) == 1
    assert not index_names(tmp_path) & first


EDITS = st.one_of(
    st.fixed_dictionaries({"note": st.sampled_from(["", "A note", "Another"])}),
    st.fixed_dictionaries(
        {"actor": st.sampled_from([ActorId("red"), ActorId("blue")])}
    ),
    st.fixed_dictionaries({"claims": st.just(())}),
    st.integers(-1, 1).map(lambda days: {"move": days}),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    edits=st.lists(
        st.tuples(st.sampled_from(["oak", "yew", "elm", "ash"]), EDITS), max_size=3
    ),
    is_shared=st.booleans(),
)
@example(edits=[("yew", {"claims": ()})], is_shared=True)
@example(edits=[("yew", {"claims": ()})], is_shared=False)
def test_a_site_built_over_another_is_the_site_built_anew(
    drawn, tmp_path_factory, edits, is_shared
):
    """Whatever is edited, what was kept is what would have been made."""
    over = tmp_path_factory.mktemp("over")
    build(drawn, over, is_shared=is_shared)
    project = drawn
    for event_id, edit in edits:
        fields = dict(edit)
        if days := fields.pop("move", 0):
            event = project.evidence.events[event_id]
            step = timedelta(days=days)
            fields = {"earliest": event.earliest + step, "latest": event.latest + step}
        project = edited(project, event_id, **fields)

    rebuilt = build(project, over, is_shared=is_shared)

    assert rebuilt == build(
        project, tmp_path_factory.mktemp("anew"), is_shared=is_shared
    )
    on_disk = {str(path.relative_to(over)) for path in site_files(over)}
    assert on_disk == set(rebuilt)


def test_days_that_are_no_longer_wanted_go(drawn, tmp_path):
    """A shorter build over a longer one leaves no page of the longer one."""
    build(drawn, tmp_path)
    build(drawn, tmp_path, last=drawn.first_day + timedelta(days=1))

    assert sorted(p.name for p in tmp_path.glob("2020*")) == [
        "2020-01-01.html",
        "2020-01-02.html",
    ]


def test_a_page_changed_by_hand_is_made_again(drawn, tmp_path):
    """What is in the folder is believed by its bytes, not by its name."""
    first = build(drawn, tmp_path)
    (tmp_path / "2020-01-02.html").write_text("mine")

    assert build(drawn, tmp_path) == first


@pytest.mark.parametrize(("has_road", "after"), [(False, 0), (True, 1)])
def test_a_page_is_made_of_its_eve_and_of_its_roads_past(drawn, has_road, after):
    """The same states, come about otherwise, are other changes and other cuts."""
    oak = drawn.evidence.events["oak"]
    fourth = oak.earliest + timedelta(days=2)
    taken = replace(
        oak, id="taken", places=("elm",), earliest=fourth, latest=fourth,
        change=Change.CAPTURED, status=Status.HELD, supersedes=(),
    )  # fmt: skip
    events = {**drawn.evidence.events, "taken": taken}
    road = Route(id="road", name="Road", through=("ash", "elm"))
    fought = replace(
        drawn,
        routes=(road,) if has_road else (),
        evidence=replace(drawn.evidence, events=events),
    )
    quiet = edited(fought, "elm", claims=())
    one, other = (
        Fingerprints(make_atlas(project, project.timeline()))
        for project in (fought, quiet)
    )
    day = fourth + timedelta(days=after)

    assert one.states(day) == other.states(day)
    assert one.said(day) == other.said(day)
    assert one.page(day) != other.page(day)


@pytest.mark.parametrize("is_shared", [False, True])
def test_actors_in_another_order_have_no_page_of_the_old_one(
    drawn, tmp_path, is_shared
):
    """Files speak of actors by numbers: an edit that renumbers them spares none."""
    over, anew = tmp_path / "over", tmp_path / "anew"
    long = replace(drawn, last_day=date(2020, 2, 2))
    build(long, over, is_shared=is_shared)
    february = date(2020, 2, 1)
    taken = {"places": ("shire",), "earliest": february, "latest": february}
    turned = edited(long, "ash", **taken, claims=drawn.evidence.events["oak"].claims)
    rebuilt = build(turned, over, is_shared=is_shared)

    orders = [make_atlas(p, p.timeline()).actors for p in (long, turned)]
    assert orders == [["red", "blue"], ["blue", "red"]]
    assert rebuilt == build(turned, anew, is_shared=is_shared)


def retold(project, report_id, **fields):
    """Return a project with one report told otherwise."""
    reports = dict(project.evidence.reports)
    reports[report_id] = replace(reports[report_id], **fields)
    return replace(project, evidence=replace(project.evidence, reports=reports))


def citing(project, **cited):
    """Return a project of which some events cite one report each."""
    for event_id, report_id in cited.items():
        told = project.evidence.events[event_id].claims
        claims = tuple(replace(claim, report=report_id) for claim in told)
        project = edited(project, event_id, claims=claims)
    return project


@pytest.mark.parametrize(
    ("listed", "edit"),
    [
        (400, lambda war: retold(war, "r2", title="Another title")),
        (400, lambda war: retold(war, "r2", agency="Rider")),
        (400, lambda war: retold(war, "r2", archived_url="https://kept.example/")),
        (0, lambda war: retold(war, "r2", agency="Rider")),
        (0, lambda war: citing(war, oak="r1")),
    ],
)
def test_pages_that_share_follow_the_sources_of_the_days_before(
    drawn, tmp_path, monkeypatch, listed, edit
):
    """They list what was cited until their day, or how much it is and whose most."""
    monkeypatch.setattr(sourcelist, "LISTED_SOURCES", listed)
    over, page = tmp_path / "over", "2020-01-05.html"
    first = build(drawn, over, is_shared=True)
    rebuilt = build(edit(drawn), over, is_shared=True)

    assert rebuilt[page] != first[page]
    assert rebuilt == build(edit(drawn), tmp_path / "anew", is_shared=True)


def test_pages_that_share_cite_by_the_numbers_of_now(drawn, tmp_path):
    """Sources that look alike may still change places in the list of all pages."""
    alike = retold(drawn, "r2", title="Alike", issued=drawn.first_day)
    alike = retold(alike, "r3", title="Alike", issued=drawn.first_day)
    over, page = tmp_path / "over", "2020-01-04.html"
    first = build(citing(alike, oak="r2", yew="r3", siege="r3"), over, is_shared=True)
    turned = citing(alike, oak="r3", yew="r2", siege="r3")
    rebuilt = build(turned, over, is_shared=True)

    assert rebuilt[page] != first[page]
    assert rebuilt == build(turned, tmp_path / "anew", is_shared=True)
