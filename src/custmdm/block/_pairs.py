"""Candidate pairs from blocking rules."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block._best import Bags, BestPairs, Rule, best_pairs, fields_of, unheard
from custmdm.block._entries import Blocks, distinct
from custmdm.block._key_table import KeyTable
from custmdm.block._largest import refusal
from custmdm.block._meetings import across
from custmdm.block._plans import RulePlan
from custmdm.block._rules import as_rule, rule_name
from custmdm.block._statistics import UNITS
from custmdm.block._stream import PairStream
from custmdm.columns import View
from custmdm.errors import ConfigurationError

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

    Records that share a key of a rule are a block. A missing or placeholder value forms no block.
    A key that more than `max_records` records share is split: two of them meet if they have one
    more value in common, of any other field that the rules read, and no more than `max_records`
    records share both. What is still too large is skipped and counted: it tells nothing. Of
    :class:`BestPairs` only the best pairs under its budget count, and its keys are not split.

    Args:
        view: the records, or their keys.
        rules: the blocking rules.
        max_records: a key that more records share is split by a further one, or left out.
        sides: the table that each record is of, where two are linked; only pairs across count.
    """
    return every_pair(keys_of(as_table(view), rules, max_records), sides)


def _told_after(told: Callable[[int], None], before: int, done: int) -> None:
    told(before + done)


def candidates(
    view: View | KeyTable,
    rules: Sequence[Rule],
    *,
    max_records: int,
    sides: Sides | None = None,
    at_once: int,
    max_pairs: int | None = None,
    told: Callable[[int], None] = unheard,
) -> CandidatePairs | PairStream:
    """Return the pairs that any rule proposes; where there are many, a stream that makes them.

    Args:
        view: the records, or their keys.
        rules: the blocking rules.
        max_records: a key that more records share is split by a further one, or left out.
        sides: the table that each record is of, where two are linked; only pairs across count.
        at_once: how many pairs to hold.
        max_pairs: how many pairs the rules by hand may make.
        told: is told of how many rules the keys are made.

    Raises:
        ConfigurationError: if they would make more; none is made.
    """
    table = as_table(view)
    found = keys_of(table, rules, max_records, told)
    if max_pairs is not None:
        refused = why_refused(table, found, max_pairs, max_records, sides)
        if refused:
            raise ConfigurationError(refused)
    # The keys of single fields are not needed any more, and take as much as what is made of them.
    del table
    return pairs_of(found, sides, at_once)


def pairs_of(
    found: Sequence["RuleKeys"], sides: Sides | None, at_once: int
) -> CandidatePairs | PairStream:
    """Return the pairs of the keys that rules found; where there are many, a stream."""
    if sum(keys.most_pairs for keys in found) <= at_once:
        return every_pair(found, sides)
    n = max((keys.n for keys in found), default=0)
    return PairStream.of(n, [(keys.plan(sides), keys.found, keys.best) for keys in found], sides)


def why_refused(
    table: KeyTable,
    found: Sequence["RuleKeys"],
    max_pairs: int,
    max_records: int,
    sides: Sides | None = None,
) -> str | None:
    """Return why the rules by hand are not to be run; None where they may."""
    made = [
        (as_rule(keys.rule), keys.found, keys.found.n_pairs(sides))
        for keys in found
        if isinstance(keys.found, Blocks) and not isinstance(keys.rule, BestPairs)
    ]
    return refusal(table, made, max_pairs, max_records)


@frozen(eq=False)
class RuleKeys:
    """Hold the keys that one rule finds.

    Attributes:
        n: the number of records.
        rule: the rule.
        found: the keys, each with its records.
    """

    n: int
    rule: Rule
    found: Blocks | Bags

    @property
    def name(self) -> str:
        """Return what reports call the rule."""
        return str(self.rule) if isinstance(self.rule, BestPairs) else rule_name(self.rule)

    @property
    def best(self) -> BestPairs | None:
        """Return the rule where it is of the best pairs."""
        return self.rule if isinstance(self.rule, BestPairs) else None

    @property
    def most_pairs(self) -> int:
        """Return how many pairs it proposes at most."""
        sizes = self.found.sizes
        pairs = int((sizes * (sizes - 1) // 2).sum())
        return pairs if self.best is None else min(pairs, 2 * self.best.budget(self.n))

    def plan(self, sides: Sides | None) -> RulePlan:
        """Return the plan by the keys alone: a pair counts once for each key."""
        if isinstance(self.found, Blocks):
            return self._by_hand(self.found, self.found.n_pairs(sides))
        return RulePlan(self.name, 0, 0, 0.0, self.found.statistics)

    def pairs(self, sides: Sides | None) -> tuple[Int64, RulePlan]:
        """Return the pairs, as left * n + right, and the plan."""
        n = max(self.n, 1)
        if isinstance(self.found, Blocks) or self.best is None:
            assert isinstance(self.found, Blocks)
            pairs = self.found.pairs(n)
            pairs = pairs[across(pairs, n, sides)]
            return pairs, self._by_hand(self.found, len(pairs))
        left, right, _, cut = best_pairs(
            self.found, self.best.budget(self.n), sides=sides, fitted=self.best.fitted
        )
        pairs = left * n + right
        # Where nothing is left to go by, it is because too many share everything.
        skipped = 0 if len(pairs) else sum(len(sizes) for sizes in self.found.skipped)
        plan = RulePlan(self.name, len(pairs), skipped, cut / UNITS, self.found.statistics)
        return pairs, plan

    def _by_hand(self, found: Blocks, pairs: int) -> RulePlan:
        return RulePlan(self.name, pairs, len(found.skipped), split=len(found.split))


def as_table(view: View | KeyTable) -> KeyTable:
    """Return the keys of records, made as they are asked for."""
    return view if isinstance(view, KeyTable) else KeyTable(view)


def keys_of(
    table: KeyTable, rules: Sequence[Rule], max_records: int, told: Callable[[int], None] = unheard
) -> list[RuleKeys]:
    """Return the keys that each rule finds."""
    n, fields, done = len(table.view), fields_of(rules), 0
    found = []
    for rule in rules:
        if isinstance(rule, BestPairs):
            best = rule.of_table(n)
            most = min(best.most_records(n), max_records)
            bags = Bags.of(table, best.rules, most, best.fitted, partial(_told_after, told, done))
            done += len(best.rules)
            found.append(RuleKeys(n, best, bags))
        else:
            told(done)
            found.append(RuleKeys(n, rule, as_rule(rule).blocks(table, max_records, fields)))
            done += 1
    told(done)
    return found


def every_pair(found: Sequence[RuleKeys], sides: Sides | None = None) -> CandidatePairs:
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
