"""Candidate pairs from blocking rules."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block._best import UNITS, Bags, BestPairs, Rule, best_pairs
from custmdm.block._entries import Blocks, KeyTable, distinct
from custmdm.block._meetings import across
from custmdm.block._plans import RulePlan
from custmdm.block._rules import as_rule, rule_name
from custmdm.block._stream import PairStream
from custmdm.columns import View

Int64 = npt.NDArray[np.int64]
Sides = npt.NDArray[np.int8]


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
    sides: Sides | None = None,
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
    return _every(_keys_of(view, rules, max_records), sides)


def candidates(
    view: View | KeyTable,
    rules: Sequence[Rule],
    *,
    max_records: int,
    sides: Sides | None = None,
    at_once: int,
) -> CandidatePairs | PairStream:
    """Return the pairs that any rule proposes; where there are many, a stream that makes them.

    Args:
        view: the records, or their keys.
        rules: the blocking rules.
        max_records: a key that more records share proposes no pairs.
        sides: the table that each record is of, where two are linked; only pairs across count.
        at_once: how many pairs to hold.
    """
    found = _keys_of(view, rules, max_records)
    if sum(keys.most_pairs for keys in found) <= at_once:
        return _every(found, sides)
    n = max((keys.n for keys in found), default=0)
    return PairStream.of(n, [(keys.plan(sides), keys.found, keys.best) for keys in found], sides)


@frozen(eq=False)
class _Keys:
    """Hold the keys that one rule finds.

    Attributes:
        n: the number of records.
        name: what reports call the rule.
        found: the keys, each with its records.
        best: the rule where it is of the best pairs.
    """

    n: int
    name: str
    found: Blocks | Bags
    best: BestPairs | None

    @property
    def most_pairs(self) -> int:
        """Return how many pairs it proposes at most."""
        sizes = self.found.sizes
        pairs = int((sizes * (sizes - 1) // 2).sum())
        return pairs if self.best is None else min(pairs, 2 * self.best.budget(self.n))

    def plan(self, sides: Sides | None) -> RulePlan:
        """Return the plan by the keys alone: a pair counts once for each key."""
        if isinstance(self.found, Blocks):
            pairs = self.found.n_pairs(sides)
            return RulePlan(self.name, pairs, len(self.found.skipped))
        return RulePlan(self.name, 0, 0, 0.0, self.found.keys_a_record)

    def pairs(self, sides: Sides | None) -> tuple[Int64, RulePlan]:
        """Return the pairs, as left * n + right, and the plan."""
        n = max(self.n, 1)
        if isinstance(self.found, Blocks) or self.best is None:
            assert isinstance(self.found, Blocks)
            pairs = self.found.pairs(n)
            pairs = pairs[across(pairs, n, sides)]
            return pairs, RulePlan(self.name, len(pairs), len(self.found.skipped))
        left, right, _, cut = best_pairs(self.found, self.best.budget(self.n), sides=sides)
        pairs = left * n + right
        # Where nothing is left to go by, it is because too many share everything.
        skipped = 0 if len(pairs) else sum(len(sizes) for sizes in self.found.skipped)
        plan = RulePlan(self.name, len(pairs), skipped, cut / UNITS, self.found.keys_a_record)
        return pairs, plan


def _keys_of(view: View | KeyTable, rules: Sequence[Rule], max_records: int) -> list[_Keys]:
    table = view if isinstance(view, KeyTable) else KeyTable(view)
    n = len(table.view)
    found = []
    for rule in rules:
        if isinstance(rule, BestPairs):
            bags = Bags.of(table, rule.rules, min(rule.max_records, max_records))
            found.append(_Keys(n, str(rule), bags, rule))
        else:
            blocks = as_rule(rule).blocks(table, max_records)
            found.append(_Keys(n, rule_name(rule), blocks, None))
    return found


def _every(found: Sequence[_Keys], sides: Sides | None) -> CandidatePairs:
    """Return all the pairs, each once."""
    none = np.zeros(0, dtype=np.int64)
    made = [keys.pairs(sides) for keys in found]
    # Sorted: several times as fast as np.unique, which hashes.
    pairs = (
        made[0][0] if len(made) == 1 else distinct(np.concatenate([none, *(p for p, _ in made)]))
    )
    n = max((keys.n for keys in found), default=1) or 1
    left = pairs // n
    return CandidatePairs(left, pairs - left * n, tuple(plan for _, plan in made))
