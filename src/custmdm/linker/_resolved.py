"""The result for the records of one type, as arrays."""

import logging
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import RulePlan
from custmdm.linker._clustered import ScoredPairs, close, cluster_pairs
from custmdm.linker._collective import join_by_best_values
from custmdm.linker._matching import Matching
from custmdm.linker._run import Compared
from custmdm.model import MatchScore, RecordId
from custmdm.tables import Table
from custmdm.typing import IdFactory, Progress

logger = logging.getLogger("custmdm")

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@frozen(eq=False)
class ResolvedTable:
    """Hold the result for the records of one type.

    Attributes:
        table: the standardized records.
        matching: what they were resolved with.
        left: the row of the one record of each kept pair.
        right: the row of the other.
        weight: the match weight of each kept pair.
        labels: the cluster of each row, dense from 0.
        golden_ids: the golden id of each cluster.
        plans: what each blocking rule proposed.
        n_pairs: how many pairs were compared.
        expected_f1: how right the clusters promise to be, by the match probabilities.
    """

    table: Table
    matching: Matching
    left: Int64
    right: Int64
    weight: Floats
    labels: Int64
    golden_ids: tuple[str, ...]
    plans: tuple[RulePlan, ...]
    n_pairs: int
    expected_f1: float

    @cached_property
    def clusters(self) -> list[list[int]]:
        """Return the rows of each cluster."""
        order = np.argsort(self.labels, kind="stable")
        bounds = np.flatnonzero(np.diff(self.labels[order])) + 1
        return [rows.tolist() for rows in np.split(order, bounds)] if len(order) else []


def resolve_table(
    matching: Matching, table: Table, compared: Compared, ids: IdFactory, progress: Progress
) -> ResolvedTable:
    """Score compared pairs, cluster the matches and keep the possible ones."""
    progress("cluster", 0, 1)
    n = len(table)
    labels, pairs = cluster_table(matching, n, compared)
    cut = MatchScore.weight_of(matching.thresholds.match)
    kept = pairs.where(pairs.weight >= MatchScore.weight_of(matching.thresholds.possible))
    n_clusters = int(labels.max()) + 1 if len(labels) else 0
    members: list[list[RecordId]] = [[] for _ in range(n_clusters)]
    for row, label in enumerate(labels.tolist()):
        members[label].append(table.ids[row])
    golden_ids = tuple(ids(m) for m in members)
    progress("cluster", 1, 1)
    links = (labels[kept.left] == labels[kept.right]) & (kept.weight >= cut)
    logger.info("resolved: %d records, %d links, %d customers", n, int(links.sum()), n_clusters)
    return ResolvedTable(
        table, matching, kept.left, kept.right, kept.weight, labels, golden_ids,
        compared.pairs.plans, len(compared.pairs), _expected_f1(labels, pairs),
    )  # fmt: skip


def cluster_table(matching: Matching, n: int, compared: Compared) -> tuple[Int64, ScoredPairs]:
    """Return the cluster of each of `n` records, and every scored pair."""
    model = matching.model

    def score(left: Int64, right: Int64) -> Floats:
        return model.vector_weights(compared.vectors_of(left, right))

    weights = model.vector_weights(compared.vectors)[compared.vector_of]
    candidates = ScoredPairs(compared.pairs.left, compared.pairs.right, weights)
    cut = MatchScore.weight_of(matching.thresholds.match)
    parts, inside = close(n, candidates, cut, score)
    labels = cluster_pairs(n, inside, cut, matching.clusterer)
    between = candidates.where(parts[candidates.left] != parts[candidates.right])
    pairs = ScoredPairs(
        np.concatenate([inside.left, between.left]),
        np.concatenate([inside.right, between.right]),
        np.concatenate([inside.weight, between.weight]),
    )
    if matching.collective:
        labels = join_by_best_values(labels, pairs, cut, model, compared.vectors_of)
    return labels, pairs


def _expected_f1(labels: Int64, pairs: ScoredPairs) -> float:
    """Return the F1 that the match probabilities promise for the clusters.

    Pairs together that were never scored count as wrong. Where nothing is together, all is right
    unless some pair is a match: the F1 is then 1 or 0, and this is the chance that it is 1.
    """
    probability = 1.0 / (1.0 + np.exp2(-np.clip(pairs.weight, -500.0, 500.0)))
    together = labels[pairs.left] == labels[pairs.right]
    sizes = np.bincount(labels, minlength=1).astype(np.float64)
    n_together = float((sizes * (sizes - 1) / 2).sum())
    if n_together == 0.0:
        return float(np.exp(np.log1p(-np.minimum(probability, 1.0 - 1e-9)).sum()))
    total = n_together + float(probability.sum())
    return 2.0 * float(probability[together].sum()) / total
