"""Which combinations of values occur in several columns."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int32]
Rows = npt.NDArray[np.int64]

# Codes below 0 are -1 and -2.
_BELOW = 2


def combinations(columns: Sequence[npt.NDArray[np.integer]]) -> tuple[Rows, Rows]:
    """Return where each distinct combination of codes stands first, and which one each row has.

    Combinations come in the order of their codes, the first column first.

    >>> first, of_row = combinations([np.array([1, 0, 1, -1]), np.array([5, 5, 5, 0])])
    >>> first.tolist(), of_row.tolist()
    ([3, 1, 0], [2, 1, 2, 0])
    """
    numbers = np.zeros(len(columns[0]), np.int64)
    size = 1
    for codes in columns:
        more = int(codes.max(initial=0)) + _BELOW + 1
        if size * more > np.iinfo(np.int64).max:
            # Too many thinkable combinations for a number each: only those that occur get one.
            _, numbers = np.unique(numbers, return_inverse=True)
            size = len(numbers)
        numbers = numbers * more + codes + _BELOW
        size *= more
    _, first, of_row = np.unique(numbers, return_index=True, return_inverse=True)
    return first, of_row.reshape(-1)
