"""The formats that can be imported, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from geocontrol.curate.imports.mapping import load_mapping
from geocontrol.curate.imports.placetable import (
    FoundPlace,
    geojson_places,
    geonames_places,
    lpf_places,
    new_places,
)
from geocontrol.curate.imports.run import (
    Outcome,
    import_acled,
    import_areas,
    import_csv,
)
from geocontrol.curate.imports.target import Target
from geocontrol.curate.imports.ucdp import ucdp_context
from geocontrol.curate.slugs import file_slug, is_file_name
from geocontrol.errors import DataError, Problem, UsageError, Where
from geocontrol.io.append import refuse_new_problems
from geocontrol.io.atomic import write_files
from geocontrol.io.files import MAX_IMPORT_MB, refuse_unfit
from geocontrol.io.records import shown_path
from geocontrol.io.yamlwrite import format_file

CONTEXT = "context"


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

    Parameters
    ----------
    format_
        `csv`, `acled`, `ucdp`, `geojson`, `geonames` or `lpf`.
    target
        The project.
    files
        Files of one form.
    mapping_path
        What their columns and words mean; guessed otherwise.
    import_id
        Slug; the first file's name otherwise.
    replace
        Take the place of an earlier import of that id.

    Raises
    ------
    DataError
        If the files are wrong; then nothing is written.
    UsageError
        If they are not of the format, or the import is there already.
    """
    if import_id and not is_file_name(import_id):
        msg = f"--id {import_id!r} must be small letters, digits and hyphens"
        raise UsageError(msg)
    for path in files:
        _refuse_unfit(path)
    mapping = load_mapping(mapping_path) if mapping_path else None
    columns = mapping.columns if mapping else {}
    name = import_id or file_slug(files[0].stem)
    if format_ == "ucdp":
        return _context(target, files, name, replace=replace)
    if format_ == "geojson" and mapping and "state" in columns:
        return import_areas(
            target, files, mapping, import_id=import_id, replace=replace
        )
    if format_ in {"csv", "acled"}:
        run: Callable[..., Outcome] = {"csv": import_csv, "acled": import_acled}[
            format_
        ]
        return run(target, files, mapping, import_id=import_id, replace=replace)
    readers: dict[str, Callable[[Path], Iterator[FoundPlace]]] = {
        "geojson": lambda path: geojson_places(path, columns),
        "geonames": geonames_places,
        "lpf": lpf_places,
    }
    found = chain.from_iterable(map(readers[format_], files))
    return _places(target, found, name, replace=replace)


def _places(
    target: Target, found: Iterator[FoundPlace], name: str, *, replace: bool
) -> Outcome:
    """Draft the places that the gazetteer does not have into a file of their own."""
    path = target.source.gazetteer_folder / "places" / f"{name}.yaml"
    _refuse_taken(path, replace=replace)

    def left_out(reason: str) -> None:
        target.left_out[reason] += 1

    records = list(new_places(found, target.index, left_out))
    if not records:
        return Outcome(folder=None, left_out=target.left_out)
    data = format_file("places", records).encode()
    refuse_new_problems(target.map_path, {path.resolve(): data})
    write_files({path: data})
    return Outcome(folder=path, places=len(records), left_out=target.left_out)


def _context(
    target: Target, files: Sequence[Path], name: str, *, replace: bool
) -> Outcome:
    """Keep events of violence beside the evidence, not in it."""
    path = target.seeds / CONTEXT / f"{name}.geojson"
    _refuse_taken(path, replace=replace)
    data = ucdp_context(files)
    write_files({path: data})
    target.left_out["kept as context, never control"] += data.count(b'"Feature"')
    return Outcome(folder=path, left_out=target.left_out)


def _refuse_unfit(path: Path) -> None:
    """
    Refuse a file that is no ordinary one, before anything opens it.

    Raises
    ------
    DataError
        If it is a pipe or a device, or too large.
    """
    try:
        refuse_unfit(path, MAX_IMPORT_MB)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise DataError([Problem(Where(shown_path(path)), message)]) from error


def _refuse_taken(path: Path, *, replace: bool) -> None:
    if path.exists() and not replace:
        msg = (
            f"{shown_path(path)} is there already; --replace takes its place, --id "
            "gives another name"
        )
        raise UsageError(msg)
