"""Laws of numbers: one word counts the same things wherever it is said."""

import re
from dataclasses import replace

from drawn_wars import costly, days, wars
from hypothesis import given
from worlds import PLACES, on

from geocontrol.model import AREA_KINDS, Status
from geocontrol.render.atlas import make_atlas
from geocontrol.render.changed import changed_places
from geocontrol.render.difference import difference_page
from geocontrol.render.figure.scene import reports_used
from geocontrol.render.legend import day_legend
from geocontrol.render.wording import Wording
from geocontrol.tables import diff_rows, state_rows
from geocontrol.territory.tables import figure_rows

SOME_LOST = PLACES | {"elm": replace(PLACES["elm"], lon=None, lat=None)}
"""The drawn world, with a place that nobody locates."""
LEAD = re.compile(
    r"(?:No|(?P<places>\d+)) places? changed(?: \(and (?P<areas>\d+) of the areas)?"
)


def is_listed(row):
    return PLACES[row["place_id"]].kind not in AREA_KINDS


@costly(4)
@given(wars())
def test_figures_and_pages_rest_on_the_same_reports(project_of, told):
    """A figure and a page of one day say one number of reports."""
    project = project_of(told)
    war = project.timeline()
    reports = make_atlas(project, war).ledger.reports

    for day in project.days:
        used = [report.id for report in reports_used(war, day)]
        assert sorted(used) == sorted(reports.items[: reports.until(day)])


@costly(4)
@given(wars(), days)
def test_statistics_and_pages_count_the_same_places(project_of, told, n):
    """Located or not, each place counts once in both, and no area does."""
    project = project_of(told, places=SOME_LOST)
    war = project.timeline()
    atlas = make_atlas(project, war)

    wording = Wording("en", project.evidence.actors)
    legend = day_legend(atlas, wording, on(n), has_changes=False)
    rows = figure_rows(project, war, [on(n)])

    names = {actor.short: actor.id for actor in project.evidence.actors.values()}
    held = {names[h.name]: h.count for h in legend.holders if h.count}
    assert {
        r["actor_id"]: r["places"] for r in rows if r["status"] == Status.HELD
    } == held
    assert sum(row["places"] for row in rows) == sum(
        is_listed(row) for row in state_rows(war, on(n))
    )


@costly(4)
@given(wars(), days)
def test_the_page_of_a_difference_counts_places_as_a_day_does(project_of, told, n):
    """Areas that look otherwise are told in brackets, and not as places."""
    project = project_of(told)
    war = project.timeline()
    first, second = on(n), on(n + 1)

    said = LEAD.search(difference_page(war, first, second))
    places, areas = (int(said[k] or 0) for k in ("places", "areas"))

    assert places == len(changed_places(make_atlas(project, war), second))
    assert places + areas == len(diff_rows(war, first, second))
