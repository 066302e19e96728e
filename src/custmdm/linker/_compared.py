"""Pairs of records with their comparison vectors."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._progress import silent
from custmdm.block import CandidatePairs
from custmdm.columns import Column, Term
from custmdm.compare import ComparedColumn, Comparison
from custmdm.linker._workers import WORKERS, in_order
from custmdm.model import Frequencies
from custmdm.typing import Progress

# Pairs compared at once: what is worked on stays in the cache.
CHUNK = 32_768
# After so many pairs progress is told.
_TOLD = 16 * CHUNK

Int64 = npt.NDArray[np.int64]
Small = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.int32]

# The words of a row are mixed by an odd number without a pattern, from the golden ratio.
_MIXER = np.uint64(0x9E3779B97F4A7C15)


class HasColumns(Protocol):
    """Be records as comparisons see them."""

    def column(self, path: str, /) -> Column[Term]:
        """Return the terms of a field."""
        ...


def prepare(table: HasColumns, comparisons: Sequence[Comparison], progress: Progress) -> None:
    """Make the fields ready that are compared; the comparisons themselves are the other half."""
    for done, comparison in enumerate(comparisons):
        progress("prepare", done, 2 * len(comparisons))
        table.column(comparison.on)


@frozen(eq=False)
class VectorsOf:
    """Compare any pairs of rows.

    Attributes:
        columns: the comparisons, ready to be run.
        workers: how many threads compare; the result is the same with any number.
    """

    columns: tuple[ComparedColumn, ...]
    workers: int = WORKERS

    @classmethod
    def by(
        cls,
        table: HasColumns,
        comparisons: Sequence[Comparison],
        frequencies: Sequence[Frequencies],
        progress: Progress = silent,
    ) -> "VectorsOf":
        """Make the comparisons of a table ready."""
        columns: list[ComparedColumn] = []
        total = 2 * len(comparisons)
        for c, known in zip(comparisons, frequencies, strict=True):
            progress("prepare", len(comparisons) + len(columns), total)
            columns.append(c.column(table.column(c.on), known))
        progress("prepare", total, total)
        return cls(tuple(columns))

    @property
    def width(self) -> int:
        """Return how many numbers a vector has."""
        return 2 * len(self.columns)

    def __call__(self, left: Int64, right: Int64) -> Small:
        """Return the vector of each pair of rows: the levels, then the rarities."""
        out = np.empty((len(left), self.width), dtype=np.int8)

        def compare(part: slice) -> None:
            for i, column in enumerate(self.columns):
                found = column.compare(left[part], right[part])
                out[part, i], out[part, len(self.columns) + i] = found

        parts = [slice(start, start + CHUNK) for start in range(0, len(left), CHUNK)]
        # What is made once for all pairs, when it is first asked for, is made here, not twice.
        for part in parts[:1]:
            compare(part)
        if len(parts) > 1:
            deque(in_order(self.pool, compare, parts[1:]), maxlen=0)
        return out

    @cached_property
    def pool(self) -> ThreadPoolExecutor:
        """Return threads that end with this; each new one would hold on to memory of its own."""
        return ThreadPoolExecutor(self.workers)


@frozen(eq=False)
class Compared:
    """Hold candidate pairs with their comparison vectors.

    Attributes:
        pairs: the candidate pairs: all; or a sample of them; or those that are not hopeless.
        vectors: the distinct vectors, a row each: levels, then rarities.
        vector_of: the vector of each pair.
        vectors_of: the vectors of any pairs of rows, a row a pair, by the same comparisons.
        sides: where two tables are linked, the table that each record is of, 0 or 1.
        every: of a sample, one left record in how many it is of.
        ranks: of a sample, what the keys weigh together that the two share.
        n_compared: how many pairs were looked at.
    """

    pairs: CandidatePairs
    vectors: Small
    vector_of: Numbers
    vectors_of: VectorsOf
    sides: Small | None = None
    every: int = 1
    ranks: Int64 | None = None
    n_compared: int = 0


def compare(
    pairs: CandidatePairs,
    vectors_of: VectorsOf,
    *,
    progress: Progress,
    sides: Small | None = None,
    every: int = 1,
    ranks: Int64 | None = None,
) -> Compared:
    """Return pairs with their comparison vectors."""
    found = Vectors()
    for start in range(0, len(pairs), _TOLD):
        progress("compare", start, len(pairs))
        part = slice(start, start + _TOLD)
        found.add(vectors_of(pairs.left[part], pairs.right[part]))
    progress("compare", len(pairs), len(pairs))
    vectors, vector_of = found.numbered(vectors_of.width)
    return Compared(pairs, vectors, vector_of, vectors_of, sides, every, ranks, len(pairs))


class Vectors:
    """Number distinct comparison vectors as chunks of pairs come in."""

    def __init__(self) -> None:
        self._n = 0
        self._rows: list[Small] = []
        self._which: list[Numbers] = []

    def add(self, vectors: Small) -> None:
        """Take the vectors of some pairs, a row each."""
        rows, which = distinct_rows(vectors)
        self._rows.append(rows)
        self._which.append(which + np.int32(self._n))
        self._n += len(rows)

    def numbered(self, width: int) -> tuple[Small, Numbers]:
        """Return the distinct vectors of that width, a row each, and the number of each pair's."""
        every = np.concatenate([np.zeros((0, width), np.int8), *self._rows])
        rows, which = distinct_rows(every)
        return rows, which[np.concatenate([np.zeros(0, np.int32), *self._which])]


def distinct_rows(rows: Small) -> tuple[Small, Numbers]:
    """Return the distinct rows of a table of bytes, and which of them each one is.

    >>> rows, which = distinct_rows(np.array([[2, 0], [1, 3], [2, 0]], dtype=np.int8))
    >>> rows[which].tolist()
    [[2, 0], [1, 3], [2, 0]]
    """
    if not rows.size:
        return rows[:1], np.zeros(len(rows), np.int32)
    words = -(-rows.shape[1] // 8)
    padded = np.zeros((len(rows), 8 * words), dtype=np.int8)
    padded[:, : rows.shape[1]] = rows
    whole = padded.view(np.uint64)
    # A number for each row: to sort numbers is many times faster than to sort rows.
    mixed = whole[:, 0].copy()
    for word in whole[:, 1:].T:
        mixed *= _MIXER
        mixed += word
    distinct, which = np.unique(mixed, return_inverse=True)
    first = np.empty(len(distinct), dtype=np.int64)
    first[which] = np.arange(len(rows))
    if words > 1 and (whole[first][which] != whole).any():
        # Two rows have one number: hardly ever.
        void = padded.view(np.dtype((np.void, 8 * words))).reshape(-1)
        _, first, which = np.unique(void, return_index=True, return_inverse=True)
    return rows[first], which.astype(np.int32)
