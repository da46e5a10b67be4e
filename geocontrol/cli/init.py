"""`geocontrol init`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from geocontrol.cli.output import printable
from geocontrol.errors import UsageError

SHOWN_NAMES = 5


@click.command()
@click.argument("folder", metavar="DIR")
@click.option(
    "--country",
    metavar="NAME",
    help="Begin with this country: its ISO code or its name.",
)
@click.option("--example", is_flag=True, help="Begin with the Syrian maps.")
@click.option(
    "--places",
    metavar="N|none",
    default="1000",
    show_default=True,
    help="With --country: list GeoNames' places from this population on.",
)
@click.option(
    "--outline",
    metavar="FILE",
    help="With --country: GeoJSON of its land, instead of Natural Earth's.",
)
def init(
    folder: str,
    *,
    country: str | None,
    example: bool,
    places: str,
    outline: str | None,
) -> None:
    """
    Make DIR a new project folder that builds at once.

    Without an option it is a made-up land of four villages, to learn by. With
    --country it has the country's outline, its surroundings and its towns, and
    nothing is said yet of who holds them. Natural Earth draws borders as they are
    held, not as they are claimed: what it does with disputed land is told, and
    --outline takes another view.

    \b
    Example:
      geocontrol init shire
      geocontrol init sudan --country SD
      geocontrol init ukraine --country UA --outline ukraine.geojson
      geocontrol init syria --example
    """  # noqa: D301
    from geocontrol.curate import newproject  # noqa: PLC0415

    path = Path(folder)
    if example and country:
        msg = "choose one: --country or --example"
        raise UsageError(msg)
    if outline and not country:
        msg = "--outline goes with --country"
        raise UsageError(msg)
    if example:
        started = newproject.start_example(path)
    elif country:
        today = datetime.now(tz=UTC).astimezone().date()
        started = newproject.start_country(
            path,
            country,
            today=today,
            min_population=_population(places),
            outline=Path(outline) if outline else None,
        )
    else:
        started = newproject.start_empty(path)
    if started.places is not None:
        plural = "s" * (started.places != 1)
        click.echo(f"{started.places} place{plural}, none of them checked", err=True)
    hint = "" if outline else " (Natural Earth's view; --outline FILE takes another)"
    for land in started.disputed:
        click.echo(f"{land}{hint}", err=True)
    if started.left_out:
        names = ", ".join(map(printable, started.left_out[:SHOWN_NAMES]))
        more = " ..." if len(started.left_out) > SHOWN_NAMES else ""
        count = len(started.left_out)
        click.echo(f"left out {count} off the outline: {names}{more}", err=True)
    click.echo(f"next: geocontrol build {printable(str(started.map_path))}", err=True)


def _population(text: str) -> int | None:
    if text == "none":
        return None
    if not text.isascii() or not text.isdigit():
        msg = f"--places {text!r} is neither a number nor 'none'"
        raise UsageError(msg)
    return int(text)
