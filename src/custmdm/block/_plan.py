"""A plan of the run: what each rule proposes and adds, and what all of them may miss."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._html import html_table
from custmdm.block._best import Bags, Rule, flat_rules
from custmdm.block._entries import Blocks
from custmdm.block._key_table import KeyTable
from custmdm.block._largest import LargestBlocks, largest_blocks
from custmdm.block._pairs import RuleKeys, keys_of, why_refused
from custmdm.block._reach import Reach
from custmdm.block._rules import as_rule
from custmdm.block._sample import PairSample
from custmdm.block._shares import shared_weights
from custmdm.block._statistics import KeyStatistics
from custmdm.columns import View
from custmdm.frames import make_frame

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Probability = Callable[[Int64, Int64], Floats]

# Of so many pairs all are looked at; of more a sample of so many.
_AT_ONCE, _SAMPLE = 2_000_000, 300_000


@frozen
class PlannedRule:
    """Say what one rule does; of :class:`BestPairs` each of its rules is one.

    Attributes:
        rule: its name.
        proposed: the pairs that its keys propose by themselves, a pair once for each key; exact.
        pairs: the pairs to compare that share a key of it.
        alone: those of them that share a key of no other rule.
        matches: the matches expected among `pairs`.
        matches_alone: the matches expected among `alone`.
        dropped: the keys that too many records share, those with a further value included.
        largest: the largest blocks, those that are dropped or split included; none where no key is
            shared, or nearly all of them by too many of a large table.
        split: the keys that too many records share, so that two of them meet only where they agree
            on a further field too.
    """

    rule: str
    proposed: int
    pairs: int
    alone: int
    matches: float
    matches_alone: float
    dropped: int
    largest: tuple[LargestBlocks, ...]
    split: int = 0


@frozen(repr=False)
class BlockingPlan:
    """Say what the blocking rules propose for some records, as data; ``print`` it for the text.

    Of many pairs it says what a sample of them says, some hundred thousand of each rule; only what
    a rule proposes is counted in any case.

    Attributes:
        n_records: the number of records.
        pairs: how many pairs are to be compared.
        budget: how many :class:`BestPairs` may propose, or None without a budget.
        rules: what each rule does.
        matches: the matches expected among the pairs.
        reach: the estimated share of all matches that are among the pairs, or None where nothing
            can be said: fewer than two fields find matches by themselves, or no match twice.
        is_sampled: whether there are so many pairs that some of them speak for all.
        refused: why the rules are not run as they are, or None: they would make more pairs than
            they may.
        n_keys: how many keys all records have together by all rules, of those that others share and
            that are used.
        memory_mb: how much memory a run takes at its peak, in megabytes, on top of the table and
            the process, or None where only the rules are known, not what is done with the pairs.
        pairs_per_second: how many pairs are compared in a second, as given or measured, or None.
    """

    n_records: int
    pairs: int
    budget: int | None
    rules: tuple[PlannedRule, ...]
    matches: float
    reach: float | None
    is_sampled: bool = False
    refused: str | None = None
    n_keys: int = 0
    memory_mb: float | None = None
    pairs_per_second: float | None = None

    @property
    def seconds(self) -> float | None:
        """Return how many seconds it takes to compare the pairs; None where no rate is known."""
        return None if self.pairs_per_second is None else self.pairs / self.pairs_per_second

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return a row a rule.

        Args:
            backend: the library of the frame: "pandas", "polars" or "pyarrow".
        """
        names = [
            "rule", "proposed", "pairs", "alone", "matches", "matches_alone", "split", "dropped"
        ]  # fmt: skip
        columns = {name: [getattr(rule, name) for rule in self.rules] for name in names}
        columns["largest"] = [r.largest[0].records if r.largest else 0 for r in self.rules]
        return make_frame(columns, backend)

    def _repr_html_(self) -> str:
        text = str(self).split("\n")
        head = ("rule", "pairs", "it alone", "matches", "it alone", "split", "dropped", "largest")
        rows = [
            (
                rule.rule, rule.pairs, rule.alone, float(rule.matches), float(rule.matches_alone),
                rule.split, rule.dropped, str(rule.largest[0]) if rule.largest else "",
            )
            for rule in self.rules
        ]  # fmt: skip
        # The text ends with a table of the same rows under a head.
        return html_table(text[0], head, rows, notes=text[1 : -len(rows) - 1])

    def __repr__(self) -> str:
        return (
            f"<BlockingPlan: {self.n_records} records, {self.pairs} pairs, {len(self.rules)} rules>"
        )

    def __str__(self) -> str:
        of_budget = "" if self.budget is None else f", budget {self.budget:,}"
        about = "about " if self.is_sampled else ""
        lines = [f"{self.n_records:,} records, {about}{self.pairs:,} pairs to compare{of_budget}"]
        if self.refused is not None:
            lines.append(f"refused: {self.refused}")
        costs = []
        if self.memory_mb is not None:
            costs.append(f"about {self.memory_mb:,.0f} MB of memory")
        if self.seconds is not None:
            costs.append(
                f"about {self.seconds:,.0f} s to compare, at {self.pairs_per_second:,.0f} pairs a s"
            )
        if costs:
            lines.append(", ".join(costs))
        if self.reach is None:
            lines.append("which share of the matches is among them cannot be estimated")
        else:
            lines.append(f"about {self.reach:.1%} of the matches are among them, by estimate")
        width = max((len(r.rule) for r in self.rules), default=4)
        lines.append(
            f"{'rule':{width}} {'pairs':>14} {'it alone':>14} {'matches':>11} {'it alone':>9} "
            f"{'split':>7} {'dropped':>8}  largest"
        )
        for rule in self.rules:
            largest = str(rule.largest[0]) if rule.largest else "no key is of use"
            lines.append(
                f"{rule.rule:{width}} {rule.pairs:>14,} {rule.alone:>14,} {rule.matches:>11,.1f} "
                f"{rule.matches_alone:>9,.1f} {rule.split:>7,} {rule.dropped:>8,}  {largest}"
            )
        return "\n".join(lines)


def plan_rules(
    view: View,
    rules: Sequence[Rule],
    *,
    max_records: int,
    probability: Probability | None = None,
    field_of: Callable[[str], str] = lambda path: path,
    max_pairs: int | None = None,
    at_once: int = _AT_ONCE,
    sample: int = _SAMPLE,
) -> BlockingPlan:
    """Return what each rule proposes and adds, and which share of the matches they find.

    The share is estimated by capture-recapture between fields (:class:`Reach`), over pairs that
    count with the probability that they are matches. Without a probability every pair counts as a
    match, and the estimate is one of pairs that share something: take it from a model.

    Where there are more pairs than are held at once, the pairs of some left records by each rule
    speak for all, however many those are: a plan does not take longer for a rule that makes a
    billion.

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
        max_records: as in :func:`candidate_pairs`.
        probability: gives the probability that each of many pairs, left and right rows, is a match.
        field_of: gives the field that a path belongs to: a name of its family name. Fields are
            taken as independent of each other, paths of one field are not.
        max_pairs: how many pairs the rules by hand may make; more are refused.
        at_once: of so many pairs all are looked at.
        sample: how many to look at where there are more, about.
    """
    n = len(view)
    table = KeyTable(view)
    found = keys_of(table, rules, max_records)
    seen = PairSample.of_rules(found, at_once, sample)
    weight = np.ones(len(seen.left))
    if probability is not None:
        weight = probability(seen.left, seen.right)
    parts = _parts(found, seen.cuts, max_records)
    flat = [as_rule(rule) for rule in flat_rules(rules)]
    part_of = np.repeat(np.arange(len(parts)), [part.width for part in parts])
    fields = [{field_of(path) for path in rule.fields} for rule in flat]
    # Several fields together are no attempt of their own: they depend on each of them.
    known = list(dict.fromkeys(name for names in fields if len(names) == 1 for name in names))
    of_field = np.array([[names == {name} for names in fields] for name in known], dtype=np.int64)
    of_field = of_field.reshape(len(known), len(flat))
    counts, alone = np.zeros((2, len(flat), 2))
    reach, pairs = Reach(len(known)), 0.0
    every = (shared_weights(part.bags, seen.left, seen.right) for part in parts)
    for chunks in zip(*every, strict=True):
        at = chunks[0][0]
        brought = [part.brought(shared) for part, (_, shared) in zip(parts, chunks, strict=True)]
        votes = np.concatenate([votes for votes, _ in brought], axis=1)
        captured = np.zeros((len(votes), len(known)), dtype=np.bool_)
        for i, (_, own) in enumerate(brought):
            captured |= own @ of_field[:, part_of == i].T >= max(parts[i].cut, 1)
        single = votes & (votes.sum(axis=1) == 1)[:, None]
        by_rule, once = seen.speaks_for(at, votes, part_of)
        for total, chosen in ((counts, votes * by_rule), (alone, single * by_rule)):
            total[:, 0] += chosen.sum(axis=0)
            total[:, 1] += weight[at] @ chosen
        pairs += float(once.sum())
        reach.add(captured, weight[at] * once)
    planned = tuple(
        _planned(rule, table, parts[i], spent, own, only)
        for rule, i, spent, own, only in zip(
            flat, part_of.tolist(), _spent(found), counts, alone, strict=True
        )
    )
    budgets = [keys.best.budget(n) for keys in found if keys.best is not None]
    return BlockingPlan(
        n, round(pairs), sum(budgets) if budgets else None, planned, reach.matches, reach.share(),
        seen.part is not None,
        None if max_pairs is None else why_refused(table, found, max_pairs, max_records),
        sum(len(keys.found.rows) for keys in found),
    )  # fmt: skip


@frozen(eq=False)
class _Part:
    """Be one rule by hand, or one of the best pairs with all its rules.

    Attributes:
        keys: the keys that it finds.
        cut: what a pair weighs at least.
        max_records: a key that more records share is not used by itself.
    """

    keys: RuleKeys
    cut: int
    max_records: int

    @property
    def width(self) -> int:
        """Return how many rules it has."""
        return 1 if self.keys.best is None else len(self.keys.best.rules)

    @property
    def bags(self) -> Bags:
        """Return the keys; those of a rule by hand as of two, where too many share its own."""
        found = self.keys.found
        if isinstance(found, Bags):
            return found
        ones, n = np.ones(len(found.sizes), dtype=np.int64), len(found.sizes)
        bounds = np.array([0, n - found.n_split, n])
        none = KeyStatistics((), self.keys.n, self.max_records, (), ())
        return Bags(self.keys.n, found.sizes, found.rows.astype(np.int32), ones, bounds, (), none)

    def brought(self, shared: Int64) -> tuple[npt.NDArray[np.bool_], Int64]:
        """Return which of its rules brought each pair together, and what they weigh by themselves.

        Args:
            shared: what each rule of the bags adds to the weight of each pair.
        """
        if self.keys.best is None:
            return shared.sum(axis=1, keepdims=True) > 0, shared[:, :1]
        # A rule of the best pairs brings nothing together that falls under the cut.
        return (shared > 0) & (shared.sum(axis=1) >= self.cut)[:, None], shared


def _spent(found: Sequence[RuleKeys]) -> list[bool]:
    """Return which rules the best pairs of a large table leave out: no key of them is made."""
    return [
        spent
        for keys in found
        for spent in (keys.found.statistics.spent if isinstance(keys.found, Bags) else (False,))
    ]


def _parts(found: Sequence[RuleKeys], cuts: Sequence[int], max_records: int) -> list[_Part]:
    limits = [
        max_records if k.best is None else min(k.best.most_records(k.n), max_records) for k in found
    ]
    return list(map(_Part, found, cuts, limits))


def _planned(
    rule: Any, table: KeyTable, part: _Part, is_spent: bool, counts: Floats, alone: Floats
) -> PlannedRule:
    found = part.keys.found
    if is_spent:
        # To make its keys takes longer than all the others.
        return PlannedRule(str(rule), 0, 0, 0, 0.0, 0.0, 0, ())
    every = rule.every_block(table, part.max_records)
    wide = every.sizes > part.max_records
    kept = every.sizes[~wide]
    proposed, split, dropped = int((kept * (kept - 1) // 2).sum()), 0, int(wide.sum())
    if isinstance(found, Blocks):
        proposed, split, dropped = found.n_pairs(), len(found.split), len(found.skipped)
    largest = largest_blocks(rule, table, every, part.max_records, splits=split > 0)
    return PlannedRule(
        str(rule), proposed, round(counts[0]), round(alone[0]), float(counts[1]), float(alone[1]),
        dropped, largest, split,
    )  # fmt: skip
