"""Many pairs of places in the values of a column: which there are, and one function for all."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Similarities = Callable[[Rows, Rows], Floats]
"""A function from two arrays of places to the similarity of each pair."""

# So many pairs of values are marked in a table; more are sorted.
_TABLE = 2**20


def distinct_pairs(a: Rows, b: Rows, n: int) -> tuple[Rows, Rows, Rows]:
    """Return the distinct pairs of places among `n`, in order, and which one each pair is.

    >>> first, second, which = distinct_pairs(np.array([1, 0, 1]), np.array([2, 1, 2]), 3)
    >>> first.tolist(), second.tolist(), which.tolist()
    ([0, 1], [1, 2], [1, 0, 1])
    """
    size = np.int64(n)
    pairs = a * size + b
    if n * n <= _TABLE:
        held = np.zeros(n * n, dtype=np.bool_)
        held[pairs] = True
        distinct = np.flatnonzero(held)
        order = np.empty(n * n, dtype=np.int64)
        order[distinct] = np.arange(len(distinct))
        which = order[pairs]
    else:
        distinct, which = np.unique(pairs, return_inverse=True)
    first, second = np.divmod(distinct, max(size, np.int64(1)))
    return first, second, which


def one_by_one(compare: Callable[[Any, Any], float], values: Sequence[Any]) -> Similarities:
    """Return a function that asks a scalar one about each distinct pair."""

    def similarities(a: Rows, b: Rows) -> Floats:
        first, second, which = distinct_pairs(a, b, len(values))
        lefts, rights = ([values[i] for i in places.tolist()] for places in (first, second))
        return np.array(list(map(compare, lefts, rights)), dtype=np.float64)[which]

    return similarities


def either(fit: Flags, many: Similarities, others: Similarities) -> Similarities:
    """Return a function that compares pairs of values that fit by one function, others by another.

    Args:
        fit: which values are of the shape that `many` compares.
        many: the function for pairs of them.
        others: the function for all other pairs.
    """
    if fit.all():
        return many

    def similarities(a: Rows, b: Rows) -> Floats:
        both = fit[a] & fit[b]
        if both.all():
            return many(a, b)
        found = np.empty(len(a), dtype=np.float64)
        found[both], found[~both] = many(a[both], b[both]), others(a[~both], b[~both])
        return found

    return similarities
