"""Areas fit into the explorer, and come out as they went in."""

import pytest

from geocontrol.render.explorerland import fit_land

RINGS = ["AACBgBC", "BBDCgBC"]


def block(days):
    sheet = {
        "areas": [
            ["held", 0, 100, 90, 110, RINGS, []],
            ["contested", -1, 1, 1, 1, [], [0]],
        ],
        "fronts": [[0, 1, 12, RINGS[:1]]],
        "band": RINGS[1:],
        "marked": [["claimed", 1, RINGS]],
    }
    return {
        "method": "kriging",
        "radius_km": 20,
        "days": [[n, n] for n in range(days)],
        "sheets": [sheet] * days,
    }


def told(cell, lines):
    return [lines[n] for n in cell["lines"]] if isinstance(cell, dict) else cell


def test_each_ring_is_told_once():
    """Two days with the same borders carry them once, and lose nothing."""
    land = fit_land(block(2), 10)
    lines = land["lines"]

    assert lines == RINGS
    assert land["left_out"] == []
    for sheet in land["sheets"]:
        rows = [[told(cell, lines) for cell in row] for row in sheet["areas"]]
        assert rows == block(1)["sheets"][0]["areas"]
        assert told(sheet["band"], lines) == RINGS[1:]


@pytest.mark.parametrize(
    ("most", "left"), [(10**6, []), (0, ["marked", "fronts", "band", "areas"])]
)
def test_what_does_not_fit_is_left_out_and_said(monkeypatch, most, left):
    """Shapes give way to size, square kilometres never."""
    monkeypatch.setattr("geocontrol.render.explorerland.BASE_BYTES", most)
    land = fit_land(block(3), 0)

    assert land["left_out"] == left
    assert [row[2:5] for row in land["sheets"][0]["areas"]] == [
        [100, 90, 110],
        [1, 1, 1],
    ]


def test_a_map_without_areas_has_none():
    """Where the map file asks for no areas the explorer carries none."""
    assert fit_land(None, 100) is None
