"""Tables that are told by columns, read again."""

TABLES = ("controls", "events", "claims", "voices", "reports")
"""The lists of a block that are tables: all rows of each have the same fields."""


def rows_of(table):
    """Return the rows of a table."""
    count, *columns = table or [0]
    whole = [_column(column, count) for column in columns]
    return [list(row) for row in zip(*whole, strict=True)]


def _column(column, count):
    if isinstance(column, dict):
        return [column["of"][number] for number in column["at"]]
    if len(column) == count:
        return column
    runs = zip(column[::2], column[1::2], strict=True)
    return [value for value, times in runs for _ in range(times)]


def in_rows(block):
    """Return a block with the rows of its tables."""
    return {**block, **{key: rows_of(block[key]) for key in TABLES}}
