"""The columnar run: candidate pairs to comparison vectors to a model."""

import logging
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import CandidatePairs, Rule, candidate_pairs
from custmdm.compare import RARITY_STEP, ComparedColumn, Comparison
from custmdm.model import Frequencies
from custmdm.score import Labelled, Related, Training, estimate_u, fit_with_labels
from custmdm.tables import Table
from custmdm.typing import Progress

logger = logging.getLogger("custmdm")

# Pairs compared at once: what is worked on stays in the cache.
CHUNK = 65_536
# Random pairs from which u is estimated.
RANDOM_PAIRS = 100_000

Int64 = npt.NDArray[np.int64]
Small = npt.NDArray[np.int8]


@frozen(eq=False)
class Compared:
    """Hold candidate pairs with their comparison vectors.

    Attributes:
        pairs: the candidate pairs.
        vectors: the distinct vectors, a row each: levels, then rarities.
        vector_of: the vector of each pair.
        vectors_of: the vectors of any pairs of rows, a row a pair, by the same comparisons.
        sides: where two tables are linked, the table that each record is of, 0 or 1.
    """

    pairs: CandidatePairs
    vectors: Small
    vector_of: npt.NDArray[np.int32]
    vectors_of: Callable[[Int64, Int64], Small]
    sides: Small | None = None


def count_frequencies(table: Table, comparisons: Sequence[Comparison]) -> tuple[Frequencies, ...]:
    """Return how often what each comparison sees occurs in a table."""
    return tuple(c.frequencies(table.column(c.on)) for c in comparisons)


def compare_candidates(
    table: Table,
    rules: Sequence[Rule],
    comparisons: Sequence[Comparison],
    frequencies: Sequence[Frequencies],
    *,
    max_block: int,
    progress: Progress,
    sides: Small | None = None,
) -> Compared:
    """Return every candidate pair with its comparison vector."""
    progress("block", 0, 1)
    pairs = candidate_pairs(table, rules, max_records=max_block, sides=sides)
    progress("block", 1, 1)
    logger.info("blocking: %d records, %d candidate pairs", len(table), len(pairs))
    vectors_of = vectors_by(table, comparisons, frequencies)
    numbered = Vectors(2 * len(comparisons))
    vector_of = np.empty(len(pairs), dtype=np.int32)
    for start in range(0, len(pairs), CHUNK):
        progress("compare", start, len(pairs))
        part = slice(start, start + CHUNK)
        vector_of[part] = numbered.add(vectors_of(pairs.left[part], pairs.right[part]))
    progress("compare", len(pairs), len(pairs))
    return Compared(pairs, numbered.rows(), vector_of, vectors_of, sides)


def train(
    table: Table,
    comparisons: Sequence[Comparison],
    compared: Compared,
    labelled: Labelled,
    *,
    seed: int,
    progress: Progress,
) -> Training:
    """Estimate u from random pairs, then the model by EM on the candidate pairs and labels."""
    progress("train", 0, 1)
    strata = [c.strata for c in comparisons]
    u = estimate_u(compared.vectors_of(*random_pairs(len(table), seed, compared.sides)), strata)
    counts = np.bincount(compared.vector_of, minlength=len(compared.vectors))
    others = max(0, usual_pairs(len(table), compared.sides) - len(compared.pairs))
    training = fit_with_labels(
        compared.vectors, counts, u, strata, labelled,
        before=[[outcome.among_matches for outcome in c.outcomes] for c in comparisons],
        related=related_of(table, comparisons),
        others=others, rarity_step=RARITY_STEP,
    )  # fmt: skip
    progress("train", 1, 1)
    logger.info(
        "training: %d rounds, %.0f matches expected among %d pairs, %d labels",
        training.rounds, training.matches, training.pairs, len(labelled),
    )  # fmt: skip
    return training


def related_of(table: Table, comparisons: Sequence[Comparison]) -> Related | None:
    """Return what customers have in common that belong together: persons, else organizations.

    Nothing where that could not be seen: a household is seen where records say names of persons and
    how to reach them, branches where they say names of organizations and where they are.
    """
    kinds = {plan.name: plan.kind for plan in table.plans}
    kinds |= {path: leaf.kind for path, leaf in table.leaves.items() if path not in kinds}
    compared = [kinds[c.on] for c in comparisons]
    by_outcome = [tuple(outcome.in_household for outcome in c.outcomes) for c in comparisons]
    named = [any(share is not None for share in row) for row in by_outcome]
    if any(named):
        # A town by itself tells no household.
        reached = [(k.in_household or 0.0) >= 0.5 and k.name != "city" for k in compared]
        rows = zip(by_outcome, named, compared, strict=True)
        shared = tuple(row if has else kind.in_household for row, has, kind in rows)
        return Related(shared) if any(reached) else None
    names = {kind.name for kind in compared}
    if "organization_name" in names and names & {"postal_address", "street", "postcode"}:
        return Related(tuple(kind.in_organization for kind in compared))
    return None


def usual_pairs(n: int, sides: Small | None = None) -> int:
    """Return how many pairs to train on, at least, among `n` records: most are then strangers."""
    of_second = 0 if sides is None else int(sides.sum())
    every = n * (n - 1) // 2 if sides is None else of_second * (n - of_second)
    return min(every, 40 * n)


def random_pairs(n: int, seed: int, sides: Small | None = None) -> tuple[Int64, Int64]:
    """Return random pairs of different rows, all of them where they are few.

    Of two tables, `sides`, only the pairs across.
    """
    total = n * (n - 1) // 2
    if total <= RANDOM_PAIRS:
        left, right = (rows.astype(np.int64) for rows in np.triu_indices(n, k=1))
    else:
        generator = np.random.default_rng(seed)
        left = generator.integers(0, n, RANDOM_PAIRS)
        right = generator.integers(0, n - 1, RANDOM_PAIRS)
        right += right >= left
    if sides is None:
        return left, right
    across = sides[left] != sides[right]
    return left[across], right[across]


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


def vectors_by(
    table: Table, comparisons: Sequence[Comparison], frequencies: Sequence[Frequencies]
) -> Callable[[Int64, Int64], Small]:
    """Return a function from pairs of rows to their vectors, a row a pair."""
    columns: list[ComparedColumn] = [
        c.column(table.column(c.on), known)
        for c, known in zip(comparisons, frequencies, strict=True)
    ]

    def vectors(left: Int64, right: Int64) -> Small:
        out = np.empty((len(left), 2 * len(columns)), dtype=np.int8)
        for i, column in enumerate(columns):
            out[:, i], out[:, len(columns) + i] = column.compare(left, right)
        return out

    return vectors
