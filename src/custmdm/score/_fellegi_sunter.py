"""The Fellegi-Sunter model (Fellegi and Sunter 1969) with several classes of non-matches."""

import math
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm.errors import ModelError
from custmdm.model import MatchScore

Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]
Probabilities = tuple[tuple[float, ...], ...]

# Places for the levels below 0, from -4 to -1: what is missing says nothing.
_SILENT = (0.0, 0.0, 0.0, 0.0)


def as_table(rows: Iterable[Iterable[float]]) -> Probabilities:
    """Return probabilities as a table of plain floats."""
    return tuple(tuple(float(p) for p in row) for row in rows)


def _floats(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def _places(given: Iterable[int]) -> tuple[int, ...]:
    return tuple(given)


@frozen
class NonMatches:
    """Describe one sort of pairs that are no match: namesakes, neighbours, or none in particular.

    Attributes:
        share: the share of these among the candidate pairs.
        u: among these, what proportion has each level? One row a comparison.
        owners: the comparisons that brought them together by agreeing. There it does not matter
            how rare a value is: they were chosen because they share it.
    """

    share: float
    u: Probabilities = field(converter=as_table)
    owners: tuple[int, ...] = field(default=(), converter=_places)


@frozen
class FellegiSunter:
    """Score a comparison vector by how much likelier it is among matches.

    There is one class of matches and there are several of non-matches. Blocking brings pairs
    together that agree on one thing, as namesakes do; with one class for all of them, the largest
    such group would be taken for the matches. The weight of a pair is log2 of the odds: the share
    of matches times m of each level, over the sum of the same with u over the classes of
    non-matches. A missing value says nothing. How rare the shared value is multiplies u.

    >>> strangers = NonMatches(share=0.5, u=((0.9, 0.1),))
    >>> model = FellegiSunter(share=0.5, m=((0.1, 0.9),), classes=(strangers,))
    >>> round(model.weight((1,)), 3), model.weight((-1,)), round(model.weight((1,), (-4,)), 3)
    (3.17, 0.0, 5.17)

    Attributes:
        share: the share of matches among the candidate pairs.
        m: among matches, what proportion has each level? One row a comparison.
        classes: the sorts of non-matches.
        rarity_step: how many bits one step of rarity is.
        factors: how much what each comparison says counts, from 0; labels teach it. 1 is all of
            it, and so is an empty table.
        shift: what labels add to every weight, in bits.

    Raises:
        ModelError: if the tables do not hold probabilities of one shape.
    """

    share: float
    m: Probabilities = field(converter=as_table)
    classes: tuple[NonMatches, ...]
    rarity_step: float = 0.5
    factors: tuple[float, ...] = field(default=(), converter=_floats)
    shift: float = 0.0

    def __attrs_post_init__(self) -> None:
        shape = [len(row) for row in self.m]
        if not self.classes or any([len(row) for row in c.u] != shape for c in self.classes):
            raise ModelError("m and u have different numbers of levels")
        tables = [self.m, *(c.u for c in self.classes)]
        shares = [self.share, *(c.share for c in self.classes)]
        values = [*shares, *(p for table in tables for row in table for p in row)]
        # Written so that NaN fails too.
        if not all(0.0 < p <= 1.0 for p in values):
            raise ModelError("shares, m and u are probabilities above 0 and up to 1")
        if not all(0 <= k < len(shape) for c in self.classes for k in c.owners):
            raise ModelError("the owners of a class of non-matches are places of comparisons")
        if not 0.0 < self.rarity_step <= 10.0:
            raise ModelError(f"rarity_step is a number of bits above 0, got {self.rarity_step}")
        if self.factors and len(self.factors) != len(shape):
            raise ModelError(f"{len(shape)} comparisons have {len(self.factors)} factors")
        if not all(0.0 <= f < np.inf for f in self.factors) or not np.isfinite(self.shift):
            raise ModelError("factors are numbers from 0, and the shift is a number of bits")

    @property
    def prior(self) -> float:
        """Return what a pair weighs before anything is compared, in bits."""
        return math.log2(self.share / sum(c.share for c in self.classes))

    def weight(self, levels: Sequence[int], rarities: Sequence[int] | None = None) -> float:
        """Return the match weight of one vector in bits: log2 of the odds."""
        matches, non_matches = self._log_likelihoods_of_one(levels, rarities)
        return float(matches - _log2_sum(non_matches)[0])

    def contributions(
        self, levels: Sequence[int], rarities: Sequence[int] | None = None
    ) -> tuple[float, ...]:
        """Return what each comparison adds to the weight of one vector, in bits.

        The classes of non-matches are weighed by how well they explain the vector: who looks like a
        namesake is compared with namesakes. What is left of the weight was there before anything
        was compared: the odds of a match against those sorts of pairs.
        """
        return self.weight_and_contributions(levels, rarities)[1]

    def weight_and_contributions(
        self, levels: Sequence[int], rarities: Sequence[int] | None = None
    ) -> tuple[float, tuple[float, ...]]:
        """Return what `weight` and `contributions` return, in one go."""
        rarities = rarities or (0,) * len(levels)
        matches, non_matches = self._log_likelihoods_of_one(levels, rarities)
        summed = _log2_sum(non_matches)[0]
        weighed = np.exp2(non_matches[0] - summed)
        found = []
        for k, (level, rarity) in enumerate(zip(levels, rarities, strict=True)):
            if level < 0:
                found.append(0.0)
                continue
            log_m, log_u, rare = self._logs[k]
            steps = rare * (rarity * self.rarity_step)
            added = float(log_m[level] - np.dot(weighed, log_u[level] + steps))
            found.append(self._factor(k) * added)
        return float(matches - summed), tuple(found)

    def _log_likelihoods_of_one(
        self, levels: Sequence[int], rarities: Sequence[int] | None
    ) -> tuple[float, Floats]:
        """Return what `log_likelihoods` returns, of one vector: the same sums in the same order.

        On so few numbers plain Python is several times faster than numpy.
        """
        matches, others = self._log_shares
        for k, (level, rarity) in enumerate(
            zip(levels, rarities or (0,) * len(levels), strict=True)
        ):
            if level < 0:
                continue
            factor = self._factor(k)
            log_m, log_u, rare = self._lists[k]
            matches += factor * log_m[level]
            steps = rarity * (factor * self.rarity_step)
            others = [
                log + factor * u + steps * counts
                for log, u, counts in zip(others, log_u[level], rare, strict=True)
            ]
        return matches, np.array([others])

    def vector_weights(self, vectors: Small) -> Floats:
        """Return the match weight of each vector, in bits.

        Args:
            vectors: int8, a row a vector: the level of each comparison, then the rarity of each.
        """
        matches, non_matches = self.log_likelihoods(vectors)
        return matches - _log2_sum(non_matches)

    def log_likelihoods(self, vectors: Small) -> tuple[Floats, Floats]:
        """Return log2 of share times likelihood: among matches, and in each class of the others."""
        width = len(self.m)
        log_share, log_shares = self._log_shares
        matches = np.full(len(vectors), log_share)
        others = np.tile(log_shares, (len(vectors), 1))
        for k in range(width):
            levels, factor = vectors[:, k], self._factor(k)
            log_m, log_u, rare = self._logs[k]
            matches += factor * log_m[levels]
            steps = np.where(levels >= 0, vectors[:, width + k], 0) * (factor * self.rarity_step)
            others += factor * log_u[levels]
            others += steps[:, None] * rare
        return matches, others

    @cached_property
    def _log_shares(self) -> tuple[float, list[float]]:
        """Return log2 of the share of matches, shifted, and of that of each class of the others."""
        shares: list[float] = np.log2([c.share for c in self.classes]).tolist()
        return float(np.log2(self.share) + self.shift), shares

    @cached_property
    def _lists(self) -> tuple[tuple[list[float], list[list[float]], list[float]], ...]:
        """Return `_logs` as plain numbers."""
        return tuple((m.tolist(), u.tolist(), rare.tolist()) for m, u, rare in self._logs)

    @cached_property
    def _logs(self) -> tuple[tuple[Floats, Floats, Floats], ...]:
        """Return for each comparison log2 of m by level, of u by level and class, and rarity.

        The last places are for the levels below 0; 1 for each class where rarity matters, else 0.
        """
        return tuple(
            (
                np.array([*np.log2(self.m[k]), *_SILENT]),
                np.array([[*np.log2(c.u[k]), *_SILENT] for c in self.classes]).T,
                np.array([k not in c.owners for c in self.classes], dtype=np.float64),
            )
            for k in range(len(self.m))
        )

    def with_odds(self, bits: float) -> "FellegiSunter":
        """Return the model with so many bits more of odds for a match, the same for every pair.

        >>> strangers = NonMatches(share=0.5, u=((0.9, 0.1),))
        >>> model = FellegiSunter(share=0.5, m=((0.1, 0.9),), classes=(strangers,))
        >>> round(model.with_odds(-2.0).share, 3), round(model.with_odds(-2.0).weight((1,)), 3)
        (0.2, 1.17)
        """
        share = self.share * 2.0**bits
        total = share + sum(c.share for c in self.classes)
        classes = tuple(evolve(c, share=c.share / total) for c in self.classes)
        return evolve(self, share=share / total, classes=classes)

    def _factor(self, k: int) -> float:
        return self.factors[k] if self.factors else 1.0

    def probability(self, levels: Sequence[int], rarities: Sequence[int] | None = None) -> float:
        """Return the match probability of one vector."""
        return MatchScore.probability_of(self.weight(levels, rarities))


def _log2_sum(logs: Floats) -> Floats:
    """Return log2 of the sum of each row of logarithms."""
    largest = logs.max(axis=1, keepdims=True)
    return np.asarray(np.log2(np.exp2(logs - largest).sum(axis=1)) + largest[:, 0])
