"""Figures: names never collide, bytes never differ, text says what the data say."""

import io
import json
import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations, pairwise

import pytest
from PIL import Image
from pypdf import PdfReader
from worlds import on

from geocontrol.colors import distance
from geocontrol.errors import UsageError
from geocontrol.model import LANGUAGES
from geocontrol.project import Project
from geocontrol.render.figure.dayfigure import Options, day_figure
from geocontrol.render.figure.insets import corner_box
from geocontrol.render.figure.outlines import outline
from geocontrol.render.figure.output import figure_bytes
from geocontrol.render.figure.phrases import phrases
from geocontrol.render.figure.scene import grouped_changes, make_scene
from geocontrol.render.figure.sentences import alt_text
from geocontrol.render.figure.sheet import Box
from geocontrol.render.figure.style import GREYS, SIZES
from geocontrol.render.figure.view import crop_bounds, view_of
from geocontrol.render.palette import SHAPES
from geocontrol.territory.land import areas_by_day, project_territory

HOSTILE = "<script>$\\nosuch{1}$ {{7*7}}\u202e &amp;"


def scene_of(folder, day=4, **options):
    project = Project.open(folder)
    lang = options.pop("lang", "en")
    return make_scene(project, project.timeline(**options), on(day), lang=lang)


@pytest.fixture
def crowd(folder):
    """The drawn world with two hundred villages more, all on a small spot."""
    path = folder / "gazetteer/shire/places/shire.yaml"
    more = "".join(
        f"- id: farm-{n}\n  name: Farm of the {n}th\n  kind: village\n"
        f"  within: shire\n  lon: {36.9 + (n % 17) * 0.03:.2f}\n"
        f"  lat: {34.9 + (n // 17) * 0.04:.2f}\n"
        "  geo_precision: exact\n  geo_source: pencil\n"
        f"  rank: {1 + n % 5}\n"
        for n in range(200)
    )
    path.write_text(path.read_text() + more)
    return folder


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_stands_on_another(crowd, size, lang):
    """However many places there are, the boxes of their names never meet."""
    drawn = day_figure(scene_of(crowd, lang=lang), Options(size=size))

    for each in drawn.maps:
        boxes = [label.box for label in each.labels]
        assert len(boxes) > 4
        assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
        assert not [b for b in boxes for free in each.keep_free if b.meets(free)]


def test_a_name_keeps_to_its_box(crowd):
    """What is drawn is no wider or higher than what was made room for."""
    drawn = day_figure(scene_of(crowd))
    texts = {
        (round(t.get_position()[0], 3), round(t.get_position()[1], 3)): t
        for t in drawn.sheet.figure.axes[0].texts
    }

    for label in drawn.maps[0].labels:
        text = texts[round(label.x, 3), round(label.y, 3)]
        extent = text.get_window_extent()
        assert extent.x0 >= label.box.x0 - 0.6
        assert extent.x1 <= label.box.x1 + 0.6
        top = drawn.sheet.height - extent.y1
        assert top >= label.box.y0 - 2.6


def test_the_first_rank_is_named_before_the_last(crowd):
    """Of places that crowd each other, those that matter most have their names."""
    drawn = day_figure(scene_of(crowd))

    ranks = [label.mark.place.rank for label in drawn.maps[0].labels if label.mark]
    assert ranks.count(1) >= 10
    assert ranks.count(1) > ranks.count(5)


@pytest.mark.parametrize("format_", ["svg", "png", "pdf"])
def test_the_same_day_gives_the_same_bytes(folder, format_):
    """No clock and no random name is in a figure."""
    first, second = (
        figure_bytes(day_figure(scene_of(folder)).sheet, format_, dpi=60)
        for _ in range(2)
    )

    assert first == second


@pytest.mark.parametrize(
    ("theme", "size"),
    [("colour", "page"), ("grey", "column"), ("dark", "slide"), ("colour", "slide")],
)
def test_every_theme_and_size_is_drawn(folder, theme, size):
    """A picture of the width asked for, in every style, with areas under the marks."""
    scene = scene_of(folder)
    territory = project_territory(scene.project)
    first = scene.project.first_day
    areas = areas_by_day(territory, scene.timeline, [scene.day], first)[scene.day]

    drawn = day_figure(scene, Options(theme=theme, size=size), areas)
    image = Image.open(io.BytesIO(figure_bytes(drawn.sheet, "png", dpi=72)))

    assert image.width == SIZES[size].width
    assert image.height <= SIZES[size].height + 1


def test_an_svg_is_xml_without_a_date_or_a_script(folder):
    """It parses, and has neither a clock nor anything that runs."""
    content = figure_bytes(day_figure(scene_of(folder)).sheet, "svg", title="Ash fell")

    root = ET.fromstring(content)  # noqa: S314
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "date" not in tags
    assert "script" not in tags
    assert b"Ash fell" in content
    assert b"http://" not in content.replace(b"http://www.w3.org", b"").replace(
        b"http://purl.org", b""
    ).replace(b"http://creativecommons.org", b"")


def test_a_pdf_can_be_searched(folder):
    """The day and the names are text, and there is no date of making."""
    content = figure_bytes(day_figure(scene_of(folder)).sheet, "pdf")

    reader = PdfReader(io.BytesIO(content))
    text = reader.pages[0].extract_text()
    assert "4 January 2020" in text
    assert "Ash" in text
    assert "/CreationDate" not in (reader.metadata or {})


def test_hostile_names_are_drawn_as_they_are(folder):
    """Neither mathematics nor markup nor direction is read out of a name."""
    path = folder / "gazetteer/shire/places/shire.yaml"
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    path.write_text(path.read_text().replace("name: Ash", f"name: {quoted}"))

    drawn = day_figure(scene_of(folder))
    texts = [text.get_text() for text in drawn.sheet.figure.axes[0].texts]
    content = figure_bytes(drawn.sheet, "svg", title=alt_text(scene_of(folder)))

    assert HOSTILE.replace("\u202e", "") in texts
    assert b"<script" not in content
    ET.fromstring(content)  # noqa: S314


def test_alt_text_is_true(folder):
    """It counts what `state` counts, and names what changed."""
    assert alt_text(scene_of(folder, 3)) == (
        "Map of The Shire War on 3 January 2020. Of 5 places Blue holds 4 and Red "
        "holds 1. On that day one place changed: Ash now held by Red."
    )
    assert alt_text(scene_of(folder, 4)).endswith("changed: Elm claimed by Red.")
    assert alt_text(scene_of(folder, 5)).endswith("No place changed on that day.")
    assert alt_text(scene_of(folder, 1)).endswith("It is the first day of the map.")


def test_a_figure_says_as_of_when_and_by_whom(folder):
    """Known on a day and told by a side stand in the heading."""
    scene = scene_of(folder, 4, known_on=on(5), perspective="red")

    texts = " ".join(t.get_text() for t in day_figure(scene).sheet.figure.axes[0].texts)

    assert "As known on 5 January 2020" in texts
    assert "As told by Red and its side alone" in texts
    assert f"all data of the map {scene.project.data_hash[:16]}" in texts


def test_changes_are_grouped_by_what_became_of_them(folder):
    """Between the second and the sixth ash fell and elm was claimed."""
    project = Project.open(folder)
    scene = make_scene(project, project.timeline(), on(6), since=on(2))

    groups = {group: [p.id for p in places] for group, places in grouped_changes(scene)}

    assert groups == {("held", "red"): ["ash"], ("claimed", "red"): ["elm"]}


def test_a_confirmation_is_no_change(folder):
    """Word that ash is still red's changes what is known, not what is shown."""
    path = folder / "seeds/war/events/2020-01.yaml"
    path.write_text(
        path.read_text()
        + "- id: 2020-01-05-ash\n  place: ash\n  event_date: 2020-01-05\n"
        "  change: observed\n  actor: red\n  claims:\n"
        "  - {voice: watch, report: post-5, stance: asserts, credibility: 2}\n"
    )

    scene = scene_of(folder, 5)

    assert scene.timeline.changes(on(5))
    assert scene.changes == []


def test_a_crop_shows_a_part_and_where_it_lies(folder):
    """A governorate by any of its names, or four numbers; the rest is left out."""
    project = Project.open(folder)

    assert crop_bounds(project, "36,35,37,36") == (36, 35, 37, 36)
    west, south, east, north = crop_bounds(project, "Shire")
    assert west < 36.5
    assert north > 35.5
    assert (east, south) > (37.5, 34.4)
    drawn = day_figure(scene_of(folder), Options(crop="36.2,35.2,36.8,35.8"))
    assert [mark.place.id for mark in drawn.maps[0].marks] == ["ash"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (Options(crop="Atlantis"), "no governorate and no west,south,east,north"),
        (Options(crop="1,2,3"), "must be four numbers"),
        (Options(crop="3,2,1,4"), "must run west to east"),
        (Options(crop="nan,nan,nan,nan"), "must run west to east"),
        (Options(theme="neon"), "'neon' is not known; one of colour grey dark"),
        (Options(size="poster"), "'poster' is not known; one of column page slide"),
    ],
)
def test_what_cannot_be_drawn_is_told(folder, options, message):
    """A part, theme or size that is not there gets a sentence that says what is."""
    with pytest.raises(UsageError, match=message):
        day_figure(scene_of(folder), options)


def test_a_kilometre_is_a_kilometre():
    """On the middle latitude a degree of longitude is shorter by its cosine."""
    view = view_of((36, 34, 38, 36), Box(10, 20, 110, 220))

    assert view.x(37) == pytest.approx(60)
    assert view.y(35) == pytest.approx(120)
    across = (view.x(37.5) - view.x(36.5)) / view.points_per_km
    assert across == pytest.approx(111.32 * 0.81915, rel=1e-3)


def test_greys_are_told_apart():
    """Those that follow each other are far apart in lightness, and none are alike."""
    assert len(set(GREYS)) == len(GREYS)
    for first, second in pairwise(GREYS):
        assert distance(first, second) > 15


def test_every_shape_has_an_outline():
    """All shapes of the pages can be drawn, about as large as each other."""
    for shape in SHAPES:
        extent = outline(shape, 0, 0, 10).get_extents()
        assert 8 < extent.width < 30
        assert 14 < extent.height < 30


def test_languages_have_the_same_phrases():
    """What can be said in one can be said in the other, with the same gaps."""
    english, arabic = (phrases(lang) for lang in LANGUAGES)

    assert english.keys() == arabic.keys()
    assert english["keys"].keys() == arabic["keys"].keys()


def test_an_inset_keeps_away_from_marks(crowd):
    """Of the corners it takes one where it hides least."""
    view = view_of((36, 34, 38, 36), Box(0, 0, 400, 400))
    marks = day_figure(scene_of(crowd)).maps[0].marks

    box = corner_box([], view, 50, 40)

    assert (box.width, box.height) == (50, 40)
    assert marks


def test_the_command_writes_what_the_name_ends_in(folder, run):
    """SVG to standard output, or the format of the file's name."""
    code, out, err = run("figure", "2020-01-04", "--marks-only")
    assert (code, err) == (0, "")
    assert out.startswith("<?xml")

    code, out, _ = run(
        "figure", "2020-01-04", "--out", "a.png", "--dpi", "50", "--lang", "ar"
    )
    assert (code, out) == (0, "")
    assert (folder / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2020-01-04", "--out", "a.gif"], "must end in .svg or .png or .pdf"),
        (["2020-01-04", "--crop", "Mordor"], "is no governorate"),
        (["tomorrow"], "is not a day"),
        (["2020-01-02..2020-01-06", "--animate"], "must end in .png or .webp"),
        (["2020-01-02..tomorrow", "--grid"], "'tomorrow' is not a day"),
        (["2020-01-02", "2020-01-03", "2020-01-04"], "give one day, or two"),
    ],
)
def test_wrong_usage_is_told(folder, run, arguments, message):
    """A user's mistake gets exit code 2 and a sentence, and no file."""
    code, out, err = run("figure", *arguments)

    assert (code, out) == (2, "")
    assert message in err


def test_a_day_far_after_the_last_is_stale_and_drawn(folder):
    """Nothing new for years: the marks say so, and the figure stands."""
    project = Project.open(folder)
    scene = make_scene(project, project.timeline(), date(2023, 6, 1))

    texts = [t.get_text() for t in day_figure(scene).sheet.figure.axes[0].texts]

    assert "not confirmed for long" in texts
