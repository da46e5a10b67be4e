"""Fits of cost to size, in plain Python: a process that measures stays small."""

from __future__ import annotations

import math
from collections.abc import Sequence


def power(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """
    Return the power of sizes with which costs grow: a line through logarithms.

    It is not a number where a cost is not above 0.
    """
    if min(costs) <= 0:
        return math.nan
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x_mean, y_mean = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    pairs = zip(xs, ys, strict=True)
    over = math.fsum((x - x_mean) * (y - y_mean) for x, y in pairs)
    return over / math.fsum((x - x_mean) ** 2 for x in xs)


def shares(rows: Sequence[Sequence[float]], costs: Sequence[float]) -> list[float]:
    """
    Split costs among what rows count: least squares of relative errors, none below 0.

    Parameters
    ----------
    rows
        For each cost, how much there was of each thing.
    costs
        All above 0.

    Returns
    -------
    shares
        The cost of one of each thing. Things that would come out below 0 are taken
        out one by one, the worst first, and cost 0.
    """
    scaled = [
        [number / cost for number in row] for row, cost in zip(rows, costs, strict=True)
    ]
    kept = list(range(len(rows[0])))
    while True:
        found = _solved([[row[k] for k in kept] for row in scaled])
        least = min(found)
        if least >= 0:
            break
        del kept[found.index(least)]
    return [found[kept.index(k)] if k in kept else 0.0 for k in range(len(rows[0]))]


def _solved(rows: Sequence[Sequence[float]]) -> list[float]:
    """Find the factors with which all rows come nearest to 1 (normal equations)."""
    size = len(rows[0])
    matrix = [
        [math.fsum(row[i] * row[j] for row in rows) for j in range(size)]
        + [math.fsum(row[i] for row in rows)]
        for i in range(size)
    ]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(matrix[k][i]))
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        for k in range(size):
            if k != i:
                factor = matrix[k][i] / matrix[i][i]
                matrix[k] = [
                    there - factor * here
                    for there, here in zip(matrix[k], matrix[i], strict=True)
                ]
    return [matrix[i][size] / matrix[i][i] for i in range(size)]
