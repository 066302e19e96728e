"""How right other clusters of the same records would be, from labels of pairs of one result."""

from typing import Any

import numpy as np

from custmdm.evaluate._intervals import Estimate, share_of
from custmdm.evaluate._labelled import labelled_strata
from custmdm.evaluate._labels import metrics_of
from custmdm.evaluate._results import HasLinks, Int64, ScoredPairs, n_pairs, rows_of
from custmdm.evaluate._sampling import SamplingPlan
from custmdm.evaluate._strata import Scored, Unlinked

_UNKNOWN = share_of(0, 0)


class LabelledPairs:
    """Estimate precision, recall and F1 of any clusters of the records of a result.

    As `from_labels` does for the clusters of the result itself. Other clusters cut a stratum in
    two, the pairs that are together and those that are not; how many there are of each is known,
    and those labelled among them are a random sample: each side is a stratum of its own
    (poststratification: Cochran, Sampling Techniques, 1977, section 5A.9). Of pairs that are
    together and were not in the plan nothing is known: they make the intervals wide.
    """

    def __init__(self, result: HasLinks, plan: SamplingPlan, labels: Any) -> None:
        records, self._base = rows_of(result)
        row_of = {record: row for row, record in enumerate(records)}
        self._scored = ScoredPairs.of(result, records)
        self._strata = []
        for stratum in labelled_strata(plan, labels, self._base, self._scored):
            left, right = (
                np.array([row_of[getattr(pair, side)] for pair in stratum.pairs], dtype=np.int64)
                for side in ("left", "right")
            )
            self._strata.append((stratum, left, right))

    def metrics(self, cluster: Int64) -> tuple[Estimate, Estimate, Estimate]:
        """Return precision, recall and F1 of clusters.

        Args:
            cluster: the cluster of each record, dense from 0, in the order of their ids.
        """
        merged: list[tuple[int, Estimate]] = []
        apart: list[tuple[int, Estimate]] = []
        for stratum, left, right in self._strata:
            together = cluster[left] == cluster[right]
            n = self._n_together(stratum.group, cluster)
            merged += stratum.side(n, together)
            apart += stratum.side(len(stratum.group) - n, ~together)
        unseen = n_pairs(cluster) - sum(size for size, _ in merged)
        if unseen:
            merged.append((unseen, _UNKNOWN))
        return metrics_of(merged, apart, 1.0)

    def _n_together(self, group: Scored | Unlinked, cluster: Int64) -> int:
        """Return how many pairs of a group are together."""
        if isinstance(group, Scored):
            left, right = group.rows
            return int(np.count_nonzero(cluster[left] == cluster[right]))
        left, right = self._scored.left, self._scored.right
        scored = (self._base[left] == self._base[right]) & (cluster[left] == cluster[right])
        return n_pairs(self._base, cluster) - int(np.count_nonzero(scored))
