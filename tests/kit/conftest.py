"""The drawn world, its land divided in the simple way: these tests are not about it."""

import pytest


@pytest.fixture
def folder(folder):
    """A project folder of the drawn world whose areas cost no estimate."""
    path = folder / "maps/war.yaml"
    path.write_text(path.read_text() + "areas:\n  method: nearest\n")
    return folder
