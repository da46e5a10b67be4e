"""Figures of several days: grids, charts, comparisons, animations."""

import io

import pytest
from PIL import Image
from worlds import on

from geocontrol.errors import UsageError
from geocontrol.project import Project
from geocontrol.render.figure.dayfigure import Options
from geocontrol.render.figure.output import figure_bytes
from geocontrol.render.figure.series import FigureMaker, days_between, render_figure


@pytest.fixture
def maker(folder):
    project = Project.open(folder)
    return FigureMaker(project, project.timeline(), Options(), has_areas=False)


def tallest(maker, n):
    png = figure_bytes(maker.day(on(n)), "png", dpi=50)
    return Image.open(io.BytesIO(png)).height


def words_on(sheet):
    return " ".join(text.get_text() for text in sheet.figure.axes[0].texts)


def test_a_grid_has_a_map_for_each_day(maker):
    """Each is captioned with its day, and with how many places changed."""
    said = words_on(maker.series("grid", days_between(on(1), on(6))))

    assert [f"{n} January" in said for n in range(1, 7)] == [True] * 6
    assert said.count("1 changed") == 2


@pytest.mark.parametrize("has_areas", [True, False])
def test_a_chart_names_who_holds_how_much(folder, has_areas):
    """Places or land at the end of the last day stand beside the bands."""
    project = Project.open(folder)
    maker = FigureMaker(
        project, project.timeline(), Options(size="column"), has_areas=has_areas
    )

    said = words_on(maker.series("chart", days_between(on(1), on(6))))

    assert "Red" in said
    assert ("Blue 4" in said) is not has_areas


def test_a_comparison_says_between_which_days(maker):
    """Both places that differ are ringed and told; the heading has both days."""
    said = words_on(maker.day(on(6), since=on(2)))

    assert "2 – 6 January 2020" in said
    assert "2 places differ between the ends of these days." in said


@pytest.mark.parametrize("format_", ["png", "webp"])
def test_an_animation_has_a_frame_for_each_day(maker, format_):
    """It plays in any browser, the last day longest, and comes out alike twice."""
    content, again = (
        render_figure(maker, "animate", on(2), on(4), format_, dpi=50) for _ in range(2)
    )

    with Image.open(io.BytesIO(content)) as picture:
        assert picture.n_frames == 3
        assert picture.height == max(tallest(maker, n) for n in (2, 3, 4))
    assert content == again


@pytest.mark.parametrize(
    ("kind", "first", "last", "message"),
    [
        ("day", 1, 3, "several days need --grid"),
        ("changes", 2, 2, r"such as 2020-01-01\.\.2020-01-02"),
        ("grid", 3, 1, "the first one first"),
        ("chart", 1, 1, "two days or more"),
    ],
)
def test_days_that_do_not_suit_are_told(maker, kind, first, last, message):
    """Each kind says how many days it takes."""
    with pytest.raises(UsageError, match=message):
        render_figure(maker, kind, on(first), on(last), "svg")


def test_the_command_takes_days_either_way(folder, run):
    """`DAY..DAY` and `DAY DAY` are the same two days."""
    one = run("figure", "2020-01-02..2020-01-06", "--changes", "--marks-only")
    two = run("figure", "--changes", "2020-01-02", "2020-01-06", "--marks-only")

    assert one[0] == 0
    assert one == two
