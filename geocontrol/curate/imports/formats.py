"""The formats that can be imported, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from geocontrol.curate.imports.mapping import load_mapping
from geocontrol.curate.imports.run import Outcome, import_acled, import_csv
from geocontrol.curate.imports.target import Target

FORMATS: dict[str, Callable[..., Outcome]] = {
    "csv": import_csv,
    "acled": import_acled,
}


def import_files(
    format_: str,
    target: Target,
    files: Sequence[Path],
    mapping_path: Path | None = None,
    *,
    import_id: str = "",
    replace: bool = False,
) -> Outcome:
    """
    Draft what files of a format tell into a project.

    Raises
    ------
    DataError
        If the files are wrong; then nothing is written.
    UsageError
        If they are not of the format, or the import is there already.
    """
    mapping = load_mapping(mapping_path) if mapping_path else None
    return FORMATS[format_](
        target, files, mapping, import_id=import_id, replace=replace
    )
