"""Precision, recall and F1 of clusters."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from attrs import frozen

from custmdm.evaluate._results import HasCrosswalk, entity_of


@frozen
class PairwiseMetrics:
    """Hold precision and recall; 1.0 where there is nothing to get wrong.

    >>> PairwiseMetrics(precision=0.5, recall=1.0).f1
    0.6666666666666666
    """

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@frozen
class ClusterMetrics:
    """Hold how right clusters are.

    Attributes:
        pairwise: over the pairs of records in one cluster; every true pair counts.
        bcubed: over records, each by its own cluster (Bagga and Baldwin 1998).
        exact: over clusters, those of one record too: the precision is the share of the clusters
            that hold one customer, whole and nothing else; the recall is the share of the true
            customers that have such a cluster (Menestrina, Whang and Garcia-Molina 2010).
        true_pairs: pairs that are together in the truth.
        found_pairs: pairs that are together in the result.
        correct_pairs: pairs that are together in both.
    """

    pairwise: PairwiseMetrics
    bcubed: PairwiseMetrics
    exact: PairwiseMetrics
    true_pairs: int
    found_pairs: int
    correct_pairs: int

    @property
    def precision(self) -> float:
        """Return the pairwise precision."""
        return self.pairwise.precision

    @property
    def recall(self) -> float:
        """Return the pairwise recall."""
        return self.pairwise.recall

    @property
    def f1(self) -> float:
        """Return the pairwise F1."""
        return self.pairwise.f1


def clusters(result: HasCrosswalk, truth: Mapping[Any, Hashable]) -> ClusterMetrics:
    """Compare the clusters of a result with the truth.

    >>> from types import SimpleNamespace
    >>> from custmdm.model import Crosswalk, RecordId
    >>> ids = {RecordId("crm", i): g for i, g in enumerate("aab")}
    >>> found = clusters(SimpleNamespace(crosswalk=Crosswalk(ids)), {0: "x", 1: "x", 2: "x"})
    >>> found.precision, round(found.recall, 2)
    (1.0, 0.33)

    Args:
        result: anything with a crosswalk.
        truth: the entity of each record, by RecordId, by its text ``"crm:17"``, or by its key.

    Raises:
        UnknownRecordError: if the truth lacks a record of the result.
    """
    return measure(
        (golden_id, entity_of(record, truth)) for record, golden_id in result.crosswalk.ids.items()
    )


def measure(pairs: Iterable[tuple[Hashable, Hashable]]) -> ClusterMetrics:
    """Compare the cluster with the entity of each record."""
    both = Counter(pairs)
    found: Counter[Hashable] = Counter()
    true: Counter[Hashable] = Counter()
    for (cluster, entity), count in both.items():
        found[cluster] += count
        true[entity] += count
    correct, together, wanted = _n_pairs(both), _n_pairs(found), _n_pairs(true)
    exact = sum(c == found[cluster] == true[entity] for (cluster, entity), c in both.items())
    n = sum(both.values())
    precision = sum(c * c / found[cluster] for (cluster, _), c in both.items())
    recall = sum(c * c / true[entity] for (_, entity), c in both.items())
    return ClusterMetrics(
        PairwiseMetrics(_share(correct, together), _share(correct, wanted)),
        PairwiseMetrics(_share(precision, n), _share(recall, n)),
        PairwiseMetrics(_share(exact, len(found)), _share(exact, len(true))),
        wanted,
        together,
        correct,
    )


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 1.0


def _n_pairs(counts: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(c * (c - 1) // 2 for c in counts.values())
