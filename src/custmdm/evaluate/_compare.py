"""What changed between two results of the same records."""

from collections.abc import Hashable, Mapping
from itertools import islice
from typing import Any

import numpy as np
from attrs import frozen

from custmdm.errors import ConfigurationError
from custmdm.evaluate._clusters import ClusterMetrics, clusters
from custmdm.evaluate._results import (
    HasCrosswalk,
    Int64,
    codes,
    entity_of,
    n_pairs,
    pairs_apart,
    rows_of,
)
from custmdm.model import RecordId

Pairs = tuple[tuple[RecordId, RecordId], ...]


@frozen
class Verdict:
    """Hold which of two results the truth bears out.

    The pairs that the two decide differently are those of McNemar's test (1947). There is no
    p-value, on purpose: the pairs of one cluster stand and fall together, and it would take them
    for independent.

    Attributes:
        a: how right the one result is.
        b: how right the other is.
        right_only_in_a: pairs that only the one has right, merged or apart.
        right_only_in_b: pairs that only the other has right.
        true_only_in_a: true pairs that only the one merges.
        true_only_in_b: true pairs that only the other merges.
    """

    a: ClusterMetrics
    b: ClusterMetrics
    right_only_in_a: int
    right_only_in_b: int
    true_only_in_a: int
    true_only_in_b: int

    @property
    def f1_gain(self) -> float:
        """Return by how much the pairwise F1 of b is above that of a."""
        return self.b.f1 - self.a.f1


@frozen(repr=False)
class Changes:
    """Hold what changed from one result to another; ``print`` it for the text.

    Attributes:
        only_in_a: pairs that only the one merges, the first by id.
        only_in_b: pairs that only the other merges, the first by id.
        n_only_in_a: how many pairs only the one merges.
        n_only_in_b: how many pairs only the other merges.
        n_in_both: how many pairs both merge.
        split: golden ids, in a, of the clusters whose records are of several clusters in b.
        joined: golden ids, in b, of the clusters whose records are of several clusters in a.
        verdict: which of the two is right, where the truth is known.
    """

    only_in_a: Pairs
    only_in_b: Pairs
    n_only_in_a: int
    n_only_in_b: int
    n_in_both: int
    split: tuple[str, ...]
    joined: tuple[str, ...]
    verdict: Verdict | None = None

    def __str__(self) -> str:
        lines = [
            f"{self.n_in_both:,} pairs merged in both, "
            f"{self.n_only_in_a:,} only in a, {self.n_only_in_b:,} only in b",
            f"  {len(self.split):,} clusters of a are split in b, "
            f"{len(self.joined):,} of b join several of a",
        ]
        if (v := self.verdict) is not None:
            lines += [
                f"  right only in a {v.right_only_in_a:,}, only in b {v.right_only_in_b:,} pairs",
                f"  pairwise F1 {v.a.f1:.4f} -> {v.b.f1:.4f} ({v.f1_gain:+.4f})",
            ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Changes: {self.n_only_in_a} pairs only in a, {self.n_only_in_b} only in b>"


def compare(
    result_a: HasCrosswalk,
    result_b: HasCrosswalk,
    truth: Mapping[Any, Hashable] | None = None,
    *,
    limit: int = 200,
) -> Changes:
    """Say what changed between two results of the same records.

    >>> from types import SimpleNamespace
    >>> from custmdm.model import Crosswalk
    >>> ids = [RecordId("crm", i) for i in range(4)]
    >>> a, b = (
    ...     SimpleNamespace(crosswalk=Crosswalk(dict(zip(ids, g, strict=True))))
    ...     for g in ("wwxy", "wwzz")
    ... )
    >>> print(compare(a, b, truth={0: "ann", 1: "ann", 2: "bob", 3: "bob"}))
    1 pairs merged in both, 0 only in a, 1 only in b
      0 clusters of a are split in b, 1 of b join several of a
      right only in a 0, only in b 1 pairs
      pairwise F1 0.6667 -> 1.0000 (+0.3333)

    Args:
        result_a: the one result; anything with a crosswalk.
        result_b: the other.
        truth: the entity of each record, by RecordId, by its text ``"crm:17"``, or by its key.
        limit: how many pairs of each sort to list; all are counted.

    Raises:
        ConfigurationError: if the results are not of the same records, or the limit is negative.
        UnknownRecordError: if the truth lacks a record.
    """
    if limit < 0:
        raise ConfigurationError(f"the limit is a number of pairs from 0 on, got {limit}")
    ids_a, ids_b = result_a.crosswalk.ids, result_b.crosswalk.ids
    if lonely := len(ids_a.keys() ^ ids_b.keys()):
        raise ConfigurationError(
            f"two results are compared on the same records; {lonely:,} are in only one of these"
        )
    records, a = rows_of(result_a)
    b = codes(ids_b[record] for record in records)

    def listed(one: Int64, other: Int64) -> Pairs:
        found = islice(pairs_apart(one, other), limit)
        return tuple((records[left], records[right]) for left, right in found)

    both = n_pairs(a, b)
    return Changes(
        listed(a, b),
        listed(b, a),
        n_pairs(a) - both,
        n_pairs(b) - both,
        both,
        tuple(sorted({ids_a[records[row]] for row in _divided(a, b)})),
        tuple(sorted({ids_b[records[row]] for row in _divided(b, a)})),
        None if truth is None else _judge(result_a, result_b, (a, b), truth, records),
    )


def _divided(one: Int64, other: Int64) -> list[int]:
    """Return a row of each group of the one grouping that has records of several of the other."""
    cells = np.unique(np.stack([one, other]), axis=1)[0]
    groups, n = np.unique(cells, return_counts=True)
    return np.flatnonzero(np.isin(one, groups[n > 1])).tolist()


def _judge(
    result_a: HasCrosswalk,
    result_b: HasCrosswalk,
    groupings: tuple[Int64, Int64],
    truth: Mapping[Any, Hashable],
    records: list[RecordId],
) -> Verdict:
    a, b = groupings
    entity = codes(entity_of(record, truth) for record in records)
    both, true_in_both = n_pairs(a, b), n_pairs(a, b, entity)
    true_a, true_b = (n_pairs(one, entity) - true_in_both for one in (a, b))
    false_a, false_b = n_pairs(a) - both - true_a, n_pairs(b) - both - true_b
    return Verdict(
        clusters(result_a, truth),
        clusters(result_b, truth),
        true_a + false_b,
        true_b + false_a,
        true_a,
        true_b,
    )
