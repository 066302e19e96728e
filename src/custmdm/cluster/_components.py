"""Connected components: all that links connect, however weakly."""

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Labels below this many times as many rows are looked up in a table.
_ROOM = 4


def connected_components(n: int, left: Int64, right: Int64, weight: Floats | None = None) -> Int64:
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
    if len(left) == 0:
        return np.arange(n, dtype=np.int64)
    # scipy takes longer to import than all the rest together: only who clusters pays.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components as components

    # Most records have no link: only the others make up the graph.
    linked = np.zeros(n, dtype=np.bool_)
    linked[left] = linked[right] = True
    rows = np.flatnonzero(linked)
    place = np.cumsum(linked, dtype=np.int32) - 1
    ones = np.ones(len(left), dtype=np.int8)
    graph = coo_array((ones, (place[left], place[right])), shape=(len(rows), len(rows)))
    _, labels = components(graph, directed=False)
    # scipy states no order of its labels; ours is the order of the records.
    return spread(n, rows, labels)


def spread(n: int, rows: Int64, labels: npt.NDArray[np.integer]) -> Int64:
    """Return the cluster of each of `n` records, numbered by their first, given those of some.

    >>> spread(4, np.array([1, 3]), np.array([0, 0])).tolist()
    [0, 1, 2, 1]

    Args:
        n: the number of records.
        rows: some of them, ascending; every other is alone.
        labels: the cluster of each of these, from 0 and below their number.
    """
    # Written backwards, so that the first row of each label stays.
    first = np.zeros(len(rows), dtype=np.int64)
    first[labels[::-1]] = rows[::-1]
    of_row = np.arange(n, dtype=np.int64)
    of_row[rows] = first[labels]
    return _numbered(of_row)


def by_first_row(labels: npt.NDArray[np.integer]) -> Int64:
    """Return the same clusters, numbered from 0 by their first record.

    >>> by_first_row(np.array([7, 3, 7, 5])).tolist()
    [0, 1, 0, 2]
    """
    n = len(labels)
    if labels.dtype.kind != "i" or (n and (labels.min() < 0 or labels.max() > _ROOM * n)):
        _, labels = np.unique(labels, return_inverse=True)
    # Written backwards, so that the first row of each label stays: no sorting.
    first = np.zeros(int(labels.max(initial=-1)) + 1, dtype=np.int64)
    first[labels[::-1]] = np.arange(n - 1, -1, -1)
    return _numbered(first[labels])


def _numbered(first_rows: Int64) -> Int64:
    """Return clusters numbered from 0, given the first row of that of each row."""
    leads = first_rows == np.arange(len(first_rows))
    return np.asarray((np.cumsum(leads) - 1)[first_rows])


def places(component: Int64) -> Int64:
    """Return the place of each row within its component, from 0.

    >>> places(np.array([4, 2, 4, 4])).tolist()
    [0, 0, 1, 2]
    """
    order = np.argsort(component, kind="stable")
    first = np.searchsorted(component[order], component[order])
    places = np.empty(len(component), dtype=np.int64)
    places[order] = np.arange(len(order)) - first
    return places
