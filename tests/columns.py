"""Tables that are told by columns, read again."""

from geocontrol.render.columns import table_of

TABLES = ("controls", "events", "voices", "reports")
"""The lists of a block that are tables: all rows of each have the same fields."""


def told(rows):
    """Return the table of some rows."""
    return table_of(*zip(*rows, strict=True)) if rows else table_of([])


def rows_of(table):
    """Return the rows of a table."""
    count, *columns = table or [0]
    whole = [
        column
        if len(column) == count
        else [
            value
            for value, times in zip(column[::2], column[1::2], strict=True)
            for _ in range(times)
        ]
        for column in columns
    ]
    return [list(row) for row in zip(*whole, strict=True)]


def in_rows(block):
    """Return a block with the rows of its tables."""
    return {**block, **{key: rows_of(block[key]) for key in TABLES}}
