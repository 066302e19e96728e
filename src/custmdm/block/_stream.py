"""Candidate pairs of a large table: made chunk by chunk, never all at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm.block._best import Bags, BestPairs, edge_of, sampled_weights
from custmdm.block._entries import Blocks, distinct
from custmdm.block._meetings import Meetings, across, chosen_rows
from custmdm.block._plans import RulePlan
from custmdm.block._statistics import UNITS

Int64 = npt.NDArray[np.int64]
Sides = npt.NDArray[np.int8]
InOrder = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

# Shared keys looked at to see where a budget cuts, and in one go.
_SAMPLE, _AT_ONCE = 5_000_000, 200_000


@frozen(eq=False)
class _Part:
    """Hold what proposes pairs together: all rules by hand, or one of the best pairs.

    Attributes:
        meetings: which records share keys.
        cut: what a pair weighs at least.
        expected: about how many pairs that makes.
        place: which of the plans is its own; None for the rules by hand.
        is_fitted: whether the cut is that of another table.
    """

    meetings: Meetings
    cut: int
    expected: int
    place: int | None = None
    is_fitted: bool = False


@frozen(eq=False)
class PairStream:
    """Propose candidate pairs chunk by chunk, each pair once, by the order of the left records.

    Attributes:
        n: the number of records.
        plans: what each rule proposes; of a rule by hand, a pair once for each key.
        sides: the table that each record is of, where two are linked; only pairs across count.
    """

    n: int
    plans: tuple[RulePlan, ...]
    sides: Sides | None
    _parts: tuple[_Part, ...] = field(alias="parts")

    @classmethod
    def of(
        cls,
        n: int,
        found: Sequence[tuple[RulePlan, Blocks | Bags, BestPairs | None]],
        sides: Sides | None,
    ) -> Self:
        """Put together what the rules found.

        Args:
            n: the number of records.
            found: for each rule its plan, its keys, and the rule where it is of the best pairs.
            sides: the table that each record is of, where two are linked.
        """
        parts, plans = [], []
        by_hand = [blocks for _, blocks, _ in found if isinstance(blocks, Blocks)]
        if by_hand:
            sizes = np.concatenate([blocks.sizes for blocks in by_hand])
            rows = np.concatenate([blocks.rows for blocks in by_hand]).astype(np.int32, copy=False)
            meetings = Meetings.of(n, sizes, rows, np.ones(len(sizes), np.int64))
            parts.append(_Part(meetings, 1, int(meetings.met[-1])))
        for place, (plan, keys, best) in enumerate(found):
            if best is not None and isinstance(keys, Bags):
                meetings = Meetings.of(n, keys.sizes, keys.rows, keys.weights)
                cut, expected = _sampled_cut(meetings, best, sides)
                parts.append(_Part(meetings, cut, expected, place, best.fitted is not None))
                plan = evolve(plan, pairs=expected, cut=cut / UNITS)
            plans.append(plan)
        return cls(n, tuple(plans), sides, tuple(parts))

    @property
    def expected(self) -> int:
        """Return about how many pairs there are."""
        return sum(part.expected for part in self._parts)

    @property
    def can_narrow(self) -> bool:
        """Say whether pairs are ranked, all of them by one weight, and nobody said where to cut."""
        (part, *others) = self._parts
        return not others and part.place is not None and not part.is_fitted

    def narrowed(self, cut: int, share: float) -> Self:
        """Return the stream of those pairs that weigh more.

        Args:
            cut: what a pair weighs at least.
            share: which share of the pairs do, about.
        """
        (part,) = self._parts
        expected = round(part.expected * share)
        plans = list(self.plans)
        if part.place is not None:
            plans[part.place] = evolve(plans[part.place], pairs=expected, cut=cut / UNITS)
        made = evolve(part, cut=max(cut, part.cut), expected=expected)
        return evolve(self, plans=tuple(plans), parts=(made,))

    def sample(self, pairs: int) -> tuple[Int64, Int64, Int64, int]:
        """Return the pairs of some left records, what they weigh, and one record in how many it is.

        Args:
            pairs: how many pairs to return, about.
        """
        every = max(round(self.expected / max(pairs, 1)), 1)
        rows = chosen_rows(self.n, every)
        found, weights = [], []
        for part in self._parts:
            own, weight = part.meetings.of_rows(rows, _AT_ONCE)
            own, weight = own[weight >= part.cut], weight[weight >= part.cut]
            found.append(own)
            weights.append(weight)
        pairs_found, ranks = found[0], weights[0]
        if len(found) > 1:
            pairs_found = distinct(np.concatenate(found))
            ranks = np.zeros(len(pairs_found), np.int64)
        kept = across(pairs_found, self.n, self.sides)
        return *self._split(pairs_found[kept]), ranks[kept], every

    def chunks(self, size: int, in_order: InOrder = map) -> Iterator[tuple[Int64, Int64]]:
        """Yield the left and the right records of pairs, about so many at a time.

        Args:
            size: how many pairs to yield at a time, about.
            in_order: works as `map` does; it may work on several at once.
        """
        held: list[tuple[Int64, Int64]] = []
        n_held = 0
        for found in in_order(self._pairs_of, self._ranges(min(_AT_ONCE, 8 * size))):
            held.append(found)
            n_held += len(found[0])
            if n_held >= size:
                yield _joined(held)
                held, n_held = [], 0
        if n_held:
            yield _joined(held)

    def _pairs_of(self, left_records: tuple[int, int]) -> tuple[Int64, Int64]:
        """Return the pairs of a range of left records."""
        found = [part.meetings.weighed(*left_records, part.cut)[0] for part in self._parts]
        pairs = found[0] if len(found) == 1 else distinct(np.concatenate(found))
        return self._split(pairs[across(pairs, self.n, self.sides)])

    def _ranges(self, size: int) -> Iterator[tuple[int, int]]:
        """Yield ranges of left records that share about so many keys by no part of the rules."""
        start = 0
        while start < self.n:
            end = min(part.meetings.end_of_chunk(start, size) for part in self._parts)
            yield start, end
            start = end

    def _split(self, pairs: Int64) -> tuple[Int64, Int64]:
        """Return the left and the right record of each pair."""
        left = pairs // self.n
        return left, pairs - left * self.n


def _sampled_cut(meetings: Meetings, best: BestPairs, sides: Sides | None) -> tuple[int, int]:
    """Return what a pair must weigh, and about how many do.

    Where the rule was fitted, what it had to weigh there; else, or where too many do, what about
    as many pairs as the budget weigh.
    """
    budget = best.budget(meetings.n)
    every = max(int(meetings.met[-1]) // _SAMPLE, 1)
    weights = sampled_weights(meetings, every, sides)
    enough = max(budget // every, 1)
    if best.fitted is not None and (weights >= best.fitted.cut).sum() <= enough:
        return best.fitted.cut, int((weights >= best.fitted.cut).sum()) * every
    cut = edge_of(weights, enough) if len(weights) > enough else 1
    return cut, int((weights >= cut).sum()) * every


def _joined(held: Sequence[tuple[Int64, Int64]]) -> tuple[Int64, Int64]:
    lefts, rights = zip(*held, strict=True)
    return np.concatenate(lefts), np.concatenate(rights)
