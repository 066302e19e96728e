"""Why two records are, or are not, a candidate pair."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import frozen

from custmdm.block._best import UNITS, BestPairs, Rule, key_weights
from custmdm.block._entries import KeyTable
from custmdm.block._pairs import RulePlan
from custmdm.block._rules import OfRecord, On, as_rule
from custmdm.columns import View


@frozen
class PairRules:
    """Say which rules brought two records together.

    Attributes:
        rules: the rules that did, of :class:`BestPairs` those whose keys they share.
        left_out: the rules whose keys they share, where the pair weighs too little to be among
            the best.
        weight: what the pair weighs by the best pairs, in bits; 0 without.
        cut: the least that a kept pair weighs, in bits.
    """

    rules: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    weight: float = 0.0
    cut: float = 0.0


def rules_of_pair(
    view: View | KeyTable,
    rules: Sequence[Rule],
    plans: Sequence[RulePlan],
    left: int,
    right: int,
    *,
    max_records: int,
) -> PairRules:
    """Return which rules brought two rows together, by keys that are not shared by too many.

    >>> from custmdm.block import candidate_pairs, on
    >>> from custmdm.columns import Term, encode
    >>> class Names:
    ...     def __len__(self):
    ...         return 3
    ...
    ...     def column(self, path):
    ...         return encode([Term(name, name) for name in ("ann", "ann", "bob")])
    ...
    ...     def records(self):
    ...         return ()
    >>> plans = candidate_pairs(Names(), [on("name")], max_records=9).plans
    >>> rules_of_pair(Names(), [on("name")], plans, 0, 1, max_records=9).rules
    ('name',)

    Args:
        view: the records, or their keys, where several pairs are asked for.
        rules: the blocking rules.
        plans: what :func:`candidate_pairs` said of each.
        left: the one row.
        right: the other.
        max_records: as in candidate_pairs.
    """
    table = view if isinstance(view, KeyTable) else KeyTable(view)
    brought: list[str] = []
    left_out: list[str] = []
    weight = cut = 0.0
    for rule, plan in zip(rules, plans, strict=True):
        if isinstance(rule, BestPairs):
            limit = min(rule.max_records, max_records)
            weights = [
                (str(r), _weight(table, r, left, right, limit)) for r in map(as_rule, rule.rules)
            ]
            weight, cut = sum(w for _, w in weights) / UNITS, plan.cut
            names = [name for name, w in weights if w]
            (brought if weight >= cut else left_out).extend(names)
        elif _weight(table, as_rule(rule), left, right, max_records):
            brought.append(plan.rule)
    return PairRules(tuple(brought), tuple(left_out), weight, cut)


def _weight(table: KeyTable, rule: On | OfRecord, left: int, right: int, limit: int) -> int:
    """Return what the keys weigh that two rows share by a rule, in parts of a bit."""
    # First by the keys of these two alone: most rules end here.
    if not rule.keys_of(table.view, left) & rule.keys_of(table.view, right):
        return 0
    n = len(table.view)
    found = rule.blocks(table, limit)
    key = np.repeat(np.arange(len(found.sizes)), found.sizes)
    shared: Any = np.intersect1d(key[found.rows == left], key[found.rows == right])
    return int(key_weights(found, n)[shared].sum())
