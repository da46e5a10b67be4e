"""Drawn wars as projects."""

from datetime import date

import pytest
from worlds import PLACES, SQUARE, evidence, on

from geocontrol.model import AreaMethod, AreaPolicy, Policy
from geocontrol.project import Project


@pytest.fixture(scope="session")
def project_of():
    """Make a project in memory of some events."""

    def make(told, **more):
        return Project(
            **{
                "id": "war",
                "title": "War",
                "first_day": date(2020, 1, 1),
                "last_day": on(31),
                "extent": (36, 34, 38, 36),
                "policy": Policy(),
                "area_policy": AreaPolicy(method=AreaMethod.NONE),
                "places": PLACES,
                "evidence": evidence(*told),
                "outline": SQUARE,
                "basemap": {"type": "FeatureCollection", "features": []},
                **more,
            }
        )

    return make
