"""Areas fit into the explorer, and come out as they went in."""

import random

import pytest

from geocontrol.render import explorerland
from geocontrol.render.explorerland import fit_land
from geocontrol.render.explorerlines import numbers_of, text_of
from geocontrol.render.lines import pack

SCRIPTS = ["view.js", "basemap.js", "explorer/landparts.js"]
READ = """([said, parts]) => {
  window.api = { unpackText: (text) => text };
  const read = new kit.LandParts(said, parts);
  while (!read.isRead) read.readPart();
  return read.sheets.map((rows) => rows.map((rings) =>
    rings.map((ring) => Array.from(read.ring(ring).points))));
}"""


def ring(rng, corners):
    """A closed ring of random corners, as pages carry it."""
    line = [
        [rng.randrange(350_000, 360_000) / 1e4, rng.randrange(340_000, 350_000) / 1e4]
        for _ in range(corners)
    ]
    return pack([*line, line[0]])


def block(days, seed=3):
    """A few days whose borders change a little."""
    rng = random.Random(seed)  # noqa: S311
    rings = [ring(rng, rng.choice((3, 5, 40, 200))) for _ in range(12)]
    sheets = []
    for _ in range(days):
        rings[rng.randrange(12)] = ring(rng, 30)
        areas = [
            ["held", 0, 100, 90, 110, rings[:6], []],
            ["contested", -1, 1, 1, 1, rings[6:8], [0, 1]],
        ]
        sheets.append(
            {
                "areas": areas[: rng.choice((1, 2, 2))],
                "fronts": [[0, 1, 12, rings[:1]]],
                "band": rings[8:],
                "marked": [["claimed", 1, rings[:2]]],
            }
        )
    return {
        "method": "kriging",
        "radius_km": 20,
        "days": [[n, n] for n in range(days)],
        "sheets": sheets,
    }


def corners(numbers):
    """The corners of a ring, wherever and whichever way round it begins."""
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    ways = [points[:-1], points[:0:-1]]
    return min(tuple(way[n:] + way[:n]) for way in ways for n in [way.index(min(way))])


def drawn(packed):
    """The corners of a packed ring."""
    steps = numbers_of(packed).reshape(-1, 2).cumsum(axis=0)
    return corners(steps.ravel().tolist())


@pytest.mark.browser
@pytest.mark.parametrize("letters", [1, 3000, 10**9])
def test_every_ring_of_every_day_comes_out_as_it_went_in(load, monkeypatch, letters):
    """However the shapes are cut into parts, each day has all its rings."""
    land = block(14)
    monkeypatch.setattr(explorerland, "PART_LETTERS", letters)
    monkeypatch.setattr(explorerland, "packed", str)
    fitted = fit_land(land, 10)
    page = load(SCRIPTS, ["LandParts"])
    sheets = page.evaluate(READ, [fitted.said, list(fitted.parts)])

    assert len(sheets) == len(land["sheets"])
    for read, sheet in zip(sheets, land["sheets"], strict=True):
        wanted = [*(row[5] for row in sheet["areas"]), sheet["band"]]
        assert [sorted(map(corners, rings)) for rings in read] == [
            sorted(map(drawn, rings)) for rings in wanted
        ]


def test_what_did_not_change_is_told_once():
    """Two days with the same borders cost hardly more than one."""
    one = block(1)
    two = {**one, "days": [[0, 0], [1, 1]], "sheets": one["sheets"] * 2}
    lengths = [sum(map(len, fit_land(land, 10).parts)) for land in (one, two)]

    assert lengths[1] < lengths[0] + 60


def test_a_border_is_told_once_for_both_sides():
    """A ring that runs the other way has the same pieces."""
    rng = random.Random(5)  # noqa: S311
    packed = ring(rng, 90)
    points = numbers_of(packed).reshape(-1, 2).cumsum(axis=0)
    back = pack((points[::-1] / 1e4).tolist())
    book = explorerland.RingBook()
    book.number(packed)
    once = len(book.pieces)
    book.number(back)

    assert len(book.pieces) == once


def test_numbers_come_back():
    """Numbers of any size and sign are read as they were written."""
    numbers = [0, 1, -1, 15, 16, -17, 1_800_000, -1_800_000]

    assert numbers_of(text_of(numbers)).tolist() == numbers


@pytest.mark.parametrize(("most", "left"), [(10**6, []), (0, ["band", "areas"])])
def test_what_does_not_fit_is_left_out_and_said(monkeypatch, most, left):
    """Shapes give way to size, square kilometres never."""
    monkeypatch.setattr(explorerland, "BASE_BYTES", most)
    land = block(3)
    fitted = fit_land(land, 0)

    assert fitted.said["left_out"] == left
    assert bool(fitted.parts) == (not left)
    for said, sheet in zip(fitted.said["sheets"], land["sheets"], strict=True):
        assert said["areas"] == [[*row[:5], row[6]] for row in sheet["areas"]]


def test_a_map_without_areas_has_none():
    """Where the map file asks for no areas the explorer carries none."""
    assert fit_land(None, 100) is None
