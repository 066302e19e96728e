"""Clusters held against each other by the best values they have: sparse records find their own.

Two clusters are joined where the mean of the weights of their pairs, and the weight of the best
level of each comparison among those pairs, are at the cut in the middle, and where each is the best
that the other could be joined with. So a cluster is joined once at most, for more rounds would
drift, and what becomes of it hangs on its neighbours and on theirs alone.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from custmdm.cluster._graph import QUANTUM
from custmdm.columns import ranges
from custmdm.linker._clustered import ScoredPairs
from custmdm.linker._compared import distinct_rows
from custmdm.score import FellegiSunter

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]

# Two clusters are looked at if a pair of theirs is at least this likely, in bits, and if they
# have no more pairs than this.
NEAR = -12.0
_MAX_PAIRS = 400
# Beyond this no single pair speaks louder, in bits.
_CLIP = 17.0


def joined(labels: Int64, one: Int64, two: Int64) -> Int64:
    """Return the clusters with some pairs of them joined; those that are left keep their order.

    >>> joined(np.array([0, 1, 2, 0]), np.array([0]), np.array([2])).tolist()
    [0, 1, 0, 0]
    """
    number = np.arange(int(labels.max(initial=-1)) + 1)
    number[two] = one
    dense = np.cumsum(number == np.arange(len(number))) - 1
    return np.asarray(dense[number[labels]])


def mutual_best(one: Int64, two: Int64, weight: Floats) -> tuple[Int64, Int64]:
    """Return the pairs of clusters of which each is the best for the other.

    Where two are equally good for a third, neither is the best: nothing tells them apart.

    >>> one, two = np.array([0, 1, 3]), np.array([1, 2, 4])
    >>> [side.tolist() for side in mutual_best(one, two, np.array([5.0, 7.0, 1.0]))]
    [[1, 3], [2, 4]]
    >>> [side.tolist() for side in mutual_best(one, two, np.array([7.0, 7.0, 1.0]))]
    [[3], [4]]
    """
    n = int(max(one.max(initial=-1), two.max(initial=-1))) + 1
    best = np.full(n, -np.inf)
    for side in (one, two):
        np.maximum.at(best, side, weight)
    tops = np.zeros(n, dtype=np.int64)
    for side in (one, two):
        np.add.at(tops, side, weight == best[side])
    chosen = [(weight == best[side]) & (tops[side] == 1) for side in (one, two)]
    kept = chosen[0] & chosen[1]
    return one[kept], two[kept]


def neighbours(labels: Int64, pairs: ScoredPairs) -> tuple[Int64, Int64]:
    """Return pairs of clusters that have a pair of records which is not hopeless."""
    sizes = np.bincount(labels).astype(np.int64)
    near = pairs.weight >= NEAR
    a, b = labels[pairs.left[near]], labels[pairs.right[near]]
    one, two = np.minimum(a, b), np.maximum(a, b)
    n_pairs = sizes[one] * sizes[two]
    # Two single records have been compared by their best values already.
    kept = (one != two) & (n_pairs > 1) & (n_pairs <= _MAX_PAIRS)
    keys = np.unique(one[kept] * len(sizes) + two[kept])
    return keys // len(sizes), keys % len(sizes)


def join_weights(
    labels: Int64,
    one: Int64,
    two: Int64,
    model: FellegiSunter,
    vectors_of: Callable[[Int64, Int64], Small],
    apart: Callable[[Int64, Int64], Bools],
) -> Floats:
    """Return the weight of each pair of clusters; of those that may not be one, less than any."""
    if not len(one):
        return np.zeros(0)
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels).astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    cells = sizes[one] * sizes[two]
    group = np.repeat(np.arange(len(one)), cells)
    cell = ranges(np.zeros(len(one), np.int64), cells)
    a = order[starts[one][group] + cell // sizes[two][group]]
    b = order[starts[two][group] + cell % sizes[two][group]]
    a, b = np.minimum(a, b), np.maximum(a, b)
    vectors = vectors_of(a, b)
    mean = np.bincount(group, _clipped(_weights(model, vectors))) / cells
    best = _clipped(model.vector_weights(_best(vectors, group, model)))
    forbidden = np.bincount(group, apart(a, b), minlength=len(one)) > 0
    return np.asarray(np.where(forbidden, -np.inf, (mean + best) / 2.0))


def _weights(model: FellegiSunter, vectors: Small) -> Floats:
    distinct, which = distinct_rows(vectors)
    return model.vector_weights(distinct)[which]


def _clipped(weight: Floats) -> Floats:
    """Return weights that speak no louder than they may, rounded so that sums of them are exact."""
    return np.rint(np.clip(weight, -_CLIP, _CLIP) / QUANTUM) * QUANTUM


def _best(vectors: Small, group: Int64, model: FellegiSunter) -> Small:
    """Return for each group the vector of the best agreement of each comparison."""
    width = len(model.m)
    n = int(group[-1]) + 1
    found = np.empty((n, vectors.shape[1]), dtype=np.int8)
    for k in range(width):
        few, which = distinct_rows(vectors[:, [k, width + k]])
        alone = np.full((len(few), vectors.shape[1]), -1, dtype=np.int8)
        alone[:, [k, width + k]] = few
        # What is missing is worth less than the worst disagreement: any value is better known.
        worth = np.where(few[:, 0] >= 0, model.vector_weights(alone), -np.inf)[which]
        # Of those worth the same the one of the highest level, so that no order matters.
        order = np.lexsort((vectors[:, width + k], -vectors[:, k], -worth, group))
        first = order[np.searchsorted(group[order], np.arange(n))]
        found[:, [k, width + k]] = vectors[first][:, [k, width + k]]
    return found
