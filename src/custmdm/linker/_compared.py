"""Pairs of records with their comparison vectors."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import CandidatePairs
from custmdm.compare import ComparedColumn, Comparison
from custmdm.model import Frequencies
from custmdm.tables import Table
from custmdm.typing import Progress

# Pairs compared at once: what is worked on stays in the cache.
CHUNK = 65_536

Int64 = npt.NDArray[np.int64]
Small = npt.NDArray[np.int8]


@frozen(eq=False)
class VectorsOf:
    """Compare any pairs of rows.

    Attributes:
        columns: the comparisons, ready to be run.
    """

    columns: tuple[ComparedColumn, ...]

    @classmethod
    def by(
        cls, table: Table, comparisons: Sequence[Comparison], frequencies: Sequence[Frequencies]
    ) -> "VectorsOf":
        """Make the comparisons of a table ready."""
        pairs = zip(comparisons, frequencies, strict=True)
        return cls(tuple(c.column(table.column(c.on), known) for c, known in pairs))

    @property
    def width(self) -> int:
        """Return how many numbers a vector has."""
        return 2 * len(self.columns)

    def __call__(self, left: Int64, right: Int64) -> Small:
        """Return the vector of each pair of rows: the levels, then the rarities."""
        out = np.empty((len(left), self.width), dtype=np.int8)
        for i, column in enumerate(self.columns):
            out[:, i], out[:, len(self.columns) + i] = column.compare(left, right)
        return out


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
    vector_of: npt.NDArray[np.int32]
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
    numbered = Vectors(vectors_of.width)
    vector_of = np.empty(len(pairs), dtype=np.int32)
    for start in range(0, len(pairs), CHUNK):
        progress("compare", start, len(pairs))
        part = slice(start, start + CHUNK)
        vector_of[part] = numbered.add(vectors_of(pairs.left[part], pairs.right[part]))
    progress("compare", len(pairs), len(pairs))
    return Compared(pairs, numbered.rows(), vector_of, vectors_of, sides, every, ranks, len(pairs))


class Vectors:
    """Number distinct comparison vectors as chunks of pairs come in."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._ids: dict[bytes, int] = {}

    def add(self, vectors: Small) -> npt.NDArray[np.int32]:
        """Return the number of the vector of each row."""
        if self._width == 0:
            self._ids.setdefault(b"", 0)
            return np.zeros(len(vectors), dtype=np.int32)
        whole = np.ascontiguousarray(vectors).view(np.dtype((np.void, self._width))).reshape(-1)
        distinct, inverse = np.unique(whole, return_inverse=True)
        ids = [self._ids.setdefault(v.tobytes(), len(self._ids)) for v in distinct]
        return np.array(ids, dtype=np.int32)[inverse]

    def rows(self) -> Small:
        """Return the distinct vectors, a row each."""
        whole = np.frombuffer(b"".join(self._ids), dtype=np.int8)
        return whole.reshape(len(self._ids), self._width)
