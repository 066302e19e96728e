"""Precision, recall and F1 of clusters."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Protocol

from attrs import frozen

from custmdm.errors import UnknownRecordError
from custmdm.model import Crosswalk


class HasCrosswalk(Protocol):
    """Be a result that says which record belongs to which customer."""

    @property
    def crosswalk(self) -> Crosswalk:
        """Return the crosswalk."""
        ...


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
        true_pairs: pairs that are together in the truth.
        found_pairs: pairs that are together in the result.
        correct_pairs: pairs that are together in both.
    """

    pairwise: PairwiseMetrics
    bcubed: PairwiseMetrics
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
    >>> from custmdm.model import RecordId
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
    pairs = []
    for record, golden_id in result.crosswalk.ids.items():
        for name in (record, str(record), record.key):
            if name in truth:
                pairs.append((golden_id, truth[name]))
                break
        else:
            raise UnknownRecordError(f"the truth says nothing of record {record}")
    return _metrics(pairs)


def _metrics(pairs: Iterable[tuple[Hashable, Hashable]]) -> ClusterMetrics:
    both = Counter(pairs)
    found: Counter[Hashable] = Counter()
    true: Counter[Hashable] = Counter()
    for (cluster, entity), count in both.items():
        found[cluster] += count
        true[entity] += count
    correct, together, wanted = _n_pairs(both), _n_pairs(found), _n_pairs(true)
    n = sum(both.values())
    precision = sum(c * c / found[cluster] for (cluster, _), c in both.items()) / n if n else 1.0
    recall = sum(c * c / true[entity] for (_, entity), c in both.items()) / n if n else 1.0
    return ClusterMetrics(
        PairwiseMetrics(
            correct / together if together else 1.0, correct / wanted if wanted else 1.0
        ),
        PairwiseMetrics(precision, recall),
        wanted,
        together,
        correct,
    )


def _n_pairs(counts: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(c * (c - 1) // 2 for c in counts.values())
