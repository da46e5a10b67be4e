"""Lands that more than one country claims, and on which side an outline has them."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from geocontrol.curate.countries import Country

_LANDS = (
    ("Crimea", (34.1, 45.0), ("UA", "RU")),
    ("the Golan", (35.8, 33.0), ("SY", "IL")),
    ("Western Sahara", (-13.0, 24.5), ("MA", "EH")),
    ("Somaliland", (44.1, 9.6), ("SO",)),
    ("Northern Cyprus", (33.4, 35.27), ("CY",)),
    ("Kosovo", (20.9, 42.6), ("RS", "XK")),
    ("Abkhazia", (41.0, 43.0), ("GE",)),
    ("Taiwan", (121.0, 23.8), ("CN", "TW")),
)
"""Name, a spot in it (lon, lat), and the ISO codes of countries that claim it."""


def disputed_lands(country: Country) -> Iterator[str]:
    """Say of each disputed land that a country claims whether its outline has it."""
    for name, spot, claimants in _LANDS:
        if country.iso in claimants:
            is_in = bool(country.land.contains(shapely.Point(spot)))
            yield f"the outline {'includes' if is_in else 'leaves out'} {name}"
