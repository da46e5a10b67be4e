"""Rows to the screen, or to a pipe; how far long work is."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geocontrol.export.cells import guarded

if TYPE_CHECKING:
    from geocontrol.tables import Row

_GAP = "  "


def print_json(content: Any) -> None:  # noqa: ANN401
    """Print indented JSON, UTF-8 whatever the locale."""
    import orjson  # noqa: PLC0415

    data = orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    sys.stdout.buffer.write(data)


def print_csv(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Print rows as CSV; lists are joined by spaces, claims are counted."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row, column) for column in columns] for row in rows)
    sys.stdout.buffer.write(text.getvalue().encode())


def _cell(row: Mapping[str, Any], column: str) -> Any:  # noqa: ANN401
    value = row
    for key in column.split("."):
        value = value[key]
    if column == "claims":
        return len(value)
    if isinstance(value, list):
        return guarded(" ".join(value))
    return guarded(value)


def print_geojson(rows: Iterable[Row]) -> None:
    """Print rows as a GeoJSON FeatureCollection; an unlocated place has no geometry."""
    features = []
    for row in rows:
        located = row["lon"] is not None
        point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
        properties = {k: v for k, v in row.items() if k not in ("lon", "lat")}
        features.append(
            {
                "type": "Feature",
                "geometry": point if located else None,
                "properties": properties,
            }
        )
    print_json({"type": "FeatureCollection", "features": features})


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """
    Print an aligned table; control characters in data cannot reach the terminal.

    A terminal wraps what is too wide for it; in a pipe each row is one line.
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _print_wrapped(headings, cells)
        return
    sys.stdout.buffer.write(_aligned([headings, *cells]).encode())


def _print_wrapped(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading)
    for row in rows:
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Pad the cells of each column to one width: rich lays rows out far slower."""
    from rich.cells import cell_len  # noqa: PLC0415

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines = (
        _GAP.join(
            cell + " " * (width - cell_len(cell))
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines)


def named(path: Path) -> str:
    """Return a path for a person to read: as messages give it, and on one line."""
    from geocontrol.io.records import shown_path  # noqa: PLC0415

    return printable(str(shown_path(path)))


def printable(text: str) -> str:
    r"""
    Return a text without characters that steer a terminal or reorder a line.

    Examples
    --------
    >>> printable("Hama\x1b[2J")
    'Hama�[2J'
    """
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


@contextmanager
def progress_shown(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar and the time left on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
