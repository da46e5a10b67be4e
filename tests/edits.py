"""Edits of the files of the drawn world: its rows as text or as tables."""

import copy

from geocontrol.io.parquetwrite import write_table
from geocontrol.io.yamlfile import read_yaml
from geocontrol.io.yamlwrite import format_file, raw_of

EVENTS = "seeds/war/events/2020-01"
MORE = "seeds/war/events/2020-02"
REPORTS = "seeds/war/reports"
VOICES = "seeds/war/voices"
PLACES = "gazetteer/shire/places/shire"


def rows_of(path, list_key):
    return raw_of(read_yaml(path))[list_key]


def put(folder, name, rows, *, as_table):
    """Write the rows of a list, as text or as a table."""
    folders = {"events", "places"} & set(name.split("/"))
    list_key = folders.pop() if folders else name.rpartition("/")[2]
    text, table = folder / f"{name}.yaml", folder / f"{name}.parquet"
    text.unlink(missing_ok=True)
    table.unlink(missing_ok=True)
    if as_table:
        write_table(table, list_key, rows)
    else:
        text.write_text(format_file(list_key, rows), encoding="utf-8")


def noted(rows, at, number):
    rows[at]["note"] = f"Told otherwise {number}"


def gone(rows, at, _):
    del rows[at]


def new(rows, at, number):
    rows.insert(at, {**rows[at], "id": f"{rows[at]['id']}-{number}"})


def twice(rows, at, _):
    rows.append(rows[at])


def swapped(rows, at, _):
    rows[at], rows[0] = rows[0], rows[at]


def wrong(rows, at, _):
    rows[at]["url" if "issued" in rows[at] else "note"] = "non\x00sense"


def late(rows, at, number):
    key = "issued" if "issued" in rows[at] else "event_date"
    rows[at][key] = f"2020-01-{1 + number:02}"


def printed(rows, at, number):
    rows[at]["title" if "issued" in rows[at] else "note"] = f"Told otherwise {number}"
    if "issued" in rows[at]:
        rows[at]["publisher"] = f"Paper {number % 2}"


ALL_EDITS = [noted, gone, new, twice, swapped, wrong, late, printed]


def edited(rows, edit, number):
    """Return rows of which one is edited."""
    rows = copy.deepcopy(rows)
    if rows:
        edit(rows, number % len(rows), number)
    return rows
