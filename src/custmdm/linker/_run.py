"""The columnar run: candidate pairs to comparison vectors to a model."""

import logging
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import CandidatePairs, On, candidate_pairs
from custmdm.compare import ComparedColumn, Comparison
from custmdm.score import Training, estimate_u, fit
from custmdm.tables import Table
from custmdm.typing import BlockingKey, Progress

logger = logging.getLogger("custmdm")

# Pairs compared at once: what is worked on stays in the cache.
CHUNK = 65_536
# Random pairs from which u is estimated.
RANDOM_PAIRS = 200_000

Int64 = npt.NDArray[np.int64]
Levels = npt.NDArray[np.int8]


@frozen(eq=False)
class Compared:
    """Hold candidate pairs with their comparison vectors.

    Attributes:
        pairs: the candidate pairs.
        vectors: the distinct vectors, a row each.
        vector_of: the vector of each pair.
        levels_of: the levels of any pairs of rows, a row a pair, by the same comparisons.
    """

    pairs: CandidatePairs
    vectors: Levels
    vector_of: npt.NDArray[np.int32]
    levels_of: Callable[[Int64, Int64], Levels]


def compare_candidates(
    table: Table,
    rules: Sequence[On | BlockingKey],
    comparisons: Sequence[Comparison],
    *,
    max_block: int,
    progress: Progress,
) -> Compared:
    """Return every candidate pair with its comparison vector."""
    progress("block", 0, 1)
    pairs = candidate_pairs(table, rules, max_records=max_block)
    progress("block", 1, 1)
    logger.info("blocking: %d records, %d candidate pairs", len(table), len(pairs))
    levels = _levels_of(table, comparisons)
    vectors = Vectors(len(comparisons))
    vector_of = np.empty(len(pairs), dtype=np.int32)
    for start in range(0, len(pairs), CHUNK):
        progress("compare", start, len(pairs))
        part = slice(start, start + CHUNK)
        vector_of[part] = vectors.add(levels(pairs.left[part], pairs.right[part]))
    progress("compare", len(pairs), len(pairs))
    return Compared(pairs, vectors.rows(), vector_of, levels)


def train(
    table: Table,
    comparisons: Sequence[Comparison],
    compared: Compared,
    *,
    seed: int,
    progress: Progress,
) -> Training:
    """Estimate u from random pairs, then m and the prior by EM on the candidate pairs."""
    progress("train", 0, 1)
    left, right = random_pairs(len(table), seed)
    u = estimate_u(compared.levels_of(left, right), [c.n_levels for c in comparisons])
    counts = np.bincount(compared.vector_of, minlength=len(compared.vectors))
    training = fit(compared.vectors, counts, u, n_records=len(table))
    progress("train", 1, 1)
    logger.info(
        "training: %d rounds, %.0f matches expected among %d pairs",
        training.rounds, training.matches, training.pairs,
    )  # fmt: skip
    return training


def random_pairs(n: int, seed: int) -> tuple[Int64, Int64]:
    """Return random pairs of different rows; all of them where they are few."""
    total = n * (n - 1) // 2
    if total <= RANDOM_PAIRS:
        left, right = np.triu_indices(n, k=1)
        return left.astype(np.int64), right.astype(np.int64)
    generator = np.random.default_rng(seed)
    left = generator.integers(0, n, RANDOM_PAIRS)
    right = generator.integers(0, n - 1, RANDOM_PAIRS)
    return left, right + (right >= left)


class Vectors:
    """Number distinct comparison vectors as chunks of pairs come in."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._ids: dict[bytes, int] = {}

    def add(self, levels: Levels) -> npt.NDArray[np.int32]:
        """Return the number of the vector of each row."""
        if self._width == 0:
            self._ids.setdefault(b"", 0)
            return np.zeros(len(levels), dtype=np.int32)
        whole = np.ascontiguousarray(levels).view(np.dtype((np.void, self._width))).reshape(-1)
        distinct, inverse = np.unique(whole, return_inverse=True)
        ids = [self._ids.setdefault(v.tobytes(), len(self._ids)) for v in distinct]
        return np.array(ids, dtype=np.int32)[inverse]

    def rows(self) -> Levels:
        """Return the distinct vectors, a row each."""
        whole = np.frombuffer(b"".join(self._ids), dtype=np.int8)
        return whole.reshape(len(self._ids), self._width)


def _levels_of(table: Table, comparisons: Sequence[Comparison]) -> Callable[[Int64, Int64], Levels]:
    """Return a function from pairs of rows to their levels, a row a pair."""
    columns: list[ComparedColumn] = [c.column(table.column(c.on)) for c in comparisons]

    def levels(left: Int64, right: Int64) -> Levels:
        out = np.empty((len(left), len(columns)), dtype=np.int8)
        for i, column in enumerate(columns):
            out[:, i] = column.levels(left, right)
        return out

    return levels
