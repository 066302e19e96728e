"""Links to clusters."""

import numpy as np
import numpy.typing as npt

__all__ = ["connected_components"]

Int64 = npt.NDArray[np.int64]


def connected_components(
    n: int, left: Int64, right: Int64, weight: npt.NDArray[np.float64] | None = None
) -> Int64:
    """Return the cluster of each of `n` records: all that links connect, however weakly.

    Clusters are numbered by their first record, from 0.

    >>> connected_components(4, np.array([1]), np.array([3])).tolist()
    [0, 1, 2, 1]

    Args:
        n: the number of records.
        left: the row of the one record of each link.
        right: the row of the other.
        weight: not used; every clusterer is handed it.
    """
    del weight
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    # scipy takes longer to import than all the rest together: only who clusters pays.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components as components

    ones = np.ones(len(left), dtype=np.int8)
    _, labels = components(coo_array((ones, (left, right)), shape=(n, n)), directed=False)
    # scipy states no order of its labels; ours is the order of the records.
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]
