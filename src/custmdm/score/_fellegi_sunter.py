"""The Fellegi-Sunter model (Fellegi and Sunter 1969), trained by EM without labels."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.errors import ModelError
from custmdm.model import MatchScore

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int8]

# A probability never becomes 0 or 1: no single level may decide a pair for ever.
_FLOOR = 1e-7


def _table(rows: Iterable[Iterable[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(p) for p in row) for row in rows)


@frozen
class FellegiSunter:
    """Score a comparison vector by how much likelier it is among matches.

    The weight of a pair is log2(prior odds) plus log2(m / u) of each level; a missing or
    placeholder value says nothing.

    >>> model = FellegiSunter(prior=0.5, m=((0.1, 0.9),), u=((0.9, 0.1),))
    >>> round(model.weight((1,)), 3), model.weight((-1,))
    (3.17, 0.0)

    Attributes:
        prior: the share of matches among all pairs of records, compared or not.
        m: among matches, what proportion has each level? One row a comparison.
        u: among non-matches, what proportion has each level?

    Raises:
        ModelError: if the tables do not hold probabilities of one shape.
    """

    prior: float
    m: tuple[tuple[float, ...], ...] = field(converter=_table)
    u: tuple[tuple[float, ...], ...] = field(converter=_table)

    def __attrs_post_init__(self) -> None:
        if [len(row) for row in self.m] != [len(row) for row in self.u]:
            raise ModelError("m and u have different numbers of levels")
        values = [self.prior, *(p for table in (self.m, self.u) for row in table for p in row)]
        # Written so that NaN fails too.
        if not all(0.0 < p <= 1.0 for p in values):
            raise ModelError("prior, m and u are probabilities above 0 and up to 1")

    def weights(self, comparison: int) -> tuple[float, ...]:
        """Return log2(m / u) of each level of one comparison."""
        return tuple(float(w) for w in np.log2(self.m[comparison]) - np.log2(self.u[comparison]))

    @property
    def prior_weight(self) -> float:
        """Return log2 of the prior odds of a match."""
        return float(np.log2(self.prior) - np.log1p(-min(self.prior, 1 - 1e-12)) / np.log(2))

    def weight(self, levels: Sequence[int]) -> float:
        """Return the match weight of one vector, the prior included."""
        total = self.prior_weight
        for comparison, level in enumerate(levels):
            if level >= 0:
                total += self.weights(comparison)[level]
        return total

    def vector_weights(self, vectors: Levels) -> Floats:
        """Return the match weight of each vector, a row each; equal to `weight` row by row."""
        total = np.full(len(vectors), self.prior_weight)
        for comparison in range(vectors.shape[1]):
            # Index -1 to -3 of the padded table: a missing value says nothing.
            table = np.array([*self.weights(comparison), 0.0, 0.0, 0.0])
            total += table[vectors[:, comparison]]
        return total

    def probability(self, levels: Sequence[int]) -> float:
        """Return the match probability of one vector."""
        return MatchScore.probability_of(self.weight(levels))


@frozen
class Training:
    """Say how training went.

    Attributes:
        model: the trained model.
        rounds: EM rounds until it settled.
        matches: the expected number of matches among the candidate pairs.
        pairs: the candidate pairs it was trained on.
    """

    model: FellegiSunter
    rounds: int
    matches: float
    pairs: int


def estimate_u(vectors: Levels, n_levels: Sequence[int]) -> tuple[tuple[float, ...], ...]:
    """Return u from the vectors of random pairs: nearly all of them are non-matches.

    A hundred pairs' worth of belief is added, so that a level that was not seen is rare, not
    impossible, and a table of a few rows has a sensible u too.
    """
    rows = []
    for comparison, size in enumerate(n_levels):
        levels = vectors[:, comparison]
        counts = np.bincount(levels[levels >= 0], minlength=size) + 100 * expected_u(size)
        rows.append(counts / counts.sum())
    return _table(rows)


def expected_u(size: int) -> Floats:
    """Return u before anything is seen: strangers differ, and the more they agree the rarer it is.

    >>> expected_u(3).round(3).tolist()
    [0.95, 0.033, 0.017]
    """
    if size == 1:
        return np.ones(1)
    weights = np.exp2(-np.arange(size - 1, dtype=np.float64))
    return np.concatenate([[0.95], 0.05 * weights / weights.sum()])


def expected_m(size: int) -> Floats:
    """Return m before anything is seen: each level is twice as likely as the one below it.

    >>> expected_m(3).round(2).tolist()
    [0.14, 0.29, 0.57]
    """
    weights = np.exp2(np.arange(size, dtype=np.float64))
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def fit(
    vectors: Levels,
    counts: npt.NDArray[np.integer],
    u: Sequence[Sequence[float]],
    *,
    n_records: int,
    strength: float = 200.0,
    max_rounds: int = 100,
) -> Training:
    """Estimate m and the prior by EM on distinct vectors; u stays fixed.

    u describes the non-matches among all pairs of records, so the prior is a share of all pairs
    too, and pairs that no rule proposed count as non-matches. A prior among the candidate pairs
    would be wrong: they agree on something because blocking chose them, and EM would take whole
    groups of namesakes for matches.

    Args:
        vectors: the distinct comparison vectors, a row each.
        counts: how many candidate pairs have each.
        u: the level probabilities among non-matches.
        n_records: how many records there are; EM starts from one match a record.
        strength: how many pairs' worth of belief that matches mostly agree; it keeps m sensible
            where few matches are seen.
        max_rounds: EM stops here at the latest.

    Source: Winkler (2000), Using the EM algorithm for weight computation in the Fellegi-Sunter
    model of record linkage.
    """
    sizes = [len(row) for row in u]
    beliefs = [expected_m(size) * strength for size in sizes]
    m = [expected_m(size) for size in sizes]
    n_pairs = int(counts.sum())
    all_pairs = max(n_records * (n_records - 1) / 2.0, 1.0)
    start = min(max(n_records / all_pairs, _FLOOR), 0.5)
    model = FellegiSunter(start, _table(m), _table(u))
    rounds = 0
    for rounds in range(1, max_rounds + 1):  # noqa: B007
        odds = np.clip(model.vector_weights(vectors), -1000.0, 1000.0)
        matched = counts / (1.0 + np.exp2(-odds))
        share = min(max(float(matched.sum()) / all_pairs, 1e-12), 0.5)
        m = []
        for comparison, size in enumerate(sizes):
            levels = vectors[:, comparison]
            seen = levels >= 0
            weighted = np.bincount(levels[seen], weights=matched[seen], minlength=size)
            row = weighted + beliefs[comparison]
            m.append(np.maximum(row / row.sum(), _FLOOR))
        last, model = model, FellegiSunter(share, _table(m), _table(u))
        if _moved(last, model) < 1e-6:
            break
    return Training(model, rounds, model.prior * all_pairs, n_pairs)


def _moved(a: FellegiSunter, b: FellegiSunter) -> float:
    """Return the largest change between two models."""
    rows = zip(a.m, b.m, strict=True)
    changes = [abs(x - y) for row_a, row_b in rows for x, y in zip(row_a, row_b, strict=True)]
    return max([abs(a.prior - b.prior), *changes])
