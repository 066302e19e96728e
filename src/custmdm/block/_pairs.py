"""Candidate pairs from blocking rules."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block._rules import On, as_rule, rule_name
from custmdm.columns import View, ranges
from custmdm.typing import BlockingKey

Int64 = npt.NDArray[np.int64]


@frozen
class RulePlan:
    """Say what one rule proposes.

    Attributes:
        rule: its name.
        pairs: the pairs it proposes, by itself.
        skipped: the values shared by too many records to be used.
    """

    rule: str
    pairs: int
    skipped: int


@frozen(eq=False)
class CandidatePairs:
    """Hold the pairs to compare, each once, left < right.

    Attributes:
        left: the row of the one record.
        right: the row of the other.
        plans: what each rule proposed.
    """

    left: Int64
    right: Int64
    plans: tuple[RulePlan, ...]

    def __len__(self) -> int:
        return len(self.left)


def candidate_pairs(
    view: View, rules: Sequence[On | BlockingKey], *, max_records: int
) -> CandidatePairs:
    """Return the pairs that any rule proposes.

    Records that share a key of a rule are a block. A missing or placeholder value forms no block,
    and a block of more than `max_records` records is skipped and counted: its value is shared
    by too many to tell anything.
    """
    n = len(view)
    found, plans = [], []
    for rule in rules:
        rows, codes = as_rule(rule).entries(view)
        left, right, skipped = block_pairs(rows, codes, max_records)
        plans.append(RulePlan(rule_name(rule), len(left), skipped))
        found.append(left * n + right)
    pairs = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    return CandidatePairs(pairs // max(n, 1), pairs % max(n, 1), tuple(plans))


def block_pairs(rows: Int64, codes: Int64, max_records: int) -> tuple[Int64, Int64, int]:
    """Return every pair within each block, distinct, and the number of blocks skipped.

    >>> rows, codes = np.array([0, 1, 2, 3]), np.array([7, 7, 8, 7])
    >>> left, right, _ = block_pairs(rows, codes, max_records=10)
    >>> list(zip(left.tolist(), right.tolist()))
    [(0, 1), (0, 3), (1, 3)]
    """
    order = np.lexsort((rows, codes))
    rows, codes = rows[order], codes[order]
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else codes
    sizes = np.diff(np.r_[starts, len(codes)])
    skipped = int((sizes > max_records).sum())
    keep = np.repeat((sizes > 1) & (sizes <= max_records), sizes)
    ends = np.repeat(starts + sizes, sizes)[keep]
    at = np.flatnonzero(keep)
    # Each entry meets those that follow it in its block.
    counts = ends - at - 1
    left = np.repeat(rows[at], counts)
    right = rows[ranges(at + 1, counts)]
    # Sorted by row inside a block, so left < right already; two keys may give one pair twice.
    size = np.int64(rows.max() + 1 if len(rows) else 1)
    distinct = np.unique(left * size + right)
    return distinct // size, distinct % size, skipped
