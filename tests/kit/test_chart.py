"""Charts of days: steps, numbers, and nothing left white that is land."""

import re
from datetime import timedelta

import numpy as np
import pytest
from exports import SYRIA
from worlds import on

from geocontrol.project import Project
from geocontrol.render.figure.chart import chart_figure
from geocontrol.render.figure.dayfigure import Options
from geocontrol.render.figure.land import areas_km2
from geocontrol.render.figure.phrases import LANGUAGES
from geocontrol.render.figure.scene import make_scene
from geocontrol.render.figure.series import FigureMaker, days_between
from geocontrol.render.figure.style import SIZES


@pytest.fixture(scope="module")
def scenes():
    """The days of Syria, in each language."""
    project = Project.open(SYRIA)
    days = [project.first_day + timedelta(days=n) for n in range(1, 14)]
    timeline = project.timeline()
    return {
        lang: [make_scene(project, timeline, day, lang=lang) for day in days]
        for lang in LANGUAGES
    }


def said(sheet):
    """Return all texts of a sheet."""
    return [text.get_text() for text in sheet.figure.axes[0].texts]


def test_a_day_is_a_step(scenes):
    """Nothing changes between the ends of two days: no edge of a band is a slope."""
    sheet = chart_figure(scenes["en"], Options())

    bands = max(sheet.figure.axes[0].collections, key=lambda c: len(c.get_paths()))
    assert len(bands.get_paths()) > 6
    for path in bands.get_paths():
        steps = np.diff(path.vertices, axis=0).round(6)
        assert (steps == 0).any(axis=1).all()


def test_whoever_is_gone_at_the_end_has_a_number(scenes):
    """The government is named in its band, with the most that it had and when."""
    texts = said(chart_figure(scenes["en"], Options()))

    told = [re.fullmatch(r"Government (\d+) \(27 Nov\)", text) for text in texts]
    (number,) = {int(match[1]) for match in told if match}
    assert number == max(scene.held["government"] for scene in scenes["en"])


def test_a_chart_has_few_round_numbers_beside_it(scenes):
    """Heights can be read: from nought up, in steps of one, two or five."""
    texts = said(chart_figure(scenes["en"], Options()))

    assert [text for text in texts if text in {"0", "200", "400"}] == [
        "0",
        "200",
        "400",
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_in_a_chart_is_on_the_sheet(scenes, size, lang):
    """Long names are broken into lines; none is cut, and none runs off the sheet."""
    sheet = chart_figure(scenes[lang], Options(size=size))

    for text in sheet.figure.axes[0].texts:
        extent = text.get_window_extent()
        assert "…" not in text.get_text()
        assert extent.x0 >= 0
        assert extent.x1 <= sheet.width
        assert extent.y0 >= 0


def test_land_that_nobody_holds_has_a_band(folder):
    """With it the land of each day adds up to the same."""
    path = folder / "seeds/war/events/2020-01.yaml"
    path.write_text(
        path.read_text()
        + "- id: 2020-01-05-ash\n  place: ash\n  event_date: 2020-01-05\n"
        "  change: withdrew\n  lost_by: red\n  claims:\n"
        "  - {voice: watch, report: post-5, stance: asserts, credibility: 2}\n"
    )
    project = Project.open(folder)
    maker = FigureMaker(project, project.timeline(), Options())
    days = days_between(on(1), on(6))
    areas = maker.areas(days)

    held = [sum(areas_km2(made).values()) for made in areas.values()]
    assert held[-1] < 0.9 * held[0]
    assert [text for text in said(maker.series("chart", days)) if "unknown" in text]
