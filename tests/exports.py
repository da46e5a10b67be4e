"""A selection of a project, as the tests of exports make it."""

from pathlib import Path

from geocontrol.export.selection import Selection
from geocontrol.project import Project
from geocontrol.render.palette import looks

SYRIA = Path(__file__).parents[1] / "maps/syria-2024.yaml"


def selected(source, day=None, **options):
    """Return a day of a project, or all its spans, as known and told."""
    project = Project.open(source)
    actors = project.evidence.actors
    return Selection(
        project=project,
        timeline=project.timeline(**options),
        day=day,
        looks=looks(actors, actors),
    )
