"""Arguments and options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geocontrol.cli.output import printable
from geocontrol.errors import UsageError
from geocontrol.model import LANGUAGES

if TYPE_CHECKING:
    from geocontrol.model import ActorId
    from geocontrol.project import Project
    from geocontrol.timeline import Timeline

Command = TypeVar("Command", bound=Callable[..., Any] | click.Command)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Day(click.ParamType[date]):
    """A day written as YYYY-MM-DD."""

    name = "day"

    def convert(
        self,
        value: str | date,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        if isinstance(value, date):
            return value
        if not _DAY.fullmatch(value):
            self.fail(f"{value!r} is not a day such as 2024-11-30", param, ctx)
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day of the calendar", param, ctx)
        from geocontrol.io.dictionary import FIRST_YEAR, LAST_YEAR  # noqa: PLC0415

        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value!r} is beyond {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        return day


DAY = _Day()

assets_option = click.option(
    "--assets",
    type=click.Choice(["inside", "shared"]),
    default="inside",
    show_default=True,
    help="Pages that can go anywhere alone, or small ones beside a folder `assets`.",
)
explorer_option = click.option(
    "--explorer/--no-explorer",
    "with_explorer",
    default=True,
    help="Whether index.html is the explorer of all days, or lists them.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes that write pages side by side.",
)
map_option = click.option(
    "--map",
    "map_path",
    metavar="MAP",
    help="Map file, project folder, or name of a shipped map; by default the only "
    "maps/*.yaml under the current folder.",
)
lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True
)
known_on_option = click.option(
    "--known-on",
    type=DAY,
    metavar="DAY",
    help="Use only reports issued up to this day.",
)
perspective_option = click.option(
    "--perspective",
    metavar="ACTOR",
    help="Believe only voices that speak for this actor's side.",
)
stream_option = click.option(
    "--stream",
    is_flag=True,
    help="Read events part by part and let them go: for tables larger than memory. "
    "Rows are checked, but not that no id is used twice.",
)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Return the `--format` option of a command, its first format the default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print.",
    )


def found_map(map_path: str | None, *, option: str = "--map") -> Path:
    """
    Return the map file that is meant, and say which folders it reads elsewhere.

    Parameters
    ----------
    map_path
        What was given.
    option
        The option that names a map; none where a map is an argument.

    Raises
    ------
    UsageError
        If there is none, or more than one to choose from.
    """
    from geocontrol.io.source import find_map  # noqa: PLC0415

    path = find_map(map_path, option=option)
    _tell_outside(path)
    return path


def found_maps(map_paths: Sequence[str]) -> list[Path]:
    """
    Return the map files that are meant, and say which folders they read elsewhere.

    Raises
    ------
    UsageError
        If there is none, or none is named and there are several.
    """
    from geocontrol.io.source import find_maps  # noqa: PLC0415

    paths = find_maps(map_paths)
    for path in paths:
        _tell_outside(path)
    return paths


def _tell_outside(path: Path) -> None:
    from geocontrol.io.links import folders_outside  # noqa: PLC0415
    from geocontrol.io.records import shown_path  # noqa: PLC0415

    for folder in folders_outside(path):
        message = f"{shown_path(path)}: reads {folder}, outside the project folder"
        click.echo(printable(message), err=True)


def open_timeline(
    map_path: str | None, known_on: date | None, perspective: str | None = None
) -> Timeline:
    """
    Open a project and derive its timeline.

    Raises
    ------
    DataError
        If records of the project are wrong.
    UsageError
        If there is no such map or actor.
    """
    return open_project(map_path, known_on, perspective)[1]


def open_project(
    map_path: str | None, known_on: date | None, perspective: str | None = None
) -> tuple[Project, Timeline]:
    """
    Open a project, and derive its timeline as known on a day and told by a side.

    Raises
    ------
    DataError
        If records of the project are wrong.
    UsageError
        If there is no such map or actor.
    """
    from geocontrol.project import Project  # noqa: PLC0415

    project = Project.open(found_map(map_path))
    actor = known_actor(project, perspective)
    return project, project.timeline(known_on=known_on, perspective=actor)


def tell_beyond(project: Project, *days: date) -> None:
    """Say of each day that is none of the map's; it is answered all the same."""
    for day in dict.fromkeys(days):
        if beyond := beyond_map(project, day):
            click.echo(beyond, err=True)


def beyond_map(project: Project, day: date) -> str:
    """Return a sentence about a day outside those of a map, or nothing."""
    if day > project.last_day:
        return (
            f"{day} is after {project.last_day}, when the map ends: what it last "
            "says is carried on"
        )
    if day < project.first_day:
        return (
            f"{day} is before {project.first_day}, when the map begins: it may not "
            "tell all of that day"
        )
    return ""


def known_actor(project: Project, actor_id: str | None) -> ActorId | None:
    """
    Return an actor id after a look in the register.

    Raises
    ------
    UsageError
        If no actor has that id.
    """
    from geocontrol.io.fields import suggestion  # noqa: PLC0415
    from geocontrol.model import ActorId  # noqa: PLC0415

    if actor_id is None:
        return None
    actors = project.evidence.actors
    if actor_id not in actors:
        hint = suggestion(actor_id.casefold(), actors) or f"; one of {' '.join(actors)}"
        msg = f"actor {actor_id!r} is not known{hint}"
        raise UsageError(msg)
    return ActorId(actor_id)
