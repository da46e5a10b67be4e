"""
Who held which place, on which day, who says so and who denies it.

The names below are the public ones; they are imported when first used, so that a
command that needs no map does not wait for one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geocontrol.errors import DataError, GeocontrolError
    from geocontrol.find import find
    from geocontrol.io.check import check
    from geocontrol.model import (
        Actor,
        Control,
        ControlEvent,
        Place,
        Policy,
        Report,
        Status,
        Voice,
    )
    from geocontrol.project import Project
    from geocontrol.render.daymap import day_map
    from geocontrol.render.site import write_site
    from geocontrol.territory.frames import control_areas
    from geocontrol.territory.land import areas_by_day, project_territory
    from geocontrol.territory.places import day_frame
    from geocontrol.timeline import Timeline

__version__ = "0.1.0"

_HOMES = {
    "geocontrol.errors": ("DataError", "GeocontrolError"),
    "geocontrol.find": ("find",),
    "geocontrol.io.check": ("check",),
    "geocontrol.model": (
        "Actor",
        "Control",
        "ControlEvent",
        "Place",
        "Policy",
        "Report",
        "Status",
        "Voice",
    ),
    "geocontrol.project": ("Project",),
    "geocontrol.render.daymap": ("day_map",),
    "geocontrol.render.site": ("write_site",),
    "geocontrol.territory.frames": ("control_areas",),
    "geocontrol.territory.land": ("areas_by_day", "project_territory"),
    "geocontrol.territory.places": ("day_frame",),
    "geocontrol.timeline": ("Timeline",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Actor",
    "Control",
    "ControlEvent",
    "DataError",
    "GeocontrolError",
    "Place",
    "Policy",
    "Project",
    "Report",
    "Status",
    "Timeline",
    "Voice",
    "areas_by_day",
    "check",
    "control_areas",
    "day_frame",
    "day_map",
    "find",
    "project_territory",
    "write_site",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOME_OF:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
