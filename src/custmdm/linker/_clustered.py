"""Scored pairs to clusters: every pair inside what links connect is scored, then clustered."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.cluster import RowConstraints, connected_components, constrained
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

    def and_also(self, other: "ScoredPairs") -> "ScoredPairs":
        """Return these pairs and others."""
        return ScoredPairs(
            np.concatenate([self.left, other.left]),
            np.concatenate([self.right, other.right]),
            np.concatenate([self.weight, other.weight]),
        )

    def decided(self, constraints: RowConstraints, together: Int64) -> "ScoredPairs":
        """Return the pairs with no doubt left where a constraint decides."""
        weight = self.weight.copy()
        weight[together[self.left] == together[self.right]] = np.inf
        weight[constraints.part(len(together), self.left, self.right)] = -np.inf
        return ScoredPairs(self.left, self.right, weight)


def probabilities(weight: Floats) -> Floats:
    """Return the match probability of each match weight in bits, infinite ones too."""
    # Beyond this no float is nearer to 0 or 1, and 2**weight would overflow.
    return np.asarray(1.0 / (1.0 + np.exp2(-np.clip(weight, -500.0, 500.0))))


def expected_pairs(labels: Int64, pairs: ScoredPairs) -> tuple[float, float, float]:
    """Return how many pairs of clusters are expected true, how many there are, and all true ones.

    Pairs together that were never scored count as wrong.

    Args:
        labels: the cluster of each row, dense from 0.
        pairs: the scored pairs, with the weights that say how likely each is in the end.
    """
    probability = probabilities(pairs.weight)
    together = labels[pairs.left] == labels[pairs.right]
    sizes = np.bincount(labels, minlength=1).astype(np.float64)
    n_together = float((sizes * (sizes - 1) / 2).sum())
    return float(probability[together].sum()), n_together, float(probability.sum())


def close(
    n: int, pairs: ScoredPairs, cut: float, score: Score, given: RowConstraints
) -> tuple[Int64, ScoredPairs]:
    """Return the parts that links connect, and every pair inside them, scored.

    Args:
        n: the number of records.
        pairs: the scored candidate pairs.
        cut: the match weight from which on a pair is a link, in bits.
        score: gives the weight of any pairs.
        given: what is always one is linked, what must stay apart is not.
    """
    free = (pairs.weight >= cut) & ~given.part(n, pairs.left, pairs.right)
    left, right = given.always
    certain = ScoredPairs(left, right, np.full(len(left), np.inf))
    links = pairs.where(free).and_also(certain)
    parts = _parts(n, links, cut)
    left, right = inner_pairs(parts)
    known = pairs.where(parts[pairs.left] == parts[pairs.right])
    return parts, scored(n, left, right, known, score)


def scored(n: int, left: Int64, right: Int64, known: ScoredPairs, score: Score) -> ScoredPairs:
    """Return pairs with their weights: of those that are known, the weight that they have.

    Args:
        n: the number of records.
        left: the lower row of each pair.
        right: the higher one.
        known: pairs that are scored, in any order, each once, the lower row left.
        score: gives the weight of any pairs.
    """
    weight = np.empty(len(left), dtype=np.float64)
    keys = known.left * n + known.right
    order = np.argsort(keys)
    keys, wanted = keys[order], left * n + right
    at = np.searchsorted(keys, wanted)
    is_known = np.append(keys, -1)[at] == wanted
    weight[is_known] = known.weight[order[at[is_known]]]
    rest = np.flatnonzero(~is_known)
    if len(rest):
        weight[rest] = score(left[rest], right[rest])
    return ScoredPairs(left, right, weight)


def inner_pairs(labels: Int64) -> tuple[Int64, Int64]:
    """Return every pair of rows of one label, left below right.

    >>> left, right = inner_pairs(np.array([0, 1, 0, 0]))
    >>> list(zip(left.tolist(), right.tolist()))
    [(0, 2), (0, 3), (2, 3)]
    """
    # Most rows are alone: only the others are put in order.
    sizes = np.bincount(labels, minlength=1)
    order = np.flatnonzero(sizes[labels] > 1)
    order = order[np.argsort(labels[order], kind="stable")]
    sizes = sizes[sizes > 1]
    ends = np.repeat(np.cumsum(sizes), sizes)
    counts = ends - np.arange(len(order)) - 1
    left = np.repeat(order, counts)
    return left, order[ranges(np.arange(1, len(order) + 1), counts)]


def cluster_pairs(
    n: int, pairs: ScoredPairs, cut: float, clusterer: Clusterer, constraints: RowConstraints
) -> Int64:
    """Return the cluster of each record, from pairs scored relative to a cut."""
    return constrained(
        clusterer, n, pairs.left, pairs.right, pairs.weight - cut,
        always=constraints.always, never=constraints.never, group=constraints.group,
    )  # fmt: skip


def _parts(n: int, links: ScoredPairs, cut: float) -> Int64:
    """Return components, those too large taken apart at higher cuts."""
    labels = connected_components(n, links.left, links.right)
    while True:
        large = np.bincount(labels, minlength=1) > _MAX_PART
        inside = large[labels[links.left]]
        # What is always one holds at any cut.
        if not (inside & np.isfinite(links.weight)).any():
            return labels
        cut += 1.0
        links = links.where(~inside | (links.weight >= cut))
        labels = connected_components(n, links.left, links.right)
