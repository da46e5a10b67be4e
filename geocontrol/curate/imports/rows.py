"""Rows of CSV files, one at a time, each with the line it stands on."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from geocontrol.errors import DataError, Problem, Where
from geocontrol.io.records import shown_path

_DELIMITERS = ",;\t|"
LONGEST_FIELD = 1_000_000
LONGEST_LINE = 16_000_000
MOST_COLUMNS = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, by the heading of its columns."""

    path: Path
    line: int
    cells: dict[str, str]

    def problem(self, message: str) -> Problem:
        """Return a problem at this row."""
        return Problem(Where(self.path, self.line), message)


def read_rows(path: Path) -> Iterator[Row]:
    """
    Yield the rows of a CSV file with a heading line, in little memory.

    The delimiter is whichever of comma, semicolon, tab and bar the heading has most.

    Raises
    ------
    DataError
        If the file is missing, not UTF-8, without a heading, or a row has more
        cells than the heading.
    """
    shown = shown_path(path)
    with path.open("rb") as start:
        first = start.readline(LONGEST_LINE)
    delimiter = max(_DELIMITERS, key=lambda sign: first.count(sign.encode()))
    reader = read_cells(path, delimiter=delimiter)
    _, cells = next(reader, (1, []))
    headings = _headings(cells, shown)
    for line, cells in reader:
        if len(cells) > len(headings):
            message = f"has {len(cells)} cells, the heading {len(headings)}"
            raise DataError([Problem(Where(shown, line), message)])
        if any(cells):
            padded = [*cells, *[""] * (len(headings) - len(cells))]
            named = zip(headings, padded, strict=True)
            yield Row(shown, line, {k: v.strip() for k, v in named})


def read_cells(
    path: Path, *, delimiter: str, is_quoted: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """
    Yield the cells of each line of a table, with its line.

    Raises
    ------
    DataError
        If the file cannot be read, is not UTF-8 or no such table.
    """
    shown = shown_path(path)
    line = 1
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(LONGEST_FIELD)
            lines = _bearable(file)
            reader = csv.reader(
                lines, delimiter=delimiter, strict=True, quoting=quoting
            )
            for cells in reader:
                line = reader.line_num
                yield line, cells
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise DataError([Problem(Where(shown), message)]) from error
    except UnicodeDecodeError as error:
        wrong = error.object[error.start]
        message = f"byte 0x{wrong:02x} is not UTF-8; save the file as UTF-8"
        raise DataError([Problem(Where(shown, line), message)]) from error
    except csv.Error as error:
        message = f"is no such table: {error}"
        raise DataError([Problem(Where(shown, line), message)]) from error


def _bearable(file: TextIO) -> Iterator[str]:
    """Yield the lines of a file, and end at one that would fill memory."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            msg = f"a line has more than {LONGEST_LINE} characters"
            raise csv.Error(msg)
        yield line


def headings_of(path: Path) -> list[str]:
    """
    Return the headings of a CSV file.

    Raises
    ------
    DataError
        If the file cannot be read or has no row.
    """
    first = next(read_rows(path), None)
    if first is None:
        raise DataError(
            [Problem(Where(shown_path(path)), "has no row under a heading")]
        )
    return list(first.cells)


def _headings(cells: Sequence[str], path: Path) -> list[str]:
    headings = [cell.strip() for cell in cells]
    named = [heading for heading in headings if heading]
    repeated = next((h for h, count in Counter(named).items() if count > 1), None)
    if len(headings) > MOST_COLUMNS:
        message = f"has {len(headings)} columns; the most is {MOST_COLUMNS}"
        raise DataError([Problem(Where(path), message)])
    if not named:
        raise DataError([Problem(Where(path), "is empty; expected a line of headings")])
    if repeated is not None:
        message = f"two columns are called {repeated!r}; rename one"
        raise DataError([Problem(Where(path), message)])
    return [h or f"column {n}" for n, h in enumerate(headings, start=1)]
