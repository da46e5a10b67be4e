"""Areas fit into the explorer, and come out as they went in."""

import random

import pytest

from geocontrol.render import explorerland
from geocontrol.render.explorerland import fit_land
from geocontrol.render.explorerlines import numbers_of, text_of
from geocontrol.render.lines import pack

SCRIPTS = ["view.js", "lines.js", "explorer/landparts.js"]
READ = """([said, parts]) => {
  window.api = { unpackText: (text) => text };
  const read = new kit.LandParts(said, parts);
  while (!read.isRead) read.readPart();
  return read.sheets.map((borders) => Array.from(borders, ([sides, lines]) => [
    kit.numbersOf(sides), lines.map((line) => Array.from(read.line(line).points))]));
}"""


def line(rng, corners):
    """A line of random corners, as pages carry it."""
    return pack(
        [
            [
                rng.randrange(350_000, 360_000) / 1e4,
                rng.randrange(340_000, 350_000) / 1e4,
            ]
            for _ in range(corners)
        ]
    )


def block(days, seed=3):
    """A few days whose borders change a little."""
    rng = random.Random(seed)  # noqa: S311
    lines = [line(rng, rng.choice((2, 5, 40, 200))) for _ in range(12)]
    sheets = []
    for _ in range(days):
        lines[rng.randrange(12)] = line(rng, 30)
        areas = [
            ["held", 0, 100, 90, 110, []],
            ["contested", -1, 1, 1, 1, [0, 1]],
        ]
        borders = [
            [0, -1, " ".join(lines[:4])],
            [0, -1, lines[4]],
            [1, 0, " ".join(lines[5:7])],
            [1, -1, " ".join(lines[7:9])],
        ]
        some = rng.choice((1, 2, 2))
        sheets.append(
            {
                "areas": areas[:some],
                "borders": borders[: 2 * some],
                "band": rng.choice(("", " ".join(lines[9:]))),
                "marked": [["claimed", 1, lines[0]]],
            }
        )
    return {
        "method": "kriging",
        "radius_km": 20,
        "days": [[n, n] for n in range(days)],
        "sheets": sheets,
    }


def drawn(packed):
    """The corners of a packed line."""
    return numbers_of(packed).reshape(-1, 2).cumsum(axis=0).ravel().tolist()


@pytest.mark.browser
@pytest.mark.parametrize("letters", [1, 3000, 10**9])
def test_every_line_of_every_day_comes_out_as_it_went_in(load, monkeypatch, letters):
    """However the shapes are cut into parts, each day has all its borders."""
    land = block(14)
    monkeypatch.setattr(explorerland, "PART_LETTERS", letters)
    monkeypatch.setattr(explorerland, "packed", str)
    fitted = fit_land(land, 10)
    page = load(SCRIPTS, ["LandParts", "numbersOf"])
    sheets = page.evaluate(READ, [fitted.said, list(fitted.parts)])

    assert len(sheets) == len(land["sheets"])
    for read, sheet in zip(sheets, land["sheets"], strict=True):
        kinds = {"held": 2, "contested": 3}
        numbers = [*(kinds[row[0]] for row in sheet["areas"]), 1]
        wanted = {}
        for left, right, lines in sheet["borders"]:
            there = wanted.setdefault((numbers[left], numbers[right]), [])
            there += map(drawn, lines.split(" "))
        if sheet["band"]:
            wanted[0, 0] = [*map(drawn, sheet["band"].split(" "))]
        assert {tuple(sides): sorted(lines) for sides, lines in read} == {
            sides: sorted(lines) for sides, lines in wanted.items()
        }


def test_what_did_not_change_is_told_once():
    """Two days with the same borders cost hardly more than one."""
    one = block(1)
    two = {**one, "days": [[0, 0], [1, 1]], "sheets": one["sheets"] * 2}
    lengths = [sum(map(len, fit_land(land, 10).parts)) for land in (one, two)]

    assert lengths[1] < lengths[0] + 10


def test_a_line_has_the_same_pieces_either_way():
    """A border whose neighbours change sides is not told anew."""
    rng = random.Random(5)  # noqa: S311
    packed = line(rng, 90)
    points = numbers_of(packed).reshape(-1, 2).cumsum(axis=0)
    back = pack((points[::-1] / 1e4).tolist())
    book = explorerland.LineBook()
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
        assert [
            [*fitted.said["kinds"][kind], *km2] for kind, *km2 in said["areas"]
        ] == [[*row[:2], row[5], *row[2:5]] for row in sheet["areas"]]


def test_a_map_without_areas_has_none():
    """Where the map file asks for no areas the explorer carries none."""
    assert fit_land(None, 100) is None
