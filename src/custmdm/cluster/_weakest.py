"""How weak the weakest pair inside each cluster is."""

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def weakest_pairs(
    labels: Int64,
    left: Int64,
    right: Int64,
    weight: Floats,
    sides: npt.NDArray[np.int8] | None = None,
) -> Floats:
    """Return the weight of the weakest pair inside each cluster.

    A mean lets one strong pair speak for a weak one; who wants to merge a set without anybody
    looking asks for every pair of it.

    >>> labels = np.array([0, 0, 0, 1, 1, 2])
    >>> left, right = np.array([0, 0, 1, 3]), np.array([1, 2, 2, 4])
    >>> weakest_pairs(labels, left, right, np.array([9.0, 8.0, 0.5, 4.0])).tolist()
    [0.5, 4.0, inf]

    Args:
        labels: the cluster of each record, dense from 0.
        left: the row of the one record of each scored pair, each pair once.
        right: the row of the other.
        weight: its weight, in bits.
        sides: where two tables are linked, the table that each record is of, 0 or 1: then only
            pairs across count.

    Returns:
        For each cluster a weight: infinite where it has no pair, minus infinite where some pair of
        it was not scored.
    """
    sizes = np.bincount(labels)
    n_pairs = sizes * (sizes - 1) // 2
    if sides is not None:
        of_second = np.bincount(labels[sides == 1], minlength=len(sizes))
        n_pairs = of_second * (sizes - of_second)
    inside = labels[left] == labels[right]
    cluster = labels[left[inside]]
    found = np.full(len(sizes), np.inf)
    np.minimum.at(found, cluster, weight[inside])
    scored = np.bincount(cluster, minlength=len(sizes))
    found[scored < n_pairs] = -np.inf
    return found
