"""The result for the records of one type, as arrays."""

import logging
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import RulePlan
from custmdm.cluster import connected_components
from custmdm.linker._matching import Matching
from custmdm.linker._run import Compared
from custmdm.model import MatchScore, RecordId
from custmdm.tables import Table
from custmdm.typing import IdFactory, Progress

logger = logging.getLogger("custmdm")

Int64 = npt.NDArray[np.int64]


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
    """

    table: Table
    matching: Matching
    left: Int64
    right: Int64
    weight: npt.NDArray[np.float64]
    labels: Int64
    golden_ids: tuple[str, ...]
    plans: tuple[RulePlan, ...]
    n_pairs: int

    @cached_property
    def clusters(self) -> list[list[int]]:
        """Return the rows of each cluster."""
        order = np.argsort(self.labels, kind="stable")
        bounds = np.flatnonzero(np.diff(self.labels[order])) + 1
        return [rows.tolist() for rows in np.split(order, bounds)] if len(order) else []


def resolve_table(
    matching: Matching, table: Table, compared: Compared, ids: IdFactory, progress: Progress
) -> ResolvedTable:
    """Score compared pairs, keep the possible ones and cluster the matches."""
    progress("cluster", 0, 1)
    thresholds = matching.thresholds
    weights = matching.model.vector_weights(compared.vectors)
    probabilities = np.array([MatchScore.probability_of(w) for w in weights.tolist()])
    possible = (probabilities >= thresholds.possible)[compared.vector_of]
    left, right = compared.pairs.left[possible], compared.pairs.right[possible]
    vector = compared.vector_of[possible]
    match = (probabilities >= thresholds.match)[vector]
    labels = connected_components(len(table), left[match], right[match])
    n = int(labels.max()) + 1 if len(labels) else 0
    members: list[list[RecordId]] = [[] for _ in range(n)]
    for row, label in enumerate(labels.tolist()):
        members[label].append(table.ids[row])
    golden_ids = tuple(ids(m) for m in members)
    progress("cluster", 1, 1)
    logger.info("resolved: %d records, %d links, %d customers", len(table), int(match.sum()), n)
    return ResolvedTable(
        table, matching, left, right, weights[vector], labels, golden_ids,
        compared.pairs.plans, len(compared.pairs),
    )  # fmt: skip
