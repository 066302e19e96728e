"""A plan of the run: what each rule proposes and adds, and what all of them may miss."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block._best import Bags, BestPairs, Rule
from custmdm.block._entries import KeyTable
from custmdm.block._pairs import CandidatePairs, candidate_pairs
from custmdm.block._reach import Reach
from custmdm.block._rules import as_rule
from custmdm.block._shares import shared_weights
from custmdm.columns import View
from custmdm.frames import make_frame

Int64 = npt.NDArray[np.int64]
Probability = Callable[[Int64, Int64], npt.NDArray[np.float64]]

# How many sizes of blocks a plan shows of each rule.
_SHOWN = 3


@frozen
class LargestBlocks:
    """Say how large the largest blocks of a rule are.

    Attributes:
        records: how many records share a key.
        keys: how many keys that many share.
        key: the key, masked, where it is one.
        dropped: whether it is shared by too many to be used.
    """

    records: int
    keys: int
    key: str | None
    dropped: bool

    def __str__(self) -> str:
        what = f"{self.keys} keys" if self.key is None else self.key
        return f"{self.records:,} records share {what}" + (", dropped" if self.dropped else "")


@frozen
class PlannedRule:
    """Say what one rule does; of :class:`BestPairs` each of its rules is one.

    Attributes:
        rule: its name.
        proposed: the pairs that its keys propose by themselves, a pair once for each key.
        pairs: the pairs to compare that share a key of it.
        alone: those of them that share a key of no other rule.
        matches: the matches expected among `pairs`.
        matches_alone: the matches expected among `alone`.
        dropped: the keys that too many records share.
        largest: the largest blocks, the dropped ones included.
    """

    rule: str
    proposed: int
    pairs: int
    alone: int
    matches: float
    matches_alone: float
    dropped: int
    largest: tuple[LargestBlocks, ...]


@frozen
class BlockingPlan:
    """Say what the blocking rules propose for some records, as data; ``print`` it for the text.

    Attributes:
        n_records: the number of records.
        pairs: how many pairs are to be compared.
        budget: how many :class:`BestPairs` may propose, or None without a budget.
        rules: what each rule does.
        matches: the matches expected among the pairs.
        reach: the estimated share of all matches that are among the pairs, or None where nothing
            can be said: fewer than two fields find matches by themselves, or no match twice.
    """

    n_records: int
    pairs: int
    budget: int | None
    rules: tuple[PlannedRule, ...]
    matches: float
    reach: float | None

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return a row a rule.

        Args:
            backend: the library of the frame: "pandas", "polars" or "pyarrow".
        """
        names = ["rule", "proposed", "pairs", "alone", "matches", "matches_alone", "dropped"]
        columns = {name: [getattr(rule, name) for rule in self.rules] for name in names}
        columns["largest"] = [r.largest[0].records if r.largest else 0 for r in self.rules]
        return make_frame(columns, backend)

    def __str__(self) -> str:
        of_budget = "" if self.budget is None else f", budget {self.budget:,}"
        lines = [f"{self.n_records:,} records, {self.pairs:,} pairs to compare{of_budget}"]
        if self.reach is None:
            lines.append("which share of the matches is among them cannot be estimated")
        else:
            lines.append(f"about {self.reach:.1%} of the matches are among them, by estimate")
        width = max((len(r.rule) for r in self.rules), default=4)
        lines.append(
            f"{'rule':{width}} {'pairs':>11} {'it alone':>11} {'matches':>11} {'it alone':>9} "
            f"{'dropped':>8}  largest"
        )
        for rule in self.rules:
            largest = str(rule.largest[0]) if rule.largest else "no key is shared"
            lines.append(
                f"{rule.rule:{width}} {rule.pairs:>11,} {rule.alone:>11,} {rule.matches:>11,.1f} "
                f"{rule.matches_alone:>9,.1f} {rule.dropped:>8,}  {largest}"
            )
        return "\n".join(lines)


def plan_rules(
    view: View,
    rules: Sequence[Rule],
    *,
    max_records: int,
    probability: Probability | None = None,
    field_of: Callable[[str], str] = lambda path: path,
) -> BlockingPlan:
    """Return what each rule proposes and adds, and which share of the matches they find.

    The share is estimated by capture-recapture between fields (:class:`Reach`), over pairs that
    count with the probability that they are matches. Without a probability every pair counts as a
    match, and the estimate is one of pairs that share something: take it from a model.

    >>> from custmdm.block import on
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
    >>> plan = plan_rules(Names(), [on("name")], max_records=9)
    >>> plan.pairs, plan.rules[0].alone, str(plan.rules[0].largest[0])
    (1, 1, '2 records share a***')

    Args:
        view: the records.
        rules: the blocking rules.
        max_records: a key that more records share proposes no pairs.
        probability: gives the probability that each of many pairs, left and right rows, is a match.
        field_of: gives the field that a path belongs to: a name of its family name. Fields are
            taken as independent of each other, paths of one field are not.
    """
    n = len(view)
    table = KeyTable(view)
    found = candidate_pairs(table, rules, max_records=max_records)
    weight = np.ones(len(found)) if probability is None else probability(found.left, found.right)
    parts = _parts(rules, found, max_records)
    bags = [Bags.of(table, part, limit) for part, limit, _ in parts]
    flat = [as_rule(rule) for part, _, _ in parts for rule in part]
    fields = [{field_of(path) for path in rule.fields} for rule in flat]
    # Several fields together are no attempt of their own: they depend on each of them.
    known = list(dict.fromkeys(name for names in fields if len(names) == 1 for name in names))
    of_field = np.array([[names == {name} for names in fields] for name in known], dtype=np.int64)
    of_field = of_field.reshape(len(known), len(flat))
    counts, alone = np.zeros((2, len(flat), 2))
    reach = Reach(len(known))
    for chunks in zip(*(shared_weights(b, found.left, found.right) for b in bags), strict=True):
        at = chunks[0][0]
        voted, captured = [], np.zeros((len(weight[at]), len(known)), dtype=np.bool_)
        start = 0
        for (_, shared), (part, _, cut) in zip(chunks, parts, strict=True):
            # A rule of the best pairs brings nothing together that falls under the cut.
            voted.append((shared > 0) & (shared.sum(axis=1) >= cut)[:, None])
            own = of_field[:, start : start + len(part)]
            captured |= shared @ own.T >= max(cut, 1)
            start += len(part)
        votes = np.concatenate(voted, axis=1)
        single = votes & (votes.sum(axis=1) == 1)[:, None]
        for total, chosen in ((counts, votes), (alone, single)):
            total[:, 0] += chosen.sum(axis=0)
            total[:, 1] += weight[at] @ chosen
        reach.add(captured, weight[at])
    limits = [limit for part, limit, _ in parts for _ in part]
    planned = tuple(
        _planned(rule, table, limit, own, only)
        for rule, limit, own, only in zip(flat, limits, counts, alone, strict=True)
    )
    budgets = [rule.budget(n) for rule in rules if isinstance(rule, BestPairs)]
    return BlockingPlan(
        n, len(found), sum(budgets) if budgets else None, planned, reach.matches, reach.share()
    )


def _parts(
    rules: Sequence[Any], found: CandidatePairs, max_records: int
) -> list[tuple[tuple[Any, ...], int, int]]:
    """Return rules that share a limit and a cut: those by hand, and each of the best pairs."""
    parts: list[tuple[tuple[Any, ...], int, int]] = []
    for rule, plan in zip(rules, found.plans, strict=True):
        if isinstance(rule, BestPairs):
            parts.append((rule.rules, min(rule.max_records, max_records), plan.cut_units))
        else:
            parts.append(((rule,), max_records, 0))
    return parts


def _planned(
    rule: Any, table: KeyTable, limit: int, counts: npt.NDArray[np.float64], alone: Any
) -> PlannedRule:
    every = rule.blocks(table, len(table.view))
    sizes = every.sizes
    kept = sizes[sizes <= limit]
    starts = np.cumsum(sizes) - sizes
    largest = []
    for size in np.unique(sizes)[::-1][:_SHOWN].tolist():
        which = np.flatnonzero(sizes == size)
        rows = every.rows[starts[which[0]] : starts[which[0]] + size]
        key = _key_of(rule, table.view, rows.tolist()) if len(which) == 1 else None
        largest.append(LargestBlocks(size, len(which), key, size > limit))
    return PlannedRule(
        str(rule),
        int((kept * (kept - 1) // 2).sum()),
        int(counts[0]),
        int(alone[0]),
        float(counts[1]),
        float(alone[1]),
        int((sizes > limit).sum()),
        tuple(largest),
    )


def _key_of(rule: Any, view: View, rows: list[int]) -> str:
    """Return the key that rows share, masked; of several the first masked one."""
    shared: set[Hashable] = rule.keys_of(view, rows[0])
    for row in rows[1:]:
        if len(shared) == 1:
            break
        shared &= rule.keys_of(view, row)
    return min(map(_masked, shared))


def _masked(key: Hashable) -> str:
    """Show the first character of a key, of each part where it has several.

    >>> _masked(("smith", "1988")), _masked(17)
    ('s*** & 1***', '***')
    """
    if isinstance(key, tuple):
        return " & ".join(map(_masked, key))
    return f"{key[:1]}***" if isinstance(key, str) else "***"
