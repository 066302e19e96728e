"""Why two records are, or are not, a candidate pair."""

import itertools
from collections.abc import Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.block._best import (
    BestPairs,
    Rule,
    fields_of,
    flat_rules,
    key_weights,
)  # fmt: skip
from custmdm.block._entries import Entries, in_both
from custmdm.block._key_table import KeyTable
from custmdm.block._neighborhood import SortedNeighborhood
from custmdm.block._plans import RulePlan
from custmdm.block._rules import OfRecord, On, as_rule
from custmdm.block._statistics import UNITS, KeyStatistics
from custmdm.columns import View

Int64 = npt.NDArray[np.int64]


@frozen
class PairRules:
    """Say which rules brought two records together.

    Attributes:
        rules: the rules that did, of :class:`BestPairs` those whose keys they share. Where a key is
            shared by too many, the further field that both agree on is named too.
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
    every = [as_rule(rule) for rule in flat_rules(rules)]
    fields = fields_of(rules)
    # Keys that are not kept are made as they are needed.
    asked = (
        _Pair(view, every, left, right)
        if isinstance(view, KeyTable)
        else _Pair(KeyTable(view), (), left, right)
    )
    n = len(view.view if isinstance(view, KeyTable) else view)
    brought: list[str] = []
    left_out: list[str] = []
    weight = cut = 0.0
    for rule, plan in zip(rules, plans, strict=True):
        if isinstance(rule, BestPairs):
            known = plan.statistics or KeyStatistics(
                (), n, min(rule.most_records(n), max_records), (1.0,) * len(rule.rules), ()
            )
            weights = [
                (str(r), asked.weight(r, known.max_records, known.n, keys))
                for r, keys in zip(map(as_rule, rule.rules), known.keys_a_record, strict=True)
            ]
            weight, cut = sum(w for _, w in weights) / UNITS, plan.cut
            names = [name for name, w in weights if w]
            (brought if weight >= cut else left_out).extend(names)
        elif asked.weight(as_rule(rule), max_records, n, 1.0):
            brought.append(plan.rule)
        elif further := asked.further(as_rule(rule), fields, max_records):
            brought.append(f"{plan.rule} & {further}")
    return PairRules(tuple(brought), tuple(left_out), weight, cut)


@frozen(eq=False)
class _Pair:
    """Ask what keys two rows share; what is found of one field is kept for the other rules."""

    table: KeyTable
    rules: Sequence[On | SortedNeighborhood | OfRecord]
    left: int
    right: int
    _found: dict[int, dict[int, Int64]] = field(factory=dict, init=False)

    def weight(
        self, rule: On | SortedNeighborhood | OfRecord, limit: int, n: int, keys: float
    ) -> int:
        """Return what the keys weigh that the two share by a rule, in parts of a bit.

        Of a sorted neighborhood 1 where they stand near each other.

        Args:
            rule: the rule.
            limit: keys that more records have weigh nothing.
            n: by how many records keys are weighed.
            keys: how many keys a record has on average by the rule.
        """
        if keys == 0.0:
            # None of its keys is used.
            return 0
        if isinstance(rule, SortedNeighborhood):
            return int(rule.meet(self.table, self.left, self.right, limit))
        sizes = [len(rows) for rows in self._holders(rule)]
        usable = np.array([size for size in sizes if size <= limit], dtype=np.int64)
        if not len(usable):
            return 0
        return int(key_weights(usable, n, keys).sum())

    def further(
        self, rule: On | SortedNeighborhood | OfRecord, fields: Sequence[str], limit: int
    ) -> str | None:
        """Return the field that both agree on too, where too many share their key of a rule."""
        wide = [rows for rows in self._holders(rule) if len(rows) > limit]
        for path in rule.further(fields) if wide else ():
            others = self._shared_by(self.table.part(path, None)).values()
            if any(len(in_both(rows, other)) <= limit for rows in wide for other in others):
                return path
        return None

    def _holders(self, rule: On | SortedNeighborhood | OfRecord) -> list[Int64]:
        """Return the records that have each key of a rule that the two share."""
        # First by the keys of these two alone: where they share none, no entries are made.
        view = self.table.view
        if not rule.keys_of(view, self.left) & rule.keys_of(view, self.right):
            return []
        if not self.table.is_made:
            # All at once: who asks of one pair asks of more, and waits the first time only.
            for entries in itertools.chain.from_iterable(r.entries(self.table) for r in self.rules):
                entries.holders(0)
        shared = [self._shared_by(part) for part in rule.entries(self.table)]
        return [
            reduce(in_both, [part[code] for part, code in zip(shared, codes, strict=True)])
            for codes in itertools.product(*shared)
        ]

    def _shared_by(self, part: Entries) -> dict[int, Int64]:
        """Return the keys of one part that both rows have, each with all rows that have it."""
        if id(part) not in self._found:
            codes = np.intersect1d(part.of_row(self.left), part.of_row(self.right))
            self._found[id(part)] = {code: part.holders(code) for code in codes.tolist()}
        return self._found[id(part)]
