"""Clusters of weighed pairs, at the thresholds that there are."""

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.cluster import RowConstraints
from custmdm.linker._clustered import ScoredPairs, close, cluster_pairs
from custmdm.linker._collective import join_weights, joined, mutual_best, neighbours
from custmdm.linker._compared import CHUNK, Compared, VectorsOf, distinct_rows
from custmdm.linker._constraints import Restrictions
from custmdm.linker._matching import Matching
from custmdm.linker._one_to_one import assign, contested
from custmdm.model import MatchScore
from custmdm.score import FellegiSunter

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]


@frozen(eq=False)
class Clustered:
    """Hold clusters with what they were made of.

    Attributes:
        labels: the cluster of each row, dense from 0.
        pairs: every scored pair, with the weight it was used with.
        expected: the same pairs with the weights that say how likely each is in the end.
        constraints: the constraints given, and the vetoed pairs.
    """

    labels: Int64
    pairs: ScoredPairs
    expected: ScoredPairs
    constraints: RowConstraints


def weighed(model: FellegiSunter, compared: Compared) -> ScoredPairs:
    """Return compared pairs with their match weights."""
    weights = model.vector_weights(compared.vectors)[compared.vector_of]
    return ScoredPairs(compared.pairs.left, compared.pairs.right, weights)


def cluster_table(
    matching: Matching,
    pairs: ScoredPairs,
    vectors_of: VectorsOf,
    held: Restrictions,
    *,
    matched_to: Small | None = None,
) -> Clustered:
    """Return the clusters of weighed pairs, and every pair that was looked at.

    Args:
        matching: what decides.
        pairs: the pairs.
        vectors_of: compares any other pairs.
        held: what the clusters must hold to.
        matched_to: where two tables are matched one to one, the table of each row, 0 or 1.
    """
    if matched_to is not None:
        cut = MatchScore.weight_of(matching.thresholds.match)
        bounds = held.among(pairs.left, pairs.right)
        labels, pairs = assign(pairs, cut, matching.model.prior, bounds, matched_to)
        return Clustered(labels, pairs, contested(len(held.together), pairs), bounds)
    labels, pairs, bounds = linked_clusters(matching, pairs, vectors_of, held)
    if matching.collective:
        a, b = mutual_best(*joins(matching, labels, pairs, vectors_of, held))
        labels = joined(labels, a, b)
    return Clustered(labels, pairs, pairs, bounds)


def linked_clusters(
    matching: Matching, pairs: ScoredPairs, vectors_of: VectorsOf, held: Restrictions
) -> tuple[Int64, ScoredPairs, RowConstraints]:
    """Return the clusters by links alone.

    And the pairs, with all those inside what links connect; and what the clusters held to.
    """
    n, cut = len(held.together), MatchScore.weight_of(matching.thresholds.match)

    def score(left: Int64, right: Int64) -> Floats:
        return weights_of(matching.model, vectors_of, left, right)

    parts, inside = close(n, pairs, cut, score, held.given)
    bounds = held.among(inside.left, inside.right)
    labels = cluster_pairs(n, inside, cut, matching.clusterer, bounds)
    across = pairs.where(parts[pairs.left] != parts[pairs.right])
    return labels, inside.and_also(across), bounds


def joins(
    matching: Matching,
    labels: Int64,
    pairs: ScoredPairs,
    vectors_of: VectorsOf,
    held: Restrictions,
) -> tuple[Int64, Int64, Floats]:
    """Return pairs of clusters that their best values would join, each with its weight."""
    one, two = neighbours(labels, pairs)
    weight = join_weights(labels, one, two, matching.model, vectors_of, held.apart)
    enough = weight >= MatchScore.weight_of(matching.thresholds.match)
    return one[enough], two[enough], weight[enough]


def weights_of(model: FellegiSunter, vectors_of: VectorsOf, left: Int64, right: Int64) -> Floats:
    """Return the match weight of any pairs of rows, in bits."""
    found = vectors_of(left, right)
    weights = np.empty(len(found))
    for start in range(0, len(found), CHUNK):
        part = slice(start, start + CHUNK)
        vectors, which = distinct_rows(found[part])
        weights[part] = model.vector_weights(vectors)[which]
    return weights
