"""A built site: its files, and that they depend on nothing but the input."""

import hashlib
import json
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import folium
import pytest
from jinja2 import meta, nodes
from tests_paths import site_files

from geocontrol.errors import UsageError
from geocontrol.model import Change
from geocontrol.project import Project
from geocontrol.render import (
    assets,
    changed,
    changes,
    dayslist,
    dayview,
    placetable,
    siteplan,
    sourcelist,
    workers,
)
from geocontrol.render.atlas import make_atlas
from geocontrol.render.daymap import day_map
from geocontrol.render.door import _environment
from geocontrol.render.legend import day_legend
from geocontrol.render.site import write_site
from geocontrol.render.wording import Wording
from geocontrol.render.workers import Processes

ROOT = Path(__file__).parents[2]


def shuffled(project):
    """The same project with all its records in another order."""

    def turn(mapping):
        return dict(reversed(mapping.items()))

    evidence = project.evidence
    return replace(
        project,
        places=turn(project.places),
        evidence=replace(
            evidence,
            actors=turn(evidence.actors),
            voices=turn(evidence.voices),
            reports=turn(evidence.reports),
            events=turn(evidence.events),
        ),
    )


def test_the_same_input_gives_the_same_bytes(drawn, site, tmp_path):
    """A second build, from records in another order, is the same to the byte."""
    other = shuffled(drawn)
    paths = write_site(other, other.timeline(), tmp_path)

    assert [
        p.name for p in paths if p.read_bytes() != (site / p.name).read_bytes()
    ] == []


def test_there_is_a_page_for_each_day(site):
    """Five days make five pages, a list, the explorer and a manifest."""
    days = [f"2020-01-0{n}.html" for n in range(1, 6)]

    assert [p.name for p in site_files(site)] == [
        *days,
        "days.html",
        "index.html",
        "manifest.json",
    ]


def test_the_manifest_names_each_file_with_its_hash(site):
    """What the manifest says of a file is what the file is."""
    manifest = json.loads((site / "manifest.json").read_text())
    found = {
        entry["name"]: hashlib.sha256((site / entry["name"]).read_bytes()).hexdigest()
        for entry in manifest["files"]
    }

    assert found == {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    assert manifest["policy"]["stale_after_days"] == 2


def test_a_build_that_fails_leaves_the_old_site(drawn, tmp_path):
    """Nothing is in its place until everything is made."""

    def stop(done, total):
        raise RuntimeError((done, total))

    with pytest.raises(RuntimeError, match=r"1, 7"):
        write_site(drawn, drawn.timeline(), tmp_path, progress=stop)

    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".")] == []


def test_days_in_the_wrong_order_are_refused(drawn, tmp_path):
    """The last day cannot be before the first."""
    with pytest.raises(UsageError, match="2020-01-01"):
        write_site(
            drawn,
            drawn.timeline(),
            tmp_path,
            first=date(2020, 1, 2),
            last=date(2020, 1, 1),
        )


def test_a_page_asks_nobody_for_anything(site):
    """No page loads a script, a style or an image."""
    page = (site / "2020-01-03.html").read_text()

    assert re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=", page) == []
    assert "default-src 'none'" in page


def test_folium_itself_is_left_as_it_was(drawn):
    """Making a map of ours changes no other map."""
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    day_map(drawn, date(2020, 1, 2)).get_root().render()

    assert (folium.Map.default_js, folium.Map.default_css) == before


def test_a_notebook_map_takes_folium_layers(drawn):
    """A user adds a folium layer, and the page gets what the layer needs."""
    plain_map = day_map(drawn, date(2020, 1, 2))
    with_layer = day_map(drawn, date(2020, 1, 2))
    folium.CircleMarker([35, 37], popup="here").add_to(with_layer)

    assert isinstance(plain_map, folium.Map)
    assert "https://code.jquery.com" not in plain_map.get_root().render()
    assert "https://code.jquery.com" in with_layer.get_root().render()
    assert "iframe" in plain_map._repr_html_()


def test_a_notebook_map_never_runs_data(draw):
    """Folium would print 49 for `{{7*7}}`; our block keeps it as it is."""
    page = day_map(draw(lambda _: "{{7*7}}<b>"), date(2020, 1, 3)).get_root().render()

    assert "49<b>" not in page
    assert "\\u007b\\u007b7*7\\u007d\\u007d\\u003cb\\u003e" in page


def test_another_leaflet_is_refused(monkeypatch):
    """A script with another hash than Leaflet's never gets into a page."""
    monkeypatch.setattr(assets, "LEAFLET_JS_SHA256", "0" * 64)
    assets.leaflet_js.cache_clear()

    with pytest.raises(assets.AssetError, match=r"1\.9\.4"):
        assets.leaflet_js()


@pytest.mark.parametrize(
    ("template", "view"),
    [
        ("top.html.jinja", dayview.TopView),
        ("rest.html.jinja", dayview.RestView),
        ("days.html.jinja", dayslist.DaysView),
    ],
)
def test_templates_use_what_they_are_given(template, view):
    """The names in a template are the fields of its context."""
    environment = _environment()
    source = environment.loader.get_source(environment, template)[0]
    used = meta.find_undeclared_variables(environment.parse(source))

    assert used <= set(view.__dataclass_fields__)


@pytest.mark.parametrize(
    ("part", "view"),
    [
        ("row", placetable.TableRow),
        ("dayrow", dayslist.DayRow),
        ("tick", dayview.Tick),
        ("summary", changes.Summary),
        ("speaker", changes.Speaker),
        ("issue", changes.Issue),
        ("origin", sourcelist.Origin),
    ],
)
def test_parts_use_all_that_they_are_given(part, view):
    """The names in a part are the fields of its context, each of them."""
    environment = _environment()
    source = environment.loader.get_source(environment, "parts.html.jinja")[0]
    macros = environment.parse(source).find_all(nodes.Macro)
    macro = next(macro for macro in macros if macro.name == part)
    given = {argument.name for argument in macro.args}
    body = nodes.Template(macro.body).set_environment(environment)

    assert given == set(view.__dataclass_fields__)
    assert meta.find_undeclared_variables(body) == given


def listed(drawn, number):
    atlas = make_atlas(drawn, drawn.timeline())
    wording = Wording("en", drawn.evidence.actors)
    numbers = {report: n for n, report in enumerate(drawn.evidence.reports)}
    return changes.day_changes(atlas, wording, date(2020, 1, number), numbers)


def test_a_claim_is_listed_as_a_claim(drawn):
    """Yew, which blue alone says it took, is listed with that verdict."""
    lines = {line.places[0].id: line for line in listed(drawn, 3).lines}

    assert lines["yew"].summary.verdict == "claimed"
    assert lines["yew"].summary.what == "taken by Blue from Red"
    assert lines["elm"].summary.verdict == "assessed"


def test_a_rejected_claim_is_listed_apart(drawn):
    """Ash, which did not fall, is among what was also said."""
    day = listed(drawn, 4)

    assert [line.places[0].id for line in day.lines] == ["oak"]
    assert [line.summary.verdict for line in day.also] == ["rejected"]


@pytest.mark.parametrize("path", ["maps/syria-2024.yaml", None])
def test_a_page_lists_the_places_that_a_map_shows_otherwise(drawn, path):
    """The pages' quick count is what comparing each day with its eve gives."""
    project = Project.open(ROOT / path) if path else drawn
    timeline = project.timeline()
    atlas = make_atlas(project, timeline)

    assert changed.changed_places(atlas, project.first_day) == []
    for day in project.days[1:]:
        assert {place.id for place in changed.changed_places(atlas, day)} == {
            change.place_id
            for change in timeline.changes(day)
            if change.is_visible and change.place_id in atlas.place_numbers
        }


def test_the_first_day_has_no_changes(drawn):
    """On the first day everything is new, and nothing has changed."""
    assert listed(drawn, 1).place_count == 0


def test_the_legend_explains_only_what_occurs(drawn):
    """A siege is explained on the day there is one, and not before."""
    atlas = make_atlas(drawn, drawn.timeline())
    wording = Wording("en", drawn.evidence.actors)

    def keys(number):
        legend = day_legend(atlas, wording, date(2020, 1, number), has_changes=False)
        return {row.key for row in legend.keys}

    assert "besieged" not in keys(3)
    assert {"besieged", "claimed", "contested", "assumed", "base"} <= keys(4)


def test_the_legend_counts_places_most_first(drawn):
    """On 4 January red holds four places, and blue oak with its keep."""
    atlas = make_atlas(drawn, drawn.timeline())
    wording = Wording("en", drawn.evidence.actors)
    legend = day_legend(atlas, wording, date(2020, 1, 4), has_changes=True)

    assert [(row.name, row.count) for row in legend.holders] == [
        ("Red", 4),
        ("Blue", 2),
    ]
    assert legend.contested_count == 1


def test_a_place_left_to_somebody_names_both(drawn):
    """Who left a place and who got it are both told."""
    wording = Wording("en", drawn.evidence.actors)
    left = replace(drawn.evidence.events["oak"], change=Change.WITHDREW)

    assert wording.event(left) == "left by Red to Blue"
    assert wording.event(replace(left, actor=None)) == "left by Red"


def process(_):
    return os.getpid()


def test_a_process_is_started_for_many_tasks_only():
    """Of a few files the one who asks has made all before another has started."""
    assert set(Processes(4).each(process, range(15))) == {os.getpid()}
    assert os.getpid() not in set(Processes(4).each(process, range(16)))
    assert os.getpid() in set(Processes(1).each(process, range(99)))


def test_any_number_of_processes_writes_the_same_bytes(
    drawn, site, tmp_path, monkeypatch
):
    """Two processes side by side make the site that one makes."""
    monkeypatch.setattr(workers, "_LEAST", 1)
    write_site(drawn, drawn.timeline(), tmp_path, jobs=2)

    for path in site_files(tmp_path):
        assert path.read_bytes() == (site / path.name).read_bytes(), path.name


def test_a_map_too_large_for_the_explorer_opens_with_its_days(
    drawn, tmp_path, monkeypatch
):
    """One file cannot hold everything: the list of days takes its place."""
    monkeypatch.setattr(siteplan, "MOST_IN_EXPLORER", len(drawn.evidence.events) - 1)
    write_site(drawn, drawn.timeline(), tmp_path)

    assert (tmp_path / "index.html").read_bytes() == (
        tmp_path / "days.html"
    ).read_bytes()


def test_a_site_may_do_without_the_explorer(drawn, tmp_path):
    """Then its index lists the days; with it again, only the index is another."""
    write_site(drawn, drawn.timeline(), tmp_path, with_explorer=False)
    index, days = tmp_path / "index.html", tmp_path / "days.html"
    pages = {path.name: path.read_bytes() for path in tmp_path.glob("2020*.html")}
    assert index.read_bytes() == days.read_bytes()

    write_site(drawn, drawn.timeline(), tmp_path)

    assert index.read_bytes() != days.read_bytes()
    for name, page in pages.items():
        assert (tmp_path / name).read_bytes() == page


@pytest.mark.parametrize("is_shared", [False, True])
@pytest.mark.parametrize("end", [date.min, date.max])
def test_the_ends_of_the_calendar_have_pages(drawn, tmp_path, end, is_shared):
    """Before the first of all days and after the last there is none to ask for."""
    edge = replace(drawn, first_day=end, last_day=end)
    write_site(edge, edge.timeline(), tmp_path, is_shared=is_shared)

    assert (tmp_path / f"{end}.html").exists()
