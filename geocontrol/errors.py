"""
Errors raised by geocontrol, and the address that each one carries.

* GeocontrolError
  x AssetError (OSError)            a file that pages are made of is another
  x ClusterError (OSError)          machines that share the work cannot be used
  x DataError (ValueError)          records of a project are wrong; has `.problems`
  x GeocodingError (OSError)        a service that locates names let us down
  x SiteFolderError (OSError)       the folder of a site cannot be written or locked
  x UnknownPlaceError (LookupError) somebody asked for a place that is not listed
  x UsageError (ValueError)         an argument cannot be used; says what would do
    + FolderHeldError               another build is writing to the folder of a site
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LONGEST_LINE = 1000


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """The spot in a data file that a message speaks of."""

    path: Path
    line: int = 1
    """Line of a text, row of a table; both counted from 1. A table whole has row 0."""
    record_id: str = ""

    @property
    def spot(self) -> str:
        """File and line, or file and row."""
        if self.path.suffix != ".parquet":
            return f"{self.path}:{self.line}"
        return f"{self.path}:row {self.line}" if self.line else str(self.path)

    def __str__(self) -> str:
        spot = f"{self.spot}:"
        return f"{spot} [{self.record_id}]" if self.record_id else spot


class Level(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """The record cannot be used; nothing is built."""
    WARNING = "warning"
    """The record can be used; somebody should look at it again."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the data, and where it lies."""

    where: Where
    message: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        level = "" if self.level is Level.ERROR else f"{self.level}: "
        return one_line(f"{self.where} {level}{self.message}")


def one_line(text: str) -> str:
    r"""
    Return a text as one line of bearable length that steers no terminal.

    Examples
    --------
    >>> one_line("a.yaml:1: [x\x1b[2J] is wrong")
    'a.yaml:1: [x�[2J] is wrong'
    """
    half = LONGEST_LINE // 2
    shown = text if len(text) <= LONGEST_LINE else f"{text[:half]} ... {text[-half:]}"
    return "".join(c if c.isprintable() else "\ufffd" for c in shown)


class GeocontrolError(Exception):
    """Base of every error that geocontrol raises on purpose."""


class ClusterError(GeocontrolError, OSError):
    """A dask cluster cannot be reached, or does not run this very program."""


class DataError(GeocontrolError, ValueError):
    """Records break the data format."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class GeocodingError(GeocontrolError, OSError):
    """A service that locates names cannot be reached, or answers without sense."""


class SiteFolderError(GeocontrolError, OSError):
    """The folder of a site cannot be written; the message says what stands there."""


class UnknownPlaceError(GeocontrolError, LookupError):
    """A place was asked for that the gazetteer does not list."""


class UsageError(GeocontrolError, ValueError):
    """An argument cannot be used; the message says what can."""


class FolderHeldError(UsageError):
    """Another build is writing to the folder of a site; it can be used afterwards."""
