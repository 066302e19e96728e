"""Links of two tables, so that no row has two partners."""

import itertools

import numpy as np
import numpy.typing as npt

from custmdm.cluster._components import connected_components, places
from custmdm.cluster._graph import QUANTUM
from custmdm.errors import ConfigurationError

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# Up to so many pairs of rows a component is solved as a matrix, 8 MB; above, as a sparse graph.
_CELLS = 1 << 20
# A weight above this is as certain as this.
_MOST = 2.0**20


def one_to_one(left: Int64, right: Int64, weight: Floats) -> Bools:
    """Return which links stay when every row of either side has one partner at most.

    The links that stay have the largest sum of weights that there is (optimal assignment: Jaro
    1989), and of equal sums the most links. Taking the strongest link first would not do: below,
    it would leave two rows alone.

    >>> left, right = np.array([0, 0, 1]), np.array([0, 1, 0])
    >>> one_to_one(left, right, np.array([9.0, 8.0, 7.0])).tolist()
    [False, True, True]

    The order of the links changes nothing; of equal solutions, the numbers of the rows settle
    which. Hand over the rank of each record instead of its row, and the order of the records
    changes nothing either.

    Args:
        left: the row of the left record of each link.
        right: the row of the right one; the two sides are numbered each on its own.
        weight: the weight of each link in bits; below 0 it never stays.

    Returns:
        For each link whether it stays. Of links between the same two rows, one does.

    Raises:
        ConfigurationError: if a weight is NaN.
    """
    weight = np.asarray(weight, dtype=np.float64)
    if np.isnan(weight).any():
        raise ConfigurationError("a weight is NaN: every link needs a weight in bits")
    links = np.flatnonzero(weight >= 0.0)
    # In the order of the rows, and of links between the same two the strongest.
    links = links[np.lexsort((-weight[links], right[links], left[links]))]
    again = (np.diff(left[links]) == 0) & (np.diff(right[links]) == 0)
    links = links[np.append(np.ones(min(len(links), 1), dtype=np.bool_), ~again)]
    lefts, a = np.unique(left[links], return_inverse=True)
    rights, b = np.unique(right[links], return_inverse=True)
    parts = connected_components(len(lefts) + len(rights), a, len(lefts) + b)
    of_left, of_right = parts[: len(lefts)], parts[len(lefts) :]
    part = of_left[a]
    n = np.bincount(of_left, minlength=1)[part]
    m = np.bincount(of_right, minlength=1)[part]
    stays = np.zeros(len(weight), dtype=np.bool_)

    # Most components have one row on one side: the strongest link stays.
    star = np.flatnonzero((n == 1) | (m == 1))
    star = star[np.lexsort((-weight[links[star]], part[star]))]
    stays[links[star[np.diff(part[star], prepend=-1) > 0]]] = True

    rest = np.flatnonzero((n > 1) & (m > 1))
    rest = rest[np.argsort(part[rest], kind="stable")]
    bounds = np.flatnonzero(np.diff(part[rest], prepend=-1, append=len(parts)))
    # Whole numbers, for exact sums; and one more for each link, for which it is worth to stay.
    value = np.rint(np.minimum(weight[links], _MOST) / QUANTUM) * (np.minimum(n, m) + 1) + 1.0
    a, b = places(of_left)[a], places(of_right)[b]
    for start, stop in itertools.pairwise(bounds.tolist()):
        of = rest[start:stop]
        shape = int(n[of[0]]), int(m[of[0]])
        stays[links[of[_assigned(shape, a[of], b[of], value[of])]]] = True
    return stays


def _assigned(shape: tuple[int, int], a: Int64, b: Int64, value: Floats) -> Int64:
    """Return the positions of the links, given in order, that stay in one component."""
    # Imported here, for scipy is slow to import and not everybody clusters.
    from scipy.optimize import linear_sum_assignment

    n, m = shape
    if n * m <= _CELLS:
        matrix = np.zeros((n, m))
        matrix[a, b] = value
        one, other = linear_sum_assignment(matrix, maximize=True)
        found = matrix[one, other] > 0.0
    else:
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import min_weight_full_bipartite_matching

        # A sparse matching gives every left row a partner: its own column stands for none. No value
        # is 0, which would be no link.
        rows = np.arange(n)
        entries = np.append(value + 1.0, np.ones(n)), (np.append(a, rows), np.append(b, m + rows))
        graph = coo_array(entries, shape=(n, m + n)).tocsr()
        partners = min_weight_full_bipartite_matching(graph, maximize=True)
        one, other = (side.astype(np.int64) for side in partners)
        found = other < m
    return np.searchsorted(a * m + b, one[found] * m + other[found])
