"""Candidate pairs and how they are compared: all of them, or of a large table in two passes."""

import logging
from collections.abc import Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import CandidatePairs, PairStream, Rule, candidates
from custmdm.linker._compared import CHUNK, Compared, Vectors, VectorsOf, compare
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
_HOPELESS = -13.0
# Pairs that rank low are left out where no more of the matches, by a sample, are among them.
_SPARED = 0.0002
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
    """

    pairs: CandidatePairs | PairStream
    vectors_of: VectorsOf
    sides: Small | None = None
    at_once: int = AT_ONCE

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
    ) -> "Candidates":
        """Propose the candidate pairs of a table."""
        progress("block", 0, 1)
        pairs = candidates(table, rules, max_records=max_block, sides=sides, at_once=at_once)
        progress("block", 1, 1)
        n_pairs = pairs.expected if isinstance(pairs, PairStream) else len(pairs)
        logger.info("blocking: %d records, %d candidate pairs", len(table), n_pairs)
        return cls(pairs, vectors_of, sides, at_once)

    def some(self, progress: Progress) -> Compared:
        """Return pairs to learn from: all of them, of a large table a sample."""
        if isinstance(self.pairs, CandidatePairs):
            return compare(self.pairs, self.vectors_of, progress=progress, sides=self.sides)
        left, right, ranks, every = self.pairs.sample(self.at_once // 2)
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
        bounded = Bounded.of(self.vectors_of, model, min(possible, _HOPELESS), some)
        numbered = Vectors(self.vectors_of.width)
        none = np.zeros(0, np.int64)
        found = [(none, none, np.zeros(0, np.int32))]
        n_compared = 0
        for left, right in stream.chunks(CHUNK):
            progress("compare", n_compared, max(stream.expected, n_compared))
            n_compared += len(left)
            left, right, vectors = bounded(left, right)
            found.append((left, right, numbered.add(vectors)))
        progress("compare", n_compared, n_compared)
        lefts, rights, vector_of = (np.concatenate(part) for part in zip(*found, strict=True))
        vectors = numbered.rows()
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

    Attributes:
        columns: the comparisons.
        order: in which order they are made.
        bound: what a pair can weigh.
        least: what a pair must weigh, in bits.
        rest: what the comparisons still to be made add at most, after each one.
    """

    columns: VectorsOf
    order: tuple[int, ...]
    bound: WeightBound
    least: float
    rest: tuple[Singles, ...]

    @classmethod
    def of(
        cls, vectors_of: VectorsOf, model: FellegiSunter, least: float, some: Compared
    ) -> "Bounded":
        """Choose the order by what each comparison by itself rules out among some pairs."""
        columns = vectors_of.columns
        bound = WeightBound(model, [column.rarity_bounds for column in columns])
        counts = np.bincount(some.vector_of, minlength=len(some.vectors))
        every = np.sum(bound.most, axis=0) + bound.start
        ruled_out = []
        width = len(columns)
        for k in range(width):
            added = bound.added(k, some.vectors[:, k], some.vectors[:, width + k])
            weight = _least(added + (every - bound.most[k]))
            ruled_out.append(float(counts[weight < least - SLACK].sum()))
        # Outcomes come first: how rare they can be is not known, so they are never ruled out.
        order = sorted(range(width), key=lambda k: (columns[k].agreements is None, -ruled_out[k]))
        nothing = np.zeros_like(bound.start)
        rest = [sum((bound.most[k] for k in order[i + 1 :]), nothing) for i in range(width)]
        return cls(vectors_of, tuple(order), bound, least, tuple(rest))

    def __call__(self, left: Int64, right: Int64) -> tuple[Int64, Int64, Small]:
        """Return the pairs that may weigh enough, and their vectors."""
        columns = self.columns.columns
        width = len(columns)
        vectors = np.zeros((len(left), 2 * width), dtype=np.int8)
        weight = np.tile(self.bound.start, (len(left), 1))
        for k, rest in zip(self.order, self.rest, strict=True):
            levels, rarities = columns[k].compare(left, right)
            vectors[:, k], vectors[:, width + k] = levels, rarities
            weight += self.bound.added(k, levels, rarities)
            kept = np.flatnonzero(_least(weight + rest) >= self.least - SLACK)
            if len(kept) < 0.9 * len(left):
                left, right = left.take(kept), right.take(kept)
                vectors, weight = vectors.take(kept, axis=0), weight.take(kept, axis=0)
        return left, right, vectors


def _least(rows: Singles) -> Singles:
    """Return the least of each row; by columns, for numpy is slow along short rows."""
    return reduce(np.minimum, rows.T)
