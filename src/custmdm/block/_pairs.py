"""Candidate pairs from blocking rules."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.block._best import UNITS, Bags, BestPairs, Rule, best_pairs
from custmdm.block._entries import KeyTable, distinct
from custmdm.block._rules import as_rule, rule_name
from custmdm.columns import View

Int64 = npt.NDArray[np.int64]


@frozen
class RulePlan:
    """Say what one rule proposes.

    Attributes:
        rule: its name.
        pairs: the pairs it proposes, by itself.
        skipped: the values shared by too many records to be used; 0 for BestPairs that propose
            any pair, for their many keys stand in for each other.
        cut: for BestPairs, the least weight of a kept pair in bits; 0 where all were kept.
        keys_a_record: for BestPairs, how many keys a record has on average by each of its rules.
    """

    rule: str
    pairs: int
    skipped: int
    cut: float = 0.0
    keys_a_record: tuple[float, ...] = field(default=(), repr=False)

    @property
    def cut_units(self) -> int:
        """Return the cut in the parts of a bit that weights are counted in."""
        return round(self.cut * UNITS)


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
    view: View | KeyTable,
    rules: Sequence[Rule],
    *,
    max_records: int,
    sides: npt.NDArray[np.int8] | None = None,
) -> CandidatePairs:
    """Return the pairs that any rule proposes.

    Records that share a key of a rule are a block. A missing or placeholder value forms no block,
    and a block of more than `max_records` records is skipped and counted: its value is shared
    by too many to tell anything. Of :class:`BestPairs` only the best pairs under its budget count.

    Args:
        view: the records, or their keys.
        rules: the blocking rules.
        max_records: a key that more records share proposes no pairs.
        sides: the table that each record is of, where two are linked; only pairs across count.
    """
    table = view if isinstance(view, KeyTable) else KeyTable(view)
    n = len(table.view)
    found, plans = [], []
    for rule in rules:
        if isinstance(rule, BestPairs):
            bags = Bags.of(table, rule.rules, min(rule.max_records, max_records))
            left, right, _, cut = best_pairs(bags, rule.budget(n), sides=sides)
            pairs = left * n + right
            # Where nothing is left to go by, it is because too many share everything.
            skipped = 0 if len(pairs) else sum(len(sizes) for sizes in bags.skipped)
            keys = bags.keys_a_record
            plans.append(RulePlan(str(rule), len(pairs), skipped, cut / UNITS, keys))
        else:
            block = as_rule(rule).blocks(table, max_records)
            pairs = block.pairs(n)
            if sides is not None:
                pairs = pairs[sides[pairs // n] != sides[pairs % n]]
            plans.append(RulePlan(rule_name(rule), len(pairs), len(block.skipped)))
        found.append(pairs)
    none = np.zeros(0, dtype=np.int64)
    # Sorted: several times as fast as np.unique, which hashes.
    pairs = found[0] if len(found) == 1 else distinct(np.concatenate([none, *found]))
    left = pairs // max(n, 1)
    return CandidatePairs(left, pairs - left * n, tuple(plans))
