"""Without colour: a holder has one tone, in the legend, on the map and in the land."""

import pytest
from worlds import on

from geocontrol.colors import distance
from geocontrol.model import ActorId, Basis, Control, Kind, Place, PlaceId, Status
from geocontrol.project import Project
from geocontrol.render.figure.dayfigure import Options
from geocontrol.render.figure.land import land_tone
from geocontrol.render.figure.marks import Mark, mark_shapes
from geocontrol.render.figure.series import FigureMaker
from geocontrol.render.figure.style import GREYS, PATTERNS, THEMES
from geocontrol.render.palette import Look

RED = ActorId("red")
GREY = THEMES["grey"]


@pytest.mark.parametrize("basis", list(Basis))
def test_a_mark_has_the_tone_of_its_holder(basis):
    """However its holder is known, a mark is as light as the one in the legend."""
    control = Control(status=Status.HELD, actor_id=RED, basis=basis)
    place = Place(id=PlaceId("a"), name="", kind=Kind.TOWN, lon=0, lat=0)
    looks = {RED: Look(color=GREYS[0], shape="disc")}

    shapes = mark_shapes([Mark(place, control, 9, 9, 3.0)], looks, GREY)

    assert min(distance(shape.fill, GREYS[0]) for shape in shapes) < 25


def test_the_land_of_the_first_two_holders_differs_in_tone_and_pattern():
    """Two armies that meet are told apart on a photocopy."""
    first, second = (land_tone(GREY, grey) for grey in GREYS[:2])

    assert distance(first, second) > 12
    assert PATTERNS[0] != PATTERNS[1]


def test_only_contested_land_is_hatched(folder):
    """Where the front may run the fill fades, as on the pages; a hatch is a contest."""
    project = Project.open(folder)
    maker = FigureMaker(project, project.timeline(), Options())
    path = folder / "maps/war.yaml"
    path.write_text(path.read_text().replace("method: nearest", "method: kriging"))
    kriged = Project.open(folder)
    sheets = [
        maker.day(on(4)),
        FigureMaker(kriged, kriged.timeline(), Options()).day(on(4)),
    ]

    hatches = [
        [drawn.get_hatch() for drawn in sheet.figure.axes[0].collections]
        for sheet in sheets
    ]
    assert hatches
    assert not any(any(each) for each in hatches)
    said = " ".join(text.get_text() for text in sheets[1].figure.axes[0].texts)
    assert "contested land is hatched" in said
