"""Candidate pairs and how they are compared: all of them, or of a large table in two passes."""

import logging
from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import CandidatePairs, PairStream, Rule, candidates
from custmdm.block._best import flat_rules
from custmdm.compare import ComparedColumn
from custmdm.linker._compared import CHUNK, Compared, Vectors, VectorsOf, compare
from custmdm.linker._workers import in_order
from custmdm.score import SLACK, FellegiSunter, WeightBound
from custmdm.tables import Table
from custmdm.typing import Progress

logger = logging.getLogger("custmdm")

Int64 = npt.NDArray[np.int64]
Small = npt.NDArray[np.int8]
Singles = npt.NDArray[np.float32]

# So many pairs are held at once, and are enough to learn from: all those of 50,000 records.
AT_ONCE = 2_000_000
# A pair of a large table that weighs less is not kept, in bits: one in ten thousand matches.
HOPELESS = -13.0
# Pairs that rank low are left out where no more of the matches, by a sample, are among them.
_SPARED = 0.0002
# What keys tell of some fields together is looked up in a table of so many places at most.
_TABLE = 2**17
# Where more pairs than this share stay, all do: to leave some out would cost more.
_MOST = 0.9
# So many distinct vectors show which order of comparisons is good.
_VECTORS = 20_000
# What it costs to compare values that differ: plain ones, and those whose outcomes are told apart.
_COSTLY, _COSTLIEST = 1.0, 5.0
# Of fewer matches in the sample nothing is left out.
_TELLING = 1000


@frozen(eq=False)
class Candidates:
    """Hold candidate pairs, made or to be made, and how they are compared.

    Attributes:
        pairs: the pairs; of a large table a stream that makes them.
        vectors_of: compares pairs of rows.
        sides: where two tables are linked, the table that each record is of, 0 or 1.
        at_once: how many pairs to hold, and to learn from, about.
        chunk: how many pairs of a stream to compare at a time, about.
    """

    pairs: CandidatePairs | PairStream
    vectors_of: VectorsOf
    sides: Small | None = None
    at_once: int = AT_ONCE
    chunk: int = CHUNK

    @classmethod
    def of(
        cls,
        table: Table,
        rules: Sequence[Rule],
        vectors_of: VectorsOf,
        *,
        max_block: int,
        progress: Progress,
        sides: Small | None = None,
        at_once: int = AT_ONCE,
        max_pairs: int | None = None,
    ) -> "Candidates":
        """Propose the candidate pairs of a table."""
        # The keys of each rule, and then the pairs of all.
        total = len(flat_rules(rules)) + 1
        progress("block", 0, total)
        pairs = candidates(
            table,
            rules,
            max_records=max_block,
            sides=sides,
            at_once=at_once,
            max_pairs=max_pairs,
            told=lambda rules: progress("block", rules, total),
        )
        progress("block", total, total)
        n_pairs = pairs.expected if isinstance(pairs, PairStream) else len(pairs)
        logger.info("blocking: %d records, %d candidate pairs", len(table), n_pairs)
        return cls(pairs, vectors_of, sides, at_once)

    def some(self, progress: Progress) -> Compared:
        """Return pairs to learn from: all of them, of a large table a sample."""
        if isinstance(self.pairs, CandidatePairs):
            return compare(self.pairs, self.vectors_of, progress=progress, sides=self.sides)
        progress("sample", 0, 1)
        left, right, ranks, every = self.pairs.sample(self.at_once // 2)
        progress("sample", 1, 1)
        return compare(
            CandidatePairs(left, right, self.pairs.plans), self.vectors_of, progress=progress,
            sides=self.sides, every=every, ranks=ranks if self.pairs.can_narrow else None,
        )  # fmt: skip

    def likely(
        self, model: FellegiSunter, some: Compared, possible: float, progress: Progress
    ) -> Compared:
        """Return the pairs that may be matches: all of them, of a large table what is not hopeless.

        Args:
            model: the model.
            some: what :meth:`some` gave.
            possible: a pair that weighs this much is wanted in any case, in bits.
            progress: is told how far it got.
        """
        if isinstance(self.pairs, CandidatePairs):
            return some
        stream = narrowed(self.pairs, model, some)
        bounded = Bounded.of(self.vectors_of, model, min(possible, HOPELESS), some)
        numbered = Vectors()
        none = np.zeros(0, np.int64)
        found = [(none, none)]
        n_compared = 0
        progress("compare", 0, stream.expected)
        at_once = partial(in_order, self.vectors_of.pool)
        for n, left, right, vectors in at_once(bounded, stream.chunks(self.chunk, at_once)):
            n_compared += n
            progress("compare", n_compared, max(stream.expected, n_compared))
            found.append((left, right))
            numbered.add(vectors)
        progress("compare", n_compared, n_compared)
        lefts, rights = (np.concatenate(part) for part in zip(*found, strict=True))
        vectors, vector_of = numbered.numbered(self.vectors_of.width)
        # The bound is not tight: now the weights are known.
        kept = (model.vector_weights(vectors) >= bounded.least)[vector_of]
        pairs = CandidatePairs(lefts[kept], rights[kept], stream.plans)
        return Compared(
            pairs, vectors, vector_of[kept], self.vectors_of, self.sides, 1, None, n_compared
        )


def narrowed(stream: PairStream, model: FellegiSunter, some: Compared) -> PairStream:
    """Return the stream without the pairs that rank so low that hardly a match is among them.

    In a large table most of a budget is spent in vain: what the keys weigh that strangers share
    does not grow with it, what two records of one customer share does.

    Args:
        stream: the pairs.
        model: says which pairs of the sample match.
        some: the sample.
    """
    if some.ranks is None:
        return stream
    matches = (model.vector_weights(some.vectors) >= 0.0)[some.vector_of]
    ranks = np.sort(some.ranks[matches])
    if len(ranks) < _TELLING:
        return stream
    cut = int(ranks[int(_SPARED * len(ranks))])
    return stream.narrowed(cut, float(np.mean(some.ranks >= cut)))


@frozen(eq=False)
class Bounded:
    """Compare pairs field by field, and leave those that can no more be likely.

    First where keys are the same, which costs next to nothing, in all fields that have one; then
    what is not the same, field by field.

    Attributes:
        columns: the comparisons.
        bound: what a pair can weigh.
        least: what a pair must weigh, in bits.
        by_key: the comparisons of one key a row, in groups; what each group adds at most against
            each class of non-matches, by a code of its levels and rarities together.
        order: in which order the comparisons are made.
        start: what a pair can weigh before any comparison.
    """

    columns: tuple[ComparedColumn, ...]
    bound: WeightBound
    least: float
    by_key: tuple[tuple[tuple[int, ...], Singles], ...]
    order: tuple[int, ...]
    start: Singles

    @classmethod
    def of(
        cls, vectors_of: VectorsOf, model: FellegiSunter, least: float, some: Compared
    ) -> "Bounded":
        """Make the comparisons ready, in the order that leaves the most out early."""
        columns = vectors_of.columns
        bound = WeightBound(
            model,
            [column.rarity_bounds for column in columns],
            [column.highest_unlike for column in columns],
        )
        start = bound.start.copy()
        nothing = np.zeros((len(start), 1), np.float32)
        groups: list[tuple[tuple[int, ...], Singles]] = []
        for k, column in enumerate(columns):
            if not column.has_one_key:
                start += bound.most[k]
                continue
            ks, added = groups.pop() if groups else ((), nothing)
            if added.shape[1] * bound.by_key[k].shape[1] > _TABLE:
                groups.append((ks, added))
                ks, added = (), nothing
            added = added[:, :, None] + bound.by_key[k][:, None, :]
            groups.append(((*ks, k), added.reshape(len(start), -1)))
        order = _order(columns, bound, least, some)
        return cls(columns, bound, least, tuple(groups), order, start)

    def __call__(self, pairs: tuple[Int64, Int64]) -> tuple[int, Int64, Int64, Small]:
        """Return how many pairs there are, those that may weigh enough, and their vectors."""
        left, right = pairs
        width, n_pairs = len(self.columns), len(left)
        vectors = np.zeros((2 * width, len(left)), dtype=np.int8)
        # A row a class, for numpy is slow along short rows.
        weight = np.repeat(self.start[:, None], len(left), axis=1)
        for ks, added in self.by_key:
            codes = np.zeros(len(left), dtype=np.int64)
            for k in ks:
                found = vectors[k], vectors[width + k] = self.columns[k].same(left, right)
                codes *= self.bound.gained[k].shape[1]
                codes += self.bound.codes(k, *found)
            weight += added.take(codes, axis=1)
        for step in range(width + 1):
            if step:
                self._compare(self.order[step - 1], left, right, vectors, weight)
            kept = np.flatnonzero(weight.min(axis=0) >= self.least - SLACK)
            if len(kept) < _MOST * len(left):
                left, right = left.take(kept), right.take(kept)
                vectors, weight = vectors.take(kept, axis=1), weight.take(kept, axis=1)
        return n_pairs, left, right, np.ascontiguousarray(vectors.T)

    def _compare(self, k: int, left: Int64, right: Int64, vectors: Small, weight: Singles) -> None:
        """Make one comparison: write down what it finds, and what that takes off the bound."""
        column, width, gained = self.columns[k], len(self.columns), self.bound.gained[k]
        if not column.has_one_key:
            levels, rarities = vectors[k], vectors[width + k] = column.compare(left, right)
            weight += gained.take(self.bound.codes(k, levels, rarities), axis=1)
            weight -= self.bound.most[k][:, None]
            return
        unlike = vectors[k] == 0
        at = np.flatnonzero(unlike)
        levels, rarities = column.unlike(left.take(at), right.take(at))
        different = gained[:, self.bound.codes(k, *np.zeros((2, 1), np.int8))]
        weight += (different - self.bound.unlike[k][:, None]) * unlike
        # Few are not wholly different.
        some = np.flatnonzero(levels)
        at, levels, rarities = at.take(some), levels.take(some), rarities.take(some)
        vectors[k, at], vectors[width + k, at] = levels, rarities
        weight[:, at] += gained.take(self.bound.codes(k, levels, rarities), axis=1) - different


def _order(
    columns: Sequence[ComparedColumn], bound: WeightBound, least: float, some: Compared
) -> tuple[int, ...]:
    """Return the order of the comparisons, found from the end.

    Last comes what costs the most where the others leave pairs out, and so on: seldom does one
    comparison by itself say that a pair cannot match.
    """
    step = max(-(-len(some.vectors) // _VECTORS), 1)
    vectors = some.vectors[::step]
    counts = np.bincount(some.vector_of, minlength=len(some.vectors))[::step]
    left = list(range(len(columns)))
    gained, at_best, costs = [], [], []
    for k, column in enumerate(columns):
        codes = bound.codes(k, vectors[:, k], vectors[:, len(columns) + k])
        gained.append(bound.gained[k][:, codes])
        at_best.append(bound.by_key[k][:, codes] if column.has_one_key else bound.most[k][:, None])
        unlike = counts @ ((vectors[:, k] >= 0) & (vectors[:, k] <= column.highest_unlike))
        costs.append(float(unlike) * (_COSTLY if column.agreements is None else _COSTLIEST))
    order: list[int] = []
    weight = bound.start[:, None] + sum(gained)
    while left:
        spared = []
        for k in left:
            may = (weight - gained[k] + at_best[k]).min(axis=0) >= least - SLACK
            spared.append((float(counts @ ~may) * costs[k], costs[k], k))
        *_, last = max(spared)
        weight = weight - gained[last] + at_best[last]
        left.remove(last)
        order.append(last)
    return tuple(reversed(order))
