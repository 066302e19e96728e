"""Scored pairs to clusters: every pair inside what links connect is scored, then clustered."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.cluster import connected_components, constrained
from custmdm.columns import ranges
from custmdm.typing import Clusterer

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Score = Callable[[Int64, Int64], Floats]

# What links connect is taken apart at higher and higher weights until no part is larger: then
# every pair of it is scored.
_MAX_PART = 400


@frozen(eq=False)
class ScoredPairs:
    """Hold pairs of rows with their match weights, in bits."""

    left: Int64
    right: Int64
    weight: Floats

    def where(self, kept: npt.NDArray[np.bool_]) -> "ScoredPairs":
        """Return the pairs that are kept."""
        return ScoredPairs(self.left[kept], self.right[kept], self.weight[kept])


def close(n: int, pairs: ScoredPairs, cut: float, score: Score) -> tuple[Int64, ScoredPairs]:
    """Return the parts that links connect, and every pair inside them, scored.

    Args:
        n: the number of records.
        pairs: the scored candidate pairs.
        cut: the match weight from which on a pair is a link, in bits.
        score: gives the weight of any pairs.
    """
    parts = _parts(n, pairs.where(pairs.weight >= cut), cut)
    left, right = inner_pairs(parts)
    return parts, ScoredPairs(left, right, score(left, right))


def inner_pairs(labels: Int64) -> tuple[Int64, Int64]:
    """Return every pair of rows of one label, left below right.

    >>> left, right = inner_pairs(np.array([0, 1, 0, 0]))
    >>> list(zip(left.tolist(), right.tolist()))
    [(0, 2), (0, 3), (2, 3)]
    """
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels, minlength=1)
    ends = np.repeat(np.cumsum(sizes), sizes)
    counts = ends - np.arange(len(order)) - 1
    left = np.repeat(order, counts)
    return left, order[ranges(np.arange(1, len(order) + 1), counts)]


def cluster_pairs(n: int, pairs: ScoredPairs, cut: float, clusterer: Clusterer) -> Int64:
    """Return the cluster of each record, from pairs scored relative to a cut."""
    return constrained(clusterer, n, pairs.left, pairs.right, pairs.weight - cut)


def _parts(n: int, links: ScoredPairs, cut: float) -> Int64:
    """Return components, those too large taken apart at higher cuts."""
    labels = connected_components(n, links.left, links.right)
    while True:
        large = np.bincount(labels, minlength=1) > _MAX_PART
        inside = large[labels[links.left]]
        if not inside.any():
            return labels
        cut += 1.0
        links = links.where(~inside | (links.weight >= cut))
        labels = connected_components(n, links.left, links.right)
