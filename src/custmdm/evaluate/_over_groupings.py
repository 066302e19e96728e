"""How right other clusters of the same records would be, from labels of pairs of one result."""

from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.errors import ConfigurationError
from custmdm.evaluate._intervals import Estimate, share_of
from custmdm.evaluate._labels import answers_of, metrics_of
from custmdm.evaluate._results import HasLinks, Int64, ScoredPairs, n_pairs, rows_of
from custmdm.evaluate._sampling import SamplingPlan
from custmdm.evaluate._strata import Scored, divide

_UNKNOWN = share_of(0, 0)


@frozen(eq=False)
class _Stratum:
    """Hold the pairs of a stratum and its labels.

    Attributes:
        n_pairs: how many pairs there are.
        stated: the mean of their stated probabilities.
        rows: left and right rows of its pairs; None where they are not held one by one.
        labelled: left and right rows of the labelled pairs.
        true: whether each is one customer.
    """

    n_pairs: int
    stated: float
    rows: tuple[Int64, Int64] | None
    labelled: tuple[Int64, Int64]
    true: npt.NDArray[np.bool_]

    def side(self, size: int, chosen: npt.NDArray[np.bool_]) -> list[tuple[int, Estimate]]:
        """Return some of its pairs, as many as said, with the share of true ones; if there are any.

        Args:
            size: how many pairs.
            chosen: which of the labels are of them.
        """
        if not size:
            return []
        n_true, n_seen = int(self.true[chosen].sum()), int(chosen.sum())
        return [(size, share_of(n_true, n_seen, size, self.stated))]


class LabelledPairs:
    """Estimate precision, recall and F1 of any clusters of the records of a result.

    As `from_labels` does for the clusters of the result itself. Other clusters cut a stratum in
    two, the pairs that are together and those that are not; how many there are of each is known,
    and those labelled among them are a random sample: each side is a stratum of its own
    (poststratification: Cochran, Sampling Techniques, 1977, section 5A.9). Of pairs that are
    together and were not in the plan nothing is known: they make the intervals wide.
    """

    def __init__(self, result: HasLinks, plan: SamplingPlan, labels: Any) -> None:
        answers = answers_of(plan, labels)
        records, self._base = rows_of(result)
        row_of = {record: row for row, record in enumerate(records)}
        self._scored = ScoredPairs.of(result, records)
        groups = divide(self._base, self._scored)
        if [(s.name, s.n_pairs) for s in plan.strata] != [(g.name, len(g)) for g in groups]:
            raise ConfigurationError("the plan is of another result: draw one from this result")
        self.n_labels = len(answers)
        self._strata = []
        for group in groups:
            own = [(pair, answer) for pair, answer in answers if pair.stratum == group.name]
            labelled = [
                [row_of[getattr(pair, side)] for pair, _ in own] for side in ("left", "right")
            ]
            left, right = (np.array(one, dtype=np.int64) for one in labelled)
            stated = 0.5 if group.stated is None else group.stated
            true = np.array([answer for _, answer in own], dtype=np.bool_)
            rows = group.rows if isinstance(group, Scored) else None
            self._strata.append(_Stratum(len(group), stated, rows, (left, right), true))

    def metrics(self, cluster: Int64) -> tuple[Estimate, Estimate, Estimate]:
        """Return precision, recall and F1 of clusters.

        Args:
            cluster: the cluster of each record, dense from 0, in the order of their ids.
        """
        merged: list[tuple[int, Estimate]] = []
        apart: list[tuple[int, Estimate]] = []
        for stratum in self._strata:
            left, right = stratum.labelled
            together = cluster[left] == cluster[right]
            n = self._n_together(stratum, cluster)
            merged += stratum.side(n, together)
            apart += stratum.side(stratum.n_pairs - n, ~together)
        unseen = n_pairs(cluster) - sum(size for size, _ in merged)
        if unseen:
            merged.append((unseen, _UNKNOWN))
        return metrics_of(merged, apart, 1.0)

    def _n_together(self, stratum: _Stratum, cluster: Int64) -> int:
        """Return how many pairs of a stratum are together."""
        if stratum.rows is not None:
            left, right = stratum.rows
            return int(np.count_nonzero(cluster[left] == cluster[right]))
        left, right = self._scored.left, self._scored.right
        scored = (self._base[left] == self._base[right]) & (cluster[left] == cluster[right])
        return n_pairs(self._base, cluster) - int(np.count_nonzero(scored))
